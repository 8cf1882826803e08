"""Undoing: an answer no longer counts, and what followed from it is as it was. Any number of steps."""

from uuid import UUID

from app.errors import Missing
from app.practice.remembering import keep
from app.practice.tallying import recount
from app.practice.visit import Desk, Visit
from app.store.rows import Attempt, Undoing
from app.store.writer import Writer


async def undo(desk: Desk, visit: Visit, attempt_id: UUID) -> Attempt:
    """Let an attempt no longer count. Raises `Missing` for anybody else's. Doing it again changes nothing."""

    def record(writer: Writer) -> Attempt:
        attempt = writer.attempt(visit.learner, attempt_id)
        if attempt is None:
            raise Missing("There is no such attempt among yours.")
        undoing = Undoing(visit.learner, attempt_id, visit.now, visit.study_day, visit.zone.key)
        if writer.undo(undoing).new:
            keep(desk.catalog, writer, visit.learner, visit.now)
            recount(writer, attempt)
        return attempt

    return await desk.store.write(record)

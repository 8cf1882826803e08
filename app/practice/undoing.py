"""Undoing: an answer no longer counts, and what followed from it is as it was. Any number of steps."""

from uuid import UUID

from app.errors import Missing
from app.practice.remembering import keep
from app.practice.tallying import recount
from app.practice.visit import Desk, Visit
from app.store.reader import Reader
from app.store.rows import Attempt, CardAnswer, Undoing
from app.store.writer import Writer


async def undo(desk: Desk, visit: Visit, answer_id: UUID) -> Attempt | CardAnswer | None:
    """
    Let an answer to a question or a card no longer count. Raises `Missing` for anybody else's.

    Doing it again changes nothing; None is a card's answer that no longer counts already.
    """

    def record(writer: Writer) -> Attempt | CardAnswer | None:
        answer = writer.attempt(visit.learner, answer_id) or _card_answer(writer, visit, answer_id)
        if answer is None and not any(each.undone_id == answer_id for each in writer.undoings(visit.learner)):
            raise Missing("There is no such attempt among yours.")
        undoing = Undoing(visit.learner, answer_id, visit.now, visit.study_day, visit.zone.key)
        if writer.undo(undoing).new:
            keep(desk.catalog, writer, visit.learner, visit.now)
            if isinstance(answer, Attempt):
                recount(writer, answer)
        return answer

    return await desk.store.write(record)


def last_answer(reader: Reader, learner: UUID) -> Attempt | CardAnswer | None:
    """The newest answer that counts; keys ascend in time."""
    last = reader.last_attempt(learner)
    answers = (*((last,) if last else ()), *reader.card_answers(learner))
    return max(answers, key=lambda each: each.id, default=None)


def _card_answer(reader: Reader, visit: Visit, answer_id: UUID) -> CardAnswer | None:
    return next((each for each in reader.card_answers(visit.learner) if each.id == answer_id), None)

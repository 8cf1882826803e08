"""What an answer brings and what becomes of it, and the record of an attempt."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from app.practice import remembering, tallying
from app.practice.sheet import Judgement, Marked
from app.practice.sheets import as_stored
from app.practice.visit import Desk, Visit
from app.store.rows import Attempt
from app.store.writer import Writer


@dataclass(frozen=True, slots=True)
class Submission:
    """The text of each field, and a token that makes sending it twice harmless.

    `confidence` is how sure one is, 1 to 5; `seconds` is how long it took, where that is known. With `unknown` it says
    “I don’t know”, and nothing else.
    """

    typed: Mapping[str, str]
    token: str
    confidence: int | None = None
    seconds: float | None = None
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """The verdict, and the attempt if it counted: what could not be read leaves none.

    `kept` says whether anything is on record: an attempt, or a text that is committed and not judged yet.
    """

    verdict: Marked
    attempt: Attempt | None
    kept: bool


def new_attempt(visit: Visit, question_id: UUID, sent: Submission, judged: Judgement, hints: int) -> Attempt:
    """The record of an answer that counts."""
    return Attempt(
        learner_id=visit.learner,
        id=visit.new_id(),
        question_id=question_id,
        token=sent.token,
        answered_at=visit.now,
        study_day=visit.study_day,
        zone=visit.zone.key,
        answer=sent.typed,
        outcome=judged.said.outcome,
        score=judged.said.score,
        verdict=as_stored(judged.said),
        misconceptions=judged.slips,
        confidence=sent.confidence,
        hints_open=hints,
        seconds=sent.seconds,
    )


def record(desk: Desk, writer: Writer, attempt: Attempt) -> Attempt:
    """Keep an attempt, and what follows from it where it is new: memory, and sums."""
    recorded = writer.add_attempt(attempt)
    if recorded.new:
        remembering.keep_up(desk.catalog, writer, attempt.learner_id, attempt.question_id, attempt.answered_at)
        tallying.keep_up(writer, recorded.row)
    return recorded.row

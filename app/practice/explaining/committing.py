"""Start the clock, commit a text, settle its points. Gather, decide, record, in that order."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from app.catalog.problem import Problem
from app.errors import BadInput, Conflict, FieldComplaint
from app.practice import answering
from app.practice.answering import Answered, Submission, new_attempt
from app.practice.explaining.saying import YES, says_yes
from app.practice.judging import judgement
from app.practice.sheet import Judgement
from app.practice.sheets import hints_among, stored_verdict
from app.practice.stored import numbers_of
from app.practice.timing import PACES, seconds_between
from app.practice.visit import Desk, Visit
from app.problems.explaining.kind import SPOKEN, TEXT
from app.store.rows import Attempt, Clock, Commitment, Question
from app.store.writer import Writer

WRITTEN, ALOUD = "written", "spoken"
COMMITTED_ALREADY = "Your answer is committed and cannot be changed. Ask for the question once more to try again."
CHECKED_ALREADY = "This answer is checked, and that is final. Ask for the question once more to try again."


@dataclass(frozen=True, slots=True)
class _Standing:
    """What is on record about one question."""

    clock: Clock | None
    commitment: Commitment | None
    attempts: tuple[Attempt, ...]
    repeated: Attempt | None  # the attempt of this very token


async def start_clock(desk: Desk, visit: Visit, question_id: UUID, seconds: int | None, token: str | None) -> Clock:
    """Begin to speak, for so many seconds or without a limit. A clock that runs already goes on as it is."""
    if seconds is not None and seconds not in PACES:
        sentence = f"One speaks for {' or '.join(map(str, PACES))} seconds, or without a limit."
        raise BadInput(sentence, (FieldComplaint("/seconds", sentence),))
    clock = Clock(
        learner_id=visit.learner,
        question_id=question_id,
        token=token,
        seconds=seconds,
        started_at=visit.now,
        study_day=visit.study_day,
        zone=visit.zone.key,
    )

    def record(writer: Writer) -> Clock:
        if writer.commitment(visit.learner, question_id):
            raise Conflict(COMMITTED_ALREADY)
        return writer.start(clock).row

    return await desk.store.write(record)


async def answer(desk: Desk, visit: Visit, question: Question, problem: Problem, sent: Submission) -> Answered:
    """Commit the text, or settle the points of the one that is committed; both, where both are sent at once.

    A repeated token gives what it gave before. Raises `Conflict` for another text and for points settled already.
    """
    standing = _standing(desk, visit, question.id, sent.token)
    if standing.repeated:
        return _repeated(standing.repeated, question.id)
    if standing.attempts:
        raise Conflict(CHECKED_ALREADY)
    typed = _with_commitment(standing.commitment, sent.typed)
    judged = judgement(problem, numbers_of(problem, question), typed)
    if judged.said.checklist is None:
        return Answered(judged.said, None, kept=False)
    commitment = standing.commitment or _new_commitment(visit, question.id, standing.clock, replace(sent, typed=typed))
    is_new = standing.commitment is None or standing.commitment.token == sent.token
    if not (is_new or judged.said.checklist.settled):
        return Answered(judged.said, None, kept=False)
    attempt = await _record(desk, visit, commitment, replace(sent, typed=typed), judged)
    return Answered(stored_verdict(attempt) if attempt else judged.said, attempt, kept=True)


def typed_in(commitment: Commitment) -> dict[str, str]:
    """A commitment as it was typed."""
    return {TEXT: commitment.text} | ({SPOKEN: YES} if commitment.way == ALOUD else {})


def _standing(desk: Desk, visit: Visit, question_id: UUID, token: str) -> _Standing:
    with desk.store.read() as reader:
        return _Standing(
            reader.clock(visit.learner, question_id),
            reader.commitment(visit.learner, question_id),
            reader.attempts(visit.learner, question_id),
            reader.attempt_by_token(visit.learner, token),
        )


def _repeated(attempt: Attempt, question_id: UUID) -> Answered:
    if attempt.question_id != question_id:
        raise Conflict("This token was used for an answer to another question.")
    return Answered(stored_verdict(attempt), attempt, kept=True)


def _with_commitment(commitment: Commitment | None, typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed, beside the text that is committed. Raises `Conflict` for any other text."""
    if commitment is None:
        return dict(typed)
    if typed.get(TEXT, commitment.text) != commitment.text:
        raise Conflict(COMMITTED_ALREADY)
    return {name: text for name, text in typed.items() if name != SPOKEN} | typed_in(commitment)


def _new_commitment(visit: Visit, question_id: UUID, clock: Clock | None, sent: Submission) -> Commitment:
    is_spoken = says_yes(sent.typed)
    spoken_for = seconds_between(clock.started_at, visit.now) if clock and is_spoken else None
    return Commitment(
        learner_id=visit.learner,
        question_id=question_id,
        token=sent.token,
        way=ALOUD if is_spoken else WRITTEN,
        text=sent.typed.get(TEXT, ""),
        seconds=spoken_for if is_spoken else sent.seconds,
        confidence=sent.confidence,
        committed_at=visit.now,
        study_day=visit.study_day,
        zone=visit.zone.key,
    )


async def _record(
    desk: Desk, visit: Visit, commitment: Commitment, sent: Submission, judged: Judgement
) -> Attempt | None:
    """One write: the commitment, and the attempt once its points are settled; time and confidence are the text's."""
    is_settled = judged.said.checklist is not None and judged.said.checklist.settled
    as_committed = replace(sent, seconds=commitment.seconds, confidence=commitment.confidence)

    def record(writer: Writer) -> Attempt | None:
        stored = writer.commit_to(commitment).row
        if stored.question_id != commitment.question_id or stored.text != commitment.text:
            raise Conflict(COMMITTED_ALREADY)
        if not is_settled:
            return None
        if writer.attempts(visit.learner, commitment.question_id):
            raise Conflict(CHECKED_ALREADY)
        hints = len(hints_among(writer.openings(visit.learner, commitment.question_id)))
        return answering.record(desk, writer, new_attempt(visit, commitment.question_id, as_committed, judged, hints))

    return await desk.store.write(record)

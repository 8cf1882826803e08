"""Practising: put a question, answer it, open a hint, see the solution. Gather, decide, record, in that order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from app.catalog.numbers import dump, load
from app.catalog.problem import Problem
from app.errors import Conflict, Missing
from app.learning.levels import level_reached
from app.learning.rubric import HINTS, Band
from app.practice import answering
from app.practice.answering import Answered, Submission, new_attempt
from app.practice.explaining import committing
from app.practice.explaining.laying_out import running
from app.practice.judging import judgement, leaves_nothing, not_known
from app.practice.remembering import keep_up
from app.practice.sheet import Marked, Sheet, Taught
from app.practice.sheets import (
    SOLUTION,
    Asked,
    Progress,
    hint_id,
    hint_number,
    hints_among,
    lay_out,
    stored_verdict,
)
from app.practice.stored import numbers_of
from app.practice.tallying import whole_tally
from app.practice.visit import Desk, Visit
from app.problems.figures import Figure
from app.problems.kind import Params
from app.store.reader import Reader
from app.store.rows import Attempt, Opening, OwnBand, Question
from app.store.writer import Writer


@dataclass(frozen=True, slots=True)
class Variant:
    """Which numbers of a problem: those of a seed at a level, those somebody `sent`, or the problem's own (neither)."""

    slug: str
    seed: int | None
    level: int
    sent: Mapping[str, object] | None = None


def numbers(desk: Desk, variant: Variant) -> Params:
    """The numbers of a variant. Raises `Missing` for own numbers that a problem does not have, or a level it lacks.

    And `BadInput` or `Impossible` for numbers that were sent and are no question of this kind.
    """
    problem = desk.catalog.problem(variant.slug)
    if variant.sent is not None:
        return load(problem.kind, variant.sent)
    if variant.seed is None:
        if problem.given is None:
            raise Missing("This problem has no numbers of its own; ask for a seed.")
        return problem.given
    if variant.level not in problem.levels:
        raise Missing(f"This problem has the levels {', '.join(map(str, problem.levels))}.")
    return problem.draw(variant.seed, variant.level)


def check(desk: Desk, slug: str, params: Params, typed: Mapping[str, str]) -> Marked:
    """The verdict on an answer, kept nowhere."""
    return judgement(desk.catalog.problem(slug), params, typed).said


def preview(desk: Desk, variant: Variant, address: str, progress: Progress | None = None) -> Sheet:
    """A question that nobody has been put yet, as it would look. Nothing is recorded."""
    asked = Asked(address, desk.catalog.problem(variant.slug), numbers(desk, variant), variant.level, variant.seed)
    return lay_out(asked, progress or Progress())


def show(desk: Desk, visit: Visit, question_id: UUID, address: str, unrecorded: Progress | None = None) -> Sheet:
    """A question as it stands for this learner; what was typed and not recorded stands in for the last attempt."""
    with desk.store.read() as reader:
        question = _own(reader, visit, question_id)
        attempts = reader.attempts(visit.learner, question_id)
        openings = reader.openings(visit.learner, question_id)
        commitment = reader.commitment(visit.learner, question_id)
        clock = reader.clock(visit.learner, question_id)
        own_band = reader.own_band(visit.learner, question_id)
        last = attempts[-1].id if attempts and unrecorded is None else None
        dispute = reader.dispute_about(visit.learner, last) if last else None
        tally = whole_tally(reader, visit.learner)
    problem, params = _opened(desk, question)
    shown = unrecorded or Progress()
    if commitment and not attempts and not shown.verdict:
        typed = committing.typed_in(commitment)
        shown = Progress(typed=typed, verdict=judgement(problem, params, typed).said)
    progress = Progress(attempts, openings, shown.typed, shown.verdict, running(clock, visit), own_band)
    sheet = lay_out(Asked(address, problem, params, question.level, question.seed), progress)
    reached = level_reached(problem.level, problem.levels, tally.clean(problem.slug))
    return replace(
        sheet,
        attempt=last,
        dispute=dispute.comment if dispute else None,
        next_level=reached if progress.is_solved and reached > question.level else None,
        taught=_taught(desk, problem) if sheet.explaining else None,
    )


def _taught(desk: Desk, problem: Problem) -> Taught | None:
    lesson = desk.catalog.lessons.teaching(problem.slug, problem.skill)
    return Taught(lesson.title, f"/learn/{lesson.slug}") if lesson else None


def figure(desk: Desk, variant: Variant) -> Figure | None:
    """What an interviewer would draw for these numbers."""
    return desk.catalog.problem(variant.slug).kind.figure(numbers(desk, variant))


def figure_of(desk: Desk, visit: Visit, question_id: UUID) -> Figure | None:
    """What an interviewer would draw for a question of this learner."""
    problem, params = _opened(desk, find(desk, visit, question_id))
    return problem.kind.figure(params)


def find(desk: Desk, visit: Visit, question_id: UUID) -> Question:
    """The record of a question. Raises `Missing` for anybody else's."""
    with desk.store.read() as reader:
        return _own(reader, visit, question_id)


Then = Callable[[Writer, Question], None]


async def ask(desk: Desk, visit: Visit, variant: Variant, token: str | None, then: Then | None = None) -> Question:
    """
    Put a question to the learner; the same token asks the same question again.

    `then` is recorded together with a question that is new, such as the task it was put for.
    """
    question = new_question(desk, visit, variant, token)

    def record(writer: Writer) -> Question:
        writer.ensure_learner(visit.learner, visit.now)
        recorded = writer.add_question(question)
        if recorded.new and then:
            then(writer, recorded.row)
        return recorded.row

    return await desk.store.write(record)


async def answer(desk: Desk, visit: Visit, question_id: UUID, sent: Submission) -> Answered:
    """Judge an answer to a question the learner was put. A repeated token gives the verdict it was given before."""
    question = find(desk, visit, question_id)
    problem, params = _opened(desk, question)
    if problem.explanation is not None:
        return await committing.answer(desk, visit, question, problem, sent)
    judged = not_known(problem, params) if sent.unknown else judgement(problem, params, sent.typed)
    if leaves_nothing(judged.said):
        return Answered(judged.said, None, kept=False)

    def record(writer: Writer) -> Attempt:
        hints = len(hints_among(writer.openings(visit.learner, question_id)))
        return answering.record(desk, writer, new_attempt(visit, question_id, sent, judged, hints))

    attempt = await desk.store.write(record)
    if attempt.question_id != question_id:
        raise Conflict("This token was used for an answer to another question.")
    return Answered(stored_verdict(attempt), attempt, kept=True)


async def speak(desk: Desk, visit: Visit, question_id: UUID, seconds: int | None, token: str | None) -> None:
    """Start the clock of a spoken answer. Raises `Missing` where a question is not answered in one's own words."""
    problem, _ = _opened(desk, find(desk, visit, question_id))
    if problem.explanation is None:
        raise Missing("Only an explanation is spoken; this question asks for values.")
    await committing.start_clock(desk, visit, question_id, seconds, token)


async def open_hint(desk: Desk, visit: Visit, question_id: UUID, token: str | None) -> int:
    """Open the next hint and give its number. Raises `Conflict` when all are open."""
    find(desk, visit, question_id)

    def record(writer: Writer) -> Opening:
        known = writer.opening_by_token(visit.learner, token) if token else None
        opened = hints_among(writer.openings(visit.learner, question_id))
        if known is None and len(opened) == HINTS:
            raise Conflict(f"All {HINTS} hints of this question are open.")
        return known or writer.open(_new_opening(visit, question_id, hint_id(len(opened) + 1), token)).row

    opening = await desk.store.write(record)
    return hint_number(opening.what)


async def reveal(desk: Desk, visit: Visit, question_id: UUID) -> None:
    """Open solution and rubric. Doing it again changes nothing."""
    find(desk, visit, question_id)

    def record(writer: Writer) -> None:
        if writer.open(_new_opening(visit, question_id, SOLUTION, None)).new:
            keep_up(desk.catalog, writer, visit.learner, question_id, visit.now)

    await desk.store.write(record)


async def give_band(desk: Desk, visit: Visit, question_id: UUID, band: Band | None, token: str | None) -> OwnBand:
    """The band that a learner gives themselves, or none; the first stands. Raises `Conflict` before it is over."""
    find(desk, visit, question_id)
    given = OwnBand(
        learner_id=visit.learner,
        question_id=question_id,
        token=token,
        band=band,
        given_at=visit.now,
        study_day=visit.study_day,
        zone=visit.zone.key,
    )

    def record(writer: Writer) -> OwnBand:
        progress = Progress(writer.attempts(visit.learner, question_id), writer.openings(visit.learner, question_id))
        if not progress.is_over:
            raise Conflict("This question is not over yet. Answer it, or ask for its solution.")
        return writer.give_band(given).row

    return await desk.store.write(record)


def _own(reader: Reader, visit: Visit, question_id: UUID) -> Question:
    question = reader.question(visit.learner, question_id)
    if question is None:
        raise Missing("There is no such question among yours.")
    return question


def _opened(desk: Desk, question: Question) -> tuple[Problem, Params]:
    """The words as they are now, the numbers as they were drawn."""
    problem = desk.catalog.problem(question.slug)
    return problem, numbers_of(problem, question)


def new_question(desk: Desk, visit: Visit, variant: Variant, token: str | None) -> Question:
    """The record of a question as it would be put, not stored yet."""
    problem = desk.catalog.problem(variant.slug)
    return Question(
        learner_id=visit.learner,
        id=visit.new_id(),
        slug=problem.slug,
        kind=problem.kind.id,
        revision=problem.revision,
        level=variant.level,
        seed=variant.seed,
        params=dump(problem.kind, numbers(desk, variant)),
        token=token,
        asked_at=visit.now,
        study_day=visit.study_day,
        zone=visit.zone.key,
    )


def _new_opening(visit: Visit, question_id: UUID, what: str, token: str | None) -> Opening:
    return Opening(
        learner_id=visit.learner,
        question_id=question_id,
        what=what,
        token=token,
        opened_at=visit.now,
        study_day=visit.study_day,
        zone=visit.zone.key,
    )

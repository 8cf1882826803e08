"""The diagnostic: which question comes next, and what its answers changed. They are attempts like all others."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import blake2s
from uuid import UUID

from app.catalog.catalog import Catalog
from app.catalog.problem import Problem
from app.learning.diagnostic import MOST, Asked, Candidate, is_over, next_pick
from app.learning.mastery import Evidence, Level, mastery
from app.learning.tally import Tally, without
from app.practice.diagnostic_board import Change, DiagnosticPage
from app.practice.practising import Variant
from app.practice.standings import evidence_by_skill
from app.practice.tallying import tally_of, whole_tally
from app.practice.visit import Desk, Visit
from app.problems.grading import Outcome
from app.problems.skills import Skill
from app.store.reader import Reader
from app.store.rows import DiagnosticStep, Question
from app.store.writer import Writer

NAME = "Diagnostic"
SEEDS = 1 << 20  # short enough to be read out
LONGEST = 5  # minutes that a question of the diagnostic may take


@dataclass(frozen=True)
class Run:
    """A diagnostic as it stands: its questions in order, those that were answered, and what is known by now."""

    steps: tuple[DiagnosticStep, ...]
    asked: tuple[Asked, ...]
    waiting: UUID | None  # a question that was put and has no answer yet
    whole: Tally
    of_run: Tally
    evidence: Mapping[str, Collection[Evidence]]  # by skill

    @cached_property
    def is_over(self) -> bool:
        """Whether it was ended, or enough was asked."""
        was_ended = bool(self.steps) and self.steps[-1].question_id is None
        return was_ended or is_over(self.asked, self.evidence)


def diagnostic(desk: Desk, visit: Visit) -> DiagnosticPage:
    """The newest one: not begun, in its midst, or over with what it changed."""
    run = _read(desk, visit)
    return DiagnosticPage(
        answered=len(run.asked),
        most=MOST,
        is_begun=bool(run.steps),
        is_over=bool(run.steps) and run.is_over,
        changes=_changes(desk.catalog, run, visit.study_day),
    )


def next_question(desk: Desk, visit: Visit, *, again: bool) -> UUID | Variant | None:
    """The question that waits, or the next one; None once it is over, unless another one is asked for.

    What was seen and not answered comes again with the same numbers: to pass over it says nothing of a skill.
    """
    run = _read(desk, visit)
    seed = _seed(visit.learner, run.steps)
    if run.steps and run.is_over:
        if not again:
            return None
        run = Run((), (), None, run.whole, Tally(), run.evidence)
    if run.waiting is not None:
        return run.waiting
    pick = next_pick(run.asked, run.evidence, candidates(desk.catalog))
    return Variant(pick.slug, seed, pick.level)


def mark(desk: Desk, visit: Visit, writer: Writer, question: Question) -> None:
    """Note a question that has just been put, as the next one of the diagnostic or the first of another."""
    run = _run(desk.catalog, writer, visit)
    begins = not run.steps or run.is_over
    run_id, place = (question.id, 0) if begins else (run.steps[0].run_id, len(run.steps))
    writer.add_diagnostic_step(_step(visit, run_id, place, question.id))


async def end(desk: Desk, visit: Visit) -> None:
    """Stop here. What was answered stays answered; ending one that is over changes nothing."""

    def record(writer: Writer) -> None:
        run = _run(desk.catalog, writer, visit)
        if run.steps and not run.is_over:
            writer.add_diagnostic_step(_step(visit, run.steps[0].run_id, len(run.steps), None))

    await desk.store.write(record)


def _seed(learner: UUID, steps: tuple[DiagnosticStep, ...]) -> int:
    """The numbers of the next question, which follow from the step before it."""
    last = f"{steps[-1].run_id} {steps[-1].place}" if steps else ""
    return int.from_bytes(blake2s(f"{learner} {last}".encode()).digest()) % SEEDS


def _step(visit: Visit, run_id: UUID, place: int, question: UUID | None) -> DiagnosticStep:
    return DiagnosticStep(visit.learner, run_id, place, question, visit.now, visit.study_day, visit.zone.key)


def _read(desk: Desk, visit: Visit) -> Run:
    with desk.store.read() as reader:
        return _run(desk.catalog, reader, visit)


def _run(catalog: Catalog, reader: Reader, visit: Visit) -> Run:
    """The newest diagnostic; an answer that was undone leaves its question waiting again."""
    every = reader.diagnostic_steps(visit.learner)
    steps = tuple(each for each in every if each.run_id == every[-1].run_id)
    put = [each.question_id for each in steps if each.question_id is not None]
    right = {each.question_id: each.outcome == Outcome.CORRECT for each in reader.first_answers_to(visit.learner, put)}
    seen = {each.question_id for each in reader.solutions_of(visit.learner, put)}
    settled = right.keys() | seen
    questions = (reader.question(visit.learner, each) for each in put if each in settled)
    whole = whole_tally(reader, visit.learner)
    found = evidence_by_skill(catalog, whole.asked, visit.study_day)
    return Run(
        steps=steps,
        asked=tuple(Asked(each.slug, each.level, right.get(each.id, False)) for each in questions if each),
        waiting=next((each for each in put if each not in settled), None),
        whole=whole,
        of_run=tally_of(reader, visit.learner, put),
        evidence={skill: found.get(skill, ()) for skill in Skill},
    )


def candidates(catalog: Catalog) -> tuple[Candidate, ...]:
    """Everything short that is judged at once, of chapters that presuppose no other.

    Words of one's own would take the diagnostic too long, and what a later chapter teaches says little of nine skills.
    """
    chapters = (each for each in catalog.chapters.by_slug.values() if not each.presupposes)
    return tuple(_candidate(problem) for each in chapters for problem in each.problems if _is_short(problem))


def _is_short(problem: Problem) -> bool:
    return problem.explanation is None and problem.minutes <= LONGEST


def _candidate(problem: Problem) -> Candidate:
    is_choice = problem.proves is Level.VAGUELY
    return Candidate(problem.slug, problem.skill, problem.levels, problem.minutes, is_choice)


def _changes(catalog: Catalog, run: Run, today: date) -> tuple[Change, ...]:
    """The skills that were asked about, as they stand without these answers and with them."""
    asked: defaultdict[Skill, list[bool]] = defaultdict(list)
    for each in run.asked:
        if each.slug in catalog.problems:
            asked[catalog.problems[each.slug].skill].append(each.was_right)
    before = evidence_by_skill(catalog, without(run.whole, run.of_run).asked, today)
    return tuple(
        _change(catalog, skill, asked[skill], before.get(skill, ()), run.evidence[skill])
        for skill in Skill
        if skill in asked
    )


def _change(
    catalog: Catalog, skill: Skill, right: list[bool], before: Collection[Evidence], after: Collection[Evidence]
) -> Change:
    was, now = mastery(before), mastery(after)
    return Change(
        id=skill,
        name=catalog.skills[skill].name,
        right=sum(right),
        asked=len(right),
        before=was.estimate if was.count else None,
        after=now.estimate,
        low=now.low,
        high=now.high,
        level_before=catalog.assessment.level(was.level) if was.level else "",
        level_after=catalog.assessment.level(now.level) if now.level else "",
    )

"""Laying out a sheet: a question with what was typed, said and opened so far."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from pydantic import TypeAdapter

from app.catalog.problem import Problem
from app.catalog.words import fill, to_html, to_text
from app.learning.rubric import HINTS, Band, Evidence, within_reach
from app.practice import judging, wording
from app.practice.banding import BAND_TITLES, evidence_lines, points_made, rubric
from app.practice.boxes import box
from app.practice.explaining.laying_out import explaining
from app.practice.explaining.views import RunningClock
from app.practice.sheet import Convention, GivenBand, Hint, Mark, Marked, NextHint, Sheet
from app.problems.explaining.kind import TEXT
from app.problems.grading import Outcome
from app.problems.kind import Params
from app.store.rows import Attempt, Dispute, Opening, OwnBand

HINT_NAMES = ("direction", "insight", "full solution")
SOLUTION = "solution"


@dataclass(frozen=True, slots=True)
class Asked:
    """Whatever gives a question its numbers: stored for a learner, or only looked at so far."""

    address: str
    problem: Problem
    params: Params
    level: int
    seed: int | None


@dataclass(frozen=True, slots=True)
class Progress:
    """What has happened to a question: attempts and openings in order, and an answer that was not recorded."""

    attempts: tuple[Attempt, ...] = ()
    openings: tuple[Opening, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict[str, str])
    verdict: Marked | None = None
    clock: RunningClock | None = None
    own_band: OwnBand | None = None

    @property
    def hints(self) -> int:
        """How many hints are open."""
        return len(hints_among(self.openings))

    @property
    def is_revealed(self) -> bool:
        """Whether the solution was asked for."""
        return any(opening.what == SOLUTION for opening in self.openings)

    @property
    def is_solved(self) -> bool:
        """Whether some attempt was right."""
        return any(attempt.outcome == Outcome.CORRECT for attempt in self.attempts)

    @property
    def is_over(self) -> bool:
        """Whether nothing more can be answered: right, shown, or an explanation whose points are settled."""
        return self.is_solved or self.is_revealed or any(attempt.verdict.get("checklist") for attempt in self.attempts)

    @property
    def misses(self) -> int:
        """Attempts before the first that was right."""
        return sum(1 for _ in takewhile(lambda attempt: attempt.outcome != Outcome.CORRECT, self.attempts))

    @property
    def seconds(self) -> float | None:
        """How long it took up to the first attempt that was right; None where some of it is not known."""
        counted = self.attempts[: self.misses + 1]
        known = [attempt.seconds for attempt in counted if attempt.seconds is not None]
        return sum(known) if known and len(known) == len(counted) else None


def hint_id(number: int) -> str:
    """The name under which a hint's opening is kept."""
    return f"hint-{number}"


def hint_number(what: str) -> int:
    """The hint an opening is about."""
    return int(what.removeprefix("hint-"))


def hints_among(openings: Iterable[Opening]) -> tuple[Opening, ...]:
    """Those that opened a hint."""
    return tuple(opening for opening in openings if opening.what != SOLUTION)


def stored_verdict(kept: Attempt | Dispute) -> Marked:
    """The verdict as it was given at the time."""
    return _MARKED.validate_python(kept.verdict)


def as_stored(verdict: Marked) -> dict[str, Any]:
    """A verdict as JSON values, to be kept with the attempt."""
    return _MARKED.dump_python(verdict, mode="json")


_MARKED = TypeAdapter(Marked)


def lay_out(asked: Asked, progress: Progress) -> Sheet:
    """The sheet as it stands. An answer that was not recorded is shown in place of the last one that was."""
    problem, params = asked.problem, asked.params
    typed, verdict = _latest(progress)
    prompt = fill(problem.prompt, problem.kind.facts(params))
    over = progress.is_over
    evidence = _evidence(problem, progress)
    explanation = problem.explanation
    is_committed = verdict is not None and verdict.checklist is not None
    return Sheet(
        address=asked.address,
        slug=problem.slug,
        title=problem.title,
        skill=problem.skill,
        skill_name=problem.skill_name,
        level=asked.level,
        levels=problem.levels,
        seed=asked.seed,
        prompt_html=to_html(prompt),
        prompt_text=to_text(prompt),
        boxes=tuple(
            box(problem, params, each, typed.get(each.name, ""), mark_of(verdict, each.name))
            for each in problem.kind.fields(params)
        ),
        source=problem.source,
        conventions=tuple(Convention(each.word, each.meaning) for each in problem.conventions),
        verdict=verdict,
        hints=tuple(_hint(problem, params, number) for number in range(1, progress.hints + 1)),
        next_hint=None if over or is_committed else _next_hint(progress),
        solution=judging.solution(problem, params) if over else None,
        rubric=rubric(problem, evidence) if over else (),
        evidence=evidence_lines(evidence) if over else (),
        own_band=_given(progress.own_band),
        attempts=len(progress.attempts),
        explaining=explaining(explanation, typed.get(TEXT, ""), verdict, progress.clock, is_over=over)
        if explanation
        else None,
    )


def _evidence(problem: Problem, progress: Progress) -> Evidence:
    last = stored_verdict(progress.attempts[-1]) if progress.attempts else None
    return Evidence(
        solved=progress.is_solved,
        hints=progress.hints,
        misses=progress.misses,
        revealed=progress.is_revealed,
        seconds=progress.seconds,
        minutes=problem.minutes,
        points=points_made(last) if last else None,
    )


def _given(own: OwnBand | None) -> GivenBand | None:
    if own is None:
        return None
    return GivenBand(own.band, BAND_TITLES[Band(own.band)]) if own.band else GivenBand("", "")


def mark_of(verdict: Marked | None, name: str) -> Mark | None:
    """The verdict on one field."""
    return next((mark for mark in verdict.marks if mark.name == name), None) if verdict else None


def _latest(progress: Progress) -> tuple[Mapping[str, str], Marked | None]:
    if progress.typed or progress.verdict or not progress.attempts:
        return progress.typed, progress.verdict
    last = progress.attempts[-1]
    return last.answer, stored_verdict(last)


def _hint(problem: Problem, params: Params, number: int) -> Hint:
    words = fill(problem.hints[number - 1], problem.kind.facts(params))
    working = wording.solution(problem, params) if number == HINTS else ()
    return Hint(number, HINT_NAMES[number - 1], to_html(words), to_text(words), working)


def _next_hint(progress: Progress) -> NextHint | None:
    number = progress.hints + 1
    if number > HINTS:
        return None
    now = within_reach(hints=progress.hints, misses=progress.misses, revealed=False)
    then = within_reach(hints=number, misses=progress.misses, revealed=False)
    return NextHint(
        number, left=HINTS - progress.hints, free=now is then, caps_at="" if now is then else BAND_TITLES[then]
    )

"""What the answers of all learners say about a problem. Counts only: nobody can be recognised in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.catalog.numbers import dump
from app.catalog.problem import Problem
from app.learning.rubric import HINTS
from app.practice.disputing import OWN, numbers_named
from app.practice.sheet import Status
from app.practice.sheets import SOLUTION
from app.problems.grading import Outcome
from app.store.overview import Overview, Quartiles, Totals, UnexplainedValue

MOST_VALUES = 20
SENT = "sent"


@dataclass(frozen=True, slots=True)
class Slip:
    """A mistake the problem knows, and how often it was the one made."""

    id: str
    title: str
    times: int
    learners: int


@dataclass(frozen=True, slots=True)
class Value:
    """A wrong value that no mistake gives. `address` leads to the very numbers it was given for."""

    field: str
    reading: str
    numbers: str  # "1-8341", "own", or "sent" for numbers that somebody chose
    address: str
    level: int
    seed: int | None
    revision: int
    params: Mapping[str, Any]
    times: int
    learners: int


@dataclass(frozen=True, slots=True)
class HintCount:
    """How many questions were put with so many hints opened."""

    hints: int
    questions: int


@dataclass(frozen=True, slots=True)
class Insights:
    """One problem, over all learners and all its revisions. A first answer is the first attempt at a question."""

    slug: str
    title: str
    totals: Totals
    slips: tuple[Slip, ...]  # most frequent first
    never_made: tuple[str, ...]  # titles of the mistakes that nobody has made
    unexplained: tuple[Value, ...]  # most frequent first, at most MOST_VALUES
    unexplained_count: int  # of all of them, over every value
    hints: tuple[HintCount, ...]
    solutions_seen: int
    seconds: Quartiles | None  # to the first answer, where it is known
    disputes: Mapping[str, int]  # by outcome

    @property
    def right_at_first(self) -> float | None:
        """The share of first answers that were right, 0 to 1."""
        return self.totals.right_at_first / self.totals.answered if self.totals.answered else None

    @property
    def disputed(self) -> int:
        """How many verdicts were disputed."""
        return sum(self.disputes.values())


def insights(overview: Overview, problem: Problem) -> Insights:
    """Everything that is counted about a problem."""
    slug, made = problem.slug, overview.misconceptions(problem.slug)
    titles = {name: words.title for name, words in problem.mistakes.items()}
    unexplained = overview.unexplained(slug, wrong=Status.WRONG, limit=MOST_VALUES)
    hints = overview.hints(slug, solution=SOLUTION)
    return Insights(
        slug=slug,
        title=problem.title,
        totals=overview.totals(slug, right=Outcome.CORRECT),
        slips=tuple(Slip(each.name, titles.get(each.name, each.name), each.times, each.learners) for each in made),
        never_made=tuple(title for name, title in titles.items() if name not in {each.name for each in made}),
        unexplained=tuple(_value(problem, each) for each in unexplained.values),
        unexplained_count=unexplained.count,
        hints=tuple(HintCount(number, hints.get(number, 0)) for number in range(HINTS + 1)),
        solutions_seen=overview.solutions_seen(slug, solution=SOLUTION),
        seconds=overview.seconds_to_first_answer(slug),
        disputes=overview.dispute_counts(slug),
    )


def lasting(seconds: float) -> str:
    """`48 s`, `3 min 5 s`, `1 h 20 min`: as exact as one would say it."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def _value(problem: Problem, found: UnexplainedValue) -> Value:
    named = numbers_named(found.level, found.seed, found.params)
    is_own = problem.given is not None and found.params == dump(problem.kind, problem.given)
    sent = OWN if is_own else SENT
    return Value(
        field=found.field,
        reading=found.reading,
        numbers=named if found.seed is not None else sent,
        address=f"/problems/{problem.slug}/{OWN if is_own and found.seed is None else named}",
        level=found.level,
        seed=found.seed,
        revision=found.revision,
        params=found.params,
        times=found.times,
        learners=found.learners,
    )

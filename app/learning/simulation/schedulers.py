"""Four ways of choosing what to repeat, each for one learner. All of them were told how the first answers went."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from math import ceil
from typing import ClassVar, Protocol

from app.learning.memory import Items, Mark, Memory, Rating, Trace, session
from app.learning.memory.trace import traced
from app.learning.plan import Plan, offered
from app.learning.study_days import ONE_DAY

ITEMS = 27


@dataclass(frozen=True, slots=True)
class Day:
    """A day, and the plan as it is known then."""

    date: date
    plan: Plan


class Scheduler(Protocol):
    """Asked and told in turns, on every day on which the learner comes. Items are numbers from 0."""

    name: ClassVar[str]

    def chosen(self, today: Day, /) -> Collection[int]:
        """What to repeat today."""
        ...

    def hear(self, today: Day, ratings: Mapping[int, Rating], /) -> None:
        """How it went. On the first day all items are answered, unasked."""
        ...


@dataclass(slots=True)
class LadderAlone:
    """Everything on each day of the ladder."""

    name: ClassVar[str] = "ladder alone"
    done: dict[int, date] = field(default_factory=dict[int, date])

    def chosen(self, today: Day, /) -> Collection[int]:
        """All items, if a checkpoint is offered."""
        return range(ITEMS) if offered(today.plan, self.done, today.date) else ()

    def hear(self, today: Day, _ratings: Mapping[int, Rating], /) -> None:
        """Only that the day was kept."""
        self.done |= dict.fromkeys(offered(today.plan, self.done, today.date), today.date)


@dataclass(slots=True)
class _Repetition:
    """One item of SM-2: E-Factor, right answers in a row, interval in days."""

    ease: float = 2.5
    in_a_row: int = 0
    interval: int = 0
    due: date = date.min

    def hear(self, today: date, rating: Rating) -> None:
        quality = {Rating.WRONG: 1, Rating.WITH_HELP: 3, Rating.RIGHT: 4, Rating.WITH_EASE: 5}[rating]
        self.ease = max(self.ease + 0.1 - (5 - quality) * (0.08 + (5 - quality) * 0.02), 1.3)
        self.in_a_row = 0 if rating is Rating.WRONG else self.in_a_row + 1
        self.interval = {0: 1, 1: 1, 2: 6}.get(self.in_a_row, ceil(self.interval * self.ease))
        self.due = today + self.interval * ONE_DAY


@dataclass(slots=True)
class Sm2:
    """
    The algorithm of SuperMemo 2, with a wrong answer as quality 1, one with help 3, a right one 4, one with ease 5.

    Source: P. A. Wozniak, Optimization of learning, 1990, section 3.2: intervals of 1 and 6 days, then times E-Factor.
    """

    name: ClassVar[str] = "SM-2"
    items: dict[int, _Repetition] = field(default_factory=dict[int, _Repetition])

    def chosen(self, today: Day, /) -> Collection[int]:
        """What is due."""
        return [item for item, repetition in self.items.items() if repetition.due <= today.date]

    def hear(self, today: Day, ratings: Mapping[int, Rating], /) -> None:
        """Every answer sets an interval."""
        for item, rating in ratings.items():
            self.items.setdefault(item, _Repetition()).hear(today.date, rating)


@dataclass(slots=True)
class Fsrs:
    """FSRS-6 with its default parameters at a desired retention of 0.90, as py-fsrs computes it."""

    name: ClassVar[str] = "FSRS 0.90"
    traces: dict[int, Trace] = field(default_factory=dict[int, Trace])

    def chosen(self, today: Day, /) -> Collection[int]:
        """What is due."""
        return [item for item, trace in self.traces.items() if trace.due() <= today.date]

    def hear(self, today: Day, ratings: Mapping[int, Rating], /) -> None:
        """Every answer leaves a trace."""
        for item, rating in ratings.items():
            self.traces[item] = traced(self.traces.get(item), today.date, rating)


@dataclass(slots=True)
class Ours:
    """The session that the product would show, from the memory it would have."""

    name: ClassVar[str] = "ours"
    done: dict[int, date] = field(default_factory=dict[int, date])
    memory: Memory = field(default_factory=Memory)
    items: ClassVar[Items] = Items({f"problem:{item}": 1.0 for item in range(ITEMS)})

    def chosen(self, today: Day, /) -> Collection[int]:
        """The session's repeats."""
        planned = session(today.plan, self.done, self.memory, today.date, items=self.items)
        return [int(repeat.item.removeprefix("problem:")) for repeat in planned.repeats]

    def hear(self, today: Day, ratings: Mapping[int, Rating], /) -> None:
        """The day's checkpoint is done, and each answer is a mark."""
        self.done |= dict.fromkeys(offered(today.plan, self.done, today.date), today.date)
        self.memory = self.memory.after(*(Mark(f"problem:{item}", today.date, each) for item, each in ratings.items()))


SCHEDULERS: tuple[type[Scheduler], ...] = (LadderAlone, Sm2, Fsrs, Ours)

"""What every way of choosing is asked, for all learners at once, and which days of the ladder they have kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Protocol, Self

import numpy as np

from app.learning.plan import CHECKPOINTS, Done, Plan, offered
from app.learning.simulation.fsrs6 import Bools, Ints
from app.learning.study_days import ONE_DAY

ITEMS = 27
OPEN = -1  # the day on which a checkpoint was done, where it was not


@dataclass(frozen=True, slots=True)
class Day:
    """A day, and the plan as it is known then."""

    date: date
    plan: Plan

    @property
    def number(self) -> int:
        """Counted from the first day of the plan."""
        return (self.date - self.plan.start).days


class Scheduler(Protocol):
    """Asked and told in turns on every day, about all learners; what is asked of whoever does not come is lost."""

    name: ClassVar[str]

    @classmethod
    def of(cls, learners: int) -> Self:
        """Before the first day."""
        ...

    def chosen(self, today: Day, /) -> Bools:
        """What to repeat today, (learners, items)."""
        ...

    def hear(self, today: Day, comes: Bools, asked: Bools, rating: Ints, /) -> None:
        """Who came, (learners,), and how it went where it was asked; on the first day everything is, by itself."""
        ...


@dataclass(slots=True)
class Ladder:
    """The day on which each checkpoint was done, counted from the start of the plan, or OPEN: (learners, 5)."""

    days: Ints

    @classmethod
    def of(cls, learners: int) -> Self:
        """Nothing done."""
        return cls(np.full((learners, len(CHECKPOINTS)), OPEN))

    def alike(self, today: Day) -> Iterator[tuple[Bools, Done]]:
        """Learners who have done the same on the same days, (learners,), with what that is."""
        kinds, kind = np.unique(self.days, axis=0, return_inverse=True)
        for number, days in enumerate(kinds.tolist()):
            done = {at: today.plan.start + day * ONE_DAY for at, day in enumerate(days) if day != OPEN}
            yield kind.reshape(-1) == number, done

    def keep(self, today: Day, comes: Bools) -> None:
        """Whoever comes does what is offered."""
        for who, done in tuple(self.alike(today)):
            for checkpoint in offered(today.plan, done, today.date):
                self.days[who & comes, checkpoint] = today.number

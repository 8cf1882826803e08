"""The ways of choosing that ours is held against. All of them were told how the first answers went."""

from dataclasses import dataclass
from typing import ClassVar, Self

import numpy as np

from app.learning.memory import Rating
from app.learning.plan import offered
from app.learning.simulation.asking import ITEMS, Day, Ladder
from app.learning.simulation.fsrs6 import Bools, Floats, Ints, Traces

QUALITIES = np.array([0, 1, 3, 4, 5])  # of SM-2, by rating


@dataclass(slots=True)
class LadderAlone:
    """Everything on each day of the ladder."""

    ladder: Ladder
    name: ClassVar[str] = "ladder alone"

    @classmethod
    def of(cls, learners: int) -> Self:
        """Before the first day."""
        return cls(Ladder.of(learners))

    def chosen(self, today: Day, /) -> Bools:
        """All items, if a checkpoint is offered."""
        asked = np.zeros((len(self.ladder.days), ITEMS), dtype=bool)
        for who, done in self.ladder.alike(today):
            asked[who] = bool(offered(today.plan, done, today.date))
        return asked

    def hear(self, today: Day, comes: Bools, _asked: Bools, _rating: Ints, /) -> None:
        """Only that the day was kept."""
        self.ladder.keep(today, comes)


@dataclass(slots=True)
class Sm2:
    """
    The algorithm of SuperMemo 2, with a wrong answer as quality 1, one with help 3, a right one 4, one with ease 5.

    Source: P. A. Wozniak, Optimization of learning, 1990, section 3.2: intervals of 1 and 6 days, then times E-Factor.
    All four arrays are (learners, items).
    """

    ease: Floats
    in_a_row: Ints
    interval: Ints  # days
    due: Ints
    name: ClassVar[str] = "SM-2"

    @classmethod
    def of(cls, learners: int) -> Self:
        """Before the first day."""
        none = np.zeros((learners, ITEMS), dtype=np.int64)
        return cls(np.full(none.shape, 2.5), none, none, none)

    def chosen(self, today: Day, /) -> Bools:
        """What is due."""
        return self.due <= today.number

    def hear(self, today: Day, _comes: Bools, asked: Bools, rating: Ints, /) -> None:
        """Every answer sets an interval."""
        short = 5 - QUALITIES[rating]
        ease = np.maximum(self.ease + 0.1 - short * (0.08 + short * 0.02), 1.3)
        in_a_row = np.where(rating == Rating.WRONG, 0, self.in_a_row + 1)
        grown = np.ceil(self.interval * ease).astype(np.int64)
        interval = np.where(in_a_row < 2, 1, np.where(in_a_row == 2, 6, grown))
        self.ease = np.where(asked, ease, self.ease)
        self.in_a_row = np.where(asked, in_a_row, self.in_a_row)
        self.interval = np.where(asked, interval, self.interval)
        self.due = np.where(asked, today.number + interval, self.due)


@dataclass(slots=True)
class Fsrs:
    """FSRS-6 with its default parameters at a desired retention of 0.90."""

    traces: Traces
    name: ClassVar[str] = "FSRS 0.90"

    @classmethod
    def of(cls, learners: int) -> Self:
        """Before the first day."""
        return cls(Traces.none((learners, ITEMS)))

    def chosen(self, today: Day, /) -> Bools:
        """What is due."""
        return self.traces.due() <= today.number

    def hear(self, today: Day, _comes: Bools, asked: Bools, rating: Ints, /) -> None:
        """Every answer leaves a trace."""
        self.traces.hear(today.number, asked, rating)

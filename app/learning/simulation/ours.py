"""
Our way of choosing, over arrays: the days and aims are the product's own, and each item is taken as it takes it.

The tests hold it, learner by learner and day by day, to the session and the memory of the product.
"""

from collections import deque
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self

import numpy as np

from app.learning.memory import Memory, Mode, Rating
from app.learning.memory.choice import FAST, POINTS_UNDER, Choice, choice
from app.learning.memory.memory import WINDOW
from app.learning.memory.pace import FACTORS, SPREAD
from app.learning.simulation.asking import ITEMS, Day, Ladder
from app.learning.simulation.fsrs6 import Bools, Floats, Ints, Traces, recall

LOGS = np.log(FACTORS)
PRIOR = -((LOGS / SPREAD) ** 2) / 2  # ln of each factor's weight before any answer
UNTOLD = Memory()  # the days and the aim of a choice do not depend on it


@dataclass(slots=True)
class Evidence:
    """What answers tell of each learner: ln of their chance for each factor of the pace, (learners, 13)."""

    of_pace: Floats
    short: list[deque[float]]  # by how much each of the last answers fell short of what FSRS predicted

    @classmethod
    def none(cls, learners: int) -> Self:
        """Before any answer."""
        return cls(np.zeros((learners, len(FACTORS))), [deque[float](maxlen=WINDOW) for _ in range(learners)])

    def pace(self) -> Floats:
        """E to the mean of ln(factor), (learners, 1)."""
        logs = self.of_pace + PRIOR
        weights = np.exp(logs - logs.max(axis=1, keepdims=True))
        return np.exp(weights @ LOGS[:, None] / weights.sum(axis=1, keepdims=True))

    def forgets(self) -> Bools:
        """Whose last answers were at least ten points under what was predicted, (learners, 1)."""
        return np.array([[len(last) == WINDOW and sum(last) >= POINTS_UNDER * WINDOW] for last in self.short])

    def hear(self, learner: Ints, stability: Floats, days: Ints, recalled: Bools) -> None:
        """So many answers, all four (answers,), each at least a day after the last to the same item."""
        chance = recall(days[:, None], np.asarray(FACTORS) * stability[:, None])
        np.add.at(self.of_pace, learner, np.log(np.where(recalled[:, None], chance, 1 - chance)))
        short = recall(days, stability) - recalled
        for who, each in zip(map(int, learner), map(float, short), strict=True):
            self.short[who].append(each)


@dataclass(slots=True)
class Ours:
    """What the product's session would repeat, from the memory it would have, without a limit of minutes."""

    ladder: Ladder
    traces: Traces
    missed: Bools  # (learners, items): the last answer was wrong
    evidence: Evidence
    name: ClassVar[str] = "ours"

    @classmethod
    def of(cls, learners: int) -> Self:
        """Before the first day."""
        missed = np.zeros((learners, ITEMS), dtype=bool)
        return cls(Ladder.of(learners), Traces.none(missed.shape), missed, Evidence.none(learners))

    def chosen(self, today: Day, /) -> Bools:
        """The session's repeats."""
        pace, forgets = self.evidence.pace(), self.evidence.forgets()
        due = self.traces.due(pace) <= today.number
        mended = self.missed & due & (pace < FAST)
        stability = pace * self.traces.state.stability
        asked = np.zeros(self.missed.shape, dtype=bool)
        for who, done in self.ladder.alike(today):
            chosen_by = choice(today.plan, done, UNTOLD, today.date)
            is_daily = forgets[who] | (chosen_by.mode is Mode.MISSED)
            asked[who] = (
                _falls(chosen_by, today.plan.start, self.traces.last[who], stability[who])
                | (self.missed if chosen_by.held == today.date else mended)[who]
                | (is_daily & due[who])
            )
        return asked & (self.traces.last < today.number)

    def hear(self, today: Day, comes: Bools, asked: Bools, rating: Ints, /) -> None:
        """The day's checkpoint is done, and each answer leaves a trace and says something about the learner."""
        self.ladder.keep(today, comes)
        again = asked & self.traces.is_known
        days = today.number - self.traces.last[again]
        recalled = rating[again] != Rating.WRONG
        self.evidence.hear(np.nonzero(again)[0], self.traces.state.stability[again], days, recalled)
        self.traces.hear(today.number, asked, rating)
        self.missed = np.where(asked, rating == Rating.WRONG, self.missed)


def _falls(chosen_by: Choice, start: date, last: Ints, stability: Floats) -> Bools:
    """What has not been answered since the ladder's last day and would not last; `last` counts from the start."""
    held, until = (chosen_by.held - start).days, (chosen_by.aim.day - start).days
    return (last < held) & (recall(until - last, stability) < chosen_by.aim.recall)

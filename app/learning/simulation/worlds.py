"""Worlds: how the memory of simulated learners really works, which no scheduler is told, and when the interview is."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from app.learning.plan import Plan
from app.learning.simulation import fsrs6
from app.learning.simulation.asking import Day
from app.learning.simulation.fsrs6 import Bools, Floats, Ints, State
from app.learning.study_days import ONE_DAY

START = date(2026, 3, 2)
INTERVIEW = 28  # days after the start, unless it is moved
LEAST_STABILITY = 0.05  # days
NO_CAP = 24 * 60  # minutes of repeats on one day: as many as a day has


@dataclass(frozen=True, slots=True)
class Moved:
    """An interview that turns out to be on another day; what is planned goes by it from the day `told` on."""

    to: int
    told: int


@dataclass(frozen=True, slots=True)
class World:
    """
    Where learners and items differ, it is by a factor e^x with x normal about 0.

    `between_learners` and `between_items` are the standard deviations of x for the first stability of an item,
    `in_growth` for what a right answer adds to it. `stability` and `growth` are factors, the same for everybody.
    """

    name: str
    between_learners: float = 0.5
    between_items: float = 0.35
    in_growth: float = 0.3
    stability: float = 1.0
    growth: float = 1.0
    is_exponential: bool = False
    moved: Moved | None = None

    @property
    def interview(self) -> int:
        """The day on which it is held, counted from the start."""
        return self.moved.to if self.moved else INTERVIEW

    def day(self, number: int) -> Day:
        """A day, counted from the start, with the interview where it is thought to be by then."""
        known = self.moved.to if self.moved and number >= self.moved.told else INTERVIEW
        return Day(START + number * ONE_DAY, Plan(START, START + known * ONE_DAY, minutes_a_day=NO_CAP))


VARIED = World("varied")
WORLDS = (
    World("as assumed", between_learners=0, between_items=0, in_growth=0),
    VARIED,
    replace(VARIED, name="exponential", is_exponential=True),
    replace(VARIED, name="harsh", stability=0.3, growth=0.5, is_exponential=True),
    replace(VARIED, name="moved, told", moved=Moved(to=21, told=20)),
    replace(VARIED, name="moved, not told", moved=Moved(to=21, told=21)),
)


@dataclass(frozen=True, slots=True)
class Nature:
    """How learners differ, as normal deviates: (learners, 1) for stability and growth, (learners, items) for items."""

    learner: Floats
    item: Floats
    growth: Floats


@dataclass(slots=True)
class Truth:
    """What each learner really remembers of each item, (learners, items) everywhere; `last` counts days."""

    world: World
    growth: Floats
    state: State
    last: Floats

    @classmethod
    def after_day_zero(cls, world: World, nature: Nature, rating: Ints) -> "Truth":
        """After the first answer to every item."""
        state = fsrs6.first(rating)
        differs = np.exp(world.between_learners * nature.learner + world.between_items * nature.item)
        growth = world.growth * np.exp(world.in_growth * nature.growth)
        stability = world.stability * differs * state.stability
        return cls(world, growth, State(stability, state.difficulty), np.zeros(rating.shape))

    def recall(self, day: int) -> Floats:
        """The chance of recalling each item on a day: FSRS's power law, or 0.9^(t/S)."""
        days = day - self.last
        if self.world.is_exponential:
            return 0.9 ** (days / self.state.stability)
        return fsrs6.recall(days, self.state.stability)

    def answer(self, day: int, asked: Bools, rating: Ints) -> None:
        """What was asked is remembered anew: as FSRS has it, with what a right answer adds multiplied by `growth`."""
        recalled_with, before = self.recall(day), self.state
        grown = before.stability * (1 + self.growth * fsrs6.growth(before, rating, recalled_with))
        stability = np.where(rating == 1, fsrs6.fallen(before, recalled_with), grown)
        self.state = State(
            np.where(asked, np.maximum(stability, LEAST_STABILITY), before.stability),
            np.where(asked, fsrs6.next_difficulty(before.difficulty, rating), before.difficulty),
        )
        self.last = np.where(asked, day, self.last)

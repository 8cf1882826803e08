"""Ours over arrays is the product's own session and memory, one learner at a time."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Self

import numpy as np
import pytest

from app.learning.memory import Items, Mark, Memory, Rating, session
from app.learning.plan import offered
from app.learning.simulation import WORLDS, Ours, World, drawn, run
from app.learning.simulation.asking import ITEMS, Day
from app.learning.simulation.fsrs6 import Bools, Ints

EVERYTHING = Items({f"problem:{item}": 1.0 for item in range(ITEMS)})


@dataclass(slots=True)
class Learner:
    """What the product would know of one, and show."""

    done: dict[int, date] = field(default_factory=dict[int, date])
    memory: Memory = field(default_factory=Memory)

    def shown(self, today: Day) -> list[int]:
        planned = session(today.plan, self.done, self.memory, today.date, items=EVERYTHING)
        return [int(repeat.item.removeprefix("problem:")) for repeat in planned.repeats]

    def hear(self, today: Day, asked: Bools, rating: Ints) -> None:
        self.done |= dict.fromkeys(offered(today.plan, self.done, today.date), today.date)
        marks = (Mark(f"problem:{item}", today.date, Rating(rating[item])) for item in np.flatnonzero(asked))
        self.memory = self.memory.after(*marks)


@dataclass(slots=True)
class Both:
    """Ours, which must choose for each learner what the product shows that learner, on every day."""

    name: ClassVar[str] = "both"
    ours: Ours
    learners: list[Learner]

    @classmethod
    def of(cls, learners: int) -> Self:
        return cls(Ours.of(learners), [Learner() for _ in range(learners)])

    def chosen(self, today: Day, /) -> Bools:
        chosen = self.ours.chosen(today)
        for row, learner in zip(chosen, self.learners, strict=True):
            assert sorted(learner.shown(today)) == np.flatnonzero(row).tolist()
        return chosen

    def hear(self, today: Day, comes: Bools, asked: Bools, rating: Ints, /) -> None:
        self.ours.hear(today, comes, asked, rating)
        for who in np.flatnonzero(comes):
            self.learners[who].hear(today, asked[who], rating[who])


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.name)
def test_ours_chooses_for_each_learner_what_the_session_would_show(world: World) -> None:
    result = run(world, Both, drawn(np.random.default_rng(7), learners=12))
    assert result.days.min() > 1

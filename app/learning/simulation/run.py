"""One world under one scheduler, from the first day to the day of the interview."""

from dataclasses import dataclass

import numpy as np

from app.learning.memory import Rating
from app.learning.simulation.asking import ITEMS, Scheduler
from app.learning.simulation.fsrs6 import Bools, Floats, Ints
from app.learning.simulation.worlds import INTERVIEW, Nature, Truth, World

FIRST = (0.10, 0.20, 0.55, 0.15)  # share of first answers that are wrong, right with help, right, right with ease
MISSED_DAYS = 0.15
MINUTES_RIGHT, MINUTES_WRONG = 2, 4


@dataclass(frozen=True, slots=True)
class Luck:
    """
    Everything that is left to chance, drawn once, so that every scheduler meets the same learners on the same days.

    `first` holds the ratings of the first answers, (learners, items); `comes` who has time, (days, learners);
    `recalls` and `eases` numbers from 0 to 1 that decide about each answer, (days, learners, items).
    """

    nature: Nature
    first: Ints
    comes: Bools
    recalls: Floats
    eases: Floats

    @property
    def learners(self) -> int:
        """How many they are."""
        return self.first.shape[0]


@dataclass(frozen=True, slots=True)
class Result:
    """For each learner, (learners,): chance of recall on the day over all items, minutes of repeats, days with any."""

    recall: Floats
    minutes: Floats
    days: Ints  # Day 0 is one


def drawn(dice: np.random.Generator, *, learners: int) -> Luck:
    """The luck of so many learners."""
    one_each, each_item, each_day = (learners, 1), (learners, ITEMS), (INTERVIEW, learners)
    return Luck(
        Nature(dice.standard_normal(one_each), dice.standard_normal(each_item), dice.standard_normal(one_each)),
        first=dice.choice([int(rating) for rating in Rating], size=each_item, p=FIRST),
        comes=dice.random(each_day) >= MISSED_DAYS,
        recalls=dice.random((*each_day, ITEMS)),
        eases=dice.random((*each_day, ITEMS)),
    )


def run(world: World, kind: type[Scheduler], luck: Luck) -> Result:
    """What comes of it: on Day 0 all items are answered, and from then on what the scheduler chooses."""
    truth = Truth.after_day_zero(world, luck.nature, luck.first)
    scheduler, all_of_them = kind.of(luck.learners), np.ones_like(luck.first, dtype=bool)
    scheduler.hear(world.day(0), all_of_them[:, 0], all_of_them, luck.first)
    minutes, days = np.zeros(luck.learners), np.ones(luck.learners, dtype=np.int64)
    for number in range(1, world.interview):
        day, comes = world.day(number), luck.comes[number]
        asked = scheduler.chosen(day) & comes[:, None]
        rating = _rating(truth.recall(number), luck.recalls[number], luck.eases[number])
        scheduler.hear(day, comes, asked, rating)
        truth.answer(number, asked, rating)
        minutes += (asked * np.where(rating == Rating.WRONG, MINUTES_WRONG, MINUTES_RIGHT)).sum(axis=1)
        days += asked.any(axis=1)
    return Result(truth.recall(world.interview).mean(axis=1), minutes, days)


def _rating(recall: Floats, recalls: Floats, eases: Floats) -> Ints:
    """Right with the chance R of recall; of what is right 1 - R takes help, and R/5 comes with ease."""
    with_ease_or_not = np.where(eases > 1 - recall / 5, Rating.WITH_EASE, Rating.RIGHT)
    right = np.where(eases < 1 - recall, Rating.WITH_HELP, with_ease_or_not)
    return np.where(recalls < recall, right, Rating.WRONG)

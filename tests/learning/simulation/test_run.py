"""What a run counts, with luck that is set by hand."""

from dataclasses import dataclass, replace
from typing import ClassVar, Self

import numpy as np
import pytest

from app.learning.memory import Mark, Rating, replay
from app.learning.simulation import WORLDS, Luck, drawn, run
from app.learning.simulation.asking import ITEMS, Day
from app.learning.simulation.fsrs6 import Bools, Ints
from app.learning.simulation.worlds import Nature, Truth
from tests.learning.plan.days import START, on

AS_ASSUMED, VARIED, EXPONENTIAL, HARSH, TOLD, NOT_TOLD = WORLDS


@dataclass(slots=True)
class FirstItemDaily:
    """Item 0 on every day."""

    learners: int
    name: ClassVar[str] = "the first item"

    @classmethod
    def of(cls, learners: int) -> Self:
        return cls(learners)

    def chosen(self, _today: Day, /) -> Bools:
        """Always the same."""
        return np.tile(np.arange(ITEMS) == 0, (self.learners, 1))

    def hear(self, _today: Day, _comes: Bools, _asked: Bools, _rating: Ints, /) -> None:
        """Not listened to."""


def lucky(*, comes: bool = True, recalls: float = 0) -> Luck:
    """One learner, all of whose answers are right at first; later ones are right where R is over `recalls`."""
    days = (28, 1)
    return Luck(
        Nature(np.zeros((1, 1)), np.zeros((1, ITEMS)), np.zeros((1, 1))),
        first=np.full((1, ITEMS), 3),
        comes=np.full(days, comes),
        recalls=np.full((*days, ITEMS), recalls),
        eases=np.full((*days, ITEMS), 0.5),  # neither with help nor with ease, while R is over 0.5
    )


def test_a_right_answer_takes_two_minutes_and_memory_is_that_of_fsrs() -> None:
    """Asked on Days 1 to 27: 54 minutes on 28 days, Day 0 included."""
    result = run(AS_ASSUMED, FirstItemDaily, lucky())
    daily = replay(Mark("card:C1", on(number), Rating.RIGHT) for number in range(28)).traces["card:C1"]
    once = replay([Mark("card:C1", START, Rating.RIGHT)]).traces["card:C1"]
    assert (result.minutes[0], result.days[0]) == (54, 28)
    assert result.recall[0] == pytest.approx((daily.recall(on(28)) + 26 * once.recall(on(28))) / 27)


def test_a_wrong_answer_takes_four_minutes() -> None:
    assert run(AS_ASSUMED, FirstItemDaily, lucky(recalls=1)).minutes[0] == 27 * 4


def test_who_does_not_come_does_nothing() -> None:
    """Right once, S = 2.3065, which is 0.6741 after 28 days."""
    result = run(AS_ASSUMED, FirstItemDaily, lucky(comes=False))
    assert (result.minutes[0], result.days[0]) == (0, 1)
    assert result.recall[0] == pytest.approx(0.6741, abs=5e-5)


def test_a_moved_interview_is_on_day_twenty_one_and_known_when_it_is_told() -> None:
    """Right once, after 21 days: 1 + 0.98034·21/2.3065 = 9.9258, and e^(-0.1542·2.2951) = 0.7019."""
    assert run(TOLD, FirstItemDaily, lucky(comes=False)).recall[0] == pytest.approx(0.7019, abs=5e-5)
    assert [TOLD.day(number).plan.interview for number in (19, 20)] == [on(28), on(21)]
    assert [NOT_TOLD.day(number).plan.interview for number in (0, 20)] == [on(28), on(28)]


def test_worlds_forget_as_they_say() -> None:
    """Seven days after one right answer, S = 2.3065: 0.9^(7/S) = 0.7263, and with 0.3 of S 0.9^(7/0.69195) = 0.3444."""
    nature, first = lucky().nature, np.full((1, ITEMS), 3)
    for world, expected in ((EXPONENTIAL, 0.7263), (HARSH, 0.3444), (VARIED, 0.8083)):
        assert Truth.after_day_zero(world, nature, first).recall(7)[0, 0] == pytest.approx(expected, abs=1e-4)


def test_learners_differ_by_factors() -> None:
    """One deviation of learner and item: S times e^(0.5 + 0.35) = 2.3396, so 0.9^(7/(2.3396·2.3065)) = 0.8723."""
    nature = Nature(np.ones((1, 1)), np.ones((1, ITEMS)), np.zeros((1, 1)))
    truth = Truth.after_day_zero(EXPONENTIAL, nature, np.full((1, ITEMS), 3))
    assert truth.recall(7)[0, 0] == pytest.approx(0.8723, abs=1e-4)


def test_half_the_growth_is_half_of_what_a_right_answer_adds() -> None:
    """Both worlds forget alike until the first repeat, on Day 7."""
    whole, half = (
        Truth.after_day_zero(replace(VARIED, growth=growth), lucky().nature, lucky().first) for growth in (1, 0.5)
    )
    before = whole.state.stability[0, 0]
    for truth in (whole, half):
        truth.answer(7, np.full((1, ITEMS), True), np.full((1, ITEMS), 3))  # noqa: FBT003 - an array of it
    assert half.state.stability[0, 0] - before == pytest.approx((whole.state.stability[0, 0] - before) / 2)


def test_luck_is_as_likely_as_is_supposed() -> None:
    """A thousand learners; four standard deviations of 27,000 first answers and of 28,000 days."""
    luck = drawn(np.random.default_rng(3), learners=1000)
    shares = [(luck.first == rating).mean() for rating in Rating]
    assert shares == pytest.approx([0.10, 0.20, 0.55, 0.15], abs=0.012)
    assert luck.comes.mean() == pytest.approx(0.85, abs=0.009)

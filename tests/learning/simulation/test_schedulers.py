"""What the schedulers ask for that ours is held against, by hand."""

from collections.abc import Sequence

import numpy as np
import pytest

from app.learning.memory import Rating
from app.learning.plan import Plan
from app.learning.simulation import Fsrs, LadderAlone, Scheduler, Sm2
from app.learning.simulation.asking import ITEMS, Day
from tests.learning.plan.days import START, on

INTERVIEW = Plan(START, on(28))


def days_asked(kind: type[Scheduler], answers: Sequence[Rating]) -> list[int]:
    """The days on which item 0 is asked of one learner, if it goes on Day 0 and then as the answers say."""
    scheduler, ratings = kind.of(1), iter(answers)
    comes, item_0 = np.array([True]), np.arange(ITEMS)[None, :] == 0
    scheduler.hear(Day(START, INTERVIEW), comes, item_0, np.full((1, ITEMS), next(ratings)))
    asked: list[int] = []
    for number in range(1, 28):
        today = Day(on(number), INTERVIEW)
        chosen = scheduler.chosen(today) & item_0
        asked += [number] if chosen.any() else []
        scheduler.hear(today, comes, chosen, np.full((1, ITEMS), next(ratings) if chosen.any() else Rating.RIGHT))
    return asked


def test_the_ladder_alone_asks_for_everything_on_its_days() -> None:
    assert days_asked(LadderAlone, [Rating.RIGHT] * 5) == [3, 7, 14, 21]
    assert LadderAlone.of(2).chosen(Day(START, INTERVIEW)).all()


@pytest.mark.parametrize(
    ("answers", "days"),
    [
        ([Rating.RIGHT] * 4, [1, 7, 22]),  # 1, 6 and 6·2.5 = 15 days
        ([Rating.WITH_EASE] * 4, [1, 7, 24]),  # E-Factor 2.5 + 3·0.1: 16.8 days, rounded up
        ([Rating.WITH_HELP] * 5, [1, 7, 20]),  # 2.5 - 3·0.14 = 2.08: 12.48 days, rounded up; then past Day 27
        ([Rating.RIGHT, Rating.WRONG, *[Rating.RIGHT] * 3], [1, 2, 3, 9, 21]),  # 2.5 - 0.54 = 1.96: 11.76 days
    ],
)
def test_sm_2_asks_after_one_and_six_days_and_then_by_e_factor(answers: list[Rating], days: list[int]) -> None:
    assert days_asked(Sm2, [*answers, Rating.RIGHT]) == days


def test_fsrs_asks_when_recall_is_down_to_ninety() -> None:
    """Right on Day 0: S = 2.3. A second right answer after 2 days, and a third, from py-fsrs: S = 10.96 and 46.3."""
    assert days_asked(Fsrs, [Rating.RIGHT] * 4) == [2, 13]

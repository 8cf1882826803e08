"""What each scheduler asks for, by hand; ours is the product's code, which has its own tests."""

from collections.abc import Sequence

import pytest

from app.learning.memory import Items, Mark, Rating, replay, session
from app.learning.plan import Plan
from app.learning.simulation import Fsrs, LadderAlone, Ours, Scheduler, Sm2
from app.learning.simulation.schedulers import ITEMS, Day
from tests.learning.plan.days import START, done, on

INTERVIEW = Plan(START, on(28))


def days_asked(scheduler: Scheduler, answers: Sequence[Rating]) -> list[int]:
    """The days on which item 0 is asked for, if it goes on Day 0 and then as the answers say."""
    ratings = iter(answers)
    scheduler.hear(Day(START, INTERVIEW), {0: next(ratings)})
    asked: list[int] = []
    for number in range(1, 28):
        today = Day(on(number), INTERVIEW)
        is_asked = 0 in scheduler.chosen(today)
        asked += [number] if is_asked else []
        scheduler.hear(today, {0: next(ratings)} if is_asked else {})
    return asked


def test_the_ladder_alone_asks_on_its_days() -> None:
    assert days_asked(LadderAlone(), [Rating.RIGHT] * 5) == [3, 7, 14, 21]
    assert len(LadderAlone().chosen(Day(START, INTERVIEW))) == ITEMS


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
    assert days_asked(Sm2(), [*answers, Rating.RIGHT]) == days


def test_fsrs_asks_when_recall_is_down_to_ninety() -> None:
    """Right on Day 0: S = 2.3. A second right answer after 2 days, and a third, from py-fsrs: S = 10.96 and 46.3."""
    assert days_asked(Fsrs(), [Rating.RIGHT] * 4) == [2, 13]


def test_ours_asks_what_the_session_would_show() -> None:
    ours = Ours()
    ours.hear(Day(START, INTERVIEW), {item: Rating(1 + item % 4) for item in range(ITEMS)})
    ours.hear(Day(on(3), INTERVIEW), {0: Rating.RIGHT, 1: Rating.WRONG})
    marks = [Mark(f"problem:{item}", START, Rating(1 + item % 4)) for item in range(ITEMS)]
    marks += [Mark("problem:0", on(3), Rating.RIGHT), Mark("problem:1", on(3), Rating.WRONG)]
    minutes = {mark.item: 2.0 for mark in marks}
    for number in (3, 4, 7, 26):
        shown = session(
            Plan(START, on(28), minutes_a_day=999), done(d0=0, d1=3), replay(marks), on(number), items=Items(minutes)
        )
        chosen = ours.chosen(Day(on(number), Plan(START, on(28), minutes_a_day=999)))
        assert {f"problem:{item}" for item in chosen} == {repeat.item for repeat in shown.repeats}

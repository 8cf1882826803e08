"""The days ahead and readiness, worked by hand."""

from datetime import timedelta

import pytest

from app.learning.memory import Mark, Memory, Rating, Trace, forecast, readiness, replay
from app.learning.plan import OFFSETS, Plan
from tests.learning.plan.days import START, done, offsets, on

MINUTES = {f"task:D{offset}.{task}": 8.0 for offset in OFFSETS for task in (1, 2, 3)} | {"card:C1": 2.0}


def test_a_checkpoints_tasks_are_part_of_its_day() -> None:
    ahead = list(forecast(Plan(START, on(28)), {}, Memory(), on(0), minutes=MINUTES, days=4))
    assert [day.minutes for day in ahead][:3] == [24, 0, 0]
    assert ahead[3].session.checkpoints == (1,)


def test_a_forecast_repeats_on_the_days_on_which_a_learner_who_is_always_right_would() -> None:
    """Answered right on Day 0, S = 2.3: recall would fall to 0.81 by Day 7, but to 0.74 by Day 14, so Day 7 repeats."""
    memory = replay([Mark("card:C1", START, Rating.RIGHT)])
    ahead = list(forecast(Plan(START, on(28)), done(d0=0), memory, on(1), minutes=MINUTES, days=20))
    with_card = [day for day in ahead if any(repeat.item == "card:C1" for repeat in day.session.repeats)]
    assert offsets([day.session.day for day in with_card]) == [7]
    assert with_card[0].minutes == 24 + 2 + 24  # the tasks of Day 3, answered once, would not last until Day 14 either


def test_a_forecast_leaves_what_it_was_given_alone() -> None:
    memory, history = replay([Mark("card:C1", START, Rating.RIGHT)]), dict(done(d0=0))
    list(forecast(Plan(START, on(28)), history, memory, on(1), minutes=MINUTES, days=28))
    assert history == done(d0=0)
    assert memory == replay([Mark("card:C1", START, Rating.RIGHT)])


def test_readiness_counts_what_was_never_answered_as_not_recalled() -> None:
    """At t = S recall is 0.90: over two items, one of them unknown, 0.45."""
    memory = Memory({"card:C1": Trace(10, 5, START, START, was_missed=False)})
    ready = readiness(memory, ["card:C1", "card:C2"], START + timedelta(days=10))
    assert (ready.answered, ready.items) == (1, 2)
    assert ready.recall == pytest.approx(0.45)


def test_nothing_to_know_is_nothing_known() -> None:
    assert readiness(Memory(), [], START).recall == 0

"""The days ahead and readiness, worked by hand."""

from datetime import timedelta

import pytest

from app.learning.memory import Items, Mark, Memory, Mode, Rating, Trace, forecast, readiness, replay
from app.learning.plan import OFFSETS, Plan
from tests.learning.memory.paces import paced
from tests.learning.plan.days import START, done, offsets, on

MINUTES = {f"task:D{offset}.{task}": 8.0 for offset in OFFSETS for task in (1, 2, 3)} | {"card:C1": 2.0}


def test_a_checkpoints_tasks_are_part_of_its_day() -> None:
    ahead = list(forecast(Plan(START, on(28)), {}, Memory(), on(0), items=Items(MINUTES), days=4))
    assert [day.minutes for day in ahead][:3] == [24, 0, 0]
    assert ahead[3].session.checkpoints == (1,)


def test_a_forecast_repeats_on_the_days_on_which_a_learner_who_is_always_right_would() -> None:
    """Answered right on Day 0, S = 2.3: recall would fall to 0.81 by Day 7, but to 0.74 by Day 14, so Day 7 repeats."""
    memory = replay([Mark("card:C1", START, Rating.RIGHT)])
    ahead = list(forecast(Plan(START, on(28)), done(d0=0), memory, on(1), items=Items(MINUTES), days=20))
    with_card = [day for day in ahead if any(repeat.item == "card:C1" for repeat in day.session.repeats)]
    assert offsets([day.session.day for day in with_card]) == [7]
    assert with_card[0].minutes == 24 + 2 + 24  # the tasks of Day 3, answered once, would not last until Day 14 either


def test_what_a_task_asks_about_is_answered_with_it() -> None:
    """Day 0's first task asks about sizes: on Day 0 both are answered, and neither comes alone on the days after."""
    items = Items(MINUTES | {"problem:sizes": 4.0}, {"task:D0.1": {"problem:sizes"}})
    ahead = list(forecast(Plan(START, on(28)), {}, Memory(), on(0), items=items, days=8))
    assert {"task:D0.1", "problem:sizes"} <= set(ahead[0].answered)
    assert ahead[0].minutes == 24
    repeated = [repeat.item for day in ahead for repeat in day.session.repeats]
    assert "task:D0.1" in repeated
    assert "problem:sizes" not in repeated


def test_a_forecast_leaves_what_it_was_given_alone() -> None:
    memory, history = replay([Mark("card:C1", START, Rating.RIGHT)]), dict(done(d0=0))
    list(forecast(Plan(START, on(28)), history, memory, on(1), items=Items(MINUTES), days=28))
    assert history == done(d0=0)
    assert memory == replay([Mark("card:C1", START, Rating.RIGHT)])


def test_readiness_counts_what_was_never_answered_as_not_recalled() -> None:
    """At t = S recall is 0.90: over two items, one of them unknown, 0.45."""
    memory = Memory({"card:C1": Trace(10, 5, START, was_missed=False)})
    ready = readiness(memory, ["card:C1", "card:C2"], START + timedelta(days=10))
    assert (ready.answered, ready.items) == (1, 2)
    assert ready.recall == pytest.approx(0.45)


def test_readiness_goes_by_the_pace_and_ranges_over_the_paces_that_are_likely() -> None:
    """
    A learner for whom paces of 1 and sqrt(2) are as likely: it is 2^(1/4) = 1.1892, and ln of it spreads by ln(2)/4.

    Eight in ten lie within 1.2816·0.1733 = 0.2221, a factor of 1.2487: from 0.9524 to 1.4849. With S = 10 and 28 days,
    f·t/S = 2.7450 over the pace: (1 + 2.3083)^-0.1542 = e^(-0.1542·1.1964) = 0.8315; (1 + 2.8822)^-0.1542 =
    e^(-0.1542·1.3564) = 0.8113; (1 + 1.8486)^-0.1542 = e^(-0.1542·1.0468) = 0.8509.
    """
    traces = {"card:C1": Trace(10, 5, START, was_missed=False)}
    ready = readiness(Memory(traces, pace=paced(2**0.25)), ["card:C1"], START + timedelta(days=28))
    assert (ready.recall, ready.low, ready.high) == pytest.approx((0.8315, 0.8113, 0.8509), abs=5e-5)


def test_a_forecast_goes_by_the_pace() -> None:
    """
    Right on Day 0, S = 2.3; at a third of the pace 0.77, and Day 7 is 9.1 times that, over the 3.32 that leave 0.80.

    Repeated on Day 3, S = 13.82, at a third 4.6: Day 14 is 2.4 times that, Day 21 is 3.9 times, so Day 14 repeats it.
    """
    traces = replay([Mark("card:C1", START, Rating.RIGHT)]).traces
    memory = Memory(traces, pace=paced(1 / 3))
    ahead = list(forecast(Plan(START, on(28)), done(d0=0), memory, on(1), items=Items(MINUTES), days=20))
    with_card = [day for day in ahead if any(repeat.item == "card:C1" for repeat in day.session.repeats)]
    assert offsets([day.session.day for day in with_card]) == [3, 14]


def test_answers_that_are_only_supposed_are_no_evidence() -> None:
    """Forty cards of which half were forgotten: forty right answers later nothing would be left of that."""
    first = [Mark(f"card:C{n}", START, Rating.RIGHT) for n in range(40)]
    then = [Mark(f"card:C{n}", on(3), Rating(1 + 2 * (n % 2))) for n in range(40)]
    minutes = {f"card:C{n}": 0.5 for n in range(40)}
    memory = replay([*first, *then])
    ahead = list(forecast(Plan(START, on(28)), done(d0=0, d1=3), memory, on(4), items=Items(minutes), days=23))
    assert sum(len(day.session.repeats) for day in ahead) > 40
    assert {day.session.mode for day in ahead} == {Mode.FORGETTING}

"""What counts as done, as evidence, as missed and as kept."""

from datetime import date
from typing import Any

import pytest

from app.learning.plan import Done, Keeping, Plan, Try, done_days, due_days, evidence, keeping, missed_items
from tests.learning.plan.days import START, done, done_of, on, plan_of
from tests.learning.scheduled import cases


@pytest.mark.parametrize(("given", "expect"), cases("checkpoint_fail", having="scores"))
def test_failing_goes_on(given: dict[str, Any], expect: dict[str, Any]) -> None:
    """When the missed tasks come back is memory's to say."""
    failed = Try(given["checkpoint"], date.fromisoformat(given["on"]), tuple(given["scores"]))
    history = {**done_of(given), **done_days([failed])}
    assert (failed.checkpoint in history) == expect["checkpoint_done"]
    assert failed.passed == expect["passed"]
    assert due_days(plan_of(given), history)[2].isoformat() == expect["next_due"]
    assert list(failed.missed) == [repair["task"] for repair in expect["repair"]]
    assert missed_items(failed) == ("task:D3.2", "task:D3.3")


@pytest.mark.parametrize(
    ("scores", "passed", "missed"),
    [
        ((1, 1, 1), True, ()),
        ((1, 1, 0), True, (3,)),
        ((2 / 3, 2 / 3, 2 / 3), True, ()),
        ((1, 0.5, 0.5), True, (2, 3)),
        ((1, 0.5, 0.4), False, (2, 3)),
        ((0, 0, 0), False, (1, 2, 3)),
        ((), False, ()),
    ],
)
def test_two_thirds_pass(scores: tuple[float, ...], passed: bool, missed: tuple[int, ...]) -> None:
    each = Try(0, START, scores)
    assert (each.passed, each.missed) == (passed, missed)


def test_of_several_tries_on_a_day_the_first_is_the_evidence() -> None:
    first, second = Try(0, on(0), (0, 0, 0)), Try(0, on(0), (1, 1, 1))
    another_day, another = Try(0, on(2), (1, 1, 1)), Try(1, on(0), (1, 0, 0))
    assert evidence([first, second, another_day, another]) == (first, another_day, another)


def test_an_entry_made_afterwards_counts_for_the_plan_and_not_as_evidence() -> None:
    on_time = Try(0, on(0), (1, 1, 1))
    afterwards = Try(1, on(3), (1, 1, 1), back_dated=True)
    assert done_days([on_time, afterwards]) == done(d0=0, d1=3)
    assert evidence([on_time, afterwards]) == (on_time,)


def test_a_back_dated_try_does_not_stand_in_the_way_of_evidence_of_the_same_day() -> None:
    afterwards, real = Try(1, on(3), (1, 1, 1), back_dated=True), Try(1, on(3), (0, 0, 0))
    assert evidence([afterwards, real]) == (real,)


def test_the_first_day_counts_in_whatever_order_tries_were_entered() -> None:
    assert done_days([Try(1, on(9)), Try(1, on(4), back_dated=True), Try(0, on(0))]) == done(d0=0, d1=4)


@pytest.mark.parametrize(("given", "expect"), cases("streak"))
def test_sessions_kept_count_days_of_the_ladder(given: dict[str, Any], expect: dict[str, Any]) -> None:
    today = date.fromisoformat(given["today"])
    assert keeping(plan_of(given), done_of(given), today).in_a_row == expect["plan_streak"]


@pytest.mark.parametrize(
    ("history", "today", "expected"),
    [
        ({}, 0, Keeping(0, 0, 0)),
        ({}, 1, Keeping(0, 0, 0)),  # can still be kept today
        ({}, 2, Keeping(0, 0, 1)),
        ({}, 40, Keeping(0, 0, 5)),
        (done(d0=0), 4, Keeping(1, 1, 0)),
        (done(d0=0), 5, Keeping(0, 1, 1)),
        (done(d0=0, d1=0), 3, Keeping(2, 2, 0)),  # early is kept
        (done(d0=0, d1=3, d2=9, d3=14), 15, Keeping(1, 3, 1)),
    ],
)
def test_a_session_is_kept_until_the_day_after(history: Done, today: int, expected: Keeping) -> None:
    assert keeping(Plan(START), history, on(today)) == expected

"""
Which days the checkpoints fall on. Numbers in the tables are days after the start, worked by hand from the rules.

A drawn-together day is floor((o - l)·D/(21 - l) + 1/2) after the last checkpoint done: the comments give the quotients.
"""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from app.errors import BadInput
from app.learning.plan import OFFSETS, Done, Pause, Plan, due_days, lateness, restarted
from app.learning.study_days import study_day
from tests.learning.plan.days import START, done, done_of, offsets, on, plan_of
from tests.learning.scheduled import cases

USUAL = [0, 3, 7, 14, 21]


@pytest.mark.parametrize(("given", "expect"), cases("ladder"))
def test_the_ladder_falls_on_these_days(given: dict[str, Any], expect: dict[str, Any]) -> None:
    assert [day.isoformat() for day in due_days(plan_of(given), {})] == expect["due"]


@pytest.mark.parametrize(("given", "expect"), [case for case in cases("plan_state") if "due" in case.values[1]])
def test_what_was_done_leaves_these_days(given: dict[str, Any], expect: dict[str, Any]) -> None:
    assert [day.isoformat() for day in due_days(plan_of(given), done_of(given))] == expect["due"]


@pytest.mark.parametrize(("given", "expect"), cases("reject"))
def test_an_interview_before_the_start_is_refused(given: dict[str, Any], expect: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match="2026-03-01 would be before the plan starts on 2026-03-02"):
        plan_of(given)


@pytest.mark.parametrize(("given", "expect"), cases("restart"))
def test_a_restart_is_a_new_plan(given: dict[str, Any], expect: dict[str, Any]) -> None:
    """That attempts and memory stay is no act of the plan's: neither knows of it."""
    new = restarted(plan_of(given["old_plan"]), date.fromisoformat(given["restart_on"]))
    assert new.start.isoformat() == expect["new_start_day"]
    assert [day.isoformat() for day in due_days(new, {})] == expect["new_due"]


@pytest.mark.parametrize(
    ("interview", "days"),
    [
        (0, [0, 0, 0, 0, 0]),
        (1, [0, 0, 0, 0, 0]),
        (2, [0, 0, 0, 1, 1]),  # 1/7, 1/3, 2/3, 1
        (4, [0, 0, 1, 2, 3]),  # 3/7, 1, 2, 3
        (5, [0, 1, 1, 3, 4]),  # 4/7, 4/3, 8/3, 4
        (14, [0, 2, 4, 9, 13]),  # 13/7, 13/3, 26/3, 13
        (20, [0, 3, 6, 13, 19]),  # 19/7 = 2.71, 19/3 = 6.33, 12.67, 19
        (22, USUAL),
        (23, USUAL),
        (365, USUAL),
    ],
)
def test_an_interview_nearer_than_22_days_draws_the_ladder_together(interview: int, days: list[int]) -> None:
    assert offsets(due_days(Plan(START, interview=on(interview)), {})) == days


@pytest.mark.parametrize(
    ("start", "days"),
    [
        ("2026-01-28", ["01-28", "01-31", "02-04", "02-11", "02-18"]),
        ("2027-02-26", ["02-26", "03-01", "03-05", "03-12", "03-19"]),  # 28 days
        ("2028-02-26", ["02-26", "02-29", "03-04", "03-11", "03-18"]),  # a leap year
        ("2028-02-29", ["02-29", "03-03", "03-07", "03-14", "03-21"]),
        ("2100-02-26", ["02-26", "03-01", "03-05", "03-12", "03-19"]),  # a century is no leap year
        ("2026-04-27", ["04-27", "04-30", "05-04", "05-11", "05-18"]),
        ("2026-12-31", ["12-31", "01-03", "01-07", "01-14", "01-21"]),
    ],
)
def test_the_ladder_crosses_the_ends_of_months_and_years(start: str, days: list[str]) -> None:
    assert [day.isoformat()[5:] for day in due_days(Plan(date.fromisoformat(start)), {})] == days


ZONES = ("Europe/Berlin", "Asia/Kathmandu", "America/Los_Angeles", "Pacific/Kiritimati")


@pytest.mark.parametrize("started", ["2026-03-20T20:00", "2026-10-20T20:00", "2026-03-06T20:00", "2026-10-30T20:00"])
def test_everywhere_the_plan_is_the_same_across_both_changes_of_the_clock(started: str) -> None:
    """Berlin changes on 29 March and 25 October, Los Angeles on 8 March and 1 November; the other two never do."""
    ladders: set[tuple[date, ...]] = set()
    for name in ZONES:
        evening = datetime.fromisoformat(started).replace(tzinfo=ZoneInfo(name))
        start = study_day(evening, zone=ZoneInfo(name), rollover_hour=4)
        days = due_days(Plan(start, zone=name), {})
        evenings = (datetime.combine(day, evening.time(), tzinfo=ZoneInfo(name)) for day in days)
        assert tuple(study_day(each, zone=ZoneInfo(name), rollover_hour=4) for each in evenings) == days
        ladders.add(days)
    assert len(ladders) == 1
    assert offsets(ladders.pop(), date.fromisoformat(started[:10])) == USUAL


@pytest.mark.parametrize(
    ("history", "days"),
    [
        (done(d0=1), USUAL),  # a day late, Day 3 lies two days behind it
        (done(d0=2), [0, 4, 7, 14, 21]),  # two days late: Day 3 waits until Day 4
        (done(d0=3), [0, 5, 7, 14, 21]),  # on Day 3 itself: two days between
        (done(d0=5), USUAL),  # Day 3 is overdue by then and waits for nothing
        (done(d0=0, d1=5), USUAL),
        (done(d0=0, d1=6), [0, 3, 8, 14, 21]),
        (done(d0=0, d1=7), [0, 3, 9, 14, 21]),
        (done(d0=0, d1=8), USUAL),
        (done(d0=0, d1=3, d2=13), [0, 3, 7, 15, 21]),
        (done(d0=0, d1=3, d2=7, d3=20), [0, 3, 7, 14, 22]),
        (done(d0=0, d1=3, d2=7, d3=14, d4=30), USUAL),
        (done(d0=0, d1=13, d2=14, d3=16), [0, 3, 7, 16, 21]),  # Day 7 was overdue; Day 14 was not yet, and waits
    ],
)
def test_a_late_day_pushes_only_the_next_one_and_only_to_two_days_after_it(history: Done, days: list[int]) -> None:
    assert offsets(due_days(Plan(START), history)) == days


@pytest.mark.parametrize("history", [done(d0=0, d1=0), done(d0=0, d1=1, d2=2, d3=3, d4=4), done(d0=0, d1=3, d2=4)])
def test_an_early_day_moves_nothing(history: Done) -> None:
    assert offsets(due_days(Plan(START), history)) == USUAL


def test_lateness_counts_both_ways() -> None:
    assert lateness(Plan(START), done(d0=0, d1=0, d2=9)) == {0: 0, 1: -3, 2: 2}


@pytest.mark.parametrize(
    ("pauses", "history", "days"),
    [
        ([(5, 9)], done(d0=0, d1=3), [0, 3, 12, 19, 26]),
        ([(7, 7)], done(d0=0, d1=3), [0, 3, 8, 15, 22]),  # one day is a pause of one day
        ([(8, 9)], done(d0=0, d1=3), [0, 3, 7, 16, 23]),  # Day 7 was due before it and stays overdue
        ([(8, 9)], done(d0=0, d1=3, d2=7), [0, 3, 7, 16, 23]),
        ([(5, 9)], done(d0=0, d1=3, d2=4), [0, 3, 7, 19, 26]),  # Day 7 was done early, so it was not open
        ([(5, 9)], done(d0=0, d1=3, d2=6), [0, 3, 12, 19, 26]),  # done during the pause: early
        ([(0, 2)], {}, [3, 6, 10, 17, 24]),  # from the first day
        ([(-5, 1)], {}, [2, 5, 9, 16, 23]),  # days before the start are no days of the plan
        ([(-5, -1)], {}, USUAL),
        ([(40, 50)], {}, USUAL),
        ([(5, 9), (8, 11)], {}, [0, 3, 14, 21, 28]),  # 5 to 11, each day once: 7 days
        ([(8, 11), (5, 9)], {}, [0, 3, 14, 21, 28]),  # in any order
        ([(5, 6), (7, 8)], {}, [0, 3, 11, 18, 25]),  # back to back: 4 days
        ([(5, 6), (10, 12)], {}, [0, 3, 9, 19, 26]),  # Day 7 moves to 9, before the second one; Day 14 to 16, then 19
        ([(5, 6), (9, 10)], {}, [0, 3, 11, 18, 25]),  # Day 7 moves to 9, which is in the second one
        ([(6, 8), (5, 10)], {}, [0, 3, 13, 20, 27]),  # one within the other
    ],
)
def test_a_pause_moves_what_is_open_behind_it(pauses: list[tuple[int, int]], history: Done, days: list[int]) -> None:
    plan = Plan(START, pauses=tuple(Pause(on(first), on(last)) for first, last in pauses))
    assert offsets(due_days(plan, history)) == days


def test_a_pause_cannot_end_before_it_begins() -> None:
    with pytest.raises(BadInput, match="cannot end on 2026-03-06, before it begins on 2026-03-07"):
        Pause(on(5), on(4))


@pytest.mark.parametrize(
    ("interview", "pauses", "history", "days"),
    [
        # The ladder would end on Day 26, which is the eve: nothing is drawn together.
        (27, [(5, 9)], done(d0=0, d1=3), [0, 3, 12, 19, 26]),
        # A day nearer: 3 + 4·22/18 = 7.9, 3 + 11·22/18 = 16.4.
        (26, [(5, 9)], done(d0=0, d1=3), [0, 3, 8, 16, 25]),
        # Moved from far away to Day 14 after Day 3: 3 + 4·10/18 = 5.2, 3 + 11·10/18 = 9.1. Day 3 was on time.
        (14, [], done(d0=0, d1=3), [0, 3, 5, 9, 13]),
        # The same interview known from the start: 3·13/21 = 1.9; from there 2 + 4·11/18 = 4.4, 2 + 11·11/18 = 8.7.
        (14, [], done(d0=0, d1=2), [0, 2, 4, 9, 13]),
        # Moved to Day 10 after Day 7: 7 + 7·2/14 = 8, 9.
        (10, [], done(d0=0, d1=3, d2=7), [0, 3, 7, 8, 9]),
        # Moved to the next day but one after Day 14.
        (17, [], done(d0=0, d1=3, d2=7, d3=14), [0, 3, 7, 14, 16]),
        # Drawn together or not, early moves nothing: counted from Day 2, on which Day 3 was due.
        (14, [], done(d0=0, d1=0), [0, 2, 4, 9, 13]),
        # Day 3 on Day 6, behind both its days: late. 6 + 4·7/18 = 7.6, but two days between; 6 + 11·7/18 = 10.3.
        (14, [], done(d0=0, d1=6), [0, 3, 8, 10, 13]),
        # Day 3 as late as the eve: Day 7 is overdue by then, and the others are due at once and not behind the eve.
        (14, [], done(d0=0, d1=13), [0, 3, 7, 13, 13]),
        (22, [], done(d0=0, d1=3, d2=7, d3=20), [0, 3, 7, 14, 21]),
        # Postponed, and moved beyond the ladder.
        (60, [], done(d0=0, d1=3, d2=7), USUAL),
    ],
)
def test_the_interview_stays_where_it_is(
    interview: int, pauses: list[tuple[int, int]], history: Done, days: list[int]
) -> None:
    plan = Plan(START, on(interview), pauses=tuple(Pause(on(first), on(last)) for first, last in pauses))
    assert offsets(due_days(plan, history)) == days


def test_a_restart_keeps_the_settings_and_drops_an_interview_that_has_been() -> None:
    plan = Plan(START, on(10), zone="Asia/Kathmandu", minutes_a_day=20, busy=True, pauses=(Pause(on(9), on(14)),))
    again = restarted(plan, on(12))
    assert again == Plan(
        on(12), None, zone="Asia/Kathmandu", minutes_a_day=20, busy=True, pauses=(Pause(on(12), on(14)),)
    )
    assert restarted(plan, on(10)).interview == on(10)


@pytest.mark.parametrize("hour", [-1, 24])
def test_a_day_has_no_such_hour(hour: int) -> None:
    with pytest.raises(BadInput, match="hour from 0 to 23"):
        Plan(START, rollover_hour=hour)


def test_a_day_without_minutes_is_refused() -> None:
    with pytest.raises(BadInput, match="at least one minute"):
        Plan(START, minutes_a_day=0)


@st.composite
def histories(draw: st.DrawFn) -> Done:
    """Checkpoints done in order, on days that never run backwards."""
    steps = draw(st.lists(st.integers(0, 12), max_size=5))
    days = [sum(steps[: count + 1]) for count in range(len(steps))]
    return {checkpoint: on(day) for checkpoint, day in enumerate(days)}


def a_pause(first: int, length: int) -> Pause:
    return Pause(on(first), on(first + length))


pauses = st.lists(st.builds(a_pause, st.integers(-5, 40), st.integers(0, 10)), max_size=3).map(tuple)


@drawn(histories(), pauses, st.none() | st.integers(0, 50))
def test_days_ascend_from_the_start_and_what_is_open_ends_by_the_eve(
    history: Done, pauses: tuple[Pause, ...], interview: int | None
) -> None:
    plan = Plan(START, None if interview is None else on(interview), pauses)
    days = due_days(plan, history)
    assert days == tuple(sorted(days))
    assert days[0] >= START
    if plan.eve and not any(day > plan.eve for day in history.values()):
        assert days[-1] <= max(plan.eve, START)


@drawn(histories(), st.integers(0, 60), pauses)
def test_moving_the_calendar_moves_the_plan_along(history: Done, days: int, pauses: tuple[Pause, ...]) -> None:
    by = timedelta(days=days)
    moved = Plan(START + by, pauses=tuple(Pause(each.first + by, each.last + by) for each in pauses))
    later = due_days(moved, {checkpoint: day + by for checkpoint, day in history.items()})
    assert later == tuple(day + by for day in due_days(Plan(START, pauses=pauses), history))


def test_there_are_as_many_days_as_offsets() -> None:
    assert list(OFFSETS) == USUAL

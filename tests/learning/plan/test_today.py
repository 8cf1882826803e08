"""What is offered on a day. Days are counted from the start, 2 March 2026; expectations are worked by hand."""

from datetime import date
from typing import Any

import pytest

from app.errors import BadInput
from app.learning.plan import Done, Pause, Phase, Plan, calendar_days, check_entry, offered, phase, sessions_ahead
from tests.learning.plan.days import START, done, done_of, offsets, on, plan_of
from tests.learning.scheduled import cases


@pytest.mark.parametrize(("given", "expect"), cases("plan_state"))
def test_this_is_offered_today(given: dict[str, Any], expect: dict[str, Any]) -> None:
    if "show" in expect:
        today = date.fromisoformat(given["today"])
        assert list(offered(plan_of(given), done_of(given), today)) == expect["show"]


@pytest.mark.parametrize(("given", "expect"), cases("after_interview"))
def test_after_the_interview_the_plan_asks_for_the_next_date(given: dict[str, Any], expect: dict[str, Any]) -> None:
    assert expect["mode"] == "maintenance"
    plan, today = plan_of(given), date.fromisoformat(given["today"])
    assert phase(plan, today) is Phase.AFTER
    assert offered(plan, {}, today) == ()


@pytest.mark.parametrize(
    ("history", "today", "expected"),
    [
        ({}, -1, []),  # not begun
        ({}, 0, [0]),
        ({}, 1, [0]),
        (done(d0=0), 0, []),
        (done(d0=0), 2, []),
        (done(d0=0), 3, [1]),
        (done(d0=0), 30, [1]),  # one a day, the oldest
        (done(d0=0, d1=30), 30, []),
        (done(d0=0, d1=30), 31, [2]),  # a backlog waits for no gap
        (done(d0=0, d1=30, d2=31), 32, [3]),
        (done(d0=0, d1=6), 7, []),
        (done(d0=0, d1=6), 8, [2]),  # two days after a late one
        (done(d0=0, d1=3, d2=7, d3=14, d4=21), 21, []),
        (done(d0=0, d1=3, d2=7, d3=14, d4=21), 22, []),
    ],
)
def test_a_backlog_is_cleared_one_a_day_oldest_first(history: Done, today: int, expected: list[int]) -> None:
    assert list(offered(Plan(START), history, on(today))) == expected


@pytest.mark.parametrize(
    ("interview", "history", "today", "expected"),
    [
        (3, {}, 0, [0, 1]),  # days 0, 0, 1, 1, 2: two are due on the first day, and neither is late
        (3, done(d0=0), 0, [1]),
        (3, {}, 1, [0]),  # now both are late
        (3, {}, 2, [0, 1, 2, 3, 4]),
        (1, {}, 0, [0, 1, 2, 3, 4]),
        (1, done(d0=0, d1=0), 0, [2, 3, 4]),
        (0, {}, 0, []),
        (30, done(d0=0, d1=3, d2=7, d3=14), 29, [4]),
        (30, done(d0=0, d1=3, d2=7, d3=29), 29, [4]),  # on the eve a second one the same day
        (30, done(d0=0), 30, []),
        (30, done(d0=0), 31, []),
    ],
)
def test_the_eve_offers_all_that_is_left_and_the_interview_nothing(
    interview: int, history: Done, today: int, expected: list[int]
) -> None:
    assert list(offered(Plan(START, on(interview)), history, on(today))) == expected


@pytest.mark.parametrize(
    ("today", "history", "expected"),
    [
        (5, done(d0=0), []),  # overdue since Day 3, but this is a pause
        (9, done(d0=0), []),
        (10, done(d0=0), [1]),
        (10, done(d0=0, d1=3), []),
        (12, done(d0=0, d1=3), [2]),  # Day 7 and five days
    ],
)
def test_a_pause_offers_nothing(today: int, history: Done, expected: list[int]) -> None:
    plan = Plan(START, pauses=(Pause(on(5), on(9)),))
    assert list(offered(plan, history, on(today))) == expected


def test_a_pause_over_the_eve_does_not_hide_what_is_left() -> None:
    plan = Plan(START, on(10), pauses=(Pause(on(5), on(12)),))
    assert [phase(plan, on(day)) for day in range(6, 12)] == [
        Phase.PAUSE,
        Phase.PAUSE,
        Phase.EVE,
        Phase.EVE,
        Phase.INTERVIEW,
        Phase.AFTER,
    ]
    assert offered(plan, done(d0=0, d1=3), on(8)) == ()
    assert offered(plan, done(d0=0, d1=3), on(9)) == (2, 3, 4)


def test_phases_without_an_interview() -> None:
    plan = Plan(START, pauses=(Pause(on(2), on(3)),))
    phases = [phase(plan, on(day)) for day in (-1, 0, 2, 3, 4, 400)]
    assert phases == [Phase.BEFORE, Phase.STUDY, Phase.PAUSE, Phase.PAUSE, Phase.STUDY, Phase.STUDY]


def test_the_days_ahead_are_the_ladder_and_two_eves() -> None:
    ahead = list(sessions_ahead(Plan(START, on(28)), {}, on(0)))
    assert offsets([each.day for each in ahead]) == [0, 3, 7, 14, 21, 26, 27]
    assert [each.checkpoints for each in ahead] == [(0,), (1,), (2,), (3,), (4,), (), ()]
    assert [each.is_eve for each in ahead] == [False] * 5 + [True] * 2


def test_the_days_ahead_of_a_backlog_follow_each_other() -> None:
    """Day 3 and Day 7 are overdue on Day 8; done on Days 8 and 9, the second late by two days. Day 14 is far enough."""
    ahead = list(sessions_ahead(Plan(START), done(d0=0), on(8)))
    assert [(offsets([each.day])[0], each.checkpoints) for each in ahead] == [
        (8, (1,)),
        (9, (2,)),
        (14, (3,)),
        (21, (4,)),
    ]


def test_no_days_lie_ahead_of_a_plan_that_is_done_or_an_interview_that_has_been() -> None:
    all_done = done(d0=0, d1=3, d2=7, d3=14, d4=21)
    assert list(sessions_ahead(Plan(START), all_done, on(22))) == []
    assert list(sessions_ahead(Plan(START, on(10)), done(d0=0), on(10))) == []
    assert offsets([each.day for each in sessions_ahead(Plan(START, on(60)), all_done, on(22))]) == [58, 59]


def test_pauses_end_so_the_days_ahead_do() -> None:
    plan = Plan(START, pauses=(Pause(on(1), on(400)),))
    assert offsets([each.day for each in sessions_ahead(plan, {}, on(0))]) == [0, 403, 407, 414, 421]


@pytest.mark.parametrize(("given", "expect"), cases("ics", having="start_day"))
def test_a_calendar_has_these_days(given: dict[str, Any], expect: dict[str, Any]) -> None:
    """Five checkpoints and two eves; the identifiers of the events are the calendar's."""
    days = calendar_days(plan_of(given), {})
    assert len(days) == expect["events"]
    assert days[0].day.strftime("%Y%m%d") == expect["first"]["dtstart"]


def test_a_calendar_moves_with_the_plan() -> None:
    """As in the case late-02: Day 3 was done on 8 March, so Day 7 moves to 10 March."""
    days = calendar_days(Plan(START), done(d0=0, d1=6))
    assert days[2].day == date(2026, 3, 10)
    assert days[2].checkpoints == (2,)


def test_checkpoints_that_share_a_day_share_its_event() -> None:
    days = calendar_days(Plan(START, on(3)), {})
    assert [(each.checkpoints, each.is_eve) for each in days] == [((0, 1), False), ((2, 3), True), ((4,), True)]


@pytest.mark.parametrize(("given", "expect"), cases("retro", having="record"))
def test_a_day_on_which_it_cannot_have_been_is_refused(given: dict[str, Any], expect: dict[str, Any]) -> None:
    record = given["record"]
    days = {"day": date.fromisoformat(record["study_day"]), "today": date.fromisoformat(given["today"])}
    sentence = {"study_day in the future": "in the future", "before the previous checkpoint": "starts on 2026-03-02"}
    with pytest.raises(BadInput, match=sentence[expect["error"]]):
        check_entry(plan_of(given), done_of(given), record["checkpoint"], **days)


def test_a_checkpoint_can_be_entered_for_any_day_from_the_one_before_it_until_today() -> None:
    for day in (2, 3, 6):
        check_entry(Plan(START), done(d0=2), 1, day=on(day), today=on(6))


@pytest.mark.parametrize(
    ("checkpoint", "day", "sentence"),
    [
        (1, 1, "Day 3 cannot be entered for 2026-03-03, before the previous checkpoint: Day 0 was done on 2026-03-04."),
        (1, 7, "Day 3 cannot be entered for 2026-03-09: that day is still in the future."),
        (2, 5, "Day 7 comes after Day 3, which has not been done."),
        (0, -1, "Day 0 cannot be entered for 2026-03-01: the plan starts on 2026-03-02."),
    ],
)
def test_a_refusal_says_why(checkpoint: int, day: int, sentence: str) -> None:
    with pytest.raises(BadInput) as refused:
        check_entry(Plan(START), done(d0=2), checkpoint, day=on(day), today=on(6))
    assert refused.value.sentence == sentence

"""
What is repeated on a day, with stabilities S that are set by hand.

On FSRS-6's curve recall is r at t/S = (r^(-1/0.1542) - 1)/0.98034: 0.95 at 0.403 S, 0.92 at 0.732 S, 0.90 at S, 0.80 at
3.32 S and 0.60 at 27.0 S.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from app.learning.memory import Items, Memory, Mode, Outcome, Session, Trace, session
from app.learning.plan import Done, Pause, Phase, Plan
from app.learning.study_days import ONE_DAY
from tests.learning.memory.paces import paced
from tests.learning.plan.days import START, done, on, plan_of
from tests.learning.scheduled import cases

INTERVIEW = Plan(START, on(28))  # checkpoints on 0, 3, 7, 14 and 21, eves on 26 and 27
KEPT = done(d0=0, d1=3, d2=7, d3=14, d4=21)


def trace(stability: float, last: int, *, missed: bool = False) -> Trace:
    return Trace(stability, difficulty=5, last=on(last), was_missed=missed)


def planned(plan: Plan, history: Done, traces: Mapping[str, Trace], today: int, minutes: float = 5) -> Session:
    return session(plan, history, Memory(traces), on(today), items=Items(dict.fromkeys(traces, minutes)))


def repeated(plan: Plan, history: Done, traces: Mapping[str, Trace], today: int) -> list[str]:
    return [repeat.item for repeat in planned(plan, history, traces, today).repeats]


def test_a_day_of_the_ladder_repeats_what_would_fall_under_eighty_by_the_next() -> None:
    """On Day 7 the next is Day 14, eleven days after Day 3: 3.32 S is 11.3 for 3.4 and 10.9 for 3.3."""
    traces = {"card:keeps": trace(3.4, 3), "card:falls": trace(3.3, 3), "card:sooner": trace(2.0, 3)}
    assert repeated(INTERVIEW, done(d0=0, d1=3), traces, 7) == ["card:sooner", "card:falls"]


def test_it_still_does_once_the_checkpoint_is_done() -> None:
    traces = {"card:keeps": trace(3.4, 3), "card:falls": trace(3.3, 3)}
    assert repeated(INTERVIEW, done(d0=0, d1=3, d2=7), traces, 7) == ["card:falls"]


def test_somebody_busy_repeats_what_would_fall_under_sixty() -> None:
    """Eleven days: 27.0 S is 11.3 for 0.42 and 10.8 for 0.40."""
    busy = Plan(START, on(28), busy=True)
    traces = {"card:keeps": trace(0.42, 3), "card:falls": trace(0.40, 3)}
    assert repeated(busy, done(d0=0, d1=3), traces, 7) == ["card:falls"]


@pytest.mark.parametrize("eve", [26, 27])
def test_the_eves_repeat_what_would_be_under_ninety_five_on_the_day(eve: int) -> None:
    """Seven days after Day 21: 0.403 S is 7.3 for 18 and 6.9 for 17. Busy: 0.732 S is 7.3 for 10, 6.6 for 9."""
    stabilities = {"card:keeps": 18, "card:falls": 17, "card:not": 10, "card:busy": 9}
    traces = {item: trace(stability, 21) for item, stability in stabilities.items()}
    assert repeated(INTERVIEW, KEPT, traces, eve) == ["card:busy", "card:not", "card:falls"]
    assert repeated(Plan(START, on(28), busy=True), KEPT, traces, eve) == ["card:busy"]


def test_the_day_of_the_interview_and_days_outside_the_plan_repeat_nothing() -> None:
    traces = {"card:C1": trace(0.1, 0, missed=True)}
    paused = Plan(START, on(28), pauses=(Pause(on(4), on(6)),))
    assert repeated(INTERVIEW, KEPT, traces, 28) == []
    assert repeated(Plan(on(5), on(28)), {}, traces, 4) == []
    assert repeated(paused, done(d0=0, d1=3), traces, 5) == []


MISSED_ON_DAY_SEVEN = {
    "task:D7.1": trace(1.8, 7, missed=True),
    "task:D7.2": trace(3.4, 7, missed=True),  # due on Day 10
    "card:missed": trace(1.9, 7, missed=True),
    "card:shaky": trace(0.5, 7),
}


def test_a_day_of_rest_repeats_only_tasks_that_were_missed_and_are_due() -> None:
    assert repeated(INTERVIEW, done(d0=0, d1=3, d2=7), MISSED_ON_DAY_SEVEN, 9) == ["task:D7.1"]


@pytest.mark.parametrize(("pace", "expected"), [(0.71, ["task:D7.1"]), (0.69, ["task:D7.1", "card:missed"])])
def test_whoever_forgets_fast_has_all_that_was_missed_mended_on_a_day_of_rest(pace: float, expected: list[str]) -> None:
    """Half a day of stability falls due on Day 8 at the least, and 3.4 at these paces on Day 9, so it is left out."""
    traces = {item: each for item, each in MISSED_ON_DAY_SEVEN.items() if item != "task:D7.2"}
    memory = Memory(traces, pace=paced(pace))
    found = session(INTERVIEW, done(d0=0, d1=3, d2=7), memory, on(9), items=Items(dict.fromkeys(traces, 5)))
    assert [repeat.item for repeat in found.repeats] == expected


def test_what_was_missed_rides_with_a_day_of_the_ladder_though_it_is_due_later() -> None:
    traces = {"card:missed": trace(50, 6, missed=True)}
    assert repeated(INTERVIEW, done(d0=0, d1=3), traces, 7) == ["card:missed"]


def test_what_was_answered_today_is_not_repeated_today() -> None:
    assert repeated(INTERVIEW, done(d0=0, d1=3), {"card:C1": trace(0.2, 7, missed=True)}, 7) == []


def test_the_tasks_of_a_checkpoint_are_not_repeated_beside_it() -> None:
    traces = {"task:D7.1": trace(0.5, 3), "task:D3.1": trace(0.5, 3)}
    assert repeated(INTERVIEW, done(d0=0, d1=3), traces, 7) == ["task:D3.1"]


PARTS = {"task:D0.1": {"problem:formula", "problem:sizes"}, "task:D7.1": {"problem:chain"}}


def once(traces: Mapping[str, Trace], minutes_a_day: int = 45) -> Session:
    """On Day 7, which has been done, five minutes each."""
    plan, items = Plan(START, on(28), minutes_a_day=minutes_a_day), Items(dict.fromkeys(traces, 5), PARTS)
    return session(plan, done(d0=0, d1=3, d2=7), Memory(traces), on(7), items=items)


def test_what_a_task_asks_about_is_not_repeated_beside_it_and_takes_no_minutes() -> None:
    traces = {item: trace(0.5, 3) for item in ("task:D0.1", "problem:formula", "problem:sizes", "card:C1")}
    found = once(traces, minutes_a_day=10)
    assert [repeat.item for repeat in found.repeats] == ["card:C1", "task:D0.1"]
    assert (found.minutes, found.moved_on) == (10, ())


def test_without_its_task_what_it_asks_about_is_repeated_by_itself() -> None:
    traces = {"task:D0.1": trace(9, 3), "problem:formula": trace(0.5, 3)}
    assert [repeat.item for repeat in once(traces).repeats] == ["problem:formula"]


def test_a_task_is_as_urgent_as_the_most_urgent_thing_it_asks_about() -> None:
    traces = {"task:D0.1": trace(2.5, 3), "problem:formula": trace(0.5, 3), "card:C1": trace(1.5, 3)}
    assert [repeat.item for repeat in once(traces).repeats] == ["task:D0.1", "card:C1"]


def test_what_a_checkpoints_own_task_asks_about_is_not_repeated_beside_it() -> None:
    traces = {"problem:chain": trace(0.5, 3), "card:C1": trace(0.5, 3)}
    items = Items(dict.fromkeys(traces, 5), PARTS)
    found = session(INTERVIEW, done(d0=0, d1=3), Memory(traces), on(7), items=items)
    assert (found.checkpoints, [repeat.item for repeat in found.repeats]) == ((2,), ["card:C1"])


def test_items_that_are_no_more_are_not_repeated() -> None:
    memory = Memory({"problem:gone": trace(0.5, 3), "card:C1": trace(0.5, 3)})
    found = session(INTERVIEW, done(d0=0, d1=3), memory, on(7), items=Items({"card:C1": 1, "card:C2": 1}))
    assert [repeat.item for repeat in found.repeats] == ["card:C1"]


def test_a_backlog_is_spread_the_most_urgent_first_and_the_rest_is_the_next_days() -> None:
    plan = Plan(START, on(28), minutes_a_day=11)
    traces = {f"card:C{n}": trace(0.5 + n / 10, 3) for n in range(5)}
    first = planned(plan, done(d0=0, d1=3, d2=7), traces, 7)
    assert [repeat.item for repeat in first.repeats] == ["card:C0", "card:C1"]
    assert [repeat.item for repeat in first.moved_on] == ["card:C2", "card:C3", "card:C4"]
    assert first.minutes == 10
    answered = traces | {"card:C0": trace(9, 7), "card:C1": trace(9, 7)}
    after = planned(plan, done(d0=0, d1=3, d2=7), answered, 8)
    assert [repeat.item for repeat in (*after.repeats, *after.moved_on)] == ["card:C2", "card:C3", "card:C4"]


def test_an_item_longer_than_the_day_is_not_put_off_for_ever() -> None:
    found = planned(Plan(START, on(28), minutes_a_day=3), done(d0=0, d1=3), {"card:C1": trace(0.5, 3)}, 7)
    assert [repeat.item for repeat in found.repeats] == ["card:C1"]


def test_a_minute_count_that_just_fits_fits() -> None:
    traces = {f"card:C{n}": trace(0.5 + n / 10, 3) for n in range(3)}
    assert len(planned(Plan(START, on(28), minutes_a_day=10), done(d0=0, d1=3), traces, 7).repeats) == 2


@pytest.mark.parametrize(
    ("plan", "history", "today", "mode"),
    [
        (INTERVIEW, done(d0=0), 3, Mode.LADDER),
        (Plan(START), done(d0=0), 3, Mode.NO_DATE),
        (INTERVIEW, KEPT, 28, Mode.LADDER),
        (INTERVIEW, KEPT, 29, Mode.AFTER),
        (INTERVIEW, {}, 8, Mode.LADDER),  # two were missed
        (INTERVIEW, {}, 9, Mode.MISSED),  # and now Day 7, the third
        (INTERVIEW, done(d0=2, d1=6, d2=10), 10, Mode.MISSED),  # due on Days 0, 4 and 8: each two days late
        (INTERVIEW, done(d0=2, d1=6, d2=9), 10, Mode.LADDER),
    ],
)
def test_the_ladder_is_relied_on_unless_something_speaks_against_it(
    plan: Plan, history: Done, today: int, mode: Mode
) -> None:
    assert session(plan, history, Memory(), on(today), items=Items({})).mode is mode


@pytest.mark.parametrize(("given", "expect"), cases("after_interview"))
def test_after_the_interview_what_is_known_is_kept_by_fsrs(given: dict[str, Any], expect: dict[str, Any]) -> None:
    assert expect["scheduler"] == "fsrs dr=0.9"
    day = date.fromisoformat(given["today"])
    last = day - 5 * ONE_DAY
    memory = Memory({f"card:{name}": Trace(days, 5, last, was_missed=False) for name, days in (("due", 5), ("not", 6))})
    found = session(plan_of(given), {}, memory, day, items=Items({"card:due": 1, "card:not": 1}))
    assert (found.mode, found.phase) == (Mode.AFTER, Phase.AFTER)
    assert [repeat.item for repeat in found.repeats] == ["card:due"]


def test_without_an_interview_items_come_when_fsrs_has_them_due() -> None:
    traces = {"card:due": trace(5, 0), "card:late": trace(4, 0), "card:not": trace(6, 0)}
    assert repeated(Plan(START), done(d0=0, d1=3), traces, 5) == ["card:late", "card:due"]


@pytest.mark.parametrize(
    ("right", "mode"),
    [
        (24, Mode.LADDER),  # 0.89 predicted and 0.80 recalled: nine points
        (23, Mode.FORGETTING),  # 0.77: twelve points
    ],
)
def test_forgetting_more_than_predicted_leads_to_daily_repeats(right: int, mode: Mode) -> None:
    outcomes = tuple(Outcome(0.89, recalled=n < right) for n in range(30))
    memory = Memory({"card:C1": trace(5, 0)}, outcomes)
    found = session(INTERVIEW, done(d0=0, d1=3), memory, on(5), items=Items({"card:C1": 1}))
    assert found.mode is mode
    assert bool(found.repeats) == (mode is Mode.FORGETTING)


def test_fewer_than_thirty_answers_say_nothing() -> None:
    memory = Memory({}, tuple(Outcome(0.99, recalled=False) for _ in range(29)))
    assert session(INTERVIEW, done(d0=0), memory, on(2), items=Items({})).mode is Mode.LADDER


def test_falling_back_keeps_what_the_ladder_would_repeat() -> None:
    """
    Fallen back by thirty outcomes of 0.89 of which 23 were right.

    On Day 7, aiming at Day 14 as above: 3.3 would not last; 12 would, and is not due; 4 would, and is due on Day 7.
    """
    traces = {"card:falls": trace(3.3, 3), "card:keeps": trace(12, 3), "card:due": trace(4, 3)}
    outcomes = tuple(Outcome(0.89, recalled=n < 23) for n in range(30))
    for memory, expected in (
        (Memory(traces), ["card:falls"]),
        (Memory(traces, outcomes), ["card:falls", "card:due"]),
    ):
        found = session(INTERVIEW, done(d0=0, d1=3), memory, on(7), items=Items(dict.fromkeys(traces, 5)))
        assert [repeat.item for repeat in found.repeats] == expected


def test_falling_back_keeps_the_eves() -> None:
    """More than two missed; on Day 26 a stability of 17, answered on Day 21, is due on Day 38 and 0.949 on Day 28."""
    late = done(d0=2, d1=6, d2=10, d3=14, d4=21)
    assert planned(INTERVIEW, late, {}, 26).mode is Mode.MISSED
    assert repeated(INTERVIEW, late, {"card:falls": trace(17, 21), "card:keeps": trace(18, 21)}, 26) == ["card:falls"]


def test_the_pace_decides_what_would_last() -> None:
    """
    Recall at Day 14 of what was answered on Day 3: at half the pace 3.32·S/2 is 11.3 for 6.8 and 10.9 for 6.6.

    What falls is at (1 + 0.98034·11/3.3)^-0.1542 = e^(-0.1542·1.4511) = 0.7995.
    """
    traces = {"card:keeps": trace(6.8, 3), "card:falls": trace(6.6, 3)}
    memory = Memory(traces, pace=paced(0.5))
    found = session(INTERVIEW, done(d0=0, d1=3), memory, on(7), items=Items(dict.fromkeys(traces, 5)))
    assert [repeat.item for repeat in found.repeats] == ["card:falls"]
    assert found.repeats[0].recall == memory.recall("card:falls", on(14)) == pytest.approx(0.7995, abs=5e-5)


def test_a_repeat_says_for_which_day_its_recall_is_predicted_and_whether_it_was_missed() -> None:
    """Eleven days after Day 3, at S = 3.4 with 3.2353 = 11/3.4: (1 + 0.98034·3.2353)^-0.1542 = e^(-0.1542·1.4288)."""
    (found,) = planned(INTERVIEW, done(d0=0, d1=3), {"card:C1": trace(3.4, 3, missed=True)}, 7).repeats
    assert (found.by, found.was_missed) == (on(14), True)
    assert found.recall == pytest.approx(0.8023, abs=5e-5)

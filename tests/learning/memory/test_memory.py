"""Against the cases of schedule.jsonl, whose numbers come from fsrs 6.3.2, py-fsrs run on its own, and by hand."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from fsrs import Card, Scheduler
from fsrs import Rating as FsrsRating
from hypothesis import given as drawn
from hypothesis import strategies as st

from app.learning.memory import Mark, Memory, Rating, replay, undone
from app.learning.plan import Plan, Try, done_days, missed_items, restarted
from tests.learning.scheduled import cases

START = date(2026, 3, 2)
ITEM = "problem:output-size"


def marks_of(reviews: list[list[Any]], item: str = ITEM) -> list[Mark]:
    return [Mark(item, date.fromisoformat(day), Rating(rating)) for day, rating in reviews]


def check(memory: Memory, expect: dict[str, Any], query: str | None = None) -> None:
    trace = memory.traces[ITEM]
    if "stability" in expect:
        assert trace.stability == pytest.approx(expect["stability"], abs=5e-5)
    if "difficulty" in expect:
        assert trace.difficulty == pytest.approx(expect["difficulty"], abs=5e-5)
    if "due" in expect:
        assert trace.due().isoformat() == expect["due"]
    if "retrievability" in expect:
        assert query is not None
        assert trace.recall(date.fromisoformat(query)) == pytest.approx(expect["retrievability"], abs=5e-5)


@pytest.mark.parametrize(("given", "expect"), cases("fsrs"))
def test_a_trace_is_what_fsrs_makes_of_the_marks(given: dict[str, Any], expect: dict[str, Any]) -> None:
    check(replay(marks_of(given["reviews"])), expect, given.get("query"))


@pytest.mark.parametrize(("given", "expect"), cases("invariants", having="next_study_day"))
def test_the_next_study_day_is_a_day_later_whatever_was_answered_before(
    given: dict[str, Any], expect: dict[str, Any]
) -> None:
    """Two on a day and one on the next: from day to day FSRS's formula for a day applies, as in the case fsrs-13."""
    day, next_day = "2026-03-02", "2026-03-03"
    twice, once = replay(marks_of([[day, 3], [day, 3], [next_day, 3]])), replay(marks_of([[day, 3], [next_day, 3]]))
    assert (twice.traces[ITEM].last - START).days == expect["elapsed_days"]
    assert twice.traces[ITEM].stability == pytest.approx(7.3153, abs=0.01)
    assert once.traces[ITEM].stability == pytest.approx(7.3153, abs=5e-5)


@pytest.mark.parametrize(("given", "expect"), cases("invariants", having="datetimes"))
def test_py_fsrs_takes_no_zone_but_utc_so_it_is_given_none(given: dict[str, Any], expect: dict[str, Any]) -> None:
    """Should a later version take others, nothing breaks; this says why noon UTC stands in `trace`."""
    assert "set to UTC" in expect["error"]
    with pytest.raises(ValueError, match="set to UTC"):
        Scheduler().review_card(Card(1), FsrsRating.Good, datetime(2026, 3, 2, 12))  # noqa: DTZ001 (the point)


@pytest.mark.parametrize(("given", "expect"), cases("undo"))
def test_undo_goes_back_in_everything(given: dict[str, Any], expect: dict[str, Any]) -> None:
    marks = marks_of(given["reviews"])
    check(undone(marks, given["undo"]), expect["fsrs"])
    tries = [Try(checkpoint, mark.day) for checkpoint, mark in enumerate(marks)]
    assert (2 in done_days(tries[: -given["undo"]])) == expect["checkpoint_2_done"]


def test_any_number_of_steps_can_be_undone() -> None:
    marks = marks_of([["2026-03-02", 3], ["2026-03-05", 1], ["2026-03-09", 3]])
    for count in range(4):
        assert undone(marks, count) == replay(marks[: 3 - count])
    assert undone(marks, 99) == Memory()


@pytest.mark.parametrize(("given", "expect"), cases("retro", having="first"))
def test_a_back_dated_mark_takes_its_place_by_study_day(given: dict[str, Any], expect: dict[str, Any]) -> None:
    check(replay(marks_of([given["first"], *given["reviews_in_entry_order"]])), expect["fsrs"])


@pytest.mark.parametrize(("given", "expect"), cases("checkpoint_fail", having="scores"))
def test_missed_tasks_come_back_by_fsrs(given: dict[str, Any], expect: dict[str, Any]) -> None:
    day = date.fromisoformat(given["on"])
    failed = Try(given["checkpoint"], day, tuple(given["scores"]))
    memory = replay([Mark(item, day, Rating.WRONG) for item in missed_items(failed)])
    assert {item: trace.due().isoformat() for item, trace in memory.traces.items()} == {
        f"task:D3.{repair['task']}": repair["due"] for repair in expect["repair"]
    }


@pytest.mark.parametrize(("given", "expect"), cases("checkpoint_fail", having="score"))
def test_a_repaired_task_is_due_again_by_fsrs(given: dict[str, Any], expect: dict[str, Any]) -> None:
    """Missed on 5 March as in the case fail-01, repaired the day after."""
    memory = replay(marks_of([["2026-03-05", 1], [given["on"], 3]]))
    assert memory.traces[ITEM].due().isoformat() == expect["task_due"]
    assert memory.traces[ITEM].was_missed is not expect["repair_done"]


@pytest.mark.parametrize(("given", "expect"), cases("restart"))
def test_a_restart_leaves_memory_alone(given: dict[str, Any], expect: dict[str, Any]) -> None:
    """Nothing that memory is made of knows of a plan, so the same marks give the same memory."""
    old = Plan(date.fromisoformat(given["old_plan"]["start_day"]))
    marks = marks_of([[day, 3] for day in given["old_plan"]["done"].values()])
    before = replay(marks)
    restarted(old, date.fromisoformat(given["restart_on"]))
    assert expect["attempts_kept"]
    assert expect["fsrs_state_kept"]
    assert replay(marks) == before


@pytest.mark.parametrize(
    ("days", "recalled"),
    [
        (0, 1.0),
        (2, 0.9095),  # ln(1 + 0.8501) = 0.6152
        (7, 0.8083),  # ln(1 + 2.9753) = 1.3801
        (28, 0.6741),  # ln(1 + 11.901) = 2.5573
    ],
)
def test_recall_falls_by_the_power_law(days: int, recalled: float) -> None:
    """With S = 2.3065 and f = 0.9^(-1/0.1542) - 1 = 0.98034, by logarithms: e^(-0.1542·ln(1 + f·t/S))."""
    memory = replay([Mark(ITEM, START, Rating.RIGHT)])
    assert memory.recall(ITEM, START + timedelta(days=days)) == pytest.approx(recalled, abs=5e-5)


def test_what_was_never_answered_is_not_recalled() -> None:
    assert Memory().recall(ITEM, START) == 0


def test_a_day_before_the_last_answer_is_no_time_at_all() -> None:
    assert replay([Mark(ITEM, START, Rating.RIGHT)]).recall(ITEM, START - timedelta(days=3)) == 1


many = st.lists(
    st.builds(
        Mark,
        st.sampled_from(["problem:a", "task:D0.1", "card:C3"]),
        st.integers(0, 40).map(lambda day: START + timedelta(days=day)),
        st.sampled_from(Rating),
        st.booleans(),
    ),
    max_size=25,
)


@drawn(many)
def test_one_by_one_gives_what_a_replay_gives(marks: list[Mark]) -> None:
    memory = Memory()
    for mark in sorted(marks, key=lambda each: each.day):
        memory = memory.after(mark)
    assert memory == replay(marks)


@drawn(many, st.integers(0, 25))
def test_undo_is_a_replay_without_the_last(marks: list[Mark], count: int) -> None:
    assert undone(marks, count) == replay(marks[: max(len(marks) - count, 0)])


@drawn(many)
def test_every_trace_is_the_card_py_fsrs_would_have(marks: list[Mark]) -> None:
    """py-fsrs on its own, given the true noon of each day."""
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card: dict[str, Card] = {}
    for mark in sorted(marks, key=lambda each: each.day):
        noon = datetime(mark.day.year, mark.day.month, mark.day.day, 12, tzinfo=UTC)
        card[mark.item], _ = scheduler.review_card(card.get(mark.item, Card(1)), FsrsRating(mark.rating), noon)
    traces = replay(marks).traces
    assert {item: (trace.stability, trace.difficulty, trace.due()) for item, trace in traces.items()} == {
        item: (each.stability, each.difficulty, each.due.date()) for item, each in card.items()
    }
    for item, each in card.items():
        later = datetime(2026, 5, 1, 12, tzinfo=UTC)
        assert traces[item].recall(later.date()) == pytest.approx(
            scheduler.get_card_retrievability(each, later), abs=1e-12
        )


def test_a_mark_of_an_earlier_day_takes_a_replay() -> None:
    memory = replay(marks_of([["2026-03-05", 3]]))
    with pytest.raises(ValueError, match="have to be replayed"):
        memory.after(Mark("card:C3", date(2026, 3, 4), Rating.RIGHT))


def test_outcomes_are_first_answers_of_a_day_made_on_that_day_to_items_known_before() -> None:
    day, later = START, START + timedelta(days=3)
    memory = replay(
        [
            Mark(ITEM, day, Rating.WRONG),  # nothing was predicted yet
            Mark(ITEM, day, Rating.RIGHT),  # the same day
            Mark("card:C3", day, Rating.RIGHT),
            Mark("card:C3", later, Rating.RIGHT, back_dated=True),
            Mark(ITEM, later, Rating.WITH_HELP),
            Mark(ITEM, later, Rating.WRONG),  # a second try
        ]
    )
    assert [outcome.recalled for outcome in memory.outcomes] == [True]


def test_the_last_thirty_outcomes_are_kept() -> None:
    marks = [Mark(ITEM, START + timedelta(days=day), Rating(1 + 2 * (day % 2))) for day in range(41)]
    outcomes = replay(marks).outcomes
    assert len(outcomes) == 30
    assert [outcome.recalled for outcome in outcomes] == [day % 2 == 1 for day in range(11, 41)]


def test_ten_thousand_marks_are_replayed_to_what_one_by_one_gives() -> None:
    """Sixty items, a hundred answers a day."""
    marks = [Mark(f"card:C{n % 60}", START + timedelta(days=n // 100), Rating(1 + (n * 7) % 4)) for n in range(10_000)]
    memory = replay(marks)
    one_by_one = replay(marks[:9_000]).after(*marks[9_000:9_900])
    for mark in marks[9_900:]:
        one_by_one = one_by_one.after(mark)
    assert one_by_one == memory


def test_what_an_answer_would_add_is_what_it_adds() -> None:
    """Told by the whole memory with that answer in it, which learns nothing of the pace from a back-dated mark."""
    first, today, day = date(2026, 3, 1), date(2026, 3, 8), date(2026, 3, 20)
    memory = replay([Mark("known", first, Rating.RIGHT), Mark("missed", first, Rating.WRONG)])
    for item in ("known", "missed", "never met"):
        after = memory.after(Mark(item, today, Rating.RIGHT, back_dated=True))
        assert memory.gain(item, today, day) == pytest.approx(after.recall(item, day) - memory.recall(item, day))
        assert memory.gain(item, today, day) > 0

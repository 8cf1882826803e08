"""The cases are worked by hand; the properties hold for every zone in the list, whatever its clock does."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BadInput
from app.learning.study_days import LADDER_DAYS, ladder, next_checkpoint, study_day

CASES = Path(__file__).parents[1] / "cases" / "schedule.jsonl"

# New York and Berlin skip an hour, Lord Howe half of one, Troll two; St. John's went back at 00:01, Samoa lost a day.
ZONES = (
    "America/New_York",
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "Antarctica/Troll",
    "America/St_Johns",
    "Pacific/Apia",
)


def cases(kind: str) -> list[Any]:
    parsed = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    return [pytest.param(case["given"], case["expect"], id=case["id"]) for case in parsed if case["kind"] == kind]


def day_of(given: dict[str, Any]) -> date:
    instant = datetime.fromisoformat(given["instant_utc"])
    return study_day(instant, zone=ZoneInfo(given["tz"]), rollover_hour=given["rollover_hour"])


def a_day(text: str | None) -> date:
    assert text is not None
    return date.fromisoformat(text)


@pytest.mark.parametrize(("given", "expect"), cases("study_day"))
def test_a_study_day_runs_from_rollover_to_rollover(given: dict[str, Any], expect: dict[str, Any]) -> None:
    assert day_of(given) == date.fromisoformat(expect["study_day"])


@pytest.mark.parametrize(("given", "expect"), cases("elapsed_days"))
def test_days_between_sessions_are_counted_on_the_calendar(given: dict[str, Any], expect: dict[str, Any]) -> None:
    first, second = day_of(given["first"]), day_of(given["second"])
    assert (first.isoformat(), second.isoformat()) == (expect["first_study_day"], expect["second_study_day"])
    assert (second - first).days == expect["elapsed_days"]


def test_a_day_that_has_begun_does_not_end_when_the_clock_is_set_back_over_the_rollover() -> None:
    """Troll goes from 03:00 at +02 back to 01:00 at +00 on 25 October 2026; the rollover at 02:00 is passed twice."""
    troll = ZoneInfo("Antarctica/Troll")
    instants = (
        "2026-10-24T23:59:59+00:00",  # 01:59:59 on the clock
        "2026-10-25T00:00:00+00:00",  # 02:00:00
        "2026-10-25T01:30:00+00:00",  # 01:30:00, for the second time
    )
    days = [study_day(datetime.fromisoformat(instant), zone=troll, rollover_hour=2) for instant in instants]
    assert days == [date(2026, 10, 24), date(2026, 10, 25), date(2026, 10, 25)]


@given(
    st.datetimes(datetime(2005, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 (zone is added)
    st.timedeltas(timedelta(0), timedelta(days=3)),
    st.sampled_from(ZONES),
    st.integers(0, 23),
)
def test_study_days_never_run_backwards(instant: datetime, later: timedelta, zone: str, rollover_hour: int) -> None:
    first, second = (
        study_day(when, zone=ZoneInfo(zone), rollover_hour=rollover_hour) for when in (instant, instant + later)
    )
    assert first <= second


@given(
    st.datetimes(datetime(2012, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 (zone is added)
    st.sampled_from(ZONES),
    st.integers(0, 23),
)
def test_the_study_day_does_not_depend_on_how_the_instant_is_written(instant: datetime, zone: str, hour: int) -> None:
    local = ZoneInfo(zone)
    assert study_day(instant.astimezone(local), zone=local, rollover_hour=hour) == study_day(
        instant, zone=local, rollover_hour=hour
    )


def test_a_naive_instant_has_no_study_day() -> None:
    with pytest.raises(ValueError, match="naive"):
        study_day(datetime(2026, 3, 3, 5, 30), zone=ZoneInfo("Europe/Berlin"), rollover_hour=4)  # noqa: DTZ001 (the point)


@pytest.mark.parametrize(("given", "expect"), cases("ladder"))
def test_the_ladder_falls_on_these_days(given: dict[str, Any], expect: dict[str, Any]) -> None:
    interview = given["interview_day"] and a_day(given["interview_day"])
    assert [day.isoformat() for day in ladder(a_day(given["start_day"]), interview=interview)] == expect["due"]


def test_an_interview_fourteen_days_away_gives_days_0_2_4_9_13() -> None:
    start = date(2026, 3, 2)
    days = ladder(start, interview=start + timedelta(days=14))
    assert [(day - start).days for day in days] == [0, 2, 4, 9, 13]


@pytest.mark.parametrize(("given", "expect"), cases("reject"))
def test_an_interview_before_the_start_is_refused(given: dict[str, Any], expect: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match="2026-03-01 would be before the plan starts on 2026-03-02"):
        ladder(a_day(given["start_day"]), interview=a_day(given["interview_day"]))


def test_an_interview_today_leaves_everything_for_today() -> None:
    start = date(2026, 3, 2)
    assert set(ladder(start, interview=start)) == {start}


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 60))
def test_a_ladder_ascends_from_the_start_and_ends_before_the_interview(start: date, days_away: int) -> None:
    interview = start + timedelta(days=days_away)
    days = ladder(start, interview=interview)
    assert days == tuple(sorted(days))
    assert days[0] == start
    assert days[-1] == min(interview - timedelta(days=1), start + timedelta(days=LADDER_DAYS[-1]))


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-03-01", "2026-03-02"),
        ("2026-03-02", "2026-03-02"),
        ("2026-03-03", "2026-03-05"),
        ("2026-03-23", "2026-03-23"),
        ("2026-03-24", None),
    ],
)
def test_the_next_checkpoint_is_today_or_later(today: str, expected: str | None) -> None:
    found = next_checkpoint(date(2026, 3, 2), a_day(today))
    assert (found and found.isoformat()) == expected


def test_the_next_checkpoint_knows_of_the_interview() -> None:
    """Ten days away: 0, 1, 3, 6, 9."""
    assert next_checkpoint(date(2026, 3, 2), date(2026, 3, 6), interview=date(2026, 3, 12)) == date(2026, 3, 8)

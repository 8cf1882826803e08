"""The cases are worked by hand; the properties hold for every zone in the list, whatever its clock does."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.learning.plan import Plan, Try, done_days, lateness
from app.learning.study_days import clocks_differ, study_day, study_day_from
from tests.learning.scheduled import cases

# New York and Berlin skip an hour, Lord Howe half of one, Troll two; St. John's went back at 00:01, Samoa lost a day.
ZONES = (
    "America/New_York",
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "Antarctica/Troll",
    "America/St_Johns",
    "Pacific/Apia",
)


def day_of(given: dict[str, Any]) -> date:
    instant = datetime.fromisoformat(given["instant_utc"])
    return study_day(instant, zone=ZoneInfo(given["tz"]), rollover_hour=given["rollover_hour"])


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


@pytest.mark.parametrize(("given", "expect"), cases("history_frozen"))
def test_a_study_day_that_was_written_down_outlives_new_settings(given: dict[str, Any], expect: dict[str, Any]) -> None:
    then = given["then_settings"]
    written = day_of(given["attempt"])
    assert written.isoformat() == expect["stored_study_day"]
    plan = Plan(start=date(2026, 3, 2), zone=then["tz"], rollover_hour=then["rollover_hour"])
    assert done_days([Try(0, written)]) == {0: date.fromisoformat(expect["heatmap_day"])}
    assert lateness(plan, done_days([Try(0, written)])) == {0: 3}


@pytest.mark.parametrize(("given", "expect"), cases("attempt_time"))
def test_only_the_servers_clock_is_written_down_and_it_never_goes_back(
    given: dict[str, Any], expect: dict[str, Any]
) -> None:
    now = datetime.fromisoformat(given["server_now"])
    if "client_time" in given:
        assert clocks_differ(now, datetime.fromisoformat(given["client_time"])) == expect["warn"]
        return
    utc = ZoneInfo(given["tz"])
    last = study_day(datetime.fromisoformat(given["last_attempt"]), zone=utc, rollover_hour=4)
    day = study_day_from(study_day(now, zone=utc, rollover_hour=4), last)
    assert day.isoformat() == expect["study_day"]
    assert (day - last).days == expect["elapsed_days"]


def test_clocks_that_differ_by_five_minutes_still_agree() -> None:
    noon = datetime(2026, 3, 5, 12, tzinfo=UTC)
    five = timedelta(minutes=5)
    assert [clocks_differ(noon, noon + off) for off in (five, -five, five + timedelta(seconds=1))] == [
        False,
        False,
        True,
    ]


def test_the_first_day_ever_written_down_is_the_day_itself() -> None:
    assert study_day_from(date(2026, 3, 5), None) == date(2026, 3, 5)

"""How long an answer took, as far as one can know."""

from datetime import UTC, datetime, timedelta

import pytest

from app.practice.timing import seconds_between

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("later", "seconds"),
    [
        (timedelta(0), 0.0),
        (timedelta(milliseconds=1500), 1.5),
        (timedelta(hours=2), 7200.0),
        (timedelta(hours=2, milliseconds=1), None),
        (timedelta(milliseconds=-1), None),
    ],
)
def test_a_time_is_known_from_none_to_two_hours(later: timedelta, seconds: float | None) -> None:
    assert seconds_between(NOON, NOON + later) == seconds


def test_a_beginning_that_is_not_known_gives_no_time() -> None:
    assert seconds_between(None, NOON) is None

"""
Study days: dates in the learner's zone, from rollover hour to rollover hour.

Everything here steps by calendar dates. A day is 23 or 25 hours long twice a year, so 86 400 seconds are never a day.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)
CLOCKS_AGREE_WITHIN = timedelta(minutes=5)


def study_day(instant: datetime, *, zone: ZoneInfo, rollover_hour: int) -> date:
    """
    The date whose rollover the wall clock has passed most recently; at the rollover itself the new day has begun.

    Two nights are not ordinary. Where the clock jumps over the rollover hour, the first instant after the jump begins
    the day. Where it is set back from after the rollover to before it, the day has begun and does not end again.
    """
    if instant.tzinfo is None:
        raise ValueError("A study day needs an instant with a zone; this one is naive.")
    wall = instant.astimezone(zone)
    day = wall.date() if wall.hour >= rollover_hour else wall.date() - ONE_DAY
    return day + ONE_DAY if _has_begun(day + ONE_DAY, instant, zone, rollover_hour) else day


def _has_begun(day: date, instant: datetime, zone: ZoneInfo, rollover_hour: int) -> bool:
    """Whether the wall clock has shown this day's rollover once; compared in UTC, for two wall times ignore folds."""
    rollover = datetime.combine(day, time(rollover_hour), tzinfo=zone)
    return instant.astimezone(UTC) >= rollover.astimezone(UTC)


def study_day_from(day: date, last: date | None) -> date:
    """The day to write down: never before the last one written, for a server's clock can be set back."""
    return day if last is None else max(day, last)


def clocks_differ(server: datetime, client: datetime) -> bool:
    """Whether a browser's clock is so far off that its owner should hear of it. It is never what is written down."""
    return abs(server - client) > CLOCKS_AGREE_WITHIN

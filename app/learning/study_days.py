"""
Study days: dates in the learner's zone, from rollover hour to rollover hour, and the ladder of checkpoints over them.

Everything here steps by calendar dates. A day is 23 or 25 hours long twice a year, so 86 400 seconds are never a day.
"""

from datetime import UTC, date, datetime, time, timedelta
from math import floor
from zoneinfo import ZoneInfo

from app.errors import BadInput

LADDER_DAYS = (0, 3, 7, 14, 21)
ONE_DAY = timedelta(days=1)


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


def ladder(start: date, *, interview: date | None = None) -> tuple[date, ...]:
    """
    The five days on which checkpoints fall; an interview less than 22 days away draws them together.

    With T days from start to interview an offset o becomes floor(o · (T - 1) / 21 + 1/2), so that the last checkpoint
    falls on the eve: T = 14 gives 0, 2, 4, 9, 13. An interview later than that leaves the ladder as it is.
    """
    days_of_study = LADDER_DAYS[-1] if interview is None else _days_of_study(start, interview)
    return tuple(start + floor(offset * days_of_study / LADDER_DAYS[-1] + 0.5) * ONE_DAY for offset in LADDER_DAYS)


def _days_of_study(start: date, interview: date) -> int:
    """The offset of the interview's eve, from 0 to 21."""
    if interview < start:
        raise BadInput(f"The interview on {interview} would be before the plan starts on {start}.")
    return min(max((interview - start).days - 1, 0), LADDER_DAYS[-1])


def next_checkpoint(start: date, today: date, *, interview: date | None = None) -> date | None:
    """The first day of the ladder that is today or later; None once the last has passed."""
    return next((day for day in ladder(start, interview=interview) if day >= today), None)

"""What a learner sets: when the plan starts, when the interview is, when there is no time at all."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.errors import BadInput
from app.learning.study_days import ONE_DAY

ROLLOVER_HOUR = 4
MINUTES_A_DAY = 45
EVES = 2  # days before the interview on which everything shaky is gone over once more


@dataclass(frozen=True, slots=True)
class Pause:
    """Days without study, the first and the last included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise BadInput(f"A pause cannot end on {self.last}, before it begins on {self.first}.")

    @property
    def length(self) -> timedelta:
        return self.last - self.first + ONE_DAY

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Plan:
    """
    One run through the ladder. Dates are study days; `zone` and `rollover_hour` say how an instant becomes one.

    `interview` is the earliest possible date where several are possible. Pauses are kept in order and within the plan,
    and those that touch or overlap become one, so that no day counts twice.
    """

    start: date
    interview: date | None = None
    pauses: tuple[Pause, ...] = ()
    zone: str = "UTC"
    rollover_hour: int = ROLLOVER_HOUR
    minutes_a_day: int = MINUTES_A_DAY  # what repeats may take on one day; the checkpoint's tasks come on top
    busy: bool = False  # repeat less, and be content with less on the day

    def __post_init__(self) -> None:
        if self.interview is not None and self.interview < self.start:
            raise BadInput(f"The interview on {self.interview} would be before the plan starts on {self.start}.")
        if not 0 <= self.rollover_hour <= 23:
            raise BadInput(f"A study day can begin at an hour from 0 to 23, not at {self.rollover_hour}.")
        if self.minutes_a_day < 1:
            raise BadInput(f"A study day needs at least one minute for repeats, not {self.minutes_a_day}.")
        object.__setattr__(self, "pauses", _in_order(self.pauses, self.start))

    @property
    def eve(self) -> date | None:
        """The last day before the interview; the first day of the plan where the interview is that day."""
        return None if self.interview is None else max(self.interview - ONE_DAY, self.start)

    @property
    def eves(self) -> tuple[date, ...]:
        """The days right before the interview, earliest first; those before the plan starts are none."""
        if self.interview is None:
            return ()
        days = (self.interview - back * ONE_DAY for back in range(EVES, 0, -1))
        return tuple(day for day in days if day >= self.start)

    def is_paused(self, day: date) -> bool:
        return any(pause.covers(day) for pause in self.pauses)


def restarted(plan: Plan, on: date) -> Plan:
    """A new plan from that day with the same settings; an interview that has been is none any more."""
    interview = plan.interview if plan.interview and plan.interview >= on else None
    return replace(plan, start=on, interview=interview)


def _in_order(pauses: tuple[Pause, ...], start: date) -> tuple[Pause, ...]:
    merged: list[Pause] = []
    within = (Pause(max(pause.first, start), pause.last) for pause in pauses if pause.last >= start)
    for pause in sorted(within, key=lambda each: each.first):
        if merged and pause.first <= merged[-1].last + ONE_DAY:
            merged[-1] = Pause(merged[-1].first, max(merged[-1].last, pause.last))
        else:
            merged.append(pause)
    return tuple(merged)

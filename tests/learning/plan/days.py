"""Short ways to write the days and the done checkpoints of a plan that begins on Monday, 2 March 2026."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from app.learning.plan import Done, Pause, Plan

START = date(2026, 3, 2)


def on(day: int) -> date:
    """The day so many days after the start; Day 0 is 2 March 2026."""
    return START + timedelta(days=day)


def offsets(days: Sequence[date], start: date = START) -> list[int]:
    return [(day - start).days for day in days]


def done(**days: int) -> Done:
    """`done(d0=0, d1=3)`: checkpoint 0 on Day 0, checkpoint 1 on Day 3."""
    return {int(name[1:]): on(day) for name, day in days.items()}


def plan_of(given: Mapping[str, Any]) -> Plan:
    """The plan of a case in schedule.jsonl."""
    interview = given.get("interview_day")
    return Plan(
        start=date.fromisoformat(given["start_day"]),
        interview=date.fromisoformat(interview) if interview else None,
        pauses=tuple(Pause(*map(date.fromisoformat, pause)) for pause in given.get("pauses", ())),
    )


def done_of(given: Mapping[str, Any]) -> Done:
    return {int(checkpoint): date.fromisoformat(day) for checkpoint, day in given.get("done", {}).items()}

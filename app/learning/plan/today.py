"""What the ladder asks for on a day, and which days of study lie ahead."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.errors import BadInput
from app.learning.plan.ladder import CHECKPOINTS, OFFSETS, Done, due_days
from app.learning.plan.settings import Plan
from app.learning.study_days import ONE_DAY


class Phase(StrEnum):
    """Where a day lies in the plan."""

    BEFORE = "before"  # the plan has not started
    STUDY = "study"
    PAUSE = "pause"
    EVE = "eve"  # one of the two days before the interview
    INTERVIEW = "interview"  # nothing new: only the summary sheet
    AFTER = "after"  # ask how it went and for the next date; what is known is kept fresh meanwhile


@dataclass(frozen=True, slots=True)
class SessionDay:
    """A day of study to come: the checkpoints it is for, none on an eve that only repeats."""

    day: date
    checkpoints: tuple[int, ...]
    is_eve: bool


def phase(plan: Plan, day: date) -> Phase:
    """Where the day lies. The interview does not pause, so an eve within a pause is an eve."""
    if day < plan.start:
        return Phase.BEFORE
    if plan.interview is not None and day >= plan.interview:
        return Phase.INTERVIEW if day == plan.interview else Phase.AFTER
    if day in plan.eves:
        return Phase.EVE
    return Phase.PAUSE if plan.is_paused(day) else Phase.STUDY


def offered(plan: Plan, done: Done, today: date) -> tuple[int, ...]:
    """
    The checkpoints to do today, oldest first. From a backlog it is one a day; on the eve it is all that is left.

    Doing one ahead of its day is always open to the learner and not offered.
    """
    left = tuple(checkpoint for checkpoint in CHECKPOINTS if checkpoint not in done)
    if phase(plan, today) not in (Phase.STUDY, Phase.EVE) or not left:
        return ()
    if today == plan.eve:
        return left
    if plan.is_paused(today):
        return ()
    due = due_days(plan, done)
    if due[left[0]] < today:
        return () if today in done.values() else left[:1]
    return tuple(checkpoint for checkpoint in left if due[checkpoint] == today)


def sessions_ahead(plan: Plan, done: Done, today: date) -> Iterator[SessionDay]:
    """The days of study from today on, if each is kept: those with checkpoints, and the eves."""
    so_far = dict(done)
    day = today
    while len(so_far) < len(OFFSETS) or (plan.interview is not None and day < plan.interview):
        if phase(plan, day) in (Phase.INTERVIEW, Phase.AFTER):
            return
        checkpoints = offered(plan, so_far, day)
        if checkpoints or day in plan.eves:
            yield SessionDay(day, checkpoints, is_eve=day in plan.eves)
        so_far |= dict.fromkeys(checkpoints, day)
        day += ONE_DAY


def calendar_days(plan: Plan, done: Done) -> tuple[SessionDay, ...]:
    """Every day of the plan for a calendar: the days on which checkpoints are due, and the eves, in order."""
    due = due_days(plan, done)
    days = sorted({*due, *plan.eves})
    return tuple(
        SessionDay(day, tuple(c for c in CHECKPOINTS if due[c] == day), is_eve=day in plan.eves) for day in days
    )


def check_entry(plan: Plan, done: Done, checkpoint: int, *, day: date, today: date) -> None:
    """Refuses a try at a checkpoint on a day on which it cannot have been: to come, or before the one before it."""
    name = f"Day {OFFSETS[checkpoint]}"
    if day > today:
        raise BadInput(f"{name} cannot be entered for {day}: that day is still in the future.")
    if day < plan.start:
        raise BadInput(f"{name} cannot be entered for {day}: the plan starts on {plan.start}.")
    if checkpoint == 0:
        return
    before = done.get(checkpoint - 1)
    if before is None:
        raise BadInput(f"{name} comes after Day {OFFSETS[checkpoint - 1]}, which has not been done.")
    if day < before:
        raise BadInput(
            f"{name} cannot be entered for {day}, before the previous checkpoint: "
            f"Day {OFFSETS[checkpoint - 1]} was done on {before}."
        )

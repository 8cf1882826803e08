"""How well the ladder is kept. Days of rest between its days count neither for nor against."""

from dataclasses import dataclass
from datetime import date

from app.learning.plan.ladder import CHECKPOINTS, Done, due_days
from app.learning.plan.settings import Plan
from app.learning.study_days import ONE_DAY

GRACE = ONE_DAY  # a session a day after its day is kept


@dataclass(frozen=True, slots=True)
class Keeping:
    """Sessions kept since the last that was missed, kept altogether, and missed: done late or overdue."""

    in_a_row: int
    kept: int
    missed: int


def keeping(plan: Plan, done: Done, today: date) -> Keeping:
    """Counts the ladder's days: done by the day after it was due is kept, and what can still be kept counts nowhere."""
    in_a_row = kept = missed = 0
    for checkpoint, due in zip(CHECKPOINTS, due_days(plan, done), strict=True):
        day = done.get(checkpoint, today)
        if day > due + GRACE:
            in_a_row, missed = 0, missed + 1
        elif checkpoint in done:
            in_a_row, kept = in_a_row + 1, kept + 1
    return Keeping(in_a_row, kept, missed)

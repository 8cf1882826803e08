"""
What was done of the ladder: tries at checkpoints, in the order in which they were entered.

A study day is written down with a try and never changes, whatever zone or rollover hour the learner takes later.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.learning.plan.ladder import OFFSETS, Done

RIGHT_FROM = 2 / 3  # share of a task, or of a checkpoint's tasks


@dataclass(frozen=True, slots=True)
class Try:
    """One go at a checkpoint (0 to 4). `scores` has a share from 0 to 1 for each task, in the order of the tasks."""

    checkpoint: int
    day: date
    scores: tuple[float, ...] = ()
    back_dated: bool = False  # entered after its study day was over: counts for the plan, and not as evidence

    @property
    def missed(self) -> tuple[int, ...]:
        """The tasks that go to memory as wrong, counted from 1."""
        return tuple(task for task, score in enumerate(self.scores, start=1) if score < RIGHT_FROM)

    @property
    def passed(self) -> bool:
        """Whether enough of it was right. The ladder goes on either way."""
        return bool(self.scores) and sum(self.scores) >= RIGHT_FROM * len(self.scores)


def done_days(tries: Sequence[Try]) -> Done:
    """The first study day on which each checkpoint was tried; failing one does it too."""
    days: dict[int, date] = {}
    for each in tries:
        days[each.checkpoint] = min(each.day, days.get(each.checkpoint, each.day))
    return dict(sorted(days.items()))


def evidence(tries: Sequence[Try]) -> tuple[Try, ...]:
    """What says something about the learner: of each checkpoint the first try of each day, entered on that day."""
    first: dict[tuple[int, date], Try] = {}
    for each in tries:
        if not each.back_dated:
            first.setdefault((each.checkpoint, each.day), each)
    return tuple(first.values())


def task_key(checkpoint: int, task: int) -> str:
    """The name under which memory keeps a task, such as task:D3.2."""
    return f"task:D{OFFSETS[checkpoint]}.{task}"


def missed_items(each: Try) -> tuple[str, ...]:
    """The tasks of a try that were missed, under the names memory knows."""
    return tuple(task_key(each.checkpoint, task) for task in each.missed)

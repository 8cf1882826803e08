"""What lies ahead: the minutes of the coming days, and how much of it all is predicted to be there on a day."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.learning.memory.items import Items
from app.learning.memory.marks import Mark, Rating
from app.learning.memory.memory import Memory
from app.learning.memory.session import Repeat, Session, session
from app.learning.plan import OFFSETS, Done, Plan
from app.learning.study_days import ONE_DAY


@dataclass(frozen=True, slots=True)
class DayAhead:
    """A day to come: its session, its minutes with the checkpoint's own tasks, and every item answered on it."""

    session: Session
    minutes: float
    answered: Collection[str]


@dataclass(frozen=True, slots=True)
class Readiness:
    """
    Predicted recall on a day over all items; one that was never answered counts as not recalled.

    With what the learner's answers tell of their pace, recall is from `low` to `high` for eight in ten. That is what is
    not known about them; which single items they will recall is chance besides.
    """

    recall: float
    low: float
    high: float
    answered: int
    items: int


def forecast(plan: Plan, done: Done, memory: Memory, today: date, *, items: Items, days: int) -> Iterator[DayAhead]:
    """
    The days from today on, if every session is kept and every answer right; wrong ones make later days longer.

    The pace stays what it is: answers that are only supposed are no evidence.
    """
    done = dict(done)
    for ahead in range(days):
        day = today + ahead * ONE_DAY
        planned = session(plan, done, memory, day, items=items)
        tasks = [item for checkpoint in planned.checkpoints for item in _tasks(items.minutes, checkpoint)]
        answered = _answered(items, tasks, planned.repeats)
        yield DayAhead(planned, planned.minutes + sum(items.minutes[task] for task in tasks), answered)
        memory = memory.after(*(Mark(item, day, Rating.RIGHT, back_dated=True) for item in answered))
        done |= dict.fromkeys(planned.checkpoints, day)


def readiness(memory: Memory, items: Collection[str], day: date) -> Readiness:
    """How much of the items is predicted to be recalled on a day, such as that of the interview."""
    known = [memory.traces[item] for item in items if item in memory.traces]
    pace, count = memory.pace, max(len(items), 1)
    recall, low, high = (
        sum(trace.recall(day, factor) for trace in known) / count for factor in (pace.factor, pace.low, pace.high)
    )
    return Readiness(recall, low, high, len(known), len(items))


def _answered(items: Items, tasks: Sequence[str], repeats: Sequence[Repeat]) -> Collection[str]:
    """What has been answered at the end of a day, each once: tasks and repeats, and what tasks among them ask about."""
    done = (*tasks, *(repeat.item for repeat in repeats))
    return dict.fromkeys((*done, *sorted(items.within(done))))


def _tasks(items: Collection[str], checkpoint: int) -> list[str]:
    return [item for item in items if item.startswith(f"task:D{OFFSETS[checkpoint]}.")]

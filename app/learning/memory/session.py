"""What to repeat on a day, besides the checkpoint's own tasks. The ladder says when, memory says what."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from app.learning.memory.choice import Choice, Mode, choice
from app.learning.memory.items import Items
from app.learning.memory.memory import Memory
from app.learning.plan import OFFSETS, Done, Phase, Plan, offered, phase

NO_REPEATS = (Phase.BEFORE, Phase.PAUSE, Phase.INTERVIEW)


@dataclass(frozen=True, slots=True)
class Repeat:
    """An item to go over. `recall` is what is predicted for the day `by`, if it is not: the lower, the more urgent."""

    item: str
    recall: float
    by: date
    minutes: float
    was_missed: bool


@dataclass(frozen=True, slots=True)
class Session:
    """A day's work: checkpoints (0 to 4), what is repeated, most urgent first, and what had no room that day."""

    day: date
    phase: Phase
    mode: Mode
    checkpoints: tuple[int, ...]
    repeats: tuple[Repeat, ...]
    moved_on: tuple[Repeat, ...]

    @property
    def minutes(self) -> float:
        """What the repeats take."""
        return sum(repeat.minutes for repeat in self.repeats)


def session(plan: Plan, done: Done, memory: Memory, today: date, *, items: Items) -> Session:
    """
    What is left to do today, each item once: what a task asks about is not repeated beside it.

    An item that was answered today is not repeated today; what finds no room within the day is moved on to the next.
    """
    checkpoints, where = offered(plan, done, today), phase(plan, today)
    chosen_by = choice(plan, done, memory, today)
    repeats = () if where in NO_REPEATS else _repeats(chosen_by, memory, items, checkpoints)
    room = _how_many_fit(repeats, plan.minutes_a_day)
    return Session(today, where, chosen_by.mode, checkpoints, repeats=repeats[:room], moved_on=repeats[room:])


def _how_many_fit(repeats: Sequence[Repeat], minutes: float) -> int:
    """How many, in order, fit into so many minutes; the first always does, or nothing would ever be done."""
    spent = list(accumulate(repeat.minutes for repeat in repeats))
    return max(bisect_right(spent, minutes), min(len(repeats), 1))


def _repeats(chosen_by: Choice, memory: Memory, items: Items, checkpoints: tuple[int, ...]) -> tuple[Repeat, ...]:
    """All there is to repeat, most urgent first; neither a checkpoint's own tasks nor what they ask about."""
    own_tasks = tuple(f"task:D{OFFSETS[checkpoint]}." for checkpoint in checkpoints)
    asked_about = items.within(task for task in items.parts if task.startswith(own_tasks))
    by, pace = chosen_by.aim.day, chosen_by.pace
    found = (
        Repeat(item, trace.recall(by, pace), by, items.minutes[item], trace.was_missed)
        for item, trace in memory.traces.items()
        if trace.last < chosen_by.today
        and chosen_by.takes(item, trace)
        and item in items.minutes
        and not (item.startswith(own_tasks) or item in asked_about)
    )
    return _each_once({repeat.item: repeat for repeat in found}, items)


def _each_once(found: Mapping[str, Repeat], items: Items) -> tuple[Repeat, ...]:
    """Most urgent first, without what a task among them asks about: the task is as urgent as the most urgent of it."""
    within = items.within(found)

    def urgency(repeat: Repeat) -> tuple[float, str]:
        asked_about = (found[part].recall for part in items.parts.get(repeat.item, ()) if part in found)
        return min(repeat.recall, min(asked_about, default=1)), repeat.item

    return tuple(sorted((repeat for item, repeat in found.items() if item not in within), key=urgency))

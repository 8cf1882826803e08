"""What to repeat on a day, besides the checkpoint's own tasks. The ladder says when, memory says what."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import accumulate

from app.learning.memory.items import Items
from app.learning.memory.memory import WINDOW, Memory
from app.learning.memory.trace import RETENTION, Trace
from app.learning.plan import OFFSETS, Done, Phase, Plan, keeping, offered, phase, sessions_ahead
from app.learning.study_days import ONE_DAY

SESSIONS_MISSED = 2  # more than these, and the ladder's days cannot be relied on
POINTS_UNDER = 0.10  # recall this far under what was predicted, and the predictions cannot
USUAL = (0.95, 0.80)  # predicted recall on the day of the interview, and on the next day of the ladder
BUSY = (0.92, 0.60)
FAST = 0.7  # a pace under this: whoever forgets so fast has what they missed mended between the ladder's days
NO_REPEATS = (Phase.BEFORE, Phase.PAUSE, Phase.INTERVIEW)


class Mode(StrEnum):
    """How the items of a day are chosen, and why so."""

    LADDER = "ladder"  # on the ladder's days and the eves, what would not last until the next
    NO_DATE = "no-date"  # daily by FSRS: without an interview there is nothing to aim at
    MISSED = "missed-sessions"  # as on the ladder, and daily by FSRS besides: more than two sessions were missed
    FORGETTING = "forgetting"  # as on the ladder, and daily by FSRS besides: more was forgotten than FSRS expects
    AFTER = "after-interview"  # daily by FSRS, until there is a new date


@dataclass(frozen=True, slots=True)
class Aim:
    """Recall that an item is to have, and by when it is predicted."""

    recall: float
    day: date


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
    checkpoints = offered(plan, done, today)
    chosen_by = _Choice(
        today,
        mode_of(plan, done, memory, today),
        aim=_aim(plan, done, today, checkpoints),
        held=_last_session(plan, done, today, checkpoints),
        pace=memory.pace.factor,
    )
    where = phase(plan, today)
    repeats = () if where in NO_REPEATS else _repeats(chosen_by, memory, items, checkpoints)
    room = _how_many_fit(repeats, plan.minutes_a_day)
    return Session(today, where, chosen_by.mode, checkpoints, repeats=repeats[:room], moved_on=repeats[room:])


def mode_of(plan: Plan, done: Done, memory: Memory, today: date) -> Mode:
    """How the items of a day are chosen: by the ladder, unless there is a reason not to rely on it."""
    if plan.interview is None:
        return Mode.NO_DATE
    if today > plan.interview:
        return Mode.AFTER
    if keeping(plan, done, today).missed > SESSIONS_MISSED:
        return Mode.MISSED
    return Mode.FORGETTING if forgets_more_than_predicted(memory) else Mode.LADDER


def forgets_more_than_predicted(memory: Memory) -> bool:
    """
    Whether recall over the last thirty answers was at least ten points under what was predicted.

    FSRS alone is judged, without the pace: a pace that explains all that was forgotten makes it no less.
    """
    if len(memory.outcomes) < WINDOW:
        return False
    return sum(outcome.predicted - outcome.recalled for outcome in memory.outcomes) >= POINTS_UNDER * WINDOW


def _how_many_fit(repeats: Sequence[Repeat], minutes: float) -> int:
    """How many, in order, fit into so many minutes; the first always does, or nothing would ever be done."""
    spent = list(accumulate(repeat.minutes for repeat in repeats))
    return max(bisect_right(spent, minutes), min(len(repeats), 1))


@dataclass(frozen=True, slots=True)
class _Choice:
    """What decides about each item of a day. `held` is the last day of the ladder that has come."""

    today: date
    mode: Mode
    aim: Aim
    held: date
    pace: float

    def takes(self, item: str, trace: Trace) -> bool:
        """Whether an item is to be repeated, unless it was answered today."""
        match self.mode:
            case Mode.NO_DATE | Mode.AFTER:
                return self._is_due(trace)
            case Mode.MISSED | Mode.FORGETTING:
                return self._is_due(trace) or self._takes_by_the_ladder(item, trace)
            case Mode.LADDER:
                return self._takes_by_the_ladder(item, trace)

    def _is_due(self, trace: Trace) -> bool:
        return trace.due(self.pace) <= self.today

    def _takes_by_the_ladder(self, item: str, trace: Trace) -> bool:
        """
        On a day of the ladder, what would not last until the next one, and what was missed.

        Between them, what the last day of the ladder had no room for, and of what was missed and is due a checkpoint's
        tasks; the rest only for those who forget fast, since with others it lasts until the next day of the ladder.
        """
        if trace.last < self.held and trace.recall(self.aim.day, self.pace) < self.aim.recall:
            return True
        is_mended_between = item.startswith("task:") or self.pace < FAST
        return trace.was_missed and (self.held == self.today or (is_mended_between and self._is_due(trace)))


def _repeats(chosen_by: _Choice, memory: Memory, items: Items, checkpoints: tuple[int, ...]) -> tuple[Repeat, ...]:
    """All there is to repeat, most urgent first; neither a checkpoint's own tasks nor what they ask about."""
    own_tasks = tuple(f"task:D{OFFSETS[checkpoint]}." for checkpoint in checkpoints)
    asked_about = items.within(task for task in items.parts if task.startswith(own_tasks))
    by = chosen_by.aim.day
    found = (
        Repeat(item, memory.recall(item, by), by, items.minutes[item], trace.was_missed)
        for item, trace in memory.traces.items()
        if item in items.minutes
        and trace.last < chosen_by.today
        and not (item.startswith(own_tasks) or item in asked_about)
        and chosen_by.takes(item, trace)
    )
    return _each_once({repeat.item: repeat for repeat in found}, items)


def _each_once(found: Mapping[str, Repeat], items: Items) -> tuple[Repeat, ...]:
    """Most urgent first, without what a task among them asks about: the task is as urgent as the most urgent of it."""
    within = items.within(found)

    def urgency(repeat: Repeat) -> tuple[float, str]:
        asked_about = (found[part].recall for part in items.within((repeat.item,)) if part in found)
        return min(repeat.recall, *asked_about, 1), repeat.item

    return tuple(sorted((repeat for item, repeat in found.items() if item not in within), key=urgency))


def _aim(plan: Plan, done: Done, today: date, checkpoints: tuple[int, ...]) -> Aim:
    if plan.interview is None or today > plan.interview:
        return Aim(RETENTION, today)
    on_the_day, until_next = BUSY if plan.busy else USUAL
    if today in plan.eves:
        return Aim(on_the_day, plan.interview)
    after_today = {**done, **dict.fromkeys(checkpoints, today)}
    upcoming = next(sessions_ahead(plan, after_today, today + ONE_DAY), None)
    return Aim(until_next, upcoming.day if upcoming else today)


def _last_session(plan: Plan, done: Done, today: date, checkpoints: tuple[int, ...]) -> date:
    """The last day of the ladder that has come; today, if something is offered."""
    if checkpoints:
        return today
    return max((day for day in (*done.values(), *plan.eves) if day <= today), default=plan.start)

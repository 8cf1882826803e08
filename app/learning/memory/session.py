"""What to repeat on a day, besides the checkpoint's own tasks. The ladder says when, memory says what."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import accumulate

from app.learning.memory.memory import WINDOW, Memory
from app.learning.plan import OFFSETS, Done, Phase, Plan, keeping, offered, phase, sessions_ahead
from app.learning.study_days import ONE_DAY

SESSIONS_MISSED = 2  # more than these, and the ladder's days cannot be relied on
POINTS_UNDER = 0.10  # recall this far under what was predicted, and the predictions cannot
USUAL = (0.95, 0.80)  # predicted recall on the day of the interview, and on the next day of the ladder
BUSY = (0.92, 0.60)


class Mode(StrEnum):
    """How the items of a day are chosen, and why so."""

    LADDER = "ladder"  # on the ladder's days and the eves, what would not last until the next
    NO_DATE = "no-date"  # daily by FSRS: without an interview there is nothing to aim at
    MISSED = "missed-sessions"  # daily by FSRS: more than two sessions were missed
    FORGETTING = "forgetting"  # daily by FSRS: more was forgotten than predicted
    AFTER = "after-interview"  # daily by FSRS, until there is a new date


@dataclass(frozen=True, slots=True)
class Aim:
    """Recall that an item is to have, and by when it is predicted."""

    recall: float
    day: date


@dataclass(frozen=True, slots=True)
class Repeat:
    """An item to go over. `recall` is what is predicted for the day in question: the lower, the more urgent."""

    item: str
    recall: float
    minutes: float


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


def session(plan: Plan, done: Done, memory: Memory, today: date, *, minutes: Mapping[str, float]) -> Session:
    """
    What is left to do today. `minutes` has every item there is, with what it takes.

    An item that was answered today is not repeated today; what finds no room within the day is moved on to the next.
    """
    checkpoints = offered(plan, done, today)
    own_tasks = tuple(f"task:D{OFFSETS[checkpoint]}." for checkpoint in checkpoints)
    mode = mode_of(plan, done, memory, today)
    repeats = sorted(
        (
            Repeat(item, predicted, minutes[item])
            for item, predicted in _wanted(plan, done, memory, today, mode)
            if item in minutes and memory.traces[item].last < today and not item.startswith(own_tasks)
        ),
        key=lambda each: (each.recall, each.item),
    )
    room = _how_many_fit(repeats, plan.minutes_a_day)
    return Session(
        today, phase(plan, today), mode, checkpoints, repeats=tuple(repeats[:room]), moved_on=tuple(repeats[room:])
    )


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
    """Whether recall over the last thirty answers was at least ten points under what was predicted."""
    if len(memory.outcomes) < WINDOW:
        return False
    return sum(outcome.predicted - outcome.recalled for outcome in memory.outcomes) >= POINTS_UNDER * WINDOW


def _how_many_fit(repeats: Sequence[Repeat], minutes: float) -> int:
    """How many, in order, fit into so many minutes; the first always does, or nothing would ever be done."""
    spent = list(accumulate(repeat.minutes for repeat in repeats))
    return max(bisect_right(spent, minutes), min(len(repeats), 1))


def _wanted(plan: Plan, done: Done, memory: Memory, today: date, mode: Mode) -> Iterator[tuple[str, float]]:
    """The items to repeat, each with the recall that says how urgent it is."""
    if phase(plan, today) in (Phase.BEFORE, Phase.PAUSE, Phase.INTERVIEW):
        return iter(())
    if mode is Mode.LADDER:
        return _wanted_by_the_ladder(plan, done, memory, today)
    return ((item, trace.recall(today)) for item, trace in memory.traces.items() if trace.due <= today)


def _wanted_by_the_ladder(plan: Plan, done: Done, memory: Memory, today: date) -> Iterator[tuple[str, float]]:
    """
    On a day of the ladder, what would not last until the next one, and what was missed.

    Between them, what was missed when FSRS has it due, and what the last day of the ladder had no room for.
    """
    aim = _aim(plan, done, today)
    held = _last_session(plan, done, today)
    for item, trace in memory.traces.items():
        predicted = trace.recall(aim.day)
        to_repair = trace.was_missed and (held == today or trace.due <= today)
        if to_repair or (predicted < aim.recall and trace.last < held):
            yield item, predicted


def _aim(plan: Plan, done: Done, today: date) -> Aim:
    on_the_day, until_next = BUSY if plan.busy else USUAL
    if plan.interview is not None and today in plan.eves:
        return Aim(on_the_day, plan.interview)
    after_today = {**done, **dict.fromkeys(offered(plan, done, today), today)}
    upcoming = next(sessions_ahead(plan, after_today, today + ONE_DAY), None)
    return Aim(until_next, upcoming.day if upcoming else today)


def _last_session(plan: Plan, done: Done, today: date) -> date:
    """The last day of the ladder that has come; today, if something is offered."""
    if offered(plan, done, today):
        return today
    return max((day for day in (*done.values(), *plan.eves) if day <= today), default=plan.start)

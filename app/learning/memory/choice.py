"""How the items of a day are chosen: by the days of the ladder, or daily by FSRS, and why so."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.learning.memory.memory import WINDOW, Memory
from app.learning.memory.trace import RETENTION, Trace
from app.learning.plan import Done, Plan, keeping, offered, sessions_ahead
from app.learning.study_days import ONE_DAY

SESSIONS_MISSED = 2  # more than these, and the ladder's days cannot be relied on
POINTS_UNDER = 0.10  # recall this far under what was predicted, and the predictions cannot
USUAL = (0.95, 0.80)  # predicted recall on the day of the interview, and on the next day of the ladder
BUSY = (0.92, 0.60)
FAST = 0.7  # a pace under this: whoever forgets so fast has what they missed mended between the ladder's days


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
class Choice:
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


def choice(plan: Plan, done: Done, memory: Memory, today: date) -> Choice:
    """What decides today."""
    checkpoints = offered(plan, done, today)
    return Choice(
        today,
        mode_of(plan, done, memory, today),
        aim=_aim(plan, done, today, checkpoints),
        held=_last_session(plan, done, today, checkpoints),
        pace=memory.pace.factor,
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
    """
    Whether recall over the last thirty answers was at least ten points under what was predicted.

    FSRS alone is judged, without the pace: a pace that explains all that was forgotten makes it no less.
    """
    if len(memory.outcomes) < WINDOW:
        return False
    return sum(outcome.predicted - outcome.recalled for outcome in memory.outcomes) >= POINTS_UNDER * WINDOW


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

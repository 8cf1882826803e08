"""
The days on which the five checkpoints are due. Calendar dates throughout: a day of 23 hours is a day.

The rules, each with what it is for:

- A checkpoint is due on its own day of the calendar, however late the one before was; but at least two days lie between
  a late one and the next that is still to come, or the two would be one session.
- One that was done early moves nothing.
- A pause moves what is open behind it by its length. What was overdue when the pause began stays overdue.
- The interview never moves. Where the last checkpoint would fall behind its eve, what is open is drawn together between
  the last one done (the start, if none is) and the eve. An interview less than 22 days away is the commonest such case.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import floor

from app.learning.plan.settings import Plan
from app.learning.study_days import ONE_DAY

OFFSETS = (0, 3, 7, 14, 21)
CHECKPOINTS = range(len(OFFSETS))
GAP = 2 * ONE_DAY  # between a late checkpoint and the next one

Done = Mapping[int, date]  # checkpoint 0 to 4 -> the study day on which it was done


@dataclass(frozen=True, slots=True)
class _Last:
    """The last checkpoint that was done, or the start of the plan."""

    offset: int
    due: date
    done: date

    @property
    def was_late(self) -> bool:
        return self.done > self.due

    @property
    def counts_from(self) -> date:
        """Early moves nothing: what follows is counted from the day it was due, or from the later day it was done."""
        return max(self.due, self.done)


def due_days(plan: Plan, done: Done) -> tuple[date, ...]:
    """
    The five days, done checkpoints included: those keep the day on which they were due.

    Where the ladder is drawn together it cannot be told whether the interview was near when a checkpoint was done, so
    one done anywhere between its day on the drawn-together ladder and its usual day was on time.
    """
    return _due_days(plan, frozenset(done.items()))


@lru_cache(maxsize=1024)
def _due_days(plan: Plan, done_days: frozenset[tuple[int, date]]) -> tuple[date, ...]:
    """Kept, since a look ahead asks for the same ladder several times a day."""
    done = dict(done_days)
    usual = _usual_days(plan, done)
    until = plan.eve if plan.eve is not None and usual[-1] > plan.eve else None
    last = _Last(0, plan.start, plan.start)
    days: list[date] = []
    for offset, usual_day, done_day in zip(OFFSETS, usual, map(done.get, CHECKPOINTS), strict=True):
        day = usual_day if until is None else min(usual_day, _drawn_together(last, offset, until))
        day = _with_gap(last, day, plan.eve)
        if done_day is not None:
            day = day if until is None else max(day, min(done_day, usual_day))
            last = _Last(offset, day, done_day)
        days.append(day)
    return tuple(days)


def lateness(plan: Plan, done: Done) -> Mapping[int, int]:
    """By how many days each checkpoint that was done was late; below zero it was early."""
    due = due_days(plan, done)
    return {checkpoint: (day - due[checkpoint]).days for checkpoint, day in done.items()}


def _usual_days(plan: Plan, done: Done) -> tuple[date, ...]:
    """The plain ladder, with pauses; no interview."""
    return tuple(
        _behind_pauses(plan.start + offset * ONE_DAY, plan, done.get(checkpoint))
        for checkpoint, offset in enumerate(OFFSETS)
    )


def _behind_pauses(day: date, plan: Plan, done_day: date | None) -> date:
    for pause in plan.pauses:
        was_open = done_day is None or done_day >= pause.first
        if was_open and day >= pause.first:
            day += pause.length
    return day


def _drawn_together(last: _Last, offset: int, until: date) -> date:
    """
    A day for an offset o between the last checkpoint done, of offset l, and the eve, D days later.

    It is floor((o - l)·D/(21 - l) + 1/2) days after the last one. Counted from the start, with the interview T days
    away, that is floor(o·(T - 1)/21 + 1/2): T = 14 gives 0, 2, 4, 9, 13.
    """
    days_left = max((until - last.counts_from).days, 0)
    steps_left = max(OFFSETS[-1] - last.offset, 1)  # behind the last checkpoint nothing is left to share out
    return last.counts_from + floor((offset - last.offset) * days_left / steps_left + 0.5) * ONE_DAY


def _with_gap(last: _Last, day: date, eve: date | None) -> date:
    """What is overdue already is a backlog and waits for no gap; nothing is pushed behind the eve."""
    if not last.was_late or day < last.done:
        return day
    moved = max(day, last.done + GAP)
    return moved if eve is None else min(moved, max(day, eve))

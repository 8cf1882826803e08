"""
The plan: on which days the checkpoints fall, what is due today, and how it is kept. Pure, and dates only.

    plan = Plan(start=date(2026, 3, 2), interview=date(2026, 3, 30), pauses=(Pause(first, last),))
    tries = (Try(0, date(2026, 3, 2), scores=(1, 1, 0)), Try(1, date(2026, 3, 8), scores=(1, 0, 0)))
    done = done_days(tries)             # {0: 2 March, 1: 8 March}; take the tries of this plan only

    due_days(plan, done)                # five dates: 2, 5, 10, 16, 23 March (Day 7 two days after a late Day 3)
    phase(plan, today)                  # Phase.BEFORE, STUDY, PAUSE, EVE, INTERVIEW or AFTER
    offered(plan, done, today)          # the checkpoints to do today, as numbers 0 to 4; empty on a day of rest
    sessions_ahead(plan, done, today)   # the days of study to come: SessionDay(day, checkpoints, is_eve)
    calendar_days(plan, done)           # all of them for a calendar, those that have been too
    keeping(plan, done, today)          # Keeping(in_a_row, kept, missed)
    lateness(plan, done)                # by checkpoint: days late, below zero early
    check_entry(plan, done, 1, day=day, today=today)  # BadInput with a sentence where a try cannot have been that day
    evidence(tries)                     # the tries that say something about the learner
    missed_items(tries[1])              # ("task:D3.2", "task:D3.3"), which memory hears of as wrong
    restarted(plan, on=today)           # a new plan; attempts and memory know no plan, so they stay

A try is done when it was gone through, right or not: failing goes on. What is to be repeated besides the checkpoints
is `app.learning.memory`'s.
"""

from app.learning.plan.history import Try, done_days, evidence, missed_items, task_key
from app.learning.plan.keeping import Keeping, keeping
from app.learning.plan.ladder import CHECKPOINTS, OFFSETS, Done, due_days, lateness
from app.learning.plan.settings import MINUTES_A_DAY, ROLLOVER_HOUR, Pause, Plan, restarted
from app.learning.plan.today import (
    Phase,
    SessionDay,
    calendar_days,
    check_entry,
    offered,
    phase,
    sessions_ahead,
)

__all__ = [
    "CHECKPOINTS",
    "MINUTES_A_DAY",
    "OFFSETS",
    "ROLLOVER_HOUR",
    "Done",
    "Keeping",
    "Pause",
    "Phase",
    "Plan",
    "SessionDay",
    "Try",
    "calendar_days",
    "check_entry",
    "done_days",
    "due_days",
    "evidence",
    "keeping",
    "lateness",
    "missed_items",
    "offered",
    "phase",
    "restarted",
    "sessions_ahead",
    "task_key",
]

"""
Memory: what is predicted to be recalled when, and what to repeat today. Pure; FSRS-6 by py-fsrs, one trace an item.

Items go by strings: problem:output-size, task:D0.1 (see `plan.task_key`), card:C3. Each judged answer is a mark:

    rating = rating_of(is_right=True, had_help=False, seconds=40, minutes=4, confidence=5)   # Rating.WITH_EASE
    marks = [Mark("problem:output-size", study_day, rating), ...]   # in the order of entry; back_dated=True where so
    memory = replay(marks)              # all of it from the marks, which are the only truth
    memory.pace                         # Pace(factor, low, high): whether this learner forgets faster than FSRS expects
    memory.recall("task:D0.1", day)     # at that pace
    memory = memory.after(mark)         # the same as replaying with one more; a back-dated one takes a replay
    undone(marks, 2)                    # as it was before the last two entries
    memory.traces["task:D0.1"]          # Trace(stability, difficulty, last, was_missed), which knows no pace

    items = Items({"problem:output-size": 4, "task:D0.1": 6, ...}, parts={"task:D0.1": {"problem:output-size", ...}})
    today = session(plan, done, memory, study_day, items=items)
    today.checkpoints, today.repeats, today.moved_on, today.minutes
    today.phase, today.mode             # where the day lies, and why these items: Mode.LADDER, NO_DATE, MISSED, ...
    forecast(plan, done, memory, study_day, items=items, days=28)   # a DayAhead for each day, if all goes well
    readiness(memory, items.minutes, plan.interview)                    # Readiness(recall, low, high, answered, items)

`items.minutes` names every item there is; what memory knows and it does not name is not repeated. A session can be
asked for again after each answer: what was answered today drops out of it.
"""

from app.learning.memory.choice import Mode
from app.learning.memory.items import Items
from app.learning.memory.marks import Mark, Rating, rating_of
from app.learning.memory.memory import Memory, Outcome, replay, undone
from app.learning.memory.outlook import DayAhead, Readiness, forecast, readiness
from app.learning.memory.pace import Pace
from app.learning.memory.session import Repeat, Session, session
from app.learning.memory.trace import RETENTION, Trace

__all__ = [
    "RETENTION",
    "DayAhead",
    "Items",
    "Mark",
    "Memory",
    "Mode",
    "Outcome",
    "Pace",
    "Rating",
    "Readiness",
    "Repeat",
    "Session",
    "Trace",
    "forecast",
    "rating_of",
    "readiness",
    "replay",
    "session",
    "undone",
]

"""
What is left of one item, by FSRS-6 as py-fsrs computes it: no learning steps, no fuzz, whole study days.

py-fsrs floors elapsed time to 24 hours and takes no zone but `timezone.utc`, so every study day is passed as exactly
noon UTC: a review an hour earlier on the next day is a day later, and an order within a day is the order of the marks.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache

from fsrs import Card, Scheduler, State
from fsrs import Rating as FsrsRating

from app.learning.memory.marks import Rating
from app.learning.study_days import ONE_DAY

RETENTION = 0.90
_SCHEDULER = Scheduler(desired_retention=RETENTION, learning_steps=(), relearning_steps=(), enable_fuzzing=False)
PARAMETERS = _SCHEDULER.parameters  # w0 to w20 of FSRS-6
_DECAY = -PARAMETERS[20]
_FACTOR = RETENTION ** (1 / _DECAY) - 1
_NOON = time(12, tzinfo=UTC)
_RATINGS = {rating: FsrsRating(rating) for rating in Rating}
_ANY_CARD = 0  # py-fsrs would take an id from the clock, and wait for it


@dataclass(frozen=True, slots=True)
class Trace:
    """Stability in days (until predicted recall is 0.90), difficulty from 1 to 10, and when it was last answered."""

    stability: float
    difficulty: float
    last: date
    was_missed: bool  # the last answer was wrong

    def recall(self, day: date, pace: float = 1) -> float:
        """The predicted chance of recalling the item on a day, from 0 to 1, at a learner's pace."""
        return recall(pace * self.stability, (day - self.last).days)

    def due(self, pace: float = 1) -> date:
        """The day on which predicted recall is nearest to 0.90, at least a day after the last answer."""
        return self.last + min(max(round(pace * self.stability), 1), _SCHEDULER.maximum_interval) * ONE_DAY


@lru_cache(maxsize=16_384)
def traced(trace: Trace | None, day: date, rating: Rating) -> Trace:
    """
    The trace after an answer on that day; None is an item that was never answered.

    Kept, since a look ahead supposes the same answers again and again, and py-fsrs copies a card for each.
    """
    card, _ = _SCHEDULER.review_card(_card(trace, day), _RATINGS[rating], _noon(day))
    if card.stability is None or card.difficulty is None:
        raise ValueError("FSRS left a reviewed card without stability or difficulty.")
    return Trace(card.stability, card.difficulty, day, was_missed=rating is Rating.WRONG)


def recall(stability: float, days: float) -> float:
    """
    Predicted recall so many days after the last answer: (1 + f·t/S)^d, 0.90 at t = S.

    Source: FSRS-6, the forgetting curve; d = -0.1542 and f = 0.9^(1/d) - 1.
    """
    return (1 + _FACTOR * max(days, 0) / stability) ** _DECAY


def _card(trace: Trace | None, day: date) -> Card:
    noon = _noon(day)  # when it was due makes no difference to a review
    if trace is None:
        return Card(_ANY_CARD, due=noon)
    return Card(_ANY_CARD, State.Review, None, trace.stability, trace.difficulty, noon, _noon(trace.last))


@lru_cache(maxsize=1024)
def _noon(day: date) -> datetime:
    return datetime.combine(day, _NOON)

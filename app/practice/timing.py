"""
How long an answer took: from seeing the question, or the verdict on the attempt before, to the answer.

A page counts from when its form was last rendered anew: a reload starts again and so does a verdict, while a hint or an
answer that could not be read, swapped into the page, does not. The API counts from when the question was put.
"""

from datetime import datetime, timedelta
from uuid import UUID

from app.practice.visit import Desk, Visit

LONGEST = timedelta(hours=2)
PACES = (60, 90)
"""Seconds that one may speak for: a minute, and one and a half for whoever needs more time."""


def seconds_between(seen: datetime | None, answered: datetime) -> float | None:
    """None where it is not known, where the clock was set back, and past `LONGEST`: somebody went away."""
    if seen is None or not timedelta(0) <= answered - seen <= LONGEST:
        return None
    return (answered - seen).total_seconds()


def seconds_since_asked(desk: Desk, visit: Visit, question_id: UUID) -> float | None:
    """For somebody without a page: since the question was put, or since the attempt before was judged."""
    with desk.store.read() as reader:
        question = reader.question(visit.learner, question_id)
        attempts = reader.attempts(visit.learner, question_id)
    if question is None:
        return None
    return seconds_between(attempts[-1].answered_at if attempts else question.asked_at, visit.now)

"""
What the store keeps, as frozen values; a field is a column of the same name.

Instants are aware and come back in UTC. A study day and the zone it was counted in stay as they were written, whatever
the learner's settings become.
"""

from dataclasses import dataclass
from typing import Generic, TypeVar

from app.store.rows.answers import Attempt, Clock, Commitment, Dispute, Learner, Opening, OwnBand, Question
from app.store.rows.plans import (
    CalendarAddress,
    CardAnswer,
    FirstAnswer,
    PlanVersion,
    Remembered,
    Shown,
    TaskMark,
    Undoing,
)
from app.store.rows.standing import (
    Assessment,
    Bookmark,
    DayCount,
    DayCounts,
    DayTally,
    DiagnosticStep,
    ReportLink,
    ReportLinkEnd,
    Tried,
)
from app.store.rows.values import Json

__all__ = [
    "Assessment",
    "Attempt",
    "Bookmark",
    "CalendarAddress",
    "CardAnswer",
    "Clock",
    "Commitment",
    "DayCount",
    "DayCounts",
    "DayTally",
    "DiagnosticStep",
    "Dispute",
    "FirstAnswer",
    "Json",
    "Learner",
    "Opening",
    "OwnBand",
    "PlanVersion",
    "Question",
    "Recorded",
    "Remembered",
    "ReportLink",
    "ReportLinkEnd",
    "Row",
    "Shown",
    "TaskMark",
    "Tried",
    "Undoing",
]

Row = TypeVar(
    "Row",
    Learner,
    Question,
    Attempt,
    Opening,
    Dispute,
    PlanVersion,
    TaskMark,
    CardAnswer,
    Undoing,
    CalendarAddress,
    Remembered,
    Clock,
    Commitment,
    OwnBand,
    Assessment,
    DiagnosticStep,
    ReportLink,
    ReportLinkEnd,
    Bookmark,
    DayTally,
)


@dataclass(frozen=True, slots=True)
class Recorded(Generic[Row]):
    """What is stored now, and whether this call stored it. What derives from a row happens only when it is new."""

    row: Row
    new: bool

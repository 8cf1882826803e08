"""
The only place that knows SQL.

`Store` is the door: `read()` lends a Reader, `write(job)` lends a Writer to the job, `overview()` lends an Overview of
all learners to whoever runs the instance. What goes in and comes out are the frozen rows of `app.store.rows`, under
keys made by `uuid7`.
"""

from app.store.errors import StoreUnavailable
from app.store.ids import RANDOM_BITS, uuid7
from app.store.overview import Overview
from app.store.reader import Reader
from app.store.rows import (
    Assessment,
    Attempt,
    Bookmark,
    CalendarAddress,
    CardAnswer,
    Clock,
    Commitment,
    DayTally,
    DiagnosticStep,
    Dispute,
    Learner,
    Opening,
    OwnBand,
    PlanVersion,
    Question,
    Recorded,
    Remembered,
    ReportLink,
    ReportLinkEnd,
    TaskMark,
    Undoing,
)
from app.store.schema import migrate, overview_of, schema_is_current
from app.store.store import Store
from app.store.writer import Writer

__all__ = [
    "RANDOM_BITS",
    "Assessment",
    "Attempt",
    "Bookmark",
    "CalendarAddress",
    "CardAnswer",
    "Clock",
    "Commitment",
    "DayTally",
    "DiagnosticStep",
    "Dispute",
    "Learner",
    "Opening",
    "Overview",
    "OwnBand",
    "PlanVersion",
    "Question",
    "Reader",
    "Recorded",
    "Remembered",
    "ReportLink",
    "ReportLinkEnd",
    "Store",
    "StoreUnavailable",
    "TaskMark",
    "Undoing",
    "Writer",
    "migrate",
    "overview_of",
    "schema_is_current",
    "uuid7",
]

"""
The tables. A learner's key comes first in every one: what belongs to a learner is found without reading others'.

The indexes by slug are for counting over all learners.
Learners, openings, clocks, own bands, steps of a diagnostic, report links and bookmarks are short rows and live in
their primary key (WITHOUT ROWID). Questions, attempts, disputes and commitments carry JSON or texts and pass the 200
bytes up to which SQLite recommends that.
Source: https://www.sqlite.org/withoutrowid.html, section 4.
"""

from app.store.tables.answers import attempts, clocks, commitments, disputes, learners, openings, own_bands, questions
from app.store.tables.base import metadata
from app.store.tables.plans import calendars, card_answers, memories, plans, task_marks, undoings
from app.store.tables.standing import (
    assessments,
    bookmarks,
    changes,
    diagnostic_steps,
    report_link_ends,
    report_links,
    tallies,
)

__all__ = [
    "assessments",
    "attempts",
    "bookmarks",
    "calendars",
    "card_answers",
    "changes",
    "clocks",
    "commitments",
    "diagnostic_steps",
    "disputes",
    "learners",
    "memories",
    "metadata",
    "openings",
    "own_bands",
    "plans",
    "questions",
    "report_link_ends",
    "report_links",
    "tallies",
    "task_marks",
    "undoings",
]

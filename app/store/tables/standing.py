"""Scores, what answers add up to, how often anything was written, and where one is in the chapter."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, Table, Text
from sqlalchemy import UniqueConstraint as Unique

from app.store.columns import Day, Flag, Instant, JsonText, Key
from app.store.tables.base import metadata

assessments = Table(
    "assessments",
    metadata,
    Column("learner_id", Key, primary_key=True),
    Column("id", Key, primary_key=True),
    Column("token", Text),
    Column("scores", JsonText, nullable=False),
    Column("assessed_at", Instant, nullable=False),
    Column("study_day", Day, nullable=False),
    Column("zone", Text, nullable=False),
    ForeignKeyConstraint(["learner_id"], ["learners.id"]),
    Unique("learner_id", "token"),
    sqlite_strict=True,
)

diagnostic_steps = Table(
    "diagnostic_steps",
    metadata,
    Column("learner_id", Key, primary_key=True),
    Column("run_id", Key, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("question_id", Key),
    Column("put_at", Instant, nullable=False),
    Column("study_day", Day, nullable=False),
    Column("zone", Text, nullable=False),
    ForeignKeyConstraint(["learner_id", "question_id"], ["questions.learner_id", "questions.id"]),
    Unique("learner_id", "question_id"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

report_links = Table(
    "report_links",
    metadata,
    Column("learner_id", Key, primary_key=True),
    Column("id", Key, primary_key=True),
    Column("made_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    ForeignKeyConstraint(["learner_id"], ["learners.id"]),
    Index(None, "id"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

report_link_ends = Table(
    "report_link_ends",
    metadata,
    Column("learner_id", Key, primary_key=True),
    Column("link_id", Key, primary_key=True),
    Column("ended_at", Instant, nullable=False),
    ForeignKeyConstraint(["learner_id", "link_id"], ["report_links.learner_id", "report_links.id"]),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

tallies = Table(
    "tallies",
    metadata,
    Column("learner_id", Key, primary_key=True),
    Column("study_day", Day, primary_key=True),
    Column("answers", Integer, nullable=False),
    Column("by_problem", JsonText, nullable=False),
    Column("sums", JsonText, nullable=False),
    Column("before", JsonText, nullable=False),
    ForeignKeyConstraint(["learner_id"], ["learners.id"]),
    sqlite_strict=True,
)

changes = Table(
    "changes",
    metadata,
    Column("learner_id", Key, primary_key=True),
    Column("count", Integer, nullable=False),
    ForeignKeyConstraint(["learner_id"], ["learners.id"]),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

bookmarks = Table(
    "bookmarks",
    metadata,
    Column("learner_id", Key, primary_key=True),
    Column("lesson", Text, primary_key=True),
    Column("section", Text, nullable=False),
    Column("finished", Flag, nullable=False),
    Column("marked_at", Instant, nullable=False),
    Column("study_day", Day, nullable=False),
    Column("zone", Text, nullable=False),
    ForeignKeyConstraint(["learner_id"], ["learners.id"]),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

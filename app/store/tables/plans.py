"""Plans, what was done of them, and the memory kept."""

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, Integer, Table, Text
from sqlalchemy import UniqueConstraint as Unique

from app.store.columns import Day, Flag, Instant, JsonText, Key, Seconds, Share
from app.store.tables.base import metadata

plans = Table(
    "plans",
    metadata,
    Column("learner_id", Key, primary_key=True),
    Column("id", Key, primary_key=True),
    Column("run_id", Key, nullable=False),
    Column("token", Text),
    Column("start_day", Day, nullable=False),
    Column("interview_day", Day),
    Column("pauses", JsonText, nullable=False),
    Column("rollover_hour", Integer, nullable=False),
    Column("minutes_a_day", Integer, nullable=False),
    Column("busy", Flag, nullable=False),
    Column("spread", Flag, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("study_day", Day, nullable=False),
    Column("zone", Text, nullable=False),
    ForeignKeyConstraint(["learner_id"], ["learners.id"]),
    Unique("learner_id", "token"),
    sqlite_strict=True,
)

task_marks = Table(
    "task_marks",
    metadata,
    Column("learner_id", Key, primary_key=True),
    Column("id", Key, primary_key=True),
    Column("run_id", Key, nullable=False),
    Column("token", Text),
    Column("checkpoint", Integer, nullable=False),
    Column("task", Integer, nullable=False),
    Column("place", Integer),
    Column("question_id", Key),
    Column("score", Share),
    Column("marked_at", Instant, nullable=False),
    Column("study_day", Day, nullable=False),
    Column("zone", Text, nullable=False),
    ForeignKeyConstraint(["learner_id"], ["learners.id"]),
    ForeignKeyConstraint(["learner_id", "question_id"], ["questions.learner_id", "questions.id"]),
    Unique("learner_id", "token"),
    Unique("learner_id", "question_id"),
    CheckConstraint("(question_id IS NULL) <> (score IS NULL)", name="asked_or_entered"),
    sqlite_strict=True,
)

card_answers = Table(
    "card_answers",
    metadata,
    Column("learner_id", Key, primary_key=True),
    Column("id", Key, primary_key=True),
    Column("token", Text, nullable=False),
    Column("card", Text, nullable=False),
    Column("answer", JsonText, nullable=False),
    Column("is_right", Flag, nullable=False),
    Column("answered_at", Instant, nullable=False),
    Column("study_day", Day, nullable=False),
    Column("zone", Text, nullable=False),
    Column("seconds", Seconds),
    ForeignKeyConstraint(["learner_id"], ["learners.id"]),
    Unique("learner_id", "token"),
    sqlite_strict=True,
)

undoings = Table(
    "undoings",
    metadata,
    Column("learner_id", Key, primary_key=True),
    Column("undone_id", Key, primary_key=True),
    Column("undone_at", Instant, nullable=False),
    Column("study_day", Day, nullable=False),
    Column("zone", Text, nullable=False),
    ForeignKeyConstraint(["learner_id"], ["learners.id"]),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

calendars = Table(
    "calendars",
    metadata,
    Column("learner_id", Key, primary_key=True),
    Column("id", Key, primary_key=True),
    Column("open", Flag, nullable=False),
    Column("made_at", Instant, nullable=False),
    ForeignKeyConstraint(["learner_id"], ["learners.id"]),
    Index(None, "id"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

memories = Table(
    "memories",
    metadata,
    Column("learner_id", Key, primary_key=True),
    Column("state", JsonText, nullable=False),
    Column("kept_at", Instant, nullable=False),
    ForeignKeyConstraint(["learner_id"], ["learners.id"]),
    sqlite_strict=True,
)

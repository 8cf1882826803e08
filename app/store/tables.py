"""
The tables. A learner's key comes first in every one: what belongs to a learner is found without reading others'.

The indexes by slug are for counting over all learners.
Learners, openings, clocks and own bands are short rows and live in their primary key (WITHOUT ROWID). Questions,
attempts, disputes and commitments carry JSON or texts and pass the 200 bytes up to which SQLite recommends that.
Source: https://www.sqlite.org/withoutrowid.html, section 4.
"""

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKeyConstraint, Index, Integer, MetaData, Table, Text
from sqlalchemy import UniqueConstraint as Unique

from app.store.columns import Day, Flag, Instant, JsonText, Key, Names, Seconds, Share

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

learners = Table(
    "learners",
    metadata,
    Column("id", Key, primary_key=True),
    Column("made_at", Instant, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

questions = Table(
    "questions",
    metadata,
    Column("learner_id", Key, primary_key=True),
    Column("id", Key, primary_key=True),
    Column("slug", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("level", Integer, nullable=False),
    Column("seed", BigInteger().with_variant(Integer(), "sqlite")),
    Column("params", JsonText, nullable=False),
    Column("token", Text),
    Column("asked_at", Instant, nullable=False),
    Column("study_day", Day, nullable=False),
    Column("zone", Text, nullable=False),
    ForeignKeyConstraint(["learner_id"], ["learners.id"]),
    Unique("learner_id", "token"),
    Index(None, "learner_id", "slug", "id"),
    Index(None, "slug"),
    sqlite_strict=True,
)

attempts = Table(
    "attempts",
    metadata,
    Column("learner_id", Key, primary_key=True),
    Column("id", Key, primary_key=True),
    Column("question_id", Key, nullable=False),
    Column("token", Text, nullable=False),
    Column("answered_at", Instant, nullable=False),
    Column("study_day", Day, nullable=False),
    Column("zone", Text, nullable=False),
    Column("answer", JsonText, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("score", Share, nullable=False),
    Column("verdict", JsonText, nullable=False),
    Column("misconceptions", Names, nullable=False),
    Column("confidence", Integer),
    Column("hints_open", Integer, nullable=False),
    Column("seconds", Seconds),
    ForeignKeyConstraint(["learner_id", "question_id"], ["questions.learner_id", "questions.id"]),
    Unique("learner_id", "token"),
    CheckConstraint("score >= 0 AND score <= 1", name="score_is_a_share"),
    CheckConstraint("hints_open >= 0", name="hints_are_counted"),
    Index(None, "learner_id", "question_id", "id"),
    Index(None, "learner_id", "study_day"),
    sqlite_strict=True,
)

openings = Table(
    "openings",
    metadata,
    Column("learner_id", Key, primary_key=True),
    Column("question_id", Key, primary_key=True),
    Column("what", Text, primary_key=True),
    Column("token", Text),
    Column("opened_at", Instant, nullable=False),
    Column("study_day", Day, nullable=False),
    Column("zone", Text, nullable=False),
    ForeignKeyConstraint(["learner_id", "question_id"], ["questions.learner_id", "questions.id"]),
    Unique("learner_id", "token"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

disputes = Table(
    "disputes",
    metadata,
    Column("learner_id", Key, primary_key=True),
    Column("id", Key, primary_key=True),
    Column("attempt_id", Key),
    Column("token", Text),
    Column("slug", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("level", Integer, nullable=False),
    Column("seed", BigInteger().with_variant(Integer(), "sqlite")),
    Column("params", JsonText, nullable=False),
    Column("answer", JsonText, nullable=False),
    Column("readings", JsonText, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("verdict", JsonText, nullable=False),
    Column("comment", Text, nullable=False),
    Column("disputed_at", Instant, nullable=False),
    Column("study_day", Day, nullable=False),
    Column("zone", Text, nullable=False),
    ForeignKeyConstraint(["learner_id"], ["learners.id"]),
    ForeignKeyConstraint(["learner_id", "attempt_id"], ["attempts.learner_id", "attempts.id"]),
    Unique("learner_id", "attempt_id"),
    Unique("learner_id", "token"),
    Index(None, "slug"),
    sqlite_strict=True,
)

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

clocks = Table(
    "clocks",
    metadata,
    Column("learner_id", Key, primary_key=True),
    Column("question_id", Key, primary_key=True),
    Column("token", Text),
    Column("seconds", Integer),
    Column("started_at", Instant, nullable=False),
    Column("study_day", Day, nullable=False),
    Column("zone", Text, nullable=False),
    ForeignKeyConstraint(["learner_id", "question_id"], ["questions.learner_id", "questions.id"]),
    Unique("learner_id", "token"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

commitments = Table(
    "commitments",
    metadata,
    Column("learner_id", Key, primary_key=True),
    Column("question_id", Key, primary_key=True),
    Column("token", Text, nullable=False),
    Column("way", Text, nullable=False),
    Column("text", JsonText, nullable=False),
    Column("seconds", Seconds),
    Column("committed_at", Instant, nullable=False),
    Column("study_day", Day, nullable=False),
    Column("zone", Text, nullable=False),
    ForeignKeyConstraint(["learner_id", "question_id"], ["questions.learner_id", "questions.id"]),
    Unique("learner_id", "token"),
    sqlite_strict=True,
)

own_bands = Table(
    "own_bands",
    metadata,
    Column("learner_id", Key, primary_key=True),
    Column("question_id", Key, primary_key=True),
    Column("token", Text),
    Column("band", Text),
    Column("given_at", Instant, nullable=False),
    Column("study_day", Day, nullable=False),
    Column("zone", Text, nullable=False),
    ForeignKeyConstraint(["learner_id", "question_id"], ["questions.learner_id", "questions.id"]),
    Unique("learner_id", "token"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

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

tallies = Table(
    "tallies",
    metadata,
    Column("learner_id", Key, primary_key=True),
    Column("study_day", Day, primary_key=True),
    Column("answers", Integer, nullable=False),
    Column("sums", JsonText, nullable=False),
    ForeignKeyConstraint(["learner_id"], ["learners.id"]),
    sqlite_strict=True,
)

whole_tallies = Table(
    "whole_tallies",
    metadata,
    Column("learner_id", Key, primary_key=True),
    Column("sums", JsonText, nullable=False),
    ForeignKeyConstraint(["learner_id"], ["learners.id"]),
    sqlite_strict=True,
)

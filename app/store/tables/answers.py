"""Questions and what was done about them."""

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKeyConstraint, Index, Integer, Table, Text
from sqlalchemy import UniqueConstraint as Unique

from app.store.columns import Day, Instant, JsonText, Key, Names, Seconds, Share
from app.store.tables.base import metadata

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
    Column("confidence", Integer),
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

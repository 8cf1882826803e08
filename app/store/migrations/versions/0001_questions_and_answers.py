"""Learners, the questions put to them, their attempts, and what they opened."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

KEY = sa.Uuid().with_variant(sa.BLOB(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
DAY = sa.Date().with_variant(sa.Text(), "sqlite")
SHARE = sa.Double[float]().with_variant(sa.REAL(), "sqlite")
LARGE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """From an empty database."""
    _learners()
    _questions()
    _attempts()
    _openings()


def _learners() -> None:
    op.create_table(
        "learners",
        sa.Column("id", KEY, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_learners"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _questions() -> None:
    op.create_table(
        "questions",
        sa.Column("learner_id", KEY, nullable=False),
        sa.Column("id", KEY, nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("seed", LARGE),
        sa.Column("params", sa.Text(), nullable=False),
        sa.Column("token", sa.Text()),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("study_day", DAY, nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("learner_id", "id", name="pk_questions"),
        sa.ForeignKeyConstraint(["learner_id"], ["learners.id"], name="fk_questions_learners"),
        sa.UniqueConstraint("learner_id", "token", name="uq_questions_learner_id_token"),
        sqlite_strict=True,
    )
    op.create_index("ix_questions_learner_id_slug_id", "questions", ["learner_id", "slug", "id"])


def _attempts() -> None:
    op.create_table(
        "attempts",
        sa.Column("learner_id", KEY, nullable=False),
        sa.Column("id", KEY, nullable=False),
        sa.Column("question_id", KEY, nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("answered_at", INSTANT, nullable=False),
        sa.Column("study_day", DAY, nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("score", SHARE, nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("misconceptions", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Integer()),
        sa.Column("hints_open", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("learner_id", "id", name="pk_attempts"),
        _to_questions("attempts"),
        sa.UniqueConstraint("learner_id", "token", name="uq_attempts_learner_id_token"),
        sa.CheckConstraint("score >= 0 AND score <= 1", name=op.f("ck_attempts_score_is_a_share")),
        sa.CheckConstraint("hints_open >= 0", name=op.f("ck_attempts_hints_are_counted")),
        sqlite_strict=True,
    )
    op.create_index("ix_attempts_learner_id_question_id_id", "attempts", ["learner_id", "question_id", "id"])
    op.create_index("ix_attempts_learner_id_study_day", "attempts", ["learner_id", "study_day"])


def _openings() -> None:
    op.create_table(
        "openings",
        sa.Column("learner_id", KEY, nullable=False),
        sa.Column("question_id", KEY, nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("token", sa.Text()),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("study_day", DAY, nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("learner_id", "question_id", "what", name="pk_openings"),
        _to_questions("openings"),
        sa.UniqueConstraint("learner_id", "token", name="uq_openings_learner_id_token"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _to_questions(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["learner_id", "question_id"], ["questions.learner_id", "questions.id"], name=f"fk_{table}_questions"
    )

"""Clocks for spoken explanations, texts that were committed, and the bands that learners gave themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

KEY = sa.Uuid().with_variant(sa.BLOB(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
DAY = sa.Date().with_variant(sa.Text(), "sqlite")
SECONDS = sa.Double[float]().with_variant(sa.REAL(), "sqlite")


def upgrade() -> None:
    """From 0003. Nothing that is there is touched."""
    _clocks()
    _commitments()
    _own_bands()


def _clocks() -> None:
    op.create_table(
        "clocks",
        sa.Column("learner_id", KEY, nullable=False),
        sa.Column("question_id", KEY, nullable=False),
        sa.Column("token", sa.Text()),
        sa.Column("seconds", sa.Integer()),
        sa.Column("started_at", INSTANT, nullable=False),
        *_about("clocks"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _commitments() -> None:
    op.create_table(
        "commitments",
        sa.Column("learner_id", KEY, nullable=False),
        sa.Column("question_id", KEY, nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("seconds", SECONDS),
        sa.Column("committed_at", INSTANT, nullable=False),
        *_about("commitments"),
        sqlite_strict=True,
    )


def _own_bands() -> None:
    op.create_table(
        "own_bands",
        sa.Column("learner_id", KEY, nullable=False),
        sa.Column("question_id", KEY, nullable=False),
        sa.Column("token", sa.Text()),
        sa.Column("band", sa.Text()),
        sa.Column("given_at", INSTANT, nullable=False),
        *_about("own_bands"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _about(table: str) -> list[sa.schema.SchemaItem]:
    """The day it belongs to, and the keys: one row for a question, one for a token."""
    return [
        sa.Column("study_day", DAY, nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("learner_id", "question_id", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(
            ["learner_id", "question_id"], ["questions.learner_id", "questions.id"], name=f"fk_{table}_questions"
        ),
        sa.UniqueConstraint("learner_id", "token", name=f"uq_{table}_learner_id_token"),
    ]

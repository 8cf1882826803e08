"""What learners say against verdicts, the time an answer took, and an index for counting over all learners."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

KEY = sa.Uuid().with_variant(sa.BLOB(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
DAY = sa.Date().with_variant(sa.Text(), "sqlite")
SECONDS = sa.Double[float]().with_variant(sa.REAL(), "sqlite")
LARGE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """From 0001. ADD COLUMN leaves every row where it is; nothing is copied."""
    op.add_column("attempts", sa.Column("seconds", SECONDS))
    op.create_index("ix_questions_slug", "questions", ["slug"])
    _disputes()


def _disputes() -> None:
    op.create_table(
        "disputes",
        sa.Column("learner_id", KEY, nullable=False),
        sa.Column("id", KEY, nullable=False),
        sa.Column("attempt_id", KEY),
        sa.Column("token", sa.Text()),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("seed", LARGE),
        sa.Column("params", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("readings", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("disputed_at", INSTANT, nullable=False),
        sa.Column("study_day", DAY, nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("learner_id", "id", name="pk_disputes"),
        sa.ForeignKeyConstraint(["learner_id"], ["learners.id"], name="fk_disputes_learners"),
        sa.ForeignKeyConstraint(
            ["learner_id", "attempt_id"], ["attempts.learner_id", "attempts.id"], name="fk_disputes_attempts"
        ),
        sa.UniqueConstraint("learner_id", "attempt_id", name="uq_disputes_learner_id_attempt_id"),
        sa.UniqueConstraint("learner_id", "token", name="uq_disputes_learner_id_token"),
        sqlite_strict=True,
    )
    op.create_index("ix_disputes_slug", "disputes", ["slug"])

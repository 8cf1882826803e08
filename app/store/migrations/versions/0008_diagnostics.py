"""The questions that were put in a diagnostic."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

KEY = sa.Uuid().with_variant(sa.BLOB(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
DAY = sa.Date().with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    """From 0007: one new table."""
    op.create_table(
        "diagnostic_steps",
        sa.Column("learner_id", KEY, nullable=False),
        sa.Column("run_id", KEY, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("question_id", KEY),
        sa.Column("put_at", INSTANT, nullable=False),
        sa.Column("study_day", DAY, nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("learner_id", "run_id", "place", name="pk_diagnostic_steps"),
        sa.ForeignKeyConstraint(
            ["learner_id", "question_id"],
            ["questions.learner_id", "questions.id"],
            name="fk_diagnostic_steps_questions",
        ),
        sa.UniqueConstraint("learner_id", "question_id", name="uq_diagnostic_steps_learner_id_question_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )

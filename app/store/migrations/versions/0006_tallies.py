"""What the answers of a study day, and all of them, add up to."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

KEY = sa.Uuid().with_variant(sa.BLOB(), "sqlite")
DAY = sa.Date().with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    """From 0005: two new tables. Old days are added up with a learner's next answer."""
    op.create_table(
        "tallies",
        sa.Column("learner_id", KEY, nullable=False),
        sa.Column("study_day", DAY, nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("sums", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("learner_id", "study_day", name="pk_tallies"),
        sa.ForeignKeyConstraint(["learner_id"], ["learners.id"], name="fk_tallies_learners"),
        sqlite_strict=True,
    )
    op.create_table(
        "whole_tallies",
        sa.Column("learner_id", KEY, nullable=False),
        sa.Column("sums", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("learner_id", name="pk_whole_tallies"),
        sa.ForeignKeyConstraint(["learner_id"], ["learners.id"], name="fk_whole_tallies_learners"),
        sqlite_strict=True,
    )

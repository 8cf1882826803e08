"""Sums up to the end of each day, so that those between two days are a difference."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

KEY = sa.Uuid().with_variant(sa.BLOB(), "sqlite")
DAY = sa.Date().with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    """From 0011: sums are in another shape. They are a cache, and a learner's next answer adds all of them up anew."""
    op.drop_table("whole_tallies")
    op.drop_table("tallies")
    op.create_table(
        "tallies",
        sa.Column("learner_id", KEY, nullable=False),
        sa.Column("study_day", DAY, nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("by_problem", sa.Text(), nullable=False),
        sa.Column("sums", sa.Text(), nullable=False),
        sa.Column("so_far", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("learner_id", "study_day", name="pk_tallies"),
        sa.ForeignKeyConstraint(["learner_id"], ["learners.id"], name="fk_tallies_learners"),
        sqlite_strict=True,
    )

"""Where a learner is in each part of the chapter."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

KEY = sa.Uuid().with_variant(sa.BLOB(), "sqlite")
DAY = sa.Date().with_variant(sa.Text(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    """From 0010: a new table only."""
    op.create_table(
        "bookmarks",
        sa.Column("learner_id", KEY, nullable=False),
        sa.Column("lesson", sa.Text(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("finished", sa.Integer(), nullable=False),
        sa.Column("marked_at", INSTANT, nullable=False),
        sa.Column("study_day", DAY, nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("learner_id", "lesson", name="pk_bookmarks"),
        sa.ForeignKeyConstraint(["learner_id"], ["learners.id"], name="fk_bookmarks_learners"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )

"""The scores that learners give themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

KEY = sa.Uuid().with_variant(sa.BLOB(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
DAY = sa.Date().with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    """From 0004: one new table."""
    op.create_table(
        "assessments",
        sa.Column("learner_id", KEY, nullable=False),
        sa.Column("id", KEY, nullable=False),
        sa.Column("token", sa.Text()),
        sa.Column("scores", sa.Text(), nullable=False),
        sa.Column("assessed_at", INSTANT, nullable=False),
        sa.Column("study_day", DAY, nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("learner_id", "id", name="pk_assessments"),
        sa.ForeignKeyConstraint(["learner_id"], ["learners.id"], name="fk_assessments_learners"),
        sa.UniqueConstraint("learner_id", "token", name="uq_assessments_learner_id_token"),
        sqlite_strict=True,
    )

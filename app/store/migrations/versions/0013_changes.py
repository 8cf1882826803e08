"""How often anything of a learner's was written."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

KEY = sa.Uuid().with_variant(sa.BLOB(), "sqlite")


def upgrade() -> None:
    """From 0012: a new table only. Who is not in it yet counts as 0."""
    op.create_table(
        "changes",
        sa.Column("learner_id", KEY, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("learner_id", name="pk_changes"),
        sa.ForeignKeyConstraint(["learner_id"], ["learners.id"], name="fk_changes_learners"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )

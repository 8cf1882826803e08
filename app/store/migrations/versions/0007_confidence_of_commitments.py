"""How sure one was of an explanation, kept with its text."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """From 0006. ADD COLUMN leaves every row where it is; earlier texts say nothing."""
    op.add_column("commitments", sa.Column("confidence", sa.Integer()))

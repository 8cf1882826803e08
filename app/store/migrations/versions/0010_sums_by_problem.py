"""How sure one was, summed by problem."""

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """From 0009: sums are in another shape. They are a cache, and a learner's next answer adds all of them up anew."""
    op.execute("DELETE FROM tallies")
    op.execute("DELETE FROM whole_tallies")

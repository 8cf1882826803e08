"""Secret addresses at which a learner's report can be read."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

KEY = sa.Uuid().with_variant(sa.BLOB(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    """From 0008: two new tables."""
    op.create_table(
        "report_links",
        sa.Column("learner_id", KEY, nullable=False),
        sa.Column("id", KEY, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("learner_id", "id", name="pk_report_links"),
        sa.ForeignKeyConstraint(["learner_id"], ["learners.id"], name="fk_report_links_learners"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_report_links_id", "report_links", ["id"])
    op.create_table(
        "report_link_ends",
        sa.Column("learner_id", KEY, nullable=False),
        sa.Column("link_id", KEY, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("learner_id", "link_id", name="pk_report_link_ends"),
        sa.ForeignKeyConstraint(
            ["learner_id", "link_id"],
            ["report_links.learner_id", "report_links.id"],
            name="fk_report_link_ends_report_links",
        ),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )

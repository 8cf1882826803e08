"""Sums of all days before each, in place of those up to its end, so that an answer changes its day's sums alone."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

KEY = sa.Uuid().with_variant(sa.BLOB(), "sqlite")
DAY = sa.Date().with_variant(sa.Text(), "sqlite")
CARRIED = """
    CREATE TABLE carried AS SELECT learner_id, study_day, answers, by_problem, sums,
           lag(so_far, 1, '{"asked":[],"slips":{},"sure":[],"latest":{}}')
               OVER (PARTITION BY learner_id ORDER BY study_day) AS before
    FROM tallies
"""


def upgrade() -> None:
    """From 0013: the sums before a day are those up to the end of the day before it."""
    connection = op.get_bind()
    connection.exec_driver_sql(CARRIED)
    op.drop_table("tallies")
    op.create_table(
        "tallies",
        sa.Column("learner_id", KEY, nullable=False),
        sa.Column("study_day", DAY, nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("by_problem", sa.Text(), nullable=False),
        sa.Column("sums", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("learner_id", "study_day", name="pk_tallies"),
        sa.ForeignKeyConstraint(["learner_id"], ["learners.id"], name="fk_tallies_learners"),
        sqlite_strict=True,
    )
    connection.exec_driver_sql("INSERT INTO tallies SELECT * FROM carried")
    op.drop_table("carried")

"""Plans and their history, what was put for their tasks, cards answered, what was undone, calendars, memory kept."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

KEY = sa.Uuid().with_variant(sa.BLOB(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
DAY = sa.Date().with_variant(sa.Text(), "sqlite")
REAL = sa.Double[float]().with_variant(sa.REAL(), "sqlite")


def upgrade() -> None:
    """From the revision before: new tables only."""
    _plans()
    _task_marks()
    _card_answers()
    _undoings()
    _calendars()
    _memories()


def _plans() -> None:
    op.create_table(
        "plans",
        sa.Column("learner_id", KEY, nullable=False),
        sa.Column("id", KEY, nullable=False),
        sa.Column("run_id", KEY, nullable=False),
        sa.Column("token", sa.Text()),
        sa.Column("start_day", DAY, nullable=False),
        sa.Column("interview_day", DAY),
        sa.Column("pauses", sa.Text(), nullable=False),
        sa.Column("rollover_hour", sa.Integer(), nullable=False),
        sa.Column("minutes_a_day", sa.Integer(), nullable=False),
        sa.Column("busy", sa.Integer(), nullable=False),
        sa.Column("spread", sa.Integer(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("study_day", DAY, nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("learner_id", "id", name="pk_plans"),
        _to_learners("plans"),
        sa.UniqueConstraint("learner_id", "token", name="uq_plans_learner_id_token"),
        sqlite_strict=True,
    )


def _task_marks() -> None:
    op.create_table(
        "task_marks",
        sa.Column("learner_id", KEY, nullable=False),
        sa.Column("id", KEY, nullable=False),
        sa.Column("run_id", KEY, nullable=False),
        sa.Column("token", sa.Text()),
        sa.Column("checkpoint", sa.Integer(), nullable=False),
        sa.Column("task", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer()),
        sa.Column("question_id", KEY),
        sa.Column("score", REAL),
        sa.Column("marked_at", INSTANT, nullable=False),
        sa.Column("study_day", DAY, nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("learner_id", "id", name="pk_task_marks"),
        _to_learners("task_marks"),
        sa.ForeignKeyConstraint(
            ["learner_id", "question_id"], ["questions.learner_id", "questions.id"], name="fk_task_marks_questions"
        ),
        sa.UniqueConstraint("learner_id", "token", name="uq_task_marks_learner_id_token"),
        sa.UniqueConstraint("learner_id", "question_id", name="uq_task_marks_learner_id_question_id"),
        sa.CheckConstraint("(question_id IS NULL) <> (score IS NULL)", name=op.f("ck_task_marks_asked_or_entered")),
        sqlite_strict=True,
    )


def _card_answers() -> None:
    op.create_table(
        "card_answers",
        sa.Column("learner_id", KEY, nullable=False),
        sa.Column("id", KEY, nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("card", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("is_right", sa.Integer(), nullable=False),
        sa.Column("answered_at", INSTANT, nullable=False),
        sa.Column("study_day", DAY, nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("seconds", REAL),
        sa.PrimaryKeyConstraint("learner_id", "id", name="pk_card_answers"),
        _to_learners("card_answers"),
        sa.UniqueConstraint("learner_id", "token", name="uq_card_answers_learner_id_token"),
        sqlite_strict=True,
    )


def _undoings() -> None:
    op.create_table(
        "undoings",
        sa.Column("learner_id", KEY, nullable=False),
        sa.Column("undone_id", KEY, nullable=False),
        sa.Column("undone_at", INSTANT, nullable=False),
        sa.Column("study_day", DAY, nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("learner_id", "undone_id", name="pk_undoings"),
        _to_learners("undoings"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _calendars() -> None:
    op.create_table(
        "calendars",
        sa.Column("learner_id", KEY, nullable=False),
        sa.Column("id", KEY, nullable=False),
        sa.Column("open", sa.Integer(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("learner_id", "id", name="pk_calendars"),
        _to_learners("calendars"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_calendars_id", "calendars", ["id"])


def _memories() -> None:
    op.create_table(
        "memories",
        sa.Column("learner_id", KEY, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("kept_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("learner_id", name="pk_memories"),
        _to_learners("memories"),
        sqlite_strict=True,
    )


def _to_learners(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["learner_id"], ["learners.id"], name=f"fk_{table}_learners")

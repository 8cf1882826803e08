"""What can be asked about a plan: its history, what was done of it, cards, what was undone, the memory kept."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, FromClause, Select, bindparam, exists, func, select

from app.store.counted import attempts, card_answers
from app.store.rows import (
    Attempt,
    CalendarAddress,
    CardAnswer,
    FirstAnswer,
    PlanVersion,
    Remembered,
    Row,
    Shown,
    TaskMark,
    Undoing,
)
from app.store.tables import calendars, memories, openings, plans, questions, task_marks, undoings

Query = Select[*tuple[Any, ...]]


def _of_learner(table: FromClause) -> Query:
    return select(table).where(table.c.learner_id == bindparam("learner_id"))


VERSIONS = _of_learner(plans).order_by(plans.c.id)
NEWEST_VERSION = _of_learner(plans).order_by(plans.c.id.desc()).limit(1)
MARKS = _of_learner(task_marks).order_by(task_marks.c.id)
MARKS_OF_RUN = MARKS.where(task_marks.c.run_id == bindparam("run_id"))
CARD_ANSWERS = _of_learner(card_answers).order_by(card_answers.c.id)
_earlier = attempts.alias("earlier")
_was_earlier = exists().where(
    _earlier.c.learner_id == attempts.c.learner_id,
    _earlier.c.question_id == attempts.c.question_id,
    _earlier.c.id < attempts.c.id,
)
FIRST_ATTEMPTS = (
    select(
        attempts.c.question_id,
        questions.c.slug,
        attempts.c.answered_at,
        attempts.c.study_day,
        attempts.c.outcome,
        attempts.c.hints_open,
        attempts.c.seconds,
        attempts.c.confidence,
    )
    .where(
        attempts.c.learner_id == bindparam("learner_id"),
        questions.c.learner_id == attempts.c.learner_id,
        questions.c.id == attempts.c.question_id,
        ~_was_earlier,
    )
    .order_by(attempts.c.id)
)
SOLUTIONS = (
    select(openings.c.question_id, questions.c.slug, openings.c.opened_at, openings.c.study_day)
    .where(
        openings.c.learner_id == bindparam("learner_id"),
        openings.c.what == "solution",
        questions.c.learner_id == openings.c.learner_id,
        questions.c.id == openings.c.question_id,
    )
    .order_by(openings.c.opened_at)
)
LAST_STUDY_DAY = select(func.max(attempts.c.study_day)).where(attempts.c.learner_id == bindparam("learner_id"))
UNDOINGS = _of_learner(undoings).order_by(undoings.c.undone_at, undoings.c.undone_id)
NEWEST_CALENDAR = _of_learner(calendars).order_by(calendars.c.id.desc()).limit(1)
CALENDAR = select(calendars).where(calendars.c.id == bindparam("id"))
MEMORY = _of_learner(memories)


def _at(query: Query, question_id: ColumnElement[UUID]) -> Query:
    """
    Of what a query finds the part at some questions, in no order.

    An order by key would let SQLite go through all that a learner has, to find the few.
    """
    return query.order_by(None).where(question_id.in_(bindparam("questions", expanding=True)))


FIRST_ATTEMPTS_AT = _at(FIRST_ATTEMPTS, attempts.c.question_id)
SOLUTIONS_OF = _at(SOLUTIONS, openings.c.question_id)
ATTEMPTS_AT = _at(_of_learner(attempts), attempts.c.question_id)
ATTEMPTS_OF_DAY = (
    _of_learner(attempts)
    .where(attempts.c.study_day == bindparam("study_day"))
    .order_by(attempts.c.answered_at, attempts.c.id)  # by key alone SQLite would go through all there are
)


class PlanReader:
    """The part of a reader that knows plans."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def plan(self, learner_id: UUID) -> PlanVersion | None:
        """The plan as it holds now."""
        return next(iter(self._found(PlanVersion, NEWEST_VERSION, learner_id=learner_id)), None)

    def plan_versions(self, learner_id: UUID) -> tuple[PlanVersion, ...]:
        """Every plan as it was ever set, in order."""
        return self._found(PlanVersion, VERSIONS, learner_id=learner_id)

    def task_marks(self, learner_id: UUID, run_id: UUID | None = None) -> tuple[TaskMark, ...]:
        """What was put or entered for tasks, of one run or of all, in order."""
        if run_id is None:
            return self._found(TaskMark, MARKS, learner_id=learner_id)
        return self._found(TaskMark, MARKS_OF_RUN, learner_id=learner_id, run_id=run_id)

    def attempts_at(self, learner_id: UUID, questions: Iterable[UUID]) -> tuple[Attempt, ...]:
        """The attempts at some questions that count, in no order."""
        return self._found(Attempt, ATTEMPTS_AT, learner_id=learner_id, questions=list(questions))

    def first_answers_in_order(self, learner_id: UUID) -> tuple[FirstAnswer, ...]:
        """The first attempt at each question that counts, in the order they were made."""
        return self._first_answers(FIRST_ATTEMPTS, learner_id=learner_id)

    def first_answers_to(self, learner_id: UUID, questions: Iterable[UUID]) -> tuple[FirstAnswer, ...]:
        """Of these the ones to some questions, in no order."""
        return self._first_answers(FIRST_ATTEMPTS_AT, learner_id=learner_id, questions=list(questions))

    def solutions_in_order(self, learner_id: UUID) -> tuple[Shown, ...]:
        """The questions whose solution was asked for, in the order it was."""
        return self._shown(SOLUTIONS, learner_id=learner_id)

    def solutions_of(self, learner_id: UUID, questions: Iterable[UUID]) -> tuple[Shown, ...]:
        """Those among some questions, in no order."""
        return self._shown(SOLUTIONS_OF, learner_id=learner_id, questions=list(questions))

    def attempts_of_day(self, learner_id: UUID, study_day: date) -> tuple[Attempt, ...]:
        """Every attempt of a study day that counts, in order."""
        return self._found(Attempt, ATTEMPTS_OF_DAY, learner_id=learner_id, study_day=study_day)

    def last_study_day(self, learner_id: UUID) -> date | None:
        """The latest study day with an attempt."""
        return self._connection.execute(LAST_STUDY_DAY, {"learner_id": learner_id}).scalar_one()

    def card_answers(self, learner_id: UUID) -> tuple[CardAnswer, ...]:
        """Every answer to a card that counts, in order."""
        return self._found(CardAnswer, CARD_ANSWERS, learner_id=learner_id)

    def undoings(self, learner_id: UUID) -> tuple[Undoing, ...]:
        """What was undone, in the order in which it was."""
        return self._found(Undoing, UNDOINGS, learner_id=learner_id)

    def calendar(self, learner_id: UUID) -> CalendarAddress | None:
        """The calendar's newest address, or the row that ended it."""
        return next(iter(self._found(CalendarAddress, NEWEST_CALENDAR, learner_id=learner_id)), None)

    def calendar_at(self, address: UUID) -> CalendarAddress | None:
        """The row behind a secret address: the one question that is asked before it is known who asks."""
        return next(iter(self._found(CalendarAddress, CALENDAR, id=address)), None)

    def remembered(self, learner_id: UUID) -> Remembered | None:
        """What was kept of the last replay."""
        return next(iter(self._found(Remembered, MEMORY, learner_id=learner_id)), None)

    def _first_answers(self, query: Query, **parameters: object) -> tuple[FirstAnswer, ...]:
        return tuple(FirstAnswer(*each) for each in self._connection.execute(query, parameters))

    def _shown(self, query: Query, **parameters: object) -> tuple[Shown, ...]:
        return tuple(Shown(*each) for each in self._connection.execute(query, parameters))

    def _found(self, kind: type[Row], query: Query, **parameters: object) -> tuple[Row, ...]:
        return tuple(kind(**found) for found in self._connection.execute(query, parameters).mappings())

"""What can be asked of the store. Every question names the learner, and only that learner's rows are touched."""

from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import FromClause, Select, and_, bindparam, func, select

from app.store.counted import attempts
from app.store.rows import (
    Assessment,
    Attempt,
    Bookmark,
    Clock,
    Commitment,
    DiagnosticStep,
    Dispute,
    Opening,
    OwnBand,
    Question,
    ReportLink,
    ReportLinkEnd,
    Row,
)
from app.store.tables import (
    assessments,
    bookmarks,
    changes,
    clocks,
    commitments,
    diagnostic_steps,
    disputes,
    openings,
    own_bands,
    questions,
    report_link_ends,
    report_links,
)
from app.store.tables import attempts as all_attempts
from app.store.tally_reader import TallyReader

Query = Select[*tuple[Any, ...]]


@cache
def where_equal(table: FromClause, *columns: str) -> Query:
    """The rows whose `columns` equal the parameters of the same names; built once, for building is the slow part."""
    return select(table).where(*(table.c[column] == bindparam(column) for column in columns))


def _last_of_their_problem() -> Query:
    """
    A learner's newest question of each problem; ids ascend in time.

    It goes from one problem to the next by index, so that it takes as long as there are problems, however many
    questions were put.
    """
    slug, of_learner = questions.c.slug, questions.c.learner_id == bindparam("learner_id")
    problems = select(func.min(slug).label("slug")).where(of_learner).cte("problems", recursive=True)
    following = select(func.min(slug)).where(of_learner, slug > problems.c.slug).scalar_subquery()
    problems = problems.union_all(select(following).where(problems.c.slug.is_not(None)))
    put = questions.alias("put")
    newest = (
        select(put.c.id)
        .where(put.c.learner_id == bindparam("learner_id"), put.c.slug == problems.c.slug)
        .order_by(put.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return select(questions).select_from(problems.join(questions, and_(of_learner, questions.c.id == newest)))


def _last_with_numbers() -> Query:
    """A learner's newest question of a problem at a level, with a seed or with the problem's own numbers."""
    same_numbers = questions.c.seed.is_not_distinct_from(bindparam("seed", type_=questions.c.seed.type))
    found = where_equal(questions, "learner_id", "slug", "level").where(same_numbers)
    return found.order_by(questions.c.id.desc()).limit(1)


LAST_QUESTION_WITH = _last_with_numbers()
LAST_QUESTIONS = _last_of_their_problem()
NEWEST_QUESTIONS = where_equal(questions, "learner_id").order_by(questions.c.id.desc())
ATTEMPTS_IN_ORDER = where_equal(attempts, "learner_id", "question_id").order_by(attempts.c.id)
OPENINGS_IN_ORDER = where_equal(openings, "learner_id", "question_id").order_by(openings.c.opened_at, openings.c.what)
ASSESSMENTS_IN_ORDER = where_equal(assessments, "learner_id").order_by(assessments.c.id)
STEPS_IN_ORDER = where_equal(diagnostic_steps, "learner_id").order_by(
    diagnostic_steps.c.run_id, diagnostic_steps.c.place
)
LINKS_IN_ORDER = where_equal(report_links, "learner_id").order_by(report_links.c.id)
BOOKMARKS = where_equal(bookmarks, "learner_id")
LAST_ATTEMPT = where_equal(attempts, "learner_id").order_by(attempts.c.id.desc()).limit(1)
CHANGES = select(changes.c.count).where(changes.c.learner_id == bindparam("learner_id"))
FIRST_STUDY_DAY = select(func.min(attempts.c.study_day)).where(attempts.c.learner_id == bindparam("learner_id"))


class Reader(TallyReader):
    """
    One connection's view of the store: a snapshot, so that two readings of it agree.

    Attempts that were undone are in none of its answers, but for the one that looks an attempt up by its key or token.
    """

    def ping(self) -> None:
        """Raise if the database does not answer."""
        self._connection.exec_driver_sql("SELECT 1").scalar_one()

    def changes(self, learner_id: UUID) -> int:
        """How often anything of the learner's was written: while it is the same, so is all that can be read of them."""
        return self._connection.execute(CHANGES, {"learner_id": learner_id}).scalar_one_or_none() or 0

    def question(self, learner_id: UUID, question_id: UUID) -> Question | None:
        """One question, if it was put to this learner."""
        return self._one(Question, questions, learner_id=learner_id, id=question_id)

    def question_by_token(self, learner_id: UUID, token: str) -> Question | None:
        """The question that was asked for with this token."""
        return self._one(Question, questions, learner_id=learner_id, token=token)

    def questions(
        self, learner_id: UUID, *, slug: str | None = None, limit: int, before: UUID | None = None
    ) -> tuple[Question, ...]:
        """At most `limit` questions, newest first; `before` is the id of the last one of the page above."""
        query = NEWEST_QUESTIONS.limit(limit)
        if slug is not None:
            query = query.where(questions.c.slug == slug)
        if before is not None:
            query = query.where(questions.c.id < before)
        return self._all(Question, query, learner_id=learner_id)

    def last_questions(self, learner_id: UUID) -> dict[str, Question]:
        """The newest question of each problem that was ever put, by problem."""
        return {question.slug: question for question in self._all(Question, LAST_QUESTIONS, learner_id=learner_id)}

    def last_question_with(self, learner_id: UUID, slug: str, *, level: int, seed: int | None) -> Question | None:
        """The newest question of a problem with these numbers; without a seed, with the problem's own."""
        found = self._all(Question, LAST_QUESTION_WITH, learner_id=learner_id, slug=slug, level=level, seed=seed)
        return found[0] if found else None

    def attempts(self, learner_id: UUID, question_id: UUID) -> tuple[Attempt, ...]:
        """All attempts at a question, in the order they were made."""
        return self._all(Attempt, ATTEMPTS_IN_ORDER, learner_id=learner_id, question_id=question_id)

    def attempt(self, learner_id: UUID, attempt_id: UUID) -> Attempt | None:
        """One attempt, if this learner made it."""
        return self._one(Attempt, all_attempts, learner_id=learner_id, id=attempt_id)

    def attempt_by_token(self, learner_id: UUID, token: str) -> Attempt | None:
        """The attempt that was sent with this token."""
        return self._one(Attempt, all_attempts, learner_id=learner_id, token=token)

    def last_attempt(self, learner_id: UUID) -> Attempt | None:
        """The newest of all."""
        return next(iter(self._all(Attempt, LAST_ATTEMPT, learner_id=learner_id)), None)

    def first_study_day(self, learner_id: UUID) -> date | None:
        """The earliest study day with an attempt."""
        return self._connection.execute(FIRST_STUDY_DAY, {"learner_id": learner_id}).scalar_one()

    def openings(self, learner_id: UUID, question_id: UUID) -> tuple[Opening, ...]:
        """What the learner opened at a question, in the order it was opened."""
        return self._all(Opening, OPENINGS_IN_ORDER, learner_id=learner_id, question_id=question_id)

    def opening_by_token(self, learner_id: UUID, token: str) -> Opening | None:
        """What was opened with this token."""
        return self._one(Opening, openings, learner_id=learner_id, token=token)

    def dispute_about(self, learner_id: UUID, attempt_id: UUID) -> Dispute | None:
        """What the learner said against the verdict on an attempt."""
        return self._one(Dispute, disputes, learner_id=learner_id, attempt_id=attempt_id)

    def dispute_by_token(self, learner_id: UUID, token: str) -> Dispute | None:
        """The dispute that was sent with this token."""
        return self._one(Dispute, disputes, learner_id=learner_id, token=token)

    def assessments(self, learner_id: UUID) -> tuple[Assessment, ...]:
        """All the scores the learner ever gave themselves, in the order they were given."""
        return self._all(Assessment, ASSESSMENTS_IN_ORDER, learner_id=learner_id)

    def assessment_by_token(self, learner_id: UUID, token: str) -> Assessment | None:
        """The assessment that was sent with this token."""
        return self._one(Assessment, assessments, learner_id=learner_id, token=token)

    def diagnostic_steps(self, learner_id: UUID) -> tuple[DiagnosticStep, ...]:
        """Every step of every diagnostic of the learner, in order."""
        return self._all(DiagnosticStep, STEPS_IN_ORDER, learner_id=learner_id)

    def report_links(self, learner_id: UUID) -> tuple[ReportLink, ...]:
        """Every secret address of the learner's report, in the order they were made."""
        return self._all(ReportLink, LINKS_IN_ORDER, learner_id=learner_id)

    def report_link_ends(self, learner_id: UUID) -> tuple[ReportLinkEnd, ...]:
        """Which of them were ended."""
        return self._all(ReportLinkEnd, where_equal(report_link_ends, "learner_id"), learner_id=learner_id)

    def report_link_at(self, link_id: UUID) -> ReportLink | None:
        """The row behind a secret address, asked for before it is known whose it is."""
        return self._one(ReportLink, report_links, id=link_id)

    def bookmarks(self, learner_id: UUID) -> dict[str, Bookmark]:
        """Where the learner is in each part of the chapter that they have been in."""
        return {mark.lesson: mark for mark in self._all(Bookmark, BOOKMARKS, learner_id=learner_id)}

    def clock(self, learner_id: UUID, question_id: UUID) -> Clock | None:
        """The clock of a question, if it was started."""
        return self._one(Clock, clocks, learner_id=learner_id, question_id=question_id)

    def commitment(self, learner_id: UUID, question_id: UUID) -> Commitment | None:
        """What the learner committed to at a question."""
        return self._one(Commitment, commitments, learner_id=learner_id, question_id=question_id)

    def own_band(self, learner_id: UUID, question_id: UUID) -> OwnBand | None:
        """The band that the learner gave themselves at a question."""
        return self._one(OwnBand, own_bands, learner_id=learner_id, question_id=question_id)

    def _one(self, kind: type[Row], table: FromClause, **key: object) -> Row | None:
        found = self._connection.execute(where_equal(table, *key), key).mappings().one_or_none()
        return None if found is None else kind(**found)

    def _all(self, kind: type[Row], query: Query, **parameters: object) -> tuple[Row, ...]:
        return tuple(kind(**found) for found in self._connection.execute(query, parameters).mappings())

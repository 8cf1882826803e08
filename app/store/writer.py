"""
What can be recorded. A writer also reads, inside the same transaction, so that a job can decide on what is there.

Nothing is changed once it is stored: a row is new, or the row that stands in its place is handed back. The exceptions
are the comment of a dispute, which its learner may word anew, a bookmark, which moves, the count of changes, and
caches: memory after a replay, and sums.
"""

from dataclasses import fields, replace
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Executable, Table, bindparam
from sqlalchemy.dialects import postgresql, sqlite

from app.store.reader import Reader
from app.store.rows import (
    Assessment,
    Attempt,
    Bookmark,
    CalendarAddress,
    CardAnswer,
    Clock,
    Commitment,
    DayTally,
    DiagnosticStep,
    Dispute,
    Learner,
    Opening,
    OwnBand,
    PlanVersion,
    Question,
    Recorded,
    Remembered,
    ReportLink,
    ReportLinkEnd,
    Row,
    TaskMark,
    Undoing,
)
from app.store.tables import (
    assessments,
    attempts,
    bookmarks,
    calendars,
    card_answers,
    changes,
    clocks,
    commitments,
    diagnostic_steps,
    disputes,
    learners,
    memories,
    openings,
    own_bands,
    plans,
    questions,
    report_link_ends,
    report_links,
    tallies,
    task_marks,
    undoings,
)

INSERT = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
BY_TOKEN = ("learner_id", "token")
NEW_SUMS = tallies.update().where(tallies.c.learner_id == bindparam("of"), tallies.c.study_day == bindparam("on"))


class Writer(Reader):
    """The one connection that writes, lent to a job for as long as it runs."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._changed: set[UUID] = set()

    def count_changes(self) -> None:
        """Count the job as a change for each learner of whom it has written something; once, when it is done."""
        for learner_id in self._changed:
            statement = _one_more(self._connection.dialect.name)
            self._connection.execute(statement, {"learner_id": learner_id, "count": 1})
        self._changed.clear()

    def ensure_learner(self, learner_id: UUID, made_at: datetime) -> Recorded[Learner]:
        """The learner, made now if this is the first thing they do."""
        new = self._insert(learners, Learner(id=learner_id, made_at=made_at), unless=("id",))
        if new is not None:
            return Recorded(new, new=True)
        known = self._one(Learner, learners, id=learner_id)
        return _already_there(known)

    def add_question(self, question: Question) -> Recorded[Question]:
        """Record a question, or find the one that was asked for with the same token."""
        new = self._insert(questions, question, unless=BY_TOKEN)
        if new is not None:
            return Recorded(new, new=True)
        return _already_there(self.question_by_token(question.learner_id, question.token or ""))

    def add_attempt(self, attempt: Attempt) -> Recorded[Attempt]:
        """Record an attempt, or find the one that was sent with the same token."""
        new = self._insert(attempts, attempt, unless=BY_TOKEN)
        if new is not None:
            return Recorded(new, new=True)
        return _already_there(self.attempt_by_token(attempt.learner_id, attempt.token))

    def open(self, opening: Opening) -> Recorded[Opening]:
        """Record an opening, or find what its token opened, or else the same thing opened before."""
        new = self._insert(openings, opening, unless=None)
        if new is not None:
            return Recorded(new, new=True)
        by_token = self.opening_by_token(opening.learner_id, opening.token) if opening.token else None
        return _already_there(by_token or self._same_opening(opening))

    def add_dispute(self, dispute: Dispute) -> Recorded[Dispute]:
        """Record a dispute, or find the one that was sent with its token, or else the one about the same attempt."""
        new = self._insert(disputes, dispute, unless=None)
        if new is not None:
            return Recorded(new, new=True)
        by_token = self.dispute_by_token(dispute.learner_id, dispute.token) if dispute.token else None
        return _already_there(by_token or self._same_attempt(dispute))

    def add_assessment(self, assessment: Assessment) -> Recorded[Assessment]:
        """Record scores, or find those that were sent with the same token."""
        new = self._insert(assessments, assessment, unless=BY_TOKEN)
        if new is not None:
            return Recorded(new, new=True)
        return _already_there(self.assessment_by_token(assessment.learner_id, assessment.token or ""))

    def add_diagnostic_step(self, step: DiagnosticStep) -> Recorded[DiagnosticStep]:
        """Record a step of a diagnostic, or find the one that is at its place."""
        new = self._insert(diagnostic_steps, step, unless=None)
        if new is not None:
            return Recorded(new, new=True)
        key = {"learner_id": step.learner_id, "run_id": step.run_id, "place": step.place}
        return _already_there(self._one(DiagnosticStep, diagnostic_steps, **key))

    def add_report_link(self, link: ReportLink) -> None:
        """Give the report another address."""
        self._insert(report_links, link, unless=None)

    def end_report_link(self, end: ReportLinkEnd) -> None:
        """End an address; ending it again changes nothing."""
        self._insert(report_link_ends, end, unless=("learner_id", "link_id"))

    def reword(self, dispute: Dispute, comment: str) -> Dispute:
        """Give a dispute that is stored another comment."""
        key = (disputes.c.learner_id == dispute.learner_id, disputes.c.id == dispute.id)
        self._connection.execute(disputes.update().where(*key).values(comment=comment))
        self._changed.add(dispute.learner_id)
        return replace(dispute, comment=comment)

    def add_plan(self, version: PlanVersion) -> Recorded[PlanVersion]:
        """Set a plan, or find the version that was set with the same token."""
        new = self._insert(plans, version, unless=BY_TOKEN)
        if new is not None:
            return Recorded(new, new=True)
        return _already_there(self._one(PlanVersion, plans, learner_id=version.learner_id, token=version.token))

    def add_task_mark(self, mark: TaskMark) -> Recorded[TaskMark]:
        """Record a mark, or find what its token or its question was marked for before."""
        new = self._insert(task_marks, mark, unless=None)
        if new is not None:
            return Recorded(new, new=True)
        key = {"token": mark.token} if mark.token else {"question_id": mark.question_id}
        return _already_there(self._one(TaskMark, task_marks, learner_id=mark.learner_id, **key))

    def add_card_answer(self, answer: CardAnswer) -> Recorded[CardAnswer]:
        """Record an answer to a card, or find the one that was sent with the same token."""
        new = self._insert(card_answers, answer, unless=BY_TOKEN)
        if new is not None:
            return Recorded(new, new=True)
        return _already_there(self._one(CardAnswer, card_answers, learner_id=answer.learner_id, token=answer.token))

    def undo(self, undoing: Undoing) -> Recorded[Undoing]:
        """Let an attempt or a card's answer no longer count. Undoing it again changes nothing."""
        new = self._insert(undoings, undoing, unless=("learner_id", "undone_id"))
        if new is not None:
            return Recorded(new, new=True)
        key = {"learner_id": undoing.learner_id, "undone_id": undoing.undone_id}
        return _already_there(self._one(Undoing, undoings, **key))

    def add_calendar(self, address: CalendarAddress) -> None:
        """Give the calendar another address, or end the one it has."""
        self._insert(calendars, address, unless=None)

    def remember(self, remembered: Remembered) -> None:
        """Keep what a replay gave, in place of what was kept before."""
        self._put(memories, remembered, "state", "kept_at")

    def put_tally(self, tally: DayTally) -> None:
        """Keep the sums of a day in place of what they were."""
        self._put(tallies, tally, "answers", "by_problem", "sums", "before")

    def put_sums_of_day(self, tally: DayTally) -> None:
        """Keep the sums of a day that is there already, but for those before it, which are long."""
        key = {"of": tally.learner_id, "on": tally.study_day}
        sums = {"answers": tally.answers, "by_problem": tally.by_problem, "sums": tally.sums}
        self._connection.execute(NEW_SUMS, key | sums)
        self._note_change(tally)

    def put_bookmark(self, mark: Bookmark) -> None:
        """Move a bookmark to where the learner is now."""
        self._put(bookmarks, mark, "section", "finished", "marked_at", "study_day", "zone")

    def start(self, clock: Clock) -> Recorded[Clock]:
        """Start a question's clock, or find the one that is running."""
        new = self._insert(clocks, clock, unless=None)
        if new is not None:
            return Recorded(new, new=True)
        return _already_there(self.clock(clock.learner_id, clock.question_id))

    def commit_to(self, commitment: Commitment) -> Recorded[Commitment]:
        """Record a commitment, or find the one that this question or this token has already."""
        new = self._insert(commitments, commitment, unless=None)
        if new is not None:
            return Recorded(new, new=True)
        known = self.commitment(commitment.learner_id, commitment.question_id)
        by_token = self._one(Commitment, commitments, learner_id=commitment.learner_id, token=commitment.token)
        return _already_there(known or by_token)

    def give_band(self, band: OwnBand) -> Recorded[OwnBand]:
        """Record a band, or find the one that was given first."""
        new = self._insert(own_bands, band, unless=None)
        if new is not None:
            return Recorded(new, new=True)
        return _already_there(self.own_band(band.learner_id, band.question_id))

    def _same_attempt(self, dispute: Dispute) -> Dispute | None:
        return self.dispute_about(dispute.learner_id, dispute.attempt_id) if dispute.attempt_id else None

    def _same_opening(self, opening: Opening) -> Opening | None:
        return self._one(
            Opening, openings, learner_id=opening.learner_id, question_id=opening.question_id, what=opening.what
        )

    def _insert(self, table: Table, row: Row, *, unless: tuple[str, ...] | None) -> Row | None:
        """The row as stored, or None where one with the same `unless` columns (None: any unique key) was there."""
        statement = _insertion(self._connection.dialect.name, table, unless)
        found = self._connection.execute(statement, _values(row)).mappings().one_or_none()
        if found is None:
            return None
        self._note_change(row)
        return type(row)(**found)

    def _put(self, table: Table, row: Row, *columns: str) -> None:
        """Put `columns` in place of what stood under the row's key, or the row where nothing did."""
        self._connection.execute(_replacement(self._connection.dialect.name, table, *columns), _values(row))
        self._note_change(row)

    def _note_change(self, row: Row) -> None:
        if not isinstance(row, Learner):  # of somebody new there is nothing yet
            self._changed.add(row.learner_id)


def _values(row: Row) -> dict[str, Any]:
    return {field.name: getattr(row, field.name) for field in fields(row)}


@cache
def _insertion(dialect: str, table: Table, unless: tuple[str, ...] | None) -> Executable:
    """The statement, built once: building it takes longer than SQLite takes to run it."""
    return INSERT[dialect](table).on_conflict_do_nothing(index_elements=unless).returning(*table.c)


@cache
def _replacement(dialect: str, table: Table, *columns: str) -> Executable:
    """The statement that puts `columns` in place of what stood under the same key."""
    statement = INSERT[dialect](table)
    new = {column: statement.excluded[column] for column in columns}
    return statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=new)


@cache
def _one_more(dialect: str) -> Executable:
    """The statement that counts a change."""
    statement = INSERT[dialect](changes)
    return statement.on_conflict_do_update(index_elements=["learner_id"], set_={"count": changes.c.count + 1})


def _already_there(row: Row | None) -> Recorded[Row]:
    if row is None:
        raise LookupError("A row stood in the way of a new one and cannot be found.")
    return Recorded(row, new=False)

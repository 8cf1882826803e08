"""
What can be recorded. A writer also reads, inside the same transaction, so that a job can decide on what is there.

Nothing is changed once it is stored: a row is new, or the row that stands in its place is handed back. The one
exception is the comment of a dispute, which its learner may word anew.
"""

from dataclasses import fields, replace
from datetime import datetime
from functools import cache
from uuid import UUID

from sqlalchemy import Executable, Table
from sqlalchemy.dialects import postgresql, sqlite

from app.store.reader import Reader
from app.store.rows import Attempt, Dispute, Learner, Opening, Question, Recorded, Row
from app.store.tables import attempts, disputes, learners, openings, questions

INSERT = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
BY_TOKEN = ("learner_id", "token")


class Writer(Reader):
    """The one connection that writes, lent to a job for as long as it runs."""

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

    def reword(self, dispute: Dispute, comment: str) -> Dispute:
        """Give a dispute that is stored another comment."""
        key = (disputes.c.learner_id == dispute.learner_id, disputes.c.id == dispute.id)
        self._connection.execute(disputes.update().where(*key).values(comment=comment))
        return replace(dispute, comment=comment)

    def _same_attempt(self, dispute: Dispute) -> Dispute | None:
        return self.dispute_about(dispute.learner_id, dispute.attempt_id) if dispute.attempt_id else None

    def _same_opening(self, opening: Opening) -> Opening | None:
        return self._one(
            Opening, openings, learner_id=opening.learner_id, question_id=opening.question_id, what=opening.what
        )

    def _insert(self, table: Table, row: Row, *, unless: tuple[str, ...] | None) -> Row | None:
        """The row as stored, or None where one with the same `unless` columns (None: any unique key) was there."""
        statement = _insertion(self._connection.dialect.name, table, unless)
        values = {field.name: getattr(row, field.name) for field in fields(row)}
        found = self._connection.execute(statement, values).mappings().one_or_none()
        return None if found is None else type(row)(**found)


@cache
def _insertion(dialect: str, table: Table, unless: tuple[str, ...] | None) -> Executable:
    """The statement, built once: building it takes longer than SQLite takes to run it."""
    return INSERT[dialect](table).on_conflict_do_nothing(index_elements=unless).returning(*table.c)


def _already_there(row: Row | None) -> Recorded[Row]:
    if row is None:
        raise LookupError("A row stood in the way of a new one and cannot be found.")
    return Recorded(row, new=False)

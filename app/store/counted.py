"""Attempts and card answers that count: those that were not undone. Whoever asks how a learner did asks these."""

from sqlalchemy import Subquery, Table, exists, select

from app.store.tables import attempts as all_attempts
from app.store.tables import card_answers as all_card_answers
from app.store.tables import undoings


def _counted(table: Table, name: str) -> Subquery:
    """The rows of a table that stand. Both databases pull this up into the query around it."""
    undone = exists().where(undoings.c.learner_id == table.c.learner_id, undoings.c.undone_id == table.c.id)
    return select(table).where(~undone).subquery(name)


attempts = _counted(all_attempts, "counted_attempts")
card_answers = _counted(all_card_answers, "counted_card_answers")

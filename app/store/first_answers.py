"""Answers as they are counted: each with its problem, and whether it was the first at its question."""

from sqlalchemy import and_, bindparam, exists, select

from app.store.counted import attempts
from app.store.tables import openings, questions

_earlier = attempts.alias("earlier")
_was_earlier = exists().where(
    _earlier.c.learner_id == attempts.c.learner_id,
    _earlier.c.question_id == attempts.c.question_id,
    _earlier.c.id < attempts.c.id,
)
_was_shown = exists().where(
    openings.c.learner_id == attempts.c.learner_id,
    openings.c.question_id == attempts.c.question_id,
    openings.c.what == "solution",
    openings.c.opened_at <= attempts.c.answered_at,
)
_with_its_question = and_(questions.c.learner_id == attempts.c.learner_id, questions.c.id == attempts.c.question_id)
ANSWERS_IN_ORDER = (
    select(
        attempts.c.study_day,
        questions.c.slug,
        questions.c.level,
        (~_was_earlier).label("earliest"),
        and_(~_was_earlier, ~_was_shown).label("first"),
        attempts.c.outcome,
        attempts.c.hints_open,
        attempts.c.seconds,
        attempts.c.confidence,
        attempts.c.misconceptions,
    )
    .where(attempts.c.learner_id == bindparam("learner_id"), _with_its_question)
    .order_by(attempts.c.id)
)
ANSWERS_OF_A_DAY = (
    ANSWERS_IN_ORDER.where(attempts.c.study_day == bindparam("study_day"))
    .order_by(None)
    .order_by(attempts.c.answered_at, attempts.c.id)  # by key alone SQLite would go through all there are
)
ONE_ANSWER = ANSWERS_IN_ORDER.where(attempts.c.id == bindparam("id"))

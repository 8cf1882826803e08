"""First answers, where they are kept: how a learner did on each problem, without reading every attempt."""

from sqlalchemy import and_, bindparam, exists, func, select

from app.store.counted import attempts
from app.store.tables import openings, questions

CLEAN_HINTS = 1  # the first hint is free
LATEST = 2

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
_is_clean = and_(attempts.c.outcome == "correct", attempts.c.hints_open <= CLEAN_HINTS, ~_was_shown)
_newest_first = func.row_number().over(partition_by=questions.c.slug, order_by=attempts.c.id.desc())
_of_this_learner = and_(
    attempts.c.learner_id == bindparam("learner_id"),
    questions.c.learner_id == attempts.c.learner_id,
    questions.c.id == attempts.c.question_id,
    ~_was_earlier,
)

_ranked = (
    select(questions.c.slug, _is_clean.label("clean"), _newest_first.label("place")).where(_of_this_learner).subquery()
)
LATEST_FIRST_ANSWERS = (
    select(_ranked.c.slug, _ranked.c.clean).where(_ranked.c.place <= LATEST).order_by(_ranked.c.slug, _ranked.c.place)
)
CLEAN_ANSWERS = (
    select(questions.c.slug, questions.c.level, func.count().label("count"))
    .where(_of_this_learner, _is_clean)
    .group_by(questions.c.slug, questions.c.level)
)

_with_its_question = and_(questions.c.learner_id == attempts.c.learner_id, questions.c.id == attempts.c.question_id)
ANSWERS_IN_ORDER = (
    select(
        attempts.c.study_day,
        questions.c.slug,
        questions.c.level,
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
ANSWERS_OF_A_DAY = ANSWERS_IN_ORDER.where(attempts.c.study_day == bindparam("study_day"))
ONE_ANSWER = ANSWERS_IN_ORDER.where(attempts.c.id == bindparam("id"))

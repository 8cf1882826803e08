"""Rows with everything a test does not care about already filled in."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from app.store import (
    Assessment,
    Attempt,
    Bookmark,
    CardAnswer,
    Clock,
    Commitment,
    DiagnosticStep,
    Dispute,
    Opening,
    OwnBand,
    PlanVersion,
    Question,
    Store,
    TaskMark,
    Undoing,
    Writer,
    uuid7,
)

NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
TODAY = date(2026, 3, 3)
DOUBLE_CLICK = "sent-twice"  # a token

_ticks = count()


def a_key() -> UUID:
    """Later than every key before it."""
    tick = next(_ticks)
    return uuid7(NOON + timedelta(milliseconds=tick), tick)


def a_question(learner_id: UUID, **changes: Any) -> Question:
    question = Question(
        learner_id=learner_id,
        id=a_key(),
        slug="output-size",
        kind="output_size",
        revision=1,
        level=2,
        seed=7,
        params={"size": 224, "kernel": 7, "padding": [3, 3]},
        token=str(a_key()),
        asked_at=NOON,
        study_day=TODAY,
        zone="Europe/Berlin",
    )
    return replace(question, **changes)


def an_attempt(question: Question, **changes: Any) -> Attempt:
    attempt = Attempt(
        learner_id=question.learner_id,
        id=a_key(),
        question_id=question.id,
        token=str(a_key()),
        answered_at=NOON,
        study_day=TODAY,
        zone="Europe/Berlin",
        answer={"size": "111"},
        outcome="wrong",
        score=0.0,
        verdict={"headline": "Not 111. You forgot plus one.", "marks": [{"name": "size"}]},
        misconceptions=("forgets plus one",),
        confidence=4,
        hints_open=1,
    )
    return replace(attempt, **changes)


def an_opening(question: Question, **changes: Any) -> Opening:
    opening = Opening(
        learner_id=question.learner_id,
        question_id=question.id,
        what="hint-1",
        token=str(a_key()),
        opened_at=NOON,
        study_day=TODAY,
        zone="Europe/Berlin",
    )
    return replace(opening, **changes)


def a_commitment(question: Question) -> Commitment:
    return Commitment(
        learner_id=question.learner_id,
        question_id=question.id,
        token=DOUBLE_CLICK,
        way="written",
        text="It is memory bound.\nA lone \ud800 comes back, and a \0 too.",
        seconds=48.5,
        confidence=4,
        committed_at=NOON,
        study_day=TODAY,
        zone="Europe/Berlin",
    )


def a_clock(question: Question) -> Clock:
    return Clock(question.learner_id, question.id, DOUBLE_CLICK, 60, NOON, TODAY, "Europe/Berlin")


def a_band(question: Question) -> OwnBand:
    return OwnBand(question.learner_id, question.id, DOUBLE_CLICK, "lean-hire", NOON, TODAY, "Europe/Berlin")


def a_bookmark(learner_id: UUID, **changes: Any) -> Bookmark:
    mark = Bookmark(learner_id, "sizes", "the-floor", False, NOON, TODAY, "Europe/Berlin")  # noqa: FBT003 - finished
    return replace(mark, **changes)


def a_dispute(learner_id: UUID, **changes: Any) -> Dispute:
    dispute = Dispute(
        learner_id=learner_id,
        id=a_key(),
        attempt_id=None,
        token=str(a_key()),
        slug="output-size",
        revision=1,
        level=2,
        seed=7,
        params={"size": 224, "kernel": 7, "padding": [3, 3]},
        answer={"size": "(28, 28"},
        readings={"size": {"form": "shape", "value": None, "echo": None}},
        outcome="unreadable",
        verdict={"headline": "Not read yet, so nothing was counted."},
        comment="The bracket is only missing.",
        disputed_at=NOON,
        study_day=TODAY,
        zone="Europe/Berlin",
    )
    return replace(dispute, **changes)


def a_learner_with_a_question(store: Store, **changes: Any) -> Question:
    question = a_question(a_key(), **changes)

    def put(writer: Writer) -> Question:
        writer.ensure_learner(question.learner_id, NOON)
        return writer.add_question(question).row

    return store.write_and_wait(put)


def a_plan(learner_id: UUID, **changes: Any) -> PlanVersion:
    key = a_key()
    version = PlanVersion(
        learner_id=learner_id,
        id=key,
        run_id=key,
        token=str(key),
        start_day=TODAY,
        interview_day=date(2026, 3, 30),
        pauses=(("2026-03-07", "2026-03-11"),),
        rollover_hour=4,
        minutes_a_day=45,
        busy=False,
        spread=True,
        made_at=NOON,
        study_day=TODAY,
        zone="Europe/Berlin",
    )
    return replace(version, **changes)


def a_task_mark(question: Question, **changes: Any) -> TaskMark:
    mark = TaskMark(
        learner_id=question.learner_id,
        id=a_key(),
        run_id=a_key(),
        token=str(a_key()),
        checkpoint=1,
        task=2,
        place=0,
        question_id=question.id,
        score=None,
        marked_at=NOON,
        study_day=TODAY,
        zone="Europe/Berlin",
    )
    return replace(mark, **changes)


def a_card_answer(learner_id: UUID, **changes: Any) -> CardAnswer:
    answer = CardAnswer(
        learner_id=learner_id,
        id=a_key(),
        token=str(a_key()),
        card="paths",
        answer="65536",
        is_right=True,
        answered_at=NOON,
        study_day=TODAY,
        zone="Europe/Berlin",
    )
    return replace(answer, **changes)


def an_undoing(attempt: Attempt | CardAnswer) -> Undoing:
    return Undoing(
        learner_id=attempt.learner_id, undone_id=attempt.id, undone_at=NOON, study_day=TODAY, zone="Europe/Berlin"
    )


def an_assessment(learner_id: UUID, **changes: Any) -> Assessment:
    assessment = Assessment(
        learner_id=learner_id,
        id=a_key(),
        token=str(a_key()),
        scores={"pooling": 3},
        assessed_at=NOON,
        study_day=TODAY,
        zone="Europe/Berlin",
    )
    return replace(assessment, **changes)


def a_step(question: Question, **changes: Any) -> DiagnosticStep:
    step = DiagnosticStep(question.learner_id, question.id, 0, question.id, NOON, TODAY, "Europe/Berlin")
    return replace(step, **changes)

"""Plans, marks, cards, calendars and what was undone: kept as they were written, and only ever added to."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from app.store import CalendarAddress, Question, Reader, Remembered, Store, Writer
from app.store.engines import database_file, database_url
from tests.store.making import (
    DOUBLE_CLICK,
    NOON,
    TODAY,
    a_card_answer,
    a_key,
    a_learner_with_a_question,
    a_plan,
    a_question,
    a_task_mark,
    an_attempt,
    an_opening,
    an_undoing,
)
from tests.store.watching import listening


def test_a_plan_comes_back_as_it_was_set_and_the_newest_holds(store: Store) -> None:
    learner = a_learner_with_a_question(store).learner_id
    first = a_plan(learner, interview_day=None, spread=False)
    second = a_plan(learner, run_id=first.run_id, busy=True)
    for version in (first, second):
        store.write_and_wait(lambda writer, version=version: writer.add_plan(version))
    with store.read() as reader:
        assert reader.plan(learner) == replace(second, pauses=[["2026-03-07", "2026-03-11"]])
        assert [version.id for version in reader.plan_versions(learner)] == [first.id, second.id]
        assert reader.plan(a_key()) is None


def test_the_same_token_sets_a_plan_once(store: Store) -> None:
    learner = a_learner_with_a_question(store).learner_id
    first, again = (a_plan(learner, token=DOUBLE_CLICK) for _ in range(2))
    assert store.write_and_wait(lambda writer: writer.add_plan(first)).new
    repeated = store.write_and_wait(lambda writer: writer.add_plan(again))
    assert (repeated.new, repeated.row.id) == (False, first.id)


def test_a_question_is_put_for_one_task_only(store: Store) -> None:
    question = a_learner_with_a_question(store)
    mark = a_task_mark(question)
    other = a_task_mark(question, token=None, task=3)
    assert store.write_and_wait(lambda writer: writer.add_task_mark(mark)).new
    assert store.write_and_wait(lambda writer: writer.add_task_mark(other)).row == mark
    with store.read() as reader:
        assert reader.task_marks(question.learner_id) == (mark,)
        assert reader.task_marks(question.learner_id, mark.run_id) == (mark,)
        assert reader.task_marks(question.learner_id, a_key()) == ()


def test_a_task_is_asked_or_entered_and_not_both(store: Store) -> None:
    question = a_learner_with_a_question(store)
    entered = a_task_mark(question, question_id=None, place=None, score=1.0)
    assert store.write_and_wait(lambda writer: writer.add_task_mark(entered)).row == entered
    with pytest.raises(IntegrityError):
        store.write_and_wait(lambda writer: writer.add_task_mark(a_task_mark(question, score=1.0)))


def test_what_was_undone_counts_nowhere_and_stays_where_it_is(store: Store) -> None:
    question = a_learner_with_a_question(store)
    first, second = an_attempt(question, hints_open=0), an_attempt(question, outcome="correct", hints_open=0)

    def both(writer: Writer) -> None:
        writer.add_attempt(first)
        writer.add_attempt(second)
        writer.undo(an_undoing(first))

    store.write_and_wait(both)
    with store.read() as reader:
        assert reader.attempts(question.learner_id, question.id) == (second,)
        assert [each.outcome for each in reader.first_answers_in_order(question.learner_id)] == ["correct"]
        assert reader.attempts_of_day(question.learner_id, second.study_day) == (second,)
        assert [(each.earliest, each.outcome) for each in reader.answers(question.learner_id)] == [(True, "correct")]
        assert reader.attempt(question.learner_id, first.id) == first
        assert [each.undone_id for each in reader.undoings(question.learner_id)] == [first.id]
    store.write_and_wait(lambda writer: writer.undo(an_undoing(second)))
    with store.read() as reader:
        assert reader.attempts(question.learner_id, question.id) == ()
        assert reader.last_attempt(question.learner_id) is None
        assert reader.first_study_day(question.learner_id) is None


def test_undoing_twice_is_undoing_once(store: Store) -> None:
    question = a_learner_with_a_question(store)
    attempt = an_attempt(question)
    store.write_and_wait(lambda writer: writer.add_attempt(attempt))
    assert store.write_and_wait(lambda writer: writer.undo(an_undoing(attempt))).new
    assert not store.write_and_wait(lambda writer: writer.undo(an_undoing(attempt))).new


def test_an_answer_to_a_card_is_kept_once_and_can_be_undone(store: Store) -> None:
    learner = a_learner_with_a_question(store).learner_id
    answer = a_card_answer(learner, token=DOUBLE_CLICK)
    store.write_and_wait(lambda writer: writer.add_card_answer(answer))
    again = store.write_and_wait(lambda writer: writer.add_card_answer(a_card_answer(learner, token=DOUBLE_CLICK)))
    assert again.row == answer
    with store.read() as reader:
        assert reader.card_answers(learner) == (answer,)
    store.write_and_wait(lambda writer: writer.undo(an_undoing(answer)))
    with store.read() as reader:
        assert reader.card_answers(learner) == ()


def test_the_newest_row_of_a_calendar_holds_and_is_found_by_its_address(store: Store) -> None:
    learner = a_learner_with_a_question(store).learner_id
    opened = CalendarAddress(learner, a_key(), open=True, made_at=NOON)
    ended = CalendarAddress(learner, a_key(), open=False, made_at=NOON)
    for row in (opened, ended):
        store.write_and_wait(lambda writer, row=row: writer.add_calendar(row))
    with store.read() as reader:
        assert reader.calendar(learner) == ended
        assert reader.calendar_at(opened.id) == opened
        assert reader.calendar_at(a_key()) is None


def test_what_is_remembered_takes_the_place_of_what_was(store: Store) -> None:
    learner = a_learner_with_a_question(store).learner_id
    for state in ({"traces": {"card:paths": 2.3}}, {"traces": {"card:paths": 3.5}}):
        store.write_and_wait(lambda writer, state=state: writer.remember(Remembered(learner, state, NOON)))
    with store.read() as reader:
        assert reader.remembered(learner) == Remembered(learner, {"traces": {"card:paths": 3.5}}, NOON)


def test_what_was_done_at_some_questions_is_found_without_the_rest(store: Store) -> None:
    question = a_learner_with_a_question(store)
    other = a_question(question.learner_id)
    missed, right = an_attempt(question), an_attempt(question, outcome="correct")

    def record(writer: Writer) -> None:
        writer.add_question(other)
        for attempt in (an_attempt(other), missed, right):
            writer.add_attempt(attempt)
        for each in (question, other):
            writer.open(an_opening(each, what="solution"))

    store.write_and_wait(record)
    with store.read() as reader:
        assert {each.id for each in reader.attempts_at(question.learner_id, [question.id])} == {missed.id, right.id}
        (first,) = reader.first_answers_to(question.learner_id, [question.id])
        assert (first.question_id, first.outcome) == (question.id, "wrong")
        assert [each.question_id for each in reader.solutions_of(question.learner_id, [question.id])] == [question.id]
        assert reader.attempts_at(question.learner_id, []) == ()
        assert reader.first_answers_to(a_key(), [question.id]) == ()


def ways_of_looking_up(sqlite_url: str, look_up: Callable[[Reader, Question], object]) -> list[list[str]]:
    """SQLite's plan for each statement: without statistics it would go through all there is for an order by key."""
    statements: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        statements.append((statement, parameters))

    with closing(Store.open(sqlite_url)) as store:
        question = a_learner_with_a_question(store)
        with store.read() as reader, listening("before_cursor_execute", note):
            look_up(reader, question)
    with closing(sqlite3.connect(database_file(database_url(sqlite_url)))) as connection:
        return [
            [row[3] for row in connection.execute("EXPLAIN QUERY PLAN " + statement, parameters)]
            for statement, parameters in statements
            if statement.startswith("SELECT")
        ]


def test_what_was_done_at_some_questions_is_looked_up_by_question(sqlite_url: str) -> None:
    def look_up(reader: Reader, question: Question) -> None:
        asked = [question.id, *(a_key() for _ in range(50))]
        for reading in (reader.attempts_at, reader.first_answers_to, reader.solutions_of):
            reading(question.learner_id, asked)

    for plan in ways_of_looking_up(sqlite_url, look_up):
        assert "learner_id=? AND question_id=?" in plan[0] + plan[1], plan


def test_what_was_answered_on_a_day_is_looked_up_by_day(sqlite_url: str) -> None:
    def look_up(reader: Reader, question: Question) -> None:
        reader.attempts_of_day(question.learner_id, TODAY)
        list(reader.answers_of_day(question.learner_id, TODAY))

    plans = ways_of_looking_up(sqlite_url, look_up)
    assert len(plans) == 2
    for plan in plans:
        assert "learner_id=? AND study_day=?" in plan[0], plan

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.exc import DBAPIError

from app.store import DayTally, Question, Reader, ReportLink, ReportLinkEnd, Store, Writer
from app.store.engines import database_file, database_url, reading_engine
from app.store.tally_reader import TallyReader
from tests.store.making import (
    DOUBLE_CLICK,
    NOON,
    TODAY,
    a_band,
    a_bookmark,
    a_clock,
    a_commitment,
    a_dispute,
    a_key,
    a_learner_with_a_question,
    a_question,
    a_step,
    an_assessment,
    an_attempt,
    an_opening,
)
from tests.store.watching import listening


@pytest.fixture
def asked(store: Store) -> list[Question]:
    """Five questions of one learner, oldest first, alternately about two problems; another learner has one too."""
    first = a_learner_with_a_question(store, slug="output-size")
    slugs = ["receptive-field", "output-size", "receptive-field", "output-size"]
    rest = [a_question(first.learner_id, slug=slug) for slug in slugs]
    store.write_and_wait(lambda writer: [writer.add_question(question) for question in reversed(rest)])
    a_learner_with_a_question(store)
    return [first, *rest]


def test_questions_come_newest_first(store: Store, asked: list[Question]) -> None:
    with store.read() as reader:
        assert reader.questions(asked[0].learner_id, limit=10) == tuple(reversed(asked))


def test_questions_come_page_by_page(store: Store, asked: list[Question]) -> None:
    learner_id = asked[0].learner_id
    with store.read() as reader:
        first = reader.questions(learner_id, limit=2)
        second = reader.questions(learner_id, limit=2, before=first[-1].id)
        third = reader.questions(learner_id, limit=2, before=second[-1].id)
    assert [first, second, third] == [(asked[4], asked[3]), (asked[2], asked[1]), (asked[0],)]


def test_questions_of_one_problem_come_page_by_page_too(store: Store, asked: list[Question]) -> None:
    with store.read() as reader:
        found = reader.questions(asked[0].learner_id, slug="output-size", limit=10, before=asked[4].id)
    assert found == (asked[2], asked[0])


def test_the_last_question_with_the_same_numbers_is_found_by_level_and_seed(store: Store) -> None:
    first = a_learner_with_a_question(store)
    learner, slug = first.learner_id, first.slug
    own, drawn, harder, again = (
        a_question(learner, slug=slug, level=level, seed=seed) for level, seed in ((1, None), (1, 7), (2, 7), (1, 7))
    )
    store.write_and_wait(lambda writer: [writer.add_question(each) for each in (own, drawn, harder, again)])
    with store.read() as reader:
        assert reader.last_question_with(learner, slug, level=1, seed=7) == again
        assert reader.last_question_with(learner, slug, level=1, seed=None) == own
        assert reader.last_question_with(learner, slug, level=2, seed=8) is None


def test_attempts_come_in_the_order_they_were_made(store: Store, asked: list[Question]) -> None:
    made = [an_attempt(asked[0]) for _ in range(3)]
    store.write_and_wait(lambda writer: [writer.add_attempt(attempt) for attempt in (made[2], made[0], made[1])])
    store.write_and_wait(lambda writer: writer.add_attempt(an_attempt(asked[1])))
    with store.read() as reader:
        assert reader.attempts(asked[0].learner_id, asked[0].id) == tuple(made)


def test_openings_come_in_the_order_they_were_opened(store: Store, asked: list[Question]) -> None:
    made = [an_opening(asked[0], what=what) for what in ("solution", "hint-1")]
    opened = [replace(opening, opened_at=NOON + timedelta(minutes=i)) for i, opening in enumerate(made)]
    store.write_and_wait(lambda writer: [writer.open(opening) for opening in reversed(opened)])
    with store.read() as reader:
        assert reader.openings(asked[0].learner_id, asked[0].id) == tuple(opened)


def test_the_first_study_day_is_the_earliest_with_an_attempt(store: Store, asked: list[Question]) -> None:
    late, early = (an_attempt(asked[0], study_day=day) for day in (TODAY, date(2026, 3, 1)))
    store.write_and_wait(lambda writer: [writer.add_attempt(attempt) for attempt in (late, early)])
    with store.read() as reader:
        assert reader.first_study_day(asked[0].learner_id) == date(2026, 3, 1)


def test_who_has_answered_nothing_has_no_first_study_day(store: Store, asked: list[Question]) -> None:
    with store.read() as reader:
        assert reader.first_study_day(asked[0].learner_id) is None


READINGS: dict[str, Callable[[Reader, UUID, Question], Any]] = {
    "changes": lambda reader, learner_id, _: reader.changes(learner_id),
    "question": lambda reader, learner_id, question: reader.question(learner_id, question.id),
    "question_by_token": lambda reader, learner_id, _: reader.question_by_token(learner_id, DOUBLE_CLICK),
    "questions": lambda reader, learner_id, _: reader.questions(learner_id, limit=10),
    "questions_before": lambda reader, learner_id, _: reader.questions(learner_id, limit=10, before=a_key()),
    "questions_of_a_problem": lambda reader, learner_id, _: reader.questions(
        learner_id, slug="output-size", limit=10, before=a_key()
    ),
    "last_question_with": lambda reader, learner_id, question: reader.last_question_with(
        learner_id, question.slug, level=question.level, seed=question.seed
    ),
    "attempts": lambda reader, learner_id, question: reader.attempts(learner_id, question.id),
    "attempt": lambda reader, learner_id, question: reader.attempt(learner_id, question.id),
    "attempt_by_token": lambda reader, learner_id, _: reader.attempt_by_token(learner_id, DOUBLE_CLICK),
    "last_attempt": lambda reader, learner_id, _: reader.last_attempt(learner_id),
    "last_questions": lambda reader, learner_id, _: reader.last_questions(learner_id),
    "tallies": lambda reader, learner_id, _: reader.tallies(learner_id, TODAY, TODAY),
    "sums_of_day": lambda reader, learner_id, _: reader.sums_of_day(learner_id, TODAY),
    "last_tallied_day": lambda reader, learner_id, _: reader.last_tallied_day(learner_id),
    "so_far": lambda reader, learner_id, _: reader.so_far(learner_id),
    "answers_by_problem": lambda reader, learner_id, _: reader.answers_by_problem(learner_id, TODAY, TODAY),
    "answers_by_day": lambda reader, learner_id, _: reader.answers_by_day(learner_id, TODAY, TODAY),
    "answers": lambda reader, learner_id, _: list(reader.answers(learner_id)),
    "answers_of_day": lambda reader, learner_id, _: list(reader.answers_of_day(learner_id, TODAY)),
    "answered": lambda reader, learner_id, question: reader.answered(learner_id, question.id),
    "assessments": lambda reader, learner_id, _: reader.assessments(learner_id),
    "assessment_by_token": lambda reader, learner_id, _: reader.assessment_by_token(learner_id, DOUBLE_CLICK),
    "diagnostic_steps": lambda reader, learner_id, _: reader.diagnostic_steps(learner_id),
    "report_links": lambda reader, learner_id, _: reader.report_links(learner_id),
    "report_link_ends": lambda reader, learner_id, _: reader.report_link_ends(learner_id),
    "first_study_day": lambda reader, learner_id, _: reader.first_study_day(learner_id),
    "openings": lambda reader, learner_id, question: reader.openings(learner_id, question.id),
    "opening_by_token": lambda reader, learner_id, _: reader.opening_by_token(learner_id, DOUBLE_CLICK),
    "dispute_about": lambda reader, learner_id, question: reader.dispute_about(learner_id, question.id),
    "clock": lambda reader, learner_id, question: reader.clock(learner_id, question.id),
    "commitment": lambda reader, learner_id, question: reader.commitment(learner_id, question.id),
    "bookmarks": lambda reader, learner_id, _: reader.bookmarks(learner_id),
    "own_band": lambda reader, learner_id, question: reader.own_band(learner_id, question.id),
    "dispute_by_token": lambda reader, learner_id, _: reader.dispute_by_token(learner_id, DOUBLE_CLICK),
}


ASKED_BEFORE_WHO = "report_link_at"  # a secret address says by itself whose it is


def someone_with_everything(store: Store) -> Question:
    """The attempt has the question's id, so that one key finds either."""
    question = a_learner_with_a_question(store, token=DOUBLE_CLICK)

    def add(writer: Writer) -> None:
        writer.add_attempt(an_attempt(question, id=question.id, token=DOUBLE_CLICK, outcome="correct"))
        writer.open(an_opening(question, token=DOUBLE_CLICK))
        writer.put_tally(DayTally(question.learner_id, TODAY, 1, {}, sums={"slips": {}}, before={}))
        writer.add_assessment(an_assessment(question.learner_id, token=DOUBLE_CLICK))
        writer.add_diagnostic_step(a_step(question))
        writer.add_report_link(ReportLink(question.learner_id, question.id, NOON, NOON + timedelta(days=7)))
        writer.end_report_link(ReportLinkEnd(question.learner_id, question.id, NOON))
        writer.add_dispute(a_dispute(question.learner_id, attempt_id=question.id, token=DOUBLE_CLICK))
        writer.start(a_clock(question))
        writer.commit_to(a_commitment(question))
        writer.give_band(a_band(question))
        writer.put_bookmark(a_bookmark(question.learner_id))

    store.write_and_wait(add)
    return question


def test_every_reading_is_listed_here() -> None:
    public = {name for kind in (Reader, TallyReader) for name in vars(kind) if not name.startswith("_")} - {
        "ping",
        ASKED_BEFORE_WHO,
    }
    assert public == set(READINGS) - {"questions_before", "questions_of_a_problem"}


@pytest.mark.parametrize("reading", READINGS.values(), ids=READINGS.keys())
def test_other_learners_rows_are_invisible(store: Store, reading: Callable[[Reader, UUID, Question], Any]) -> None:
    question = someone_with_everything(store)
    with store.read() as reader:
        assert reading(reader, question.learner_id, question)
        assert not reading(reader, a_key(), question)


@pytest.mark.parametrize("reading", READINGS.values(), ids=READINGS.keys())
def test_no_reading_scans_beyond_its_learner(sqlite_url: str, reading: Callable[[Reader, UUID, Question], Any]) -> None:
    statements: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        statements.append((statement, parameters))

    with closing(Store.open(sqlite_url)) as store:
        question = someone_with_everything(store)
        with store.read() as reader, listening("before_cursor_execute", note):
            reading(reader, question.learner_id, question)
    (statement,) = [noted for noted in statements if noted[0].startswith(("SELECT", "WITH"))]
    with closing(sqlite3.connect(database_file(database_url(sqlite_url)))) as connection:
        plan = [row[3] for row in connection.execute("EXPLAIN QUERY PLAN " + statement[0], statement[1])]
    parts = {f"SCAN {step.split()[1]}" for step in plan if step.startswith(("CO-ROUTINE", "MATERIALIZE"))}  # no tables
    touching = [step for step in plan if step.startswith(("SCAN", "SEARCH")) and step not in parts]
    assert touching
    assert all(step.startswith("SEARCH") and "(learner_id=?" in step for step in touching), plan


def test_a_reader_sees_one_moment_however_long_it_looks(store: Store) -> None:
    question = a_learner_with_a_question(store)
    with store.read() as reader:
        before = reader.attempts(question.learner_id, question.id)
        store.write_and_wait(lambda writer: writer.add_attempt(an_attempt(question)))
        assert reader.attempts(question.learner_id, question.id) == before == ()
    with store.read() as reader:
        assert len(reader.attempts(question.learner_id, question.id)) == 1


def test_a_reader_cannot_write(url: str, store: Store) -> None:
    question = a_learner_with_a_question(store)
    engine = reading_engine(database_url(url))
    with engine.connect() as connection, pytest.raises(DBAPIError, match=r"readonly database|read-only transaction"):
        Writer(connection).add_attempt(an_attempt(question))
    engine.dispose()


def test_a_working_database_answers_a_ping(store: Store) -> None:
    with store.read() as reader:
        reader.ping()


def test_the_last_question_of_each_problem_is_found(store: Store, asked: list[Question]) -> None:
    with store.read() as reader:
        found = reader.last_questions(asked[0].learner_id)
    assert found == {"output-size": asked[4], "receptive-field": asked[3]}


def test_sums_so_far_are_those_of_the_last_day_that_has_come(store: Store, asked: list[Question]) -> None:
    learner = asked[0].learner_id
    days = [
        DayTally(learner, TODAY + timedelta(days=at), 1, {}, sums={"on": at}, before={"until": at}) for at in (0, 3)
    ]
    store.write_and_wait(lambda writer: [writer.put_tally(each) for each in days])
    with store.read() as reader:
        found = [reader.so_far(learner, TODAY + timedelta(days=at)) for at in (-1, 0, 2, 3)]
        first, second = ({"until": 0}, {"on": 0}), ({"until": 3}, {"on": 3})
        assert found == [(), first, first, second]
        assert reader.so_far(learner) == second


def test_the_last_attempt_is_the_newest_of_all(store: Store, asked: list[Question]) -> None:
    made = [an_attempt(asked[1]), an_attempt(asked[0])]
    store.write_and_wait(lambda writer: [writer.add_attempt(attempt) for attempt in reversed(made)])
    with store.read() as reader:
        assert reader.last_attempt(asked[0].learner_id) == made[1]

"""
Counts over all learners, from a few attempts that can be counted by hand.

    learner  question          attempts: outcome, seconds, size read as (mistake)             opened
    ada      A, level 1 seed 5  wrong 10 s, 19 (no-plus-one) · wrong 5 s, 18 (none) · right    hint-1, hint-2
    ada      B, level 1 seed 5  right 20 s                                                     -
    bob      C, level 1 seed 5  wrong 40 s, 18 (none)                                          solution
    bob      D, own numbers     wrong, time unknown, 18 (none)                                 -
    bob      E, own numbers     never answered                                                 hint-1
    cat      another problem    wrong 1 s, 18 (none)                                           hint-1

First answers: A wrong, B right, C wrong, D wrong. Their known times: 10, 20, 40.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from app.store import Dispute, Overview, Question, Store, StoreUnavailable, Writer, migrate, overview_of
from app.store.engines import database_file, database_url
from app.store.overview import MistakeCount, Quartiles, Totals, Unexplained, UnexplainedValue
from tests.store.making import NOON, a_dispute, a_learner_with_a_question, a_question, an_attempt, an_opening
from tests.store.watching import listening

SLUG = "output-size"
PARAMS = {"size": 224, "kernel": 7, "padding": [3, 3]}


def wrong(question: Question, reading: str, mistake: str | None, seconds: float | None) -> Any:
    named = {"id": mistake, "title": "…"} if mistake else None
    mark = {"name": "size", "status": "wrong", "reading": reading, "misconception": named}
    return an_attempt(
        question, verdict={"marks": [mark]}, misconceptions=(mistake,) if mistake else (), seconds=seconds
    )


def right(question: Question, seconds: float) -> Any:
    mark = {"name": "size", "status": "correct", "reading": "20 × 20", "misconception": None}
    verdict = {"marks": [mark]}
    return an_attempt(question, outcome="correct", score=1.0, verdict=verdict, misconceptions=(), seconds=seconds)


@pytest.fixture
def answered(store: Store) -> Store:
    a = a_learner_with_a_question(store, level=1, seed=5)
    b = a_question(a.learner_id, level=1, seed=5)
    c = a_learner_with_a_question(store, level=1, seed=5)
    d, e = (a_question(c.learner_id, level=1, seed=None) for _ in range(2))
    other = a_learner_with_a_question(store, slug="receptive-field")

    def add(writer: Writer) -> None:
        for question in (b, d, e):
            writer.add_question(question)
        for attempt in (
            wrong(a, "19 × 19", "no-plus-one", 10.0),
            wrong(a, "18 × 18", None, 5.0),
            right(a, 3.0),
            right(b, 20.0),
            wrong(c, "18 × 18", None, 40.0),
            wrong(d, "18 × 18", None, None),
            wrong(other, "18 × 18", None, 1.0),
        ):
            writer.add_attempt(attempt)
        opened = [(a, "hint-1"), (a, "hint-2"), (c, "solution"), (e, "hint-1"), (other, "hint-1")]
        for question, what in opened:
            writer.open(an_opening(question, what=what))
        for question, outcome in [(a, "wrong"), (c, "wrong"), (c, "unreadable"), (other, "wrong")]:
            writer.add_dispute(a_dispute(question.learner_id, slug=question.slug, outcome=outcome))

    store.write_and_wait(add)
    return store


def test_how_much_a_problem_was_answered(answered: Store) -> None:
    with answered.overview() as overview:
        assert overview.totals(SLUG, right="correct") == Totals(
            questions=5, answered=4, attempts=6, learners=2, right_at_first=1
        )
        assert overview.totals("nobody-was-asked", right="correct") == Totals(0, 0, 0, 0, 0)


def test_the_time_to_the_first_answer_in_quartiles(answered: Store) -> None:
    """Of 10, 20, 40 the median is 20; the quartiles lie halfway to the neighbours."""
    with answered.overview() as overview:
        assert overview.seconds_to_first_answer(SLUG) == Quartiles(count=3, lower=15.0, median=20.0, upper=30.0)
        assert overview.seconds_to_first_answer("receptive-field") == Quartiles(1, 1.0, 1.0, 1.0)
        assert overview.seconds_to_first_answer("nobody-was-asked") is None


def test_quartiles_lie_between_values_in_proportion(store: Store) -> None:
    """Of 10, 20, 40, 80 at places 0 to 3 the quartiles are at 0.75, 1.5 and 2.25."""
    question = a_learner_with_a_question(store)
    others = [a_question(question.learner_id) for _ in range(3)]

    def add(writer: Writer) -> None:
        for each, seconds in zip((question, *others), (80.0, 10.0, 40.0, 20.0), strict=True):
            writer.add_question(each)
            writer.add_attempt(right(each, seconds))

    store.write_and_wait(add)
    with store.overview() as overview:
        assert overview.seconds_to_first_answer(SLUG) == Quartiles(count=4, lower=17.5, median=30.0, upper=50.0)


def test_misconceptions_by_how_often_they_were_made(answered: Store) -> None:
    question = a_learner_with_a_question(answered)
    both = an_attempt(question, misconceptions=("rounds-up", "no-plus-one"))
    answered.write_and_wait(lambda writer: writer.add_attempt(both))
    with answered.overview() as overview:
        assert overview.misconceptions(SLUG) == (MistakeCount("no-plus-one", 2, 2), MistakeCount("rounds-up", 1, 1))


def test_unexplained_values_on_their_variant_the_most_frequent_first(answered: Store) -> None:
    """18 × 18 was given twice for seed 5, by two learners, and once for the own numbers."""
    with answered.overview() as overview:
        seeded = UnexplainedValue("size", "18 × 18", 1, 5, 1, PARAMS, times=2, learners=2)
        own = UnexplainedValue("size", "18 × 18", 1, None, 1, PARAMS, times=1, learners=1)
        assert overview.unexplained(SLUG, wrong="wrong", limit=20) == Unexplained(3, (seeded, own))
        assert overview.unexplained(SLUG, wrong="wrong", limit=1) == Unexplained(3, (seeded,))
        assert overview.unexplained("nobody-was-asked", wrong="wrong", limit=1) == Unexplained(0, ())


def test_hints_and_solutions_by_question(answered: Store) -> None:
    """B, C and D without a hint, E with one, A with two; a solution at C."""
    with answered.overview() as overview:
        assert overview.hints(SLUG, solution="solution") == {0: 3, 1: 1, 2: 1}
        assert overview.solutions_seen(SLUG, solution="solution") == 1


def test_disputes_are_counted_by_verdict(answered: Store) -> None:
    with answered.overview() as overview:
        assert overview.dispute_counts(SLUG) == {"unreadable": 1, "wrong": 2}


def test_disputes_come_newest_last_whoever_sent_them(store: Store) -> None:
    ada, bob = (a_learner_with_a_question(store).learner_id for _ in range(2))

    def sent(learner: UUID, minutes: int) -> Dispute:
        return a_dispute(learner, disputed_at=NOON + timedelta(minutes=minutes))

    made = [sent(bob, 1), sent(ada, 2), sent(bob, 3)]
    store.write_and_wait(lambda writer: [writer.add_dispute(each) for each in (made[2], made[0], made[1])])
    with store.overview() as overview:
        assert list(overview.disputes()) == made


COUNTS: dict[str, Callable[[Overview], Any]] = {
    "totals": lambda overview: overview.totals(SLUG, right="correct"),
    "seconds": lambda overview: overview.seconds_to_first_answer(SLUG),
    "misconceptions": lambda overview: overview.misconceptions(SLUG),
    "unexplained": lambda overview: overview.unexplained(SLUG, wrong="wrong", limit=20),
    "hints": lambda overview: overview.hints(SLUG, solution="solution"),
    "solutions": lambda overview: overview.solutions_seen(SLUG, solution="solution"),
    "disputes": lambda overview: overview.dispute_counts(SLUG),
}


@pytest.mark.parametrize("count", COUNTS.values(), ids=COUNTS.keys())
def test_counting_one_problem_reads_no_other(sqlite_url: str, count: Callable[[Overview], Any]) -> None:
    statements: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        statements.append((statement, parameters))

    with closing(Store.open(sqlite_url)) as store:
        question = a_learner_with_a_question(store)
        store.write_and_wait(lambda writer: writer.add_attempt(an_attempt(question, seconds=1.0)))
        with store.overview() as overview, listening("before_cursor_execute", note):
            count(overview)
    with closing(sqlite3.connect(database_file(database_url(sqlite_url)))) as connection:
        for statement, parameters in [noted for noted in statements if noted[0].startswith("SELECT")]:
            plan = [row[3] for row in connection.execute("EXPLAIN QUERY PLAN " + statement, parameters)]
            tables = [step for step in plan if step.split()[1] in {"questions", "attempts", "openings", "disputes"}]
            assert tables
            assert all(step.startswith("SEARCH") for step in tables), plan


def test_an_overview_needs_no_pen_and_makes_no_database(url: str, sqlite_url: str, store: Store) -> None:
    """While a server has the database open, a command reads it."""
    a_learner_with_a_question(store)
    with overview_of(url) as overview:
        assert overview.totals(SLUG, right="correct").questions == 1
    elsewhere = sqlite_url.replace("receptive.db", "nothing-here.db")
    with pytest.raises(StoreUnavailable, match="run `receptive migrate` first"), overview_of(elsewhere):
        pass
    assert not database_file(database_url(elsewhere)).exists()
    migrate(elsewhere)
    with overview_of(elsewhere) as overview:
        assert overview.totals(SLUG, right="correct").questions == 0


def test_a_closed_store_gives_no_overview(store: Store) -> None:
    store.close()
    with pytest.raises(StoreUnavailable, match="The store is closed"), store.overview():
        pass

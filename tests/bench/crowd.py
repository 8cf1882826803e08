"""A database full of answers, filled by SQL within SQLite: ten million rows in minutes.

A learner's answers are one for each question, over all problems and levels, on one study day after another. Each
question has drawn numbers, and each answer its verdict, of which the headline is kept. The first of the others is
filled like that, with sums and memory built from the answers as always; the rest are its copies.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from app.catalog.catalog import Catalog
from app.catalog.numbers import dump
from app.catalog.problem import Problem
from app.practice import remembering, tallying
from app.practice.judging import judgement, not_known
from app.practice.sheets import as_stored
from app.problems.explaining.kind import TEXT
from app.problems.grading import Outcome
from app.problems.kind import Params
from app.store import Store, migrate
from app.store.ids import EPOCH, uuid7
from app.store.writer import Writer
from tests.problems.test_every_kind import typed

ANSWERS_OF_ANOTHER = 1_000
ANSWERS_A_DAY = 250
SEED = 1

NUMBERS = "WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < :count)"
DAY = "date(:first, '+' || (n / :a_day) || ' days')"
INSTANT = f"{DAY} || 'T10:00:00.000000+00:00'"
KEY = "key_of(:start + 1000 * n, n)"
VARIANT = "FROM numbers JOIN bench_variants AS variant ON variant.place = n % :variants"
VERDICT = "JOIN bench_answers AS given ON given.place = variant.place AND given.is_right = (n % 10 < 7)"

QUESTIONS = f"""
    INSERT INTO questions (learner_id, id, slug, kind, revision, level, seed, params, token, asked_at, study_day, zone)
    {NUMBERS} SELECT :learner, {KEY}, slug, kind, revision, level, {SEED}, params, 'q' || n, {INSTANT}, {DAY}, 'UTC'
                     {VARIANT}
"""
ATTEMPTS = f"""
    INSERT INTO attempts (learner_id, id, question_id, token, answered_at, study_day, zone, answer, outcome, score,
                          verdict, misconceptions, confidence, hints_open, seconds)
    {NUMBERS} SELECT :learner, {KEY}, {KEY}, 'a' || n, {INSTANT}, {DAY}, 'UTC', answer, outcome, score,
                     verdict, misconceptions, 1 + n % 5, n % 7 / 5, 20.0 + n % 100 {VARIANT} {VERDICT}
"""
COPIES = {
    "questions": "id, slug, kind, revision, level, seed, params, token, asked_at, study_day, zone",
    "attempts": "id, question_id, token, answered_at, study_day, zone, answer, outcome, score, verdict, misconceptions,"
    " confidence, hints_open, seconds",
    "tallies": "study_day, answers, by_problem, sums, before",
    "memories": "state, kept_at",
}


def fill(file: Path, catalog: Catalog, learner: UUID, today: date, *, attempts: int, others: int) -> None:
    """Give `learner` so many attempts, the last of them yesterday, and other learners so many between them."""
    url = f"sqlite:///{file}"
    migrate(url)
    copied = UUID(int=1)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.executescript("PRAGMA journal_mode=off; PRAGMA synchronous=off; PRAGMA cache_size=-400000")
        _note_variants(connection, catalog)
        _answer(connection, learner, today, attempts)
        if others:
            _answer(connection, copied, today, min(others, ANSWERS_OF_ANOTHER))
    with closing(Store.open(url)) as store:
        for each in (learner, copied) if others else (learner,):
            store.write_and_wait(lambda writer, each=each: _sum_up(catalog, writer, each, today))
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.executescript("PRAGMA journal_mode=off; PRAGMA synchronous=off; PRAGMA cache_size=-400000")
        _copy(connection, copied, others // ANSWERS_OF_ANOTHER)
        connection.executescript("DROP TABLE bench_variants; DROP TABLE bench_answers")


def _note_variants(connection: sqlite3.Connection, catalog: Catalog) -> None:
    """One question of every problem at each of its levels, with a right answer and a wrong one."""
    connection.executescript("""
        CREATE TABLE bench_variants (place INTEGER PRIMARY KEY, slug, kind, revision, level, params);
        CREATE TABLE bench_answers (place, is_right, answer, outcome, score, verdict, misconceptions,
                                    PRIMARY KEY (place, is_right))
    """)
    variants = [(problem, level) for problem in catalog.problems.values() for level in problem.levels]
    for place, (problem, level) in enumerate(variants):
        params = problem.draw(SEED, level)
        named = (place, problem.slug, problem.kind.id, problem.revision, level, _json(dump(problem.kind, params)))
        connection.execute("INSERT INTO bench_variants VALUES (?, ?, ?, ?, ?, ?)", named)
        answers = ((place, is_right, *columns) for is_right, columns in enumerate(_answers(problem, params)))
        connection.executemany("INSERT INTO bench_answers VALUES (?, ?, ?, ?, ?, ?, ?)", answers)


def _answers(problem: Problem, params: Params) -> Iterator[tuple[str, str, float, str, str]]:
    """A wrong answer, by the first mistake that can be made, and a right one; of a verdict what is short."""
    right = {name: typed(value) for name, value in problem.kind.solve(params).items()}
    claim = next(filter(None, (solver(params) for solver in problem.kind.mistakes.values())), None)
    slip = {name: typed(value) for name, value in claim.items()} if claim else None
    answers = (Outcome.WRONG, slip and right | slip), (Outcome.CORRECT, right)
    if problem.explanation:  # no text is judged here, and its points are settled by whoever wrote it
        answers = tuple((outcome, {TEXT: problem.title}) for outcome, _ in answers)
    for outcome, answer in answers:
        judged = not_known(problem, params) if answer is None else judgement(problem, params, answer)
        said = replace(judged.said, outcome=outcome, marks=(), solution=None, checklist=None)
        score = 1.0 if outcome is Outcome.CORRECT else 0.0
        yield _json(answer or {}), outcome, score, _json(as_stored(said)), _json(judged.slips)


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def _answer(connection: sqlite3.Connection, learner: UUID, today: date, count: int) -> None:
    """One study day after another, up to yesterday."""
    first = today - timedelta(days=-(-count // ANSWERS_A_DAY))
    start = datetime.combine(first, datetime.min.time(), UTC)
    (variants,) = connection.execute("SELECT count(*) FROM bench_variants").fetchone()
    values = {
        "learner": learner.bytes,
        "count": count,
        "variants": variants,
        "first": first.isoformat(),
        "a_day": ANSWERS_A_DAY,
        "start": int(start.timestamp() * 1000),
    }
    connection.create_function("key_of", 2, _key_of)
    connection.execute("INSERT INTO learners VALUES (?, ?)", (learner.bytes, start.isoformat(timespec="microseconds")))
    connection.execute(QUESTIONS, values)
    connection.execute(ATTEMPTS, values)


def _key_of(milliseconds: int, number: int) -> bytes:
    return uuid7(EPOCH + timedelta(milliseconds=milliseconds), number).bytes


def _sum_up(catalog: Catalog, writer: Writer, learner: UUID, today: date) -> None:
    """What the use cases keep beside the attempts, built from these."""
    tallying.keep_all(writer, learner)
    remembering.keep(catalog, writer, learner, datetime.combine(today, datetime.min.time(), UTC))


def _copy(connection: sqlite3.Connection, copied: UUID, learners: int) -> None:
    """As many learners, each with the same answers."""
    for n in range(2, learners + 1):
        key = UUID(int=n).bytes
        connection.execute("INSERT INTO learners SELECT ?, made_at FROM learners WHERE id = ?", (key, copied.bytes))
        for table, columns in COPIES.items():
            connection.execute(
                f"INSERT INTO {table} (learner_id, {columns}) SELECT ?, {columns} FROM {table} WHERE learner_id = ?",  # noqa: S608 - names of ours
                (key, copied.bytes),
            )

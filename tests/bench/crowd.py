"""A database full of answers, filled by SQL within SQLite: ten million rows in minutes.

A learner's answers are one for each question, over all problems and levels, on one study day after another. The first
of the others is filled like that, with sums and memory built from the answers as always; the rest are its copies.
"""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from app.catalog.catalog import Catalog
from app.practice import remembering, tallying
from app.store import Store, migrate
from app.store.ids import EPOCH, uuid7
from app.store.writer import Writer

ANSWERS_OF_ANOTHER = 1_000
ANSWERS_A_DAY = 250
VERDICT = json.dumps({"headline": "Not 111. You counted the steps, not the positions.", "marks": ["size"] * 40})

NUMBERS = "WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < :count)"
DAY = "date(:first, '+' || (n / :a_day) || ' days')"
INSTANT = f"{DAY} || 'T10:00:00.000000+00:00'"
KEY = "key_of(:start + 1000 * n, n)"
PROBLEM = "FROM numbers JOIN bench_problems ON place = n % :problems"

QUESTIONS = f"""
    INSERT INTO questions (learner_id, id, slug, kind, revision, level, seed, params, token, asked_at, study_day, zone)
    {NUMBERS} SELECT :learner, {KEY}, slug, kind, 1, 1 + n % 3, n, '{{}}', 'q' || n, {INSTANT}, {DAY}, 'UTC' {PROBLEM}
"""
ATTEMPTS = f"""
    INSERT INTO attempts (learner_id, id, question_id, token, answered_at, study_day, zone, answer, outcome, score,
                          verdict, misconceptions, confidence, hints_open, seconds)
    {NUMBERS} SELECT :learner, {KEY}, {KEY}, 'a' || n, {INSTANT}, {DAY}, 'UTC', '{{"size":"111"}}',
                     iif(n % 10 < 7, 'correct', 'wrong'), iif(n % 10 < 7, 1.0, 0.0), :verdict,
                     iif(n % 10 < 7, '[]', slips), 1 + n % 5, n % 7 / 5, 20.0 + n % 100 {PROBLEM}
"""
COPIES = {
    "questions": "id, slug, kind, revision, level, seed, params, token, asked_at, study_day, zone",
    "attempts": "id, question_id, token, answered_at, study_day, zone, answer, outcome, score, verdict, misconceptions,"
    " confidence, hints_open, seconds",
    "tallies": "study_day, answers, by_problem, sums, so_far",
    "memories": "state, kept_at",
}


def fill(file: Path, catalog: Catalog, learner: UUID, today: date, *, attempts: int, others: int) -> None:
    """Give `learner` so many attempts, the last of them yesterday, and other learners so many between them."""
    url = f"sqlite:///{file}"
    migrate(url)
    copied = UUID(int=1)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.executescript("PRAGMA journal_mode=off; PRAGMA synchronous=off; PRAGMA cache_size=-400000")
        _note_problems(connection, catalog)
        _answer(connection, learner, today, attempts)
        if others:
            _answer(connection, copied, today, min(others, ANSWERS_OF_ANOTHER))
    with closing(Store.open(url)) as store:
        for each in (learner, copied) if others else (learner,):
            store.write_and_wait(lambda writer, each=each: _sum_up(catalog, writer, each, today))
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.executescript("PRAGMA journal_mode=off; PRAGMA synchronous=off; PRAGMA cache_size=-400000")
        _copy(connection, copied, others // ANSWERS_OF_ANOTHER)
        connection.execute("DROP TABLE bench_problems")


def _note_problems(connection: sqlite3.Connection, catalog: Catalog) -> None:
    connection.execute("CREATE TABLE bench_problems (place INTEGER PRIMARY KEY, slug TEXT, kind TEXT, slips TEXT)")
    rows = [
        (place, slug, problem.kind.id, json.dumps(list(problem.mistakes)[:1]))
        for place, (slug, problem) in enumerate(catalog.problems.items())
    ]
    connection.executemany("INSERT INTO bench_problems VALUES (?, ?, ?, ?)", rows)


def _answer(connection: sqlite3.Connection, learner: UUID, today: date, count: int) -> None:
    """One study day after another, up to yesterday."""
    first = today - timedelta(days=-(-count // ANSWERS_A_DAY))
    start = datetime.combine(first, datetime.min.time(), UTC)
    (problems,) = connection.execute("SELECT count(*) FROM bench_problems").fetchone()
    values = {
        "learner": learner.bytes,
        "count": count,
        "problems": problems,
        "first": first.isoformat(),
        "a_day": ANSWERS_A_DAY,
        "start": int(start.timestamp() * 1000),
        "verdict": VERDICT,
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

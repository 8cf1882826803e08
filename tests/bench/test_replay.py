"""Ten thousand attempts in the store: memory replayed from all of them, beside the one that is kept."""

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import create_engine, insert

from app.catalog.catalog import Catalog
from app.learning.memory import Memory
from app.practice.remembering import keep, keep_up, memory_of, replayed
from app.store import Attempt, Question, Reader, Store, Writer, migrate
from app.store.tables import attempts, questions
from tests.store.making import NOON, a_learner_with_a_question, a_question, an_attempt

ATTEMPTS = 10_000
ONE_BY_ONE = 5  # the last of them, each added to the memory that is kept
OUTCOMES = ("correct", "correct", "wrong", "correct", "wrong", "correct", "correct")
APART = timedelta(minutes=12)  # so that they take 84 days


def told(catalog: Catalog, learner: UUID) -> Iterator[tuple[Question, Attempt]]:
    """Over all problems; of seven answers two are wrong."""
    slugs, outcomes = cycle(catalog.problems), cycle(OUTCOMES)
    for number, slug, outcome in zip(range(ATTEMPTS), slugs, outcomes, strict=False):
        at = NOON + (number + 1) * APART
        question = a_question(learner, slug=slug, asked_at=at, study_day=at.date())
        yield question, an_attempt(question, answered_at=at, study_day=at.date(), outcome=outcome, seconds=60.0)


def write_at_once(url: str, rows: Sequence[tuple[Question, Attempt]]) -> None:
    """Past the store's writer, which would take half a minute."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(insert(questions), [asdict(question) for question, _ in rows])
        connection.execute(insert(attempts), [asdict(attempt) for _, attempt in rows])
    engine.dispose()


def test_ten_thousand_attempts_are_replayed_to_the_memory_that_is_kept(
    catalog: Catalog, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path / 'receptive.db'}"
    migrate(url)
    with closing(Store.open(url)) as store:
        learner = a_learner_with_a_question(store).learner_id
        rows = list(told(catalog, learner))
        write_at_once(url, rows[:-ONE_BY_ONE])
        store.write_and_wait(lambda writer: keep(catalog, writer, learner, NOON))
        for question, attempt in rows[-ONE_BY_ONE:]:
            _answer(store, catalog, question, attempt)
        with store.read() as reader:
            assert len(reader.first_answers_in_order(learner)) == ATTEMPTS
            kept = memory_of(catalog, reader, learner)
            took = min(_seconds_of_a_replay(catalog, reader, kept, learner) for _ in range(3))
    assert len(kept.traces) == len(catalog.problems)
    with capsys.disabled():
        sys.stdout.write(f"\n{ATTEMPTS:,} attempts replayed from the store in {took:.2f} s of processor time\n")


def _seconds_of_a_replay(catalog: Catalog, reader: Reader, kept: Memory, learner: UUID) -> float:
    """Of processor time, since others work on the machine meanwhile."""
    began = time.process_time()
    memory = replayed(catalog, reader, learner)
    took = time.process_time() - began
    assert memory == kept
    return took


def _answer(store: Store, catalog: Catalog, question: Question, attempt: Attempt) -> None:
    def record(writer: Writer) -> None:
        writer.add_question(question)
        writer.add_attempt(attempt)
        keep_up(catalog, writer, question.learner_id, question.id, attempt.answered_at)

    store.write_and_wait(record)

"""What is left after processes that were recording answers have been killed, each opening what the one before left."""

import random
import sqlite3
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.store.killing import assert_every_answer_is_kept_once, lines_until_killed

KILLS = 2


@dataclass(frozen=True, slots=True)
class Aftermath:
    """The database, and the tokens whose callers had been answered."""

    database: Path
    acknowledged: tuple[str, ...]


@pytest.fixture(scope="module")
def aftermath(tmp_path_factory: pytest.TempPathFactory) -> Aftermath:
    database = tmp_path_factory.mktemp("killed") / "receptive.db"
    command = [sys.executable, "-m", "tests.store.writing_flat_out", f"sqlite:///{database}"]
    dice = random.SystemRandom()
    lines = [line for _ in range(KILLS) for line in lines_until_killed(command, after_seconds=dice.uniform(0.02, 0.4))]
    told = tuple(line.removeprefix("acknowledged ") for line in lines if line.startswith("acknowledged "))
    return Aftermath(database, told)


def test_every_acknowledged_answer_is_there_exactly_once(aftermath: Aftermath) -> None:
    assert len(aftermath.acknowledged) > KILLS
    assert_every_answer_is_kept_once(aftermath.database, aftermath.acknowledged)


def test_no_job_is_there_by_half(aftermath: Aftermath) -> None:
    """Each job records one question and one attempt, so there are as many of the one as of the other."""
    with closing(sqlite3.connect(aftermath.database)) as connection:
        questions = connection.execute("SELECT count(*) FROM questions").fetchone()
        attempts = connection.execute("SELECT count(*) FROM attempts").fetchone()
    assert questions == attempts != (0,)

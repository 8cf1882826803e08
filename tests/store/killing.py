"""Killing a process that records answers, and looking through what it left behind."""

import sqlite3
import subprocess
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path


def lines_until_killed(command: Sequence[str], *, after_seconds: float) -> list[str]:
    """What a process printed from its first acknowledgement until SIGKILL, sent so long after that.

    A line cut short is left out. What it logs before says nothing of when it gets to work on a busy machine.
    """
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        printed = next((line for line in lines if line.startswith("acknowledged ")), "")
        time.sleep(after_seconds)
        assert process.poll() is None, f"The process ended by itself with {process.returncode}."
        process.kill()
        printed += process.stdout.read()
    return [line.rstrip("\n") for line in printed.splitlines(keepends=True) if line.endswith("\n")]


def stored_tokens(database: Path) -> Counter[str]:
    """How often each attempt's token is in the database; read without the store."""
    with closing(sqlite3.connect(database)) as connection:
        return Counter(token for (token,) in connection.execute("SELECT token FROM attempts"))


def assert_every_answer_is_kept_once(database: Path, acknowledged: Sequence[str]) -> None:
    """Every acknowledged token is there, none is there twice, and SQLite finds the file sound."""
    stored = stored_tokens(database)
    lost = [token for token in acknowledged if token not in stored]
    assert not lost, f"{len(lost)} of {len(acknowledged)} acknowledged answers are lost."
    assert all(times == 1 for times in stored.values())
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []

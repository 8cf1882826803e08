"""Opening a database, and saying in a sentence why it cannot be."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from app.store import Store, StoreUnavailable, migrate
from app.store.engines import database_url, reading_engine, writing_engine
from tests.store.making import a_learner_with_a_question
from tests.store.watching import heard

NOBODY = 65534


def refusal(url: str) -> str:
    with pytest.raises(StoreUnavailable) as caught:
        Store.open(url)
    return caught.value.sentence


@contextmanager
def as_someone_unprivileged() -> Generator[None]:
    """Root may write anywhere, so that root becomes nobody for a while; anyone else stays who they are."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def shelf() -> Generator[Path]:
    """A folder that everyone can look into; `tmp_path` lies in one that only its owner can."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        path.chmod(0o755)
        yield path
        path.chmod(0o755)


def test_opening_makes_the_folder_and_the_file(tmp_path: Path) -> None:
    file = tmp_path / "share" / "receptive" / "receptive.db"
    Store.open(f"sqlite:///{file}").close()
    assert file.exists()


def test_a_folder_that_cannot_be_written_gives_one_sentence(shelf: Path) -> None:
    shelf.chmod(0o555)
    with as_someone_unprivileged():
        said = refusal(f"sqlite:///{shelf}/receptive.db")
    assert said.startswith(f"The database {shelf}/receptive.db cannot be written: unable to open database file. ")


def test_a_folder_that_cannot_be_made_gives_one_sentence(shelf: Path) -> None:
    shelf.chmod(0o555)
    with as_someone_unprivileged():
        said = refusal(f"sqlite:///{shelf}/receptive/receptive.db")
    assert said.startswith(f"The database {shelf}/receptive/receptive.db cannot be written: Permission denied. ")


def test_a_file_that_cannot_be_written_gives_one_sentence(shelf: Path) -> None:
    file = shelf / "receptive.db"
    migrate(f"sqlite:///{file}")
    (shelf / "receptive.db.writer").chmod(0o666)
    file.chmod(0o444)
    shelf.chmod(0o777)
    with as_someone_unprivileged():
        said = refusal(f"sqlite:///{file}")
    assert said.startswith(
        f"The database {file} cannot be written: "
    )  # the reason is another where nobody may read the code


def test_a_file_that_is_no_database_gives_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Receptive fields grow with depth. " * 100)
    said = refusal(f"sqlite:///{tmp_path}/notes.txt")
    assert said.startswith(f"The database {tmp_path}/notes.txt cannot be written: file is not a database. ")


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "sqlite:///file:shared?mode=memory&uri=true"])
def test_a_database_in_memory_is_refused(url: str) -> None:
    assert refusal(url).startswith("The store needs a database file with a path")


def test_a_database_of_another_type_is_refused() -> None:
    assert refusal("mysql://root:secret@localhost/x").startswith("The store cannot use a database of type mysql")


def test_an_address_that_is_no_url_is_refused_without_repeating_it() -> None:
    assert refusal("my secret").startswith("The database address is no URL.")


def test_postgresql_that_does_not_answer_gives_one_sentence_without_the_password() -> None:
    pytest.importorskip("psycopg")
    said = refusal("postgresql+psycopg://learner:secret@127.0.0.1:1/receptive")
    assert said.startswith("The database postgresql+psycopg://learner:***@127.0.0.1:1/receptive cannot be used: ")
    assert "\n" not in said


def test_a_refused_database_can_be_opened_once_the_cause_is_gone(tmp_path: Path) -> None:
    """A failed opening gives its lock back."""
    file = tmp_path / "receptive.db"
    file.write_text("not a database " * 100)
    refusal(f"sqlite:///{file}")
    file.unlink()
    Store.open(f"sqlite:///{file}").close()


def test_one_process_holds_a_database_until_it_closes_it(sqlite_url: str) -> None:
    with closing(Store.open(sqlite_url)):
        assert "Another process is already writing to" in refusal(sqlite_url)
        with pytest.raises(StoreUnavailable, match="Another process is already writing to"):
            migrate(sqlite_url)
    Store.open(sqlite_url).close()


def test_another_process_is_told_who_writes(sqlite_url: str) -> None:
    program = "import sys; from app.store import Store; Store.open(sys.argv[1])"
    with closing(Store.open(sqlite_url)) as store:
        a_learner_with_a_question(store)
        other = subprocess.run([sys.executable, "-c", program, sqlite_url], capture_output=True, text=True, check=False)
    assert other.returncode == 1
    assert "Another process is already writing to" in other.stderr


def test_the_writer_keeps_a_wal_that_survives_a_power_cut(sqlite_url: str) -> None:
    """`synchronous` 2 is FULL. Source: https://www.sqlite.org/pragma.html#pragma_synchronous."""
    migrate(sqlite_url)
    assert pragmas_of(sqlite_url, writing=True) == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "query_only": 0,
    }


def test_readers_wait_for_locks_and_only_read(sqlite_url: str) -> None:
    migrate(sqlite_url)
    found = pragmas_of(sqlite_url, writing=False)
    assert (found["journal_mode"], found["busy_timeout"], found["query_only"]) == ("wal", 5000, 1)


def pragmas_of(url: str, *, writing: bool) -> dict[str, Any]:
    target = database_url(url)
    engine = writing_engine(target) if writing else reading_engine(target)
    names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "query_only")
    with engine.connect() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in names}
    engine.dispose()
    return found


def test_the_writer_takes_the_write_lock_before_it_reads(sqlite_url: str) -> None:
    """Otherwise a transaction that reads first and then writes fails with "database is locked" at once."""
    statements: list[str] = []
    engine = writing_engine(database_url(sqlite_url))
    with heard("begin") as begun, engine.connect() as connection:
        connection.connection.dbapi_connection.set_trace_callback(statements.append)  # pyright: ignore[reportOptionalMemberAccess] (it is connected)
        connection.exec_driver_sql("SELECT 1")
    engine.dispose()
    assert len(begun) == 1
    assert statements[:2] == ["BEGIN IMMEDIATE", "SELECT 1"]


def test_opening_says_which_sqlite_it_is_and_that_one_connection_writes(sqlite_url: str, log: list[Any]) -> None:
    Store.open(sqlite_url).close()
    (opened,) = [entry for entry in log if entry["event"] == "store.opened"]
    assert opened["writers"] == 1
    assert opened["sqlite"].startswith("3.")

"""
Connections: one that writes, some that only read.

Python's sqlite3 opens transactions by rules of its own, and none before SELECT or SAVEPOINT. `isolation_level=None`
turns them off, and each engine says its own BEGIN.
Source: https://docs.sqlalchemy.org/en/21/dialects/sqlite.html#sqlite-enabling-transactions.
SQLAlchemy is told to leave parameters out of its errors, and so out of logs: they are what learners typed.
"""

import sqlite3
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError

from app.store.errors import StoreUnavailable

DRIVERS = ("sqlite", "sqlite+pysqlite", "postgresql+psycopg")
BUSY_TIMEOUT_MS = 5000
WRITING = {
    "busy_timeout": BUSY_TIMEOUT_MS,
    "journal_mode": "wal",
    "synchronous": "full",  # NORMAL loses acknowledged answers when the power fails
    "foreign_keys": "on",
}
READING = {"busy_timeout": BUSY_TIMEOUT_MS, "query_only": "on"}


def database_url(text: str) -> URL:
    """The parsed address of a database the store can use."""
    try:
        url = make_url(text)
    except ArgumentError as failure:
        raise StoreUnavailable("The database address is no URL. Example: sqlite:////var/lib/receptive.db.") from failure
    if url.drivername not in DRIVERS:
        raise StoreUnavailable(
            f"The store cannot use a database of type {url.drivername}: give sqlite:/// or postgresql+psycopg://."
        )
    if is_sqlite(url) and (url.database or ":memory:").startswith((":memory:", "file:")):
        raise StoreUnavailable("The store needs a database file with a path: readers and the writer open it each.")
    return url


def is_sqlite(url: URL) -> bool:
    """Whether the database is a file on this machine."""
    return url.get_backend_name() == "sqlite"


def database_file(url: URL) -> Path:
    """Where an SQLite database lies."""
    return Path(url.database or "").absolute()


def writing_engine(url: URL) -> Engine:
    """
    An engine of exactly one connection.

    SQLite before 3.51.3 can damage a WAL when two connections write or checkpoint at the same moment. That cannot
    happen here: the writer lock admits one process, this pool one connection, and readers neither write nor checkpoint.
    Source: https://www.sqlite.org/wal.html#walresetbug.
    """
    if is_sqlite(url):
        return _sqlite_engine(url, begin="BEGIN IMMEDIATE", pragmas=WRITING, pool_size=1, max_overflow=0)
    return _postgres_engine(url, pool_size=1, max_overflow=0)


def reading_engine(url: URL) -> Engine:
    """
    An engine whose connections see one snapshot each and cannot write.

    On SQLite the pool grows without limit, since a full one would make the event loop wait for itself.
    """
    if is_sqlite(url):
        return _sqlite_engine(url, begin="BEGIN", pragmas=READING, pool_size=8, max_overflow=-1)
    read_only = {"options": "-c default_transaction_read_only=on"}
    return _postgres_engine(url, connect_args=read_only, isolation_level="REPEATABLE READ", pool_timeout=5)


def _postgres_engine(url: URL, **settings: Any) -> Engine:
    try:
        return create_engine(url, pool_pre_ping=True, hide_parameters=True, **settings)
    except ModuleNotFoundError as failure:
        raise StoreUnavailable("PostgreSQL needs its driver: install receptive[postgres].") from failure


def _sqlite_engine(url: URL, *, begin: str, pragmas: Mapping[str, object], **settings: Any) -> Engine:
    engine = create_engine(url, connect_args={"isolation_level": None}, hide_parameters=True, **settings)

    def prepare(connection: DBAPIConnection, _record: object) -> None:
        cursor = connection.cursor()
        for name, value in pragmas.items():
            cursor.execute(f"PRAGMA {name}={value}")
        cursor.close()

    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", start)
    return engine


@contextmanager
def said_in_a_sentence(url: URL) -> Generator[None]:
    """Turn what a driver or the file system raises into a sentence that names the database, never its password."""
    try:
        yield
    except (DBAPIError, sqlite3.Error, OSError) as failure:
        raise StoreUnavailable(_sentence(url, _reason(failure))) from failure


def _reason(failure: DBAPIError | sqlite3.Error | OSError) -> str:
    """The first line of what the driver said."""
    said = failure.orig if isinstance(failure, DBAPIError) else failure
    return str(said.strerror if isinstance(said, OSError) else said).strip().split("\n")[0]


def _sentence(url: URL, reason: str) -> str:
    if is_sqlite(url):
        return (
            f"The database {database_file(url)} cannot be written: {reason}. "
            "Its folder must exist or be creatable, and this user must be allowed to write to both."
        )
    return f"The database {url.render_as_string()} cannot be used: {reason}."

"""One process writes: a lock that lasts as long as the process, beside the database."""

import sqlite3
from collections.abc import Generator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from sqlalchemy import URL, Engine

from app.store.engines import database_file, is_sqlite, writing_engine
from app.store.errors import StoreUnavailable


@contextmanager
def only_writer(url: URL) -> Generator[Engine]:
    """
    The engine that writes, for as long as it is held.

    An SQLite file belongs to one process, and its folder is made if need be; PostgreSQL sees to several by itself.
    """
    with ExitStack() as held:
        if is_sqlite(url):
            file = database_file(url)
            file.parent.mkdir(parents=True, exist_ok=True)
            held.enter_context(closing(hold_the_pen(file)))
        engine = writing_engine(url)
        held.callback(engine.dispose)
        yield engine


def hold_the_pen(database: Path) -> sqlite3.Connection:
    """
    Take the writer lock of a database, or say that another process has it; closing the connection gives it back.

    The lock is an empty SQLite file held in BEGIN EXCLUSIVE, because SQLite locks files on every system Python runs on.
    The system releases it when the process dies, however it dies.
    """
    pen = sqlite3.connect(f"{database}.writer", timeout=0, isolation_level=None, check_same_thread=False)
    try:
        pen.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as failure:
        pen.close()
        if failure.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
        raise StoreUnavailable(
            f"Another process is already writing to {database}. One database takes one Receptive: "
            "stop the other, or give this one a database of its own."
        ) from failure
    return pen

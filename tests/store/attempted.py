"""Reading attempts beside the store, on a connection that has nothing to do with it."""

import sqlite3
from contextlib import closing

from app.store.engines import database_file, database_url


def seconds_of_attempts(url: str) -> list[float | None]:
    """How long each attempt took, in the order they were made."""
    with closing(sqlite3.connect(database_file(database_url(url)))) as connection:
        return [seconds for (seconds,) in connection.execute("SELECT seconds FROM attempts ORDER BY id")]

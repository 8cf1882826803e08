"""The store: many readers, one writer."""

import asyncio
import sqlite3
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from typing import TypeVar

import structlog
from sqlalchemy import URL, Engine

from app.store.engines import database_url, is_sqlite, reading_engine, said_in_a_sentence
from app.store.errors import StoreUnavailable
from app.store.inbox import Job
from app.store.lock import only_writer
from app.store.overview import Overview
from app.store.pen import CLOSED, Pen
from app.store.reader import Reader
from app.store.schema import is_current, refuse_the_future, upgrade
from app.store.writer import Writer

T = TypeVar("T")

_log = structlog.get_logger()


class Store:
    """
    An open database. Reading goes through `read`, and every change through `write`.

        with store.read() as reader:
            question = reader.question(learner_id, question_id)
        recorded = await store.write(lambda writer: writer.add_attempt(attempt))
    """

    def __init__(self, pen: Pen, readers: Engine, held: ExitStack) -> None:
        self._pen = pen
        self._readers = readers
        self._held = held
        self._is_open = True

    @classmethod
    def open(cls, url: str, *, queue_limit: int = 1024) -> "Store":
        """
        Open the database at `url`, or say in a sentence why not. At most `queue_limit` writes wait at a time.

        An SQLite file is made if need be, migrated, and locked against other writing processes; PostgreSQL must have
        been migrated.
        """
        target = database_url(url)
        with ExitStack() as held, said_in_a_sentence(target):
            writing = held.enter_context(only_writer(target))
            _prepare(writing, target)
            readers = reading_engine(target)
            held.callback(readers.dispose)
            _log.info("store.opened", database=target.render_as_string(), sqlite=sqlite3.sqlite_version, writers=1)
            return cls(Pen(writing, queue_limit=queue_limit), readers, held.pop_all())

    @contextmanager
    def read(self) -> Generator[Reader]:
        """Lend a reader of one snapshot; it is over with the `with` block."""
        if not self._is_open:
            raise StoreUnavailable(CLOSED)
        with self._readers.connect() as connection:
            yield Reader(connection)

    @contextmanager
    def overview(self) -> Generator[Overview]:
        """Lend a view over all learners, for whoever runs the instance; it is over with the `with` block."""
        if not self._is_open:
            raise StoreUnavailable(CLOSED)
        with self._readers.connect() as connection:
            yield Overview(connection)

    async def write(self, job: Callable[[Writer], T]) -> T:
        """
        Run `job` on the writer's thread and return what it returns, once that is on disk; raise what it raises.

        A caller that is cancelled before its turn has written nothing. Afterwards it may have, and a token tells.
        """
        return await asyncio.wrap_future(self._submitted(job).outcome)

    def write_and_wait(self, job: Callable[[Writer], T]) -> T:
        """`write`, for callers without an event loop."""
        return self._submitted(job).outcome.result()

    def close(self) -> None:
        """Write what is waiting, then let go of the database; closing twice is closing once."""
        self._is_open = False
        self._pen.close()
        self._held.close()

    def _submitted(self, job: Callable[[Writer], T]) -> Job:
        submitted = Job(job)
        self._pen.submit(submitted)
        return submitted


def _prepare(writing: Engine, url: URL) -> None:
    """Bring SQLite up to date, refuse PostgreSQL that is not, and write once: BEGIN alone works on a read-only file."""
    with writing.begin() as connection:
        refuse_the_future(connection)
        if is_sqlite(url):
            upgrade(connection)
        elif not is_current(connection):
            raise StoreUnavailable("The PostgreSQL database is not up to date: run `receptive migrate` first.")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = version_num")

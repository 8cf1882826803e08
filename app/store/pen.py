"""
The one thread that writes.

It takes all waiting jobs into one transaction, gives each a savepoint of its own, and tells their callers only after
COMMIT: whoever has an answer has it on disk. With many callers one COMMIT serves them all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Thread, current_thread
from typing import Any

import structlog
from sqlalchemy import Connection, Engine

from app.store.errors import StoreUnavailable
from app.store.inbox import Inbox, Job
from app.store.writer import Writer

LARGEST_BATCH = 256
CLOSED = "The store is closed. Nothing was recorded."
STOPPED = "The store has stopped writing after an internal error. Nothing was recorded; the server must be restarted."
LOST = "What was sent could not be saved. Nothing was recorded; please send it again."

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Returned:
    """The job did its work."""

    value: Any


@dataclass(frozen=True, slots=True)
class Raised:
    """The job, or the transaction it was part of, failed; none of it was recorded."""

    failure: Exception


class Pen:
    """Runs jobs on its own thread, on the only connection of its engine."""

    def __init__(self, engine: Engine, *, queue_limit: int) -> None:
        self._engine = engine
        self._inbox = Inbox(queue_limit)
        self._thread = Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    def submit(self, job: Job) -> None:
        """Queue a job; its outcome arrives after COMMIT."""
        if current_thread() is self._thread:
            raise RuntimeError("A job cannot wait for another job: it holds the only writing connection.")
        self._inbox.put(job)

    def close(self) -> None:
        """Write what is waiting, then stop the thread."""
        self._inbox.close(CLOSED)
        self._thread.join()

    def _run(self) -> None:
        batch: list[Job] = []
        try:
            while batch := self._inbox.take(LARGEST_BATCH):
                write_together(self._engine, batch)
        except BaseException:  # noqa: BLE001 (whatever ends this thread, its callers must not wait for ever)
            _log.exception("store.writer_stopped")
            self._inbox.close(STOPPED)
            while batch:
                deliver(batch, [Raised(StoreUnavailable(STOPPED)) for _ in batch])
                batch = self._inbox.take(LARGEST_BATCH)


def write_together(engine: Engine, batch: Sequence[Job]) -> None:
    """Run the jobs whose callers still wait in one transaction, and tell them once it is over."""
    jobs = [job for job in batch if job.outcome.set_running_or_notify_cancel()]
    try:
        with engine.begin() as connection:
            outcomes = [run(job, connection) for job in jobs]
    except Exception:  # noqa: BLE001 (whatever fails, every caller is told and the thread goes on)
        _log.exception("store.batch_lost", jobs=len(jobs))
        outcomes = [Raised(StoreUnavailable(LOST)) for _ in jobs]
    deliver(jobs, outcomes)


def run(job: Job, connection: Connection) -> Returned | Raised:
    """
    Run one job in a savepoint, so that its failure undoes only its own work.

    What fails around the savepoint is raised: SQLite ends the whole transaction on some errors (a full disk is one),
    and then the savepoint is gone, and with it the work of the jobs before.
    """
    connection.exec_driver_sql("SAVEPOINT job")
    try:
        writer = Writer(connection)
        outcome = Returned(job.write(writer))
        writer.count_changes()
    except Exception as failure:  # noqa: BLE001 (handed to the caller it belongs to)
        connection.exec_driver_sql("ROLLBACK TO SAVEPOINT job")
        outcome = Raised(failure)
    connection.exec_driver_sql("RELEASE SAVEPOINT job")
    return outcome


def deliver(jobs: Sequence[Job], outcomes: Sequence[Returned | Raised]) -> None:
    """Tell each caller what came of its job; one that has been told already is left alone."""
    for job, outcome in zip(jobs, outcomes, strict=True):
        if job.outcome.done():
            continue
        match outcome:
            case Returned(value):
                job.outcome.set_result(value)
            case Raised(failure):
                job.outcome.set_exception(failure)

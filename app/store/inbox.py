"""Writes that wait for their turn: a bounded queue that says no instead of growing."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Condition
from typing import Any

from app.errors import Busy
from app.store.errors import StoreUnavailable
from app.store.writer import Writer


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """Something to write, and where its caller waits for what came of it."""

    write: Callable[[Writer], Any]
    outcome: Future[Any] = field(default_factory=Future[Any])


class Inbox:
    """Many put jobs in, one thread takes them out."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._jobs: deque[Job] = deque()
        self._changed = Condition()
        self._closed_because: str | None = None

    def put(self, job: Job) -> None:
        """Queue a job, or raise at once."""
        with self._changed:
            if self._closed_because is not None:
                raise StoreUnavailable(self._closed_because)
            if len(self._jobs) >= self._limit:
                raise Busy(f"{self._limit} writes are waiting already. Nothing was recorded; try again in a moment.")
            self._jobs.append(job)
            self._changed.notify()

    def take(self, at_most: int) -> list[Job]:
        """Wait for jobs and take those that are there; an empty list means closed and drained."""
        with self._changed:
            self._changed.wait_for(lambda: self._jobs or self._closed_because is not None)
            return [self._jobs.popleft() for _ in range(min(at_most, len(self._jobs)))]

    def close(self, because: str) -> None:
        """Refuse further jobs with this sentence; those inside can still be taken."""
        with self._changed:
            self._closed_because = self._closed_because or because
            self._changed.notify()

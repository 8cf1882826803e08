"""Computations that take longer than one waits for a page: step by step beside the event loop, told of line by line.

The work is an iterator that gives something to tell of after every short step. Between steps nothing of it runs, so
whoever leaves has stopped it when the step at hand is done; and each learner has one at a time.

    {"said": "2 of 5: grouped"}     a line of progress
    {"board": "<section ..."}       what takes the board's place, once, at the end
    {"refused": "..."}              why there will be none
"""

import json
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import contextmanager
from typing import TypeVar
from uuid import UUID

from anyio.to_thread import run_sync
from starlette.responses import StreamingResponse

from app.errors import AppError, Busy, Conflict

Step = TypeVar("Step")
Steps = Generator[Step]
MOST_AT_ONCE = 2  # of all learners: a computation fills a core


class LongRuns:
    """Who has one running."""

    def __init__(self, most: int = MOST_AT_ONCE) -> None:
        self._most = most
        self._running: set[UUID] = set()

    @contextmanager
    def begun(self, learner: UUID) -> Generator[None]:
        """A place among those that run. Raises `Conflict` for a second of one learner, `Busy` where all are taken."""
        if learner in self._running:
            raise Conflict("A computation of yours is still running. Cancel it, or wait until it is done.")
        if len(self._running) >= self._most:
            raise Busy(f"{self._most} computations are running already. Try again in a few seconds.")
        self._running.add(learner)
        try:
            yield
        finally:
            self._running.discard(learner)

    async def steps(self, learner: UUID, work: Steps[Step]) -> AsyncGenerator[Step]:
        """What each step gives. Cancelling waits for the step at hand, and no other is begun."""
        with self.begun(learner):
            try:
                while (step := await run_sync(next, work, None)) is not None:
                    yield step
            finally:
                work.close()

    async def last(self, learner: UUID, work: Steps[Step]) -> Step | None:
        """The last of them, for who waits for the page."""
        found: Step | None = None
        async for step in self.steps(learner, work):
            found = step
        return found

    def streamed(self, learner: UUID, work: Steps[Step], line: Callable[[Step], dict[str, str]]) -> StreamingResponse:
        """A line of JSON for each step, sent as it comes."""
        return StreamingResponse(
            self._lines(learner, work, line),
            media_type="application/x-ndjson",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},  # proxies hold lines back otherwise
        )

    async def _lines(
        self, learner: UUID, work: Steps[Step], line: Callable[[Step], dict[str, str]]
    ) -> AsyncGenerator[str]:
        steps = self.steps(learner, work)
        try:
            async for step in steps:
                yield json.dumps(line(step)) + "\n"
        except AppError as error:
            yield json.dumps({"refused": error.sentence}) + "\n"
        finally:
            await steps.aclose()

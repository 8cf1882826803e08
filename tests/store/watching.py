"""Standing beside the store: holding its writer up, and hearing what its connections do."""

from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from typing import Any

from sqlalchemy import Connection, Engine, event

from app.store import Store, Writer


@contextmanager
def writer_kept_waiting(store: Store) -> Generator[None]:
    """Hold the writer's thread inside a job, so that everything sent meanwhile waits in the queue."""
    inside, go_on = Event(), Event()

    def wait(_writer: Writer) -> None:
        inside.set()
        assert go_on.wait(timeout=10)

    with ThreadPoolExecutor(1) as other:
        held = other.submit(store.write_and_wait, wait)
        assert inside.wait(timeout=10)
        try:
            yield
        finally:
            go_on.set()
            held.result(timeout=10)


@contextmanager
def heard(name: str) -> Generator[list[Connection]]:
    """The connections, of whatever engine, at which an event happened while the block lasted."""
    connections: list[Connection] = []
    with listening(name, connections.append):
        yield connections


@contextmanager
def listening(name: str, listener: Callable[..., Any]) -> Generator[None]:
    """Call `listener` at an event of every engine while the block lasts."""
    event.listen(Engine, name, listener)
    try:
        yield
    finally:
        event.remove(Engine, name, listener)

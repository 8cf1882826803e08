"""A real server in a process of its own, which can be killed. It is forked from one that has imported everything."""

import multiprocessing
import socket
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from http.client import HTTPConnection
from time import monotonic, sleep

import uvicorn

from app.catalog.catalog import Catalog, load
from app.main import create_app
from app.settings import Settings
from tests.conftest import ROOT

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.web.forked"])
STARTED_S = 20


@cache
def words() -> Catalog:
    """Read in the process that is forked, so that no server needs to, and not by whoever only starts one."""
    return load(ROOT / "content", is_sound=True)


def serve(settings: Settings, listening: socket.socket) -> None:
    """What runs in the other process."""
    config = uvicorn.Config(
        create_app(settings, catalog=words()), log_config=None, log_level="critical", access_log=False
    )
    uvicorn.Server(config).run(sockets=[listening])


@contextmanager
def served(settings: Settings) -> Generator[int]:
    """The port of a server that answers; SIGKILL at the end."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        process = PROCESSES.Process(target=serve, args=(settings, listening))
        process.start()
    try:
        wait_for(port)
        yield port
    finally:
        process.kill()
        process.join()


def wait_for(port: int) -> None:
    """Until a server answers; where the socket listens already, the first request waits for it."""
    patience = monotonic() + STARTED_S
    while True:
        connection = HTTPConnection("127.0.0.1", port, timeout=STARTED_S)
        try:
            connection.request("GET", "/healthz")
            assert connection.getresponse().read() == b"ok"
        except ConnectionRefusedError:
            assert monotonic() < patience, "The server does not start."
            sleep(0.1)
        else:
            return
        finally:
            connection.close()

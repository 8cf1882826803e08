"""receptive content preview: a server whose pages follow the files of the content.

It keeps its records in a database of its own, which is gone when it stops. What cannot be read is told on the page that
it would have been on; all others stay as they last were.
"""

import socket
import sys
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep

import anyio
import uvicorn
from anyio.to_thread import run_sync
from fastapi import FastAPI
from starlette.middleware import Middleware
from watchfiles import awatch  # pyright: ignore[reportUnknownVariableType] - it names a type of trio, if that is there

from app.catalog.catalog import Catalog, load
from app.cli.listening import listening_at
from app.errors import ContentError
from app.main import create_app, serve_other_words
from app.settings import Settings
from app.store import Store
from app.web.assets import Assets
from app.web.logging import configure_logging
from app.web.preview import MendFirst, Preview, previewing, told
from app.web.render import Renderer

LOOKED_AT_AGAIN_MS = 1_000  # on a file system that does not tell of changes
GATHERED_MS = 200  # an editor writes a file in several steps
FAREWELL_S = 3  # in which a page that listens is told that this is the end
Stamps = Mapping[Path, tuple[int, int]]


def preview(settings: Settings, root: Path) -> None:
    """Serve the content at `root` until told to stop, from when it is sound for the first time."""
    configure_logging("WARNING")
    with (
        suppress(KeyboardInterrupt),  # which is how one stops it
        closing(listening_at(settings)) as listening,
        TemporaryDirectory() as folder,
    ):
        seen, catalog = _sound(root)
        alone = replace(settings, database_url=f"sqlite:///{folder}/preview.db")
        with closing(Store.open(alone.database_url)) as store:
            anyio.run(Following(alone, root, catalog, store).serve, listening, seen)


def _sound(root: Path) -> tuple[Stamps, Catalog]:
    """The content, once it can be read: before that there is nothing to show, and the terminal says why."""
    while True:
        seen = _stamps(root)
        try:
            return seen, load(root)
        except ContentError as error:
            sys.stderr.write(f"{error.sentence}\nNothing can be shown before this is mended; waiting for that.\n")
            while _stamps(root) == seen:
                sleep(LOOKED_AT_AGAIN_MS / 1_000)


class Following:
    """An application and the files that its words come from."""

    def __init__(self, settings: Settings, root: Path, catalog: Catalog, store: Store) -> None:
        self.preview = Preview()
        self.root = root
        self.app = _app(settings, catalog, store, self.preview)
        self.address = f"http://{settings.host}:"
        config = uvicorn.Config(
            self.app,
            log_config=None,
            access_log=False,
            server_header=False,
            ws="none",
            timeout_graceful_shutdown=FAREWELL_S,
        )
        self._server = uvicorn.Server(config)

    async def serve(self, listening: socket.socket, seen: Stamps) -> None:
        """The server and the watch over the files, until the server is told to stop."""
        sys.stdout.write(f"The preview is at {self.address}{listening.getsockname()[1]}, of {self.root}\n")
        sys.stdout.flush()
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(self._follow, seen)
            await self._server.serve(sockets=[listening])
            tasks.cancel_scope.cancel()

    async def _follow(self, seen: Stamps) -> None:
        """Reads again what has changed since `seen`, also while the server was starting."""
        changes = awatch(
            self.root,
            debounce=GATHERED_MS,
            rust_timeout=LOOKED_AT_AGAIN_MS,
            yield_on_timeout=True,
            raise_interrupt=False,
        )
        async for _ in changes:
            if self._server.should_exit:
                self.preview.end()
                return
            stamps = _stamps(self.root)
            if stamps != seen and self._server.started:
                seen = stamps
                await self._read()

    async def _read(self) -> None:
        try:
            catalog = await run_sync(load, self.root)
        except ContentError as error:
            sys.stderr.write(f"{error.sentence}\n")
            self.preview.tell(told(self.root, error.complaints))
        else:
            serve_other_words(self.app, catalog)
            self.preview.tell(())


def _app(settings: Settings, catalog: Catalog, store: Store, following: Preview) -> FastAPI:
    renderer = Renderer(settings.root / "templates", Assets(settings.root / "static"), preview=following)
    app = create_app(settings, catalog=catalog, renderer=renderer, store=store)
    app.include_router(previewing(following))
    app.user_middleware.append(Middleware(MendFirst, preview=following))  # the innermost: its pages are like all others
    return app


def _stamps(root: Path) -> Stamps:
    """When each file was last written, and how long it is."""
    found: dict[Path, tuple[int, int]] = {}
    for path in sorted(root.rglob("*")):
        try:
            stat = path.stat()
        except FileNotFoundError:  # gone since
            continue
        if path.is_file():
            found[path] = (stat.st_mtime_ns, stat.st_size)
    return found

"""What an author sees while writing: pages that follow the content, and what is to be mended in place of some.

`receptive content preview` reads the content anew as its files change and tells `Preview`; pages listen at
/preview/versions (server-sent events, one number for each reading) and come anew when theirs is no longer the last.
"""

import re
from collections.abc import AsyncGenerator, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import anyio
from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from app.errors import Complaint
from app.web.guard.head import SAFE_METHODS

VERSIONS, REPORT = "/preview/versions", "/preview"
SPOILED: Mapping[str, str] = {
    r"chapters/[^/]+/lessons/\d+-(?P<slug>.+)\.md": "/learn/{slug}",
    r"chapters/[^/]+/problems/(?P<slug>.+)\.yaml": "/problems/{slug}",
    r"chapters/[^/]+(?:/chapter\.yaml)?": "/learn",
    r"architectures/(?P<slug>.+)\.yaml": "/lab/architectures/{slug}",
    r"cards\.yaml": "/cards",
    r"cheat-sheet\.yaml": "/learn/cheat-sheet",
    r"errata\.yaml": "/errata",
    r"glossary\.yaml": "/learn/glossary",
    r"plan\.yaml": "/plan",
    r"self-assessment\.yaml": "/assess",
    r"skills\.yaml": "/progress",
}
"""Which page a file is read for; the pages below it are spoiled with it, but for those of all parts."""

ALONE = frozenset({"/learn"})


@dataclass(frozen=True, slots=True)
class Told:
    """A complaint with the line that it is about, as it stands in the file now."""

    file: str
    line: int
    text: str
    sentence: str


class Preview:
    """How the content stands: which reading of it is served, and what keeps a later one from being served."""

    def __init__(self) -> None:
        self.complaints: tuple[Told, ...] = ()
        self._readings = 0
        self._has_ended = False
        self._changed = anyio.Event()

    @property
    def version(self) -> str:
        """Of pages that are made now."""
        return f"{id(self):x}-{self._readings}"

    def tell(self, complaints: Iterable[Told]) -> None:
        """The content was read again: whoever listens hears of it."""
        self.complaints = tuple(complaints)
        self._readings += 1
        changed, self._changed = self._changed, anyio.Event()
        changed.set()

    def end(self) -> None:
        """Whoever listens need not wait for another reading."""
        self._has_ended = True
        self._changed.set()

    def about(self, path: str) -> tuple[Told, ...]:
        """What is wrong with the files that a page is made of."""
        return tuple(each for each in self.complaints if _spoils(each.file, path))

    async def versions(self) -> AsyncGenerator[str]:
        """The version now, and each that follows, as server-sent events."""
        while not self._has_ended:
            changed = self._changed
            yield f"data: {self.version}\n\n"
            await changed.wait()


def told(root: Path, complaints: Iterable[Complaint]) -> tuple[Told, ...]:
    """Complaints with their lines, for as long as the files still have them."""
    return tuple(Told(each.file, each.line, _line(root / each.file, each.line), each.sentence) for each in complaints)


def _line(path: Path, number: int) -> str:
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return ""
    return lines[number - 1].strip() if number <= len(lines) else ""


def _spoils(file: str, path: str) -> bool:
    for pattern, address in SPOILED.items():
        if found := re.fullmatch(pattern, file):
            page = address.format(**found.groupdict())
            return path == page or (page not in ALONE and path.startswith(f"{page}/"))
    return False


class MendFirst:
    """Answers with what is wrong where a page is made of files that are not sound."""

    def __init__(self, app: ASGIApp, *, preview: Preview) -> None:
        self.app = app
        self.preview = preview

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Looks at pages alone."""
        found = scope["type"] == "http" and scope["method"] in SAFE_METHODS and self.preview.about(scope["path"])
        if not found:
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        response = report(request, found, onward=scope["path"])
        await response(scope, receive, send)


def report(request: Request, complaints: tuple[Told, ...], *, onward: str = "") -> HTMLResponse:
    """The page that says what is wrong; 503 in place of another page, which will be there again."""
    page = request.app.state.surroundings.renderer.page
    context = {"complaints": complaints, "onward": onward}
    shown: HTMLResponse = page(request, "pages/preview.html", context, status=503 if onward else 200)
    return shown


def previewing(preview: Preview) -> APIRouter:
    """The two addresses that only a preview has."""
    router = APIRouter(include_in_schema=False)

    @router.get(VERSIONS)
    async def versions() -> Response:
        """Which reading of the content is served, and each later one."""
        return StreamingResponse(preview.versions(), media_type="text/event-stream")

    @router.get(REPORT)
    async def everything(request: Request) -> Response:
        """All that is to be mended."""
        return report(request, preview.complaints)

    return router

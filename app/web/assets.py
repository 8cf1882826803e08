"""
The files under static/, read once, kept in memory and served under a name that changes with their content.

`asset("css/app.css")` gives `/static/5f1d0c…/css/app.css`. The one hash covers the whole tree, so a module may import
its neighbour and a stylesheet its font by a relative path, and a browser may keep all of it for a year.
"""

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

STYLESHEET = "css/app.css"
FOR_A_YEAR = "public, max-age=31536000, immutable"
MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is sent; `gzipped` is None where compression gains nothing."""

    body: bytes
    gzipped: bytes | None
    media_type: str
    etag: str


class Assets:
    """An ASGI app that serves the tree, and the source of its addresses."""

    def __init__(self, folder: Path, *, prefix: str = "/static") -> None:
        bodies = read_tree(folder)
        self.prefix = prefix
        self.version = digest(*(part for name in sorted(bodies) for part in (name.encode(), bodies[name])))
        self._assets = {name: pack(name, body) for name, body in bodies.items()}

    def url(self, name: str) -> str:
        """The address to put into a page. An unknown name fails when the page renders, not in the reader's browser."""
        if name not in self._assets:
            raise LookupError(f"There is no file {name} under static/.")
        return f"{self.prefix}/{self.version}/{name}"

    def inlined(self, name: str) -> str:
        """A small drawing as an address that asks for nothing. An unknown name fails when the page renders."""
        if name not in self._assets:
            raise LookupError(f"There is no file {name} under static/.")
        return f"data:{self._assets[name].media_type},{quote(self._assets[name].body)}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Mounted at the prefix."""
        name = scope["path"].removeprefix(scope.get("root_path", "")).lstrip("/")
        response = self.answer(name, scope["method"], Headers(scope=scope))
        await response(scope, receive, send)

    def answer(self, name: str, method: str, headers: Headers) -> Response:
        """The file under its hashed name for a year, under its plain name only after asking."""
        if method not in {"GET", "HEAD"}:
            return PlainTextResponse("Files can only be read.", 405, {"Allow": "GET, HEAD"})
        version, _, rest = name.partition("/")
        hashed = version == self.version
        asset = self._assets.get(rest if hashed else name)
        if asset is None:
            return PlainTextResponse("There is no such file.", 404)
        return send_asset(asset, headers, FOR_A_YEAR if hashed else "no-cache")


def send_asset(asset: Asset, headers: Headers, cache_control: str) -> Response:
    """200 with the smallest body the client accepts, or 304 when it holds this one."""
    told = {"Cache-Control": cache_control, "ETag": asset.etag, "Vary": "Accept-Encoding"}
    if headers.get("if-none-match") == asset.etag:
        return Response(status_code=304, headers=told)
    if asset.gzipped is None or "gzip" not in headers.get("accept-encoding", ""):
        return Response(asset.body, headers=told, media_type=asset.media_type)
    return Response(asset.gzipped, headers=told | {"Content-Encoding": "gzip"}, media_type=asset.media_type)


def read_tree(folder: Path) -> dict[str, bytes]:
    """Every file by its name below the folder, with the stylesheets joined into one."""
    files = {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    served = {name: body for name, body in files.items() if Path(name).suffix in MEDIA_TYPES}
    return {name: body for name, body in served.items() if not name.endswith(".css")} | {STYLESHEET: stylesheet(served)}


def stylesheet(files: dict[str, bytes]) -> bytes:
    """css/tokens.css and css/base.css first, for the layers they declare; then css/parts/ by name."""
    first = ["css/tokens.css", "css/base.css"]
    parts = sorted(name for name in files if name.startswith("css/parts/"))
    return b"\n".join(files[name] for name in first + parts)


def pack(name: str, body: bytes) -> Asset:
    """Compresses once what text there is; a font is compressed already."""
    media_type = MEDIA_TYPES[Path(name).suffix]
    gzipped = None if media_type.startswith("font/") else gzip.compress(body, compresslevel=9, mtime=0)
    return Asset(body=body, gzipped=gzipped, media_type=media_type, etag=f'"{digest(body)}"')


def digest(*parts: bytes) -> str:
    """16 hexadecimal digits of SHA-256: enough to tell releases apart, short enough to read in a log."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8, "big") + part)
    return whole.hexdigest()[:16]

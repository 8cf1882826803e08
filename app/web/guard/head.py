"""What the request line and the headers alone give away."""

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes

from python_multipart.multipart import parse_options_header
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import Scope

from app.web.errors import is_api
from app.web.limits import Limits

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?)\.?(?::[0-9]{1,5})?", re.IGNORECASE)
LENGTH = re.compile(r"[0-9]{1,19}")
FORM_TYPES = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


@dataclass(frozen=True, slots=True)
class MediaType:
    """`multipart/form-data; boundary=abc`, taken apart."""

    name: str
    charset: str
    boundary: bytes


def check_head(scope: Scope, limits: Limits) -> None:
    """Refuses by host, address, framing, encoding and content type, in this order."""
    headers = Headers(scope=scope)
    _check_host(headers, limits.allowed_hosts)
    _check_address(scope, limits.max_url_bytes)
    _check_framing(scope["method"], headers, limits.max_body_bytes)
    _check_encoding(headers)
    if scope["method"] not in SAFE_METHODS:
        check_content_type(scope, required=False)


def check_content_type(scope: Scope, *, required: bool) -> None:
    """JSON under /api, a form elsewhere.

    Even an empty body may not claim another type: a form of another site can post one of those without asking first.
    """
    headers = Headers(scope=scope)
    if "content-type" not in headers and not required:
        return
    media, wanted = media_type(headers), "application/json" if is_api(scope) else "a form"
    if not (_is_json(media) if is_api(scope) else media.name in FORM_TYPES):
        raise HTTPException(415, f"The body has to be {wanted}, and Content-Type has to say so.")
    if media.charset not in {"", "utf-8", "utf8"}:
        raise HTTPException(415, "The body has to be UTF-8; Content-Type names another charset.")


def media_type(headers: Headers) -> MediaType:
    """The content type as the form parser will read it; an absent one has no name."""
    given = headers.getlist("content-type")
    if len(given) > 1:
        raise HTTPException(400, f"There are {len(given)} Content-Type headers; one is allowed.")
    name, options = parse_options_header(given[0] if given else "")
    charset = options.get(b"charset", b"").decode("latin-1").lower()
    return MediaType(name.decode("latin-1").lower(), charset, options.get(b"boundary", b""))


def _is_json(media: MediaType) -> bool:
    kind, _, subtype = media.name.partition("/")
    return kind == "application" and (subtype == "json" or subtype.endswith("+json"))


def _check_host(headers: Headers, allowed: tuple[str, ...]) -> None:
    given = headers.getlist("host")
    if len(given) != 1:
        raise HTTPException(400, f"A request names one Host; this one names {len(given)}.")
    host = HOST.fullmatch(given[0])
    if host is None:
        raise HTTPException(400, "The Host header is not a name or address with an optional port.")
    if not any(_fits(host["name"].lower(), pattern.lower()) for pattern in allowed):
        raise HTTPException(400, "This server does not go by the name in the Host header.")


def _fits(name: str, pattern: str) -> bool:
    return pattern in {"*", name} or (pattern.startswith("*.") and name.endswith(pattern[1:]))


def _check_address(scope: Scope, most: int) -> None:
    path: bytes = scope.get("raw_path") or quote(scope["path"]).encode()
    query: bytes = scope.get("query_string", b"")
    size = len(path) + len(query)
    if size > most:
        raise HTTPException(414, f"The address has {size:,} bytes; {most:,} are allowed.")
    decode_percent(path, "address")
    decode_percent(query, "address")


def decode_percent(escaped: bytes, where: str) -> str:
    """Percent-escapes undone; refused unless they spell UTF-8 without NUL characters."""
    try:
        escaped.decode("ascii")
        text = unquote_to_bytes(escaped).decode()
    except UnicodeDecodeError:
        raise HTTPException(400, f"The {where} is not percent-encoded UTF-8.") from None
    if "\0" in text:
        raise HTTPException(400, f"The {where} holds a NUL character.")
    return text


def _check_framing(method: str, headers: Headers, most: int) -> None:
    lengths, codings = headers.getlist("content-length"), headers.getlist("transfer-encoding")
    if len(lengths) > 1 or (lengths and codings):
        raise HTTPException(400, "The length of the body is announced twice.")
    if codings and [coding.strip().lower() for coding in codings] != ["chunked"]:
        raise HTTPException(400, "The only Transfer-Encoding understood here is chunked.")
    if lengths and not LENGTH.fullmatch(lengths[0]):
        raise HTTPException(400, "Content-Length is not a whole number of bytes.")
    announced = int(lengths[0]) if lengths else 0
    if announced > most:
        raise HTTPException(413, f"The body has {announced:,} bytes; {most:,} are allowed.")
    if method in SAFE_METHODS and (announced or codings):
        raise HTTPException(400, "A request that only reads carries no body.")


def _check_encoding(headers: Headers) -> None:
    if any(coding.strip().lower() != "identity" for coding in headers.getlist("content-encoding")):
        raise HTTPException(415, "The body has to be sent as it is, without Content-Encoding.")

"""What browsers are told not to do with our pages, and the refusal of requests other sites make in a learner's name."""

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web.errors import ErrorAnswers
from app.web.guard.head import SAFE_METHODS

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
RawHeaders = list[tuple[bytes, bytes]]
EVERYWHERE: RawHeaders = [
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
]
ON_HTTPS: RawHeaders = [(b"strict-transport-security", b"max-age=31536000")]  # a year
ON_PAGES: RawHeaders = [(b"cache-control", b"private, no-cache")]
VARY_ON_PAGES = ("HX-Request", "HX-Request-Type")  # htmx asks for fragments at the address of the page

DEFAULT_PORTS = {"http": ":80", "https": ":443"}


class SecurityHeaders:
    """Adds the headers to every answer; one that a route has set itself stays as it is."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything on and watches for the start of an answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        always = EVERYWHERE + ON_HTTPS if scope.get("scheme") == "https" else EVERYWHERE

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = _completed(list(message.get("headers", [])), always)
            await send(message)

        await self.app(scope, receive, sent)


def _completed(headers: RawHeaders, always: RawHeaders) -> RawHeaders:
    given = {name.lower(): value for name, value in headers}
    if not given.get(b"content-type", b"").startswith(b"text/html"):
        return headers + [header for header in always if header[0] not in given]
    headers = headers + [header for header in always + ON_PAGES if header[0] not in given]
    return _varying(headers)


def _varying(headers: RawHeaders) -> RawHeaders:
    """One Vary header that names what the route named and what every page varies on."""
    others = [header for header in headers if header[0].lower() != b"vary"]
    named = [name.strip() for key, value in headers if key.lower() == b"vary" for name in value.decode().split(",")]
    known = {name.lower() for name in named}
    named += [name for name in VARY_ON_PAGES if name.lower() not in known]
    return [*others, (b"vary", ", ".join(named).encode())]


class SameSite:
    """Refuses, with a 403, a change that another site's page asks for.

    SameSite=Lax keeps the cookie from most of them; this keeps out the rest, neighbours on other ports included.
    """

    def __init__(self, app: ASGIApp, *, answers: ErrorAnswers) -> None:
        self.app = app
        self.answers = answers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Looks at requests that may change something; the others cannot do harm."""
        foreign = scope["type"] == "http" and scope["method"] not in SAFE_METHODS and _is_foreign(scope)
        if not foreign:
            await self.app(scope, receive, send)
            return
        refusal = HTTPException(403, "This was asked for by another site's page, so nothing was done.")
        response = self.answers.for_http(Request(scope), refusal)
        await response(scope, receive, send)


def _is_foreign(scope: Scope) -> bool:
    """By `Sec-Fetch-Site`, which a page cannot forge; before browsers had it, by `Origin`. Programs send neither."""
    headers = Headers(scope=scope)
    sites = headers.getlist("sec-fetch-site")
    if sites:
        return not {"same-origin", "none"}.issuperset(sites)
    return any(not _is_own(origin, headers.get("host", "")) for origin in headers.getlist("origin"))


def _is_own(origin: str, host: str) -> bool:
    """The scheme is not compared: behind a proxy that ends TLS, the one seen here may be plain http."""
    scheme, _, place = origin.lower().partition("://")
    port = DEFAULT_PORTS.get(scheme)
    return port is not None and place.removesuffix(port) == host.lower().removesuffix(port)

"""
Who is asking: a guest, by default, known by nothing but a random number in a signed cookie.

The number is the learner's whole identity, so a request costs no look-up, a guest costs no row until the first answer,
and GET need not write. The signature keeps anybody from trying numbers of their own.
"""

import base64
import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import BadInput
from app.web.errors import route_path
from app.web.guard.head import SAFE_METHODS

RandomBytes = Callable[[int], bytes]
"""How many -> that many, unpredictable: `secrets.token_bytes`, or a test's own."""

SECRET_BYTES = 32
LEARNER_BYTES = 16
MAX_AGE_S = 400 * 24 * 60 * 60  # browsers keep no cookie longer than 400 days
PLAIN_NAME, HTTPS_NAME = "receptive", "__Host-receptive"
SIGNED = re.compile(r"([0-9a-f]{32})\.([A-Za-z0-9_-]{43})")
KEEPS_NOTHING = (
    "/static",
    "/healthz",
    "/shared",
    "/api/docs",
    "/api/v1/openapi.json",
    "/api/v1/calendar.ics",
    "/api/v1/read",
    "/api/v1/check",
    "/api/v1/calculate",
    "/api/v1/problems",
    "/api/v1/architectures",
)


@dataclass(frozen=True, slots=True)
class LearnerId:
    """The learner of this request, at `request.state.learner`. `is_new`: the client does not hold the cookie yet."""

    value: UUID
    is_new: bool


@dataclass(frozen=True, slots=True)
class Signatures:
    """
    Signs with the first secret and accepts any, so that a secret can be replaced without losing a learner.

    What is signed for one purpose is a forgery for every other; a learner's cookie is signed for none.
    """

    secrets: tuple[bytes, ...]
    purpose: str = ""

    def sign(self, value: UUID) -> str:
        """`<32 hex digits>.<HMAC-SHA256 in base64url>`."""
        return f"{value.hex}.{_mac(self.secrets[0], self.purpose + value.hex)}"

    def verified(self, signed: str) -> UUID | None:
        """What was signed, unless it is forged, cut or not ours."""
        parts = SIGNED.fullmatch(signed)
        if parts is None:
            return None
        text = self.purpose + parts[1]
        known = [hmac.compare_digest(_mac(secret, text), parts[2]) for secret in self.secrets]
        return UUID(hex=parts[1]) if any(known) else None


def _mac(secret: bytes, text: str) -> str:
    digest = hmac.digest(secret, text.encode(), "sha256")
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def needs_learner(path: str) -> bool:
    """False for what is the same for everybody and keeps nothing: no cookie is read or set there."""
    return not any(f"{path}/".startswith(f"{prefix}/") for prefix in KEEPS_NOTHING)


def become(connection: HTTPConnection, learner: UUID) -> None:
    """From here on the client is this learner: the answer carries the cookie."""
    connection.state.learner = LearnerId(learner, is_new=True)


class LearnerCookie:
    """Puts the learner into the request's state, and the cookie on the answer when the client needs one.

    A program that sends a token in `Authorization` gets neither: the token says who it is. HTTP Basic says nothing of
    learners; a browser that once gave the operator's key at one address goes on sending it to those beside it.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        secrets: tuple[bytes, ...],
        random_bytes: RandomBytes,
        needs_learner: Callable[[str], bool] = needs_learner,
    ) -> None:
        self.app = app
        self.signatures = Signatures(secrets)
        self.random_bytes = random_bytes
        self.needs_learner = needs_learner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Reads the cookie before the route, and writes it after the route has had its say."""
        if scope["type"] != "http" or not self.needs_learner(route_path(scope)):
            await self.app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        if not connection.headers.get("authorization", "basic ").lower().startswith("basic "):
            await self.app(scope, receive, send)
            return
        kept = connection.cookies.get(_name(scope), "")
        learner = self.signatures.verified(kept)
        connection.state.learner = LearnerId(learner or self._guest(), is_new=learner is None)

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *self._cookies(scope, kept)]
            await send(message)

        await self.app(scope, receive, sent)

    def _guest(self) -> UUID:
        return UUID(bytes=self.random_bytes(LEARNER_BYTES), version=4)

    def _cookies(self, scope: Scope, kept: str) -> list[tuple[bytes, bytes]]:
        """The cookie for a new learner, after the secret changed, and with every change: its 400 days begin again."""
        learner: LearnerId = scope["state"]["learner"]
        signed = self.signatures.sign(learner.value)
        if signed == kept and scope["method"] in SAFE_METHODS:
            return []
        secure = "; Secure" if scope.get("scheme") == "https" else ""
        cookie = f"{_name(scope)}={signed}; HttpOnly; SameSite=Lax; Path=/; Max-Age={MAX_AGE_S}{secure}"
        return [(b"set-cookie", cookie.encode())]


def _name(scope: Scope) -> str:
    """`__Host-` makes browsers insist on Secure, Path=/ and no Domain; over plain http they drop such a cookie."""
    return HTTPS_NAME if scope.get("scheme") == "https" else PLAIN_NAME


def secret_from_file(path: Path, random_bytes: RandomBytes) -> bytes:
    """The server's secret: made on the first start, for its owner's eyes only, and read on every later one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _existing_secret(path) if path.exists() else _new_secret(path, random_bytes)
    except OSError as error:
        raise BadInput(f"{path.parent} cannot hold the server's secret: {error.strerror}.") from None


def _new_secret(path: Path, random_bytes: RandomBytes) -> bytes:
    secret = random_bytes(SECRET_BYTES)
    path.touch(mode=0o600, exist_ok=False)
    path.write_bytes(secret)
    return secret


def _existing_secret(path: Path) -> bytes:
    secret = path.read_bytes()
    if len(secret) < SECRET_BYTES:
        raise BadInput(
            f"{path} holds {len(secret)} bytes; a secret has {SECRET_BYTES}. Delete it to have a new one made."
        )
    return secret

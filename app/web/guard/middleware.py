"""The guard itself: an ASGI middleware that refuses before anything is parsed."""

from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web.errors import ErrorAnswers, is_api, route_path
from app.web.guard.bodies import read_body, replay
from app.web.guard.form_bodies import check_form
from app.web.guard.head import SAFE_METHODS, check_content_type, check_head, media_type
from app.web.guard.json_bodies import check_json
from app.web.limits import Limits

WEBSOCKET_POLICY_VIOLATION = 1008


class Guard:
    """Lets a request through once its head and body are known to be sound, else answers it.

    `roomier` gives single paths limits of their own, for example the import of a learner's whole history.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        answers: ErrorAnswers,
        limits: Limits | None = None,
        roomier: Mapping[str, Limits] | None = None,
    ) -> None:
        self.app = app
        self.answers = answers
        self.limits = limits or Limits()
        self.roomier = dict(roomier or {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Guards HTTP, closes websockets (nothing here speaks them) and leaves the lifespan alone."""
        if scope["type"] == "http":
            await self._guarded(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": WEBSOCKET_POLICY_VIOLATION})
        else:
            await self.app(scope, receive, send)

    async def _guarded(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] == "HEAD":
            scope, send = {**scope, "method": "GET"}, _without_body(send)
        try:
            admitted = await self._admitted(scope, receive)
        except HTTPException as refusal:
            response = self.answers.for_http(Request(scope), refusal)
            await response(scope, receive, send)
            return
        if admitted is not None:
            await self.app(scope, admitted, send)

    async def _admitted(self, scope: Scope, receive: Receive) -> Receive | None:
        """What the application may receive from; None when the client left before its body was complete."""
        limits = self.roomier.get(route_path(scope), self.limits)
        check_head(scope, limits)
        if scope["method"] in SAFE_METHODS:
            return receive
        body = await read_body(receive, limits.max_body_bytes)
        if body is None:
            return None
        if body:
            check_content_type(scope, required=True)
            _check_body(scope, body, limits)
        return replay(body, receive)


def _check_body(scope: Scope, body: bytes, limits: Limits) -> None:
    if is_api(scope):
        check_json(body, limits)
        return
    check_form(body, media_type(Headers(scope=scope)), limits)


def _without_body(send: Send) -> Send:
    """HEAD is GET without the content (RFC 9110, section 9.3.2), so routes need not know of it."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return sent

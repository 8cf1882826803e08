"""What the guard refuses, at both kinds of address, and what it hands on."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated, Any

import pytest
from fastapi import Body, FastAPI, Form, Request
from fastapi.testclient import TestClient
from httpx2 import Response
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Scope
from starlette.websockets import WebSocketDisconnect

from app.web.errors import ErrorAnswers
from app.web.guard import Guard
from app.web.limits import Limits

API, PAGE = "/api/anything", "/form"
JSON, FORM = "application/json", "application/x-www-form-urlencoded"
DOORS = pytest.mark.parametrize(("path", "media"), [(API, JSON), (PAGE, FORM)], ids=["api", "page"])
LIMITS = Limits(allowed_hosts=("localhost", "*.example.org", "[::1]"))


def page(request: Request, status: int, title: str, sentence: str) -> HTMLResponse:
    return HTMLResponse(f"<h1>{title}</h1><p>{sentence}</p>", status)


@dataclass
class Seen:
    """What reached a route."""

    bodies: list[Any] = field(default_factory=list[Any])


def small_app(seen: Seen) -> FastAPI:
    app = FastAPI()

    @app.get("/page")
    async def shown(request: Request) -> HTMLResponse:
        return HTMLResponse("a page")

    @app.post(API)
    async def anything(body: Annotated[Any, Body()]) -> str:
        seen.bodies.append(body)
        return "ok"

    @app.post("/api/hint")
    async def hint() -> str:
        seen.bodies.append(None)
        return "ok"

    @app.post(PAGE)
    async def form(answer: Annotated[str, Form()]) -> str:
        seen.bodies.append(answer)
        return "ok"

    return app


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture
def guarded(seen: Seen) -> Guard:
    roomier = {"/api/import": Limits(allowed_hosts=("*",), max_body_bytes=1_000_000)}
    return Guard(small_app(seen), answers=ErrorAnswers(page), limits=LIMITS, roomier=roomier)


@pytest.fixture
def client(guarded: Guard) -> Iterator[TestClient]:
    with TestClient(guarded, base_url="http://localhost:8000") as client:
        yield client


@dataclass
class Conversation:
    """A client and a server that speak ASGI by hand, for what no HTTP client would send."""

    messages: list[Message]
    sent: list[Message] = field(default_factory=list[Message])
    reads: int = 0

    async def receive(self) -> Message:
        self.reads += 1
        return self.messages.pop(0) if self.messages else {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        self.sent.append(message)

    def held_with(self, app: ASGIApp, scope: Scope) -> "Conversation":
        asyncio.run(app(scope, self.receive, self.send))  # pyright: ignore[reportArgumentType] - ASGI says Awaitable
        return self

    @property
    def status(self) -> int:
        return self.sent[0]["status"]

    @property
    def text(self) -> str:
        return b"".join(message.get("body", b"") for message in self.sent).decode()


def scope_of(path: str, *headers: tuple[str, str], method: str = "POST", query: bytes = b"", **more: Any) -> Scope:
    """An ASGI scope with exactly these headers; only Host is added, when none is given."""
    given = headers if any(name == "host" for name, _ in headers) else (("host", "localhost"), *headers)
    raw = [(name.encode(), value.encode("latin-1")) for name, value in given if value != "(absent)"]
    scope: Scope = {"type": "http", "http_version": "1.1", "method": method, "scheme": "http", "path": path}
    return {**scope, "raw_path": path.encode(), "query_string": query, "headers": raw, **more}


def chunks(*bodies: bytes) -> list[Message]:
    last = len(bodies) - 1
    return [{"type": "http.request", "body": body, "more_body": n < last} for n, body in enumerate(bodies)]


def talk(app: ASGIApp, scope: Scope, *bodies: bytes) -> Conversation:
    return Conversation(chunks(*bodies or (b"",))).held_with(app, scope)


def assert_refused(told: Conversation | Response, path: str, status: int, sentence: str) -> None:
    """The sentence as problem+json under /api, and as a page elsewhere."""
    if isinstance(told, Conversation):
        kind = dict(told.sent[0]["headers"])[b"content-type"].decode()
        found = told.status
    else:
        kind, found = told.headers["content-type"], told.status_code
    assert found == status, told.text
    if path.startswith("/api"):
        assert kind == "application/problem+json"
        assert json.loads(told.text)["detail"] == sentence
    else:
        assert kind.startswith("text/html")
        assert f"<p>{sentence}</p>" in told.text


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "a.example.org", "[::1]:80"])
def test_a_known_host_is_let_in_with_and_without_a_port(guarded: Guard, host: str) -> None:
    assert talk(guarded, scope_of("/page", ("host", host), method="GET")).status == 200


@DOORS
@pytest.mark.parametrize("host", ["evil.example.com", "example.org", "localhost.evil.com", "xexample.org"])
def test_an_unknown_host_is_refused(guarded: Guard, path: str, media: str, host: str) -> None:
    told = talk(guarded, scope_of(path, ("host", host)))
    assert_refused(told, path, 400, "This server does not go by the name in the Host header.")


@DOORS
@pytest.mark.parametrize("host", ["", "local host", "localhost:80:80", "localhost:http", "a@localhost", "localhost/x"])
def test_a_malformed_host_is_refused(guarded: Guard, path: str, media: str, host: str) -> None:
    told = talk(guarded, scope_of(path, ("host", host)))
    assert_refused(told, path, 400, "The Host header is not a name or address with an optional port.")


@DOORS
def test_a_missing_host_and_a_second_one_are_refused(guarded: Guard, path: str, media: str) -> None:
    missing = talk(guarded, scope_of(path, ("host", "(absent)")))
    assert_refused(missing, path, 400, "A request names one Host; this one names 0.")
    second = talk(guarded, scope_of(path, ("host", "localhost"), ("host", "localhost")))
    assert_refused(second, path, 400, "A request names one Host; this one names 2.")


def test_any_host_may_be_allowed(seen: Seen) -> None:
    open_to_all = Guard(small_app(seen), answers=ErrorAnswers(page), limits=Limits(allowed_hosts=("*",)))
    assert talk(open_to_all, scope_of("/page", ("host", "who.ever:1"), method="GET")).status == 200


@DOORS
def test_an_address_over_the_limit_is_refused_and_one_at_the_limit_is_not(
    client: TestClient, path: str, media: str
) -> None:
    spare = LIMITS.max_url_bytes - len(path) - len("q=")
    too_long = client.post(f"{path}?q={'x' * (spare + 1)}")
    assert_refused(too_long, path, 414, "The address has 8,193 bytes; 8,192 are allowed.")
    assert client.post(f"{path}?q={'x' * spare}").status_code == 422  # FastAPI: the body is missing


@DOORS
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        (b"q=%ff", "The address is not percent-encoded UTF-8."),
        (b"q=%ed%a0%80", "The address is not percent-encoded UTF-8."),
        (b"q=\xc3\xa9", "The address is not percent-encoded UTF-8."),
        (b"q=a%00b", "The address holds a NUL character."),
    ],
)
def test_a_query_that_is_not_text_is_refused(
    guarded: Guard, path: str, media: str, query: bytes, sentence: str
) -> None:
    assert_refused(talk(guarded, scope_of(path, query=query)), path, 400, sentence)


@pytest.mark.parametrize("door", ["/api/", "/"])
def test_a_path_that_is_not_text_is_refused(client: TestClient, door: str) -> None:
    assert_refused(client.get(f"{door}%ff"), door, 400, "The address is not percent-encoded UTF-8.")
    assert_refused(client.get(f"{door}%00"), door, 400, "The address holds a NUL character.")


@DOORS
def test_a_length_over_the_limit_is_refused_before_anything_is_read(guarded: Guard, path: str, media: str) -> None:
    told = talk(guarded, scope_of(path, ("content-type", media), ("content-length", "10485760")), b"[" * 5_000)
    assert_refused(told, path, 413, "The body has 10,485,760 bytes; 65,536 are allowed.")
    assert told.reads == 0


@DOORS
def test_a_body_that_announced_no_length_is_read_no_further_than_the_limit(
    guarded: Guard, path: str, media: str
) -> None:
    hundred = [b"x" * 1_024] * 100  # 100 KiB; the limit lies at 64
    told = talk(guarded, scope_of(path, ("content-type", media), ("transfer-encoding", "chunked")), *hundred)
    assert_refused(told, path, 413, "The body has more than the 65,536 bytes that are allowed.")
    assert told.reads == 65


@DOORS
@pytest.mark.parametrize(
    ("headers", "sentence"),
    [
        ([("content-length", "-1")], "Content-Length is not a whole number of bytes."),
        ([("content-length", "+1")], "Content-Length is not a whole number of bytes."),
        ([("content-length", "1_0")], "Content-Length is not a whole number of bytes."),
        ([("content-length", "²")], "Content-Length is not a whole number of bytes."),
        ([("content-length", "9" * 5_000)], "Content-Length is not a whole number of bytes."),
        ([("content-length", "2"), ("content-length", "3")], "The length of the body is announced twice."),
        ([("content-length", "2"), ("transfer-encoding", "chunked")], "The length of the body is announced twice."),
        ([("transfer-encoding", "gzip, chunked")], "The only Transfer-Encoding understood here is chunked."),
    ],
)
def test_a_body_of_doubtful_length_is_refused(
    guarded: Guard, path: str, media: str, headers: list[tuple[str, str]], sentence: str
) -> None:
    told = talk(guarded, scope_of(path, ("content-type", media), *headers), b"{}")
    assert_refused(told, path, 400, sentence)
    assert told.reads == 0


@DOORS
def test_a_compressed_body_is_refused(client: TestClient, path: str, media: str) -> None:
    told = client.post(path, content=b"\x1f\x8b", headers={"content-type": media, "content-encoding": "gzip"})
    assert_refused(told, path, 415, "The body has to be sent as it is, without Content-Encoding.")


@pytest.mark.parametrize("media", [FORM, "multipart/form-data; boundary=x", "text/plain", "text/json", "", "nonsense"])
@pytest.mark.parametrize("body", [b'{"a": 1}', b""], ids=["body", "empty"])
def test_the_api_takes_nothing_but_json(client: TestClient, media: str, body: bytes) -> None:
    told = client.post(API, content=body, headers={"content-type": media})
    assert_refused(told, API, 415, "The body has to be application/json, and Content-Type has to say so.")


@pytest.mark.parametrize("media", [JSON, "text/plain", "application/octet-stream"])
def test_a_page_takes_nothing_but_forms(client: TestClient, media: str) -> None:
    told = client.post(PAGE, content=b"answer=1", headers={"content-type": media})
    assert_refused(told, PAGE, 415, "The body has to be a form, and Content-Type has to say so.")


@DOORS
def test_a_body_of_no_named_type_is_refused(client: TestClient, path: str, media: str) -> None:
    wanted = "application/json" if path == API else "a form"
    told = client.post(path, content=b"1")
    assert_refused(told, path, 415, f"The body has to be {wanted}, and Content-Type has to say so.")


@DOORS
def test_a_charset_other_than_utf_8_and_a_second_type_are_refused(client: TestClient, path: str, media: str) -> None:
    latin = client.post(path, content=b"1", headers={"content-type": f"{media}; charset=latin-1"})
    assert_refused(latin, path, 415, "The body has to be UTF-8; Content-Type names another charset.")
    twice = client.post(path, content=b"1", headers=[("content-type", media), ("content-type", media)])
    assert_refused(twice, path, 400, "There are 2 Content-Type headers; one is allowed.")


@pytest.mark.parametrize("media", [JSON, "application/vnd.x+json", "Application/JSON; charset=UTF-8"])
def test_json_reaches_the_route_as_it_was_sent(client: TestClient, seen: Seen, media: str) -> None:
    sent = {"grid": [[1, -2.5e3], []], "text": "28 × 28 \\u0000 {[", "big": 10**299, "none": None}
    assert client.post(API, content=json.dumps(sent), headers={"content-type": media}).status_code == 200
    assert seen.bodies == [sent]


@pytest.mark.parametrize("media", [FORM, f"{FORM}; charset=utf-8"])
def test_a_form_reaches_the_route_as_it_was_sent(client: TestClient, seen: Seen, media: str) -> None:
    told = client.post(PAGE, content=b"answer=28+%C3%97+28%25", headers={"content-type": media})
    assert told.status_code == 200
    assert seen.bodies == ["28 × 28%"]


def test_a_multipart_form_reaches_the_route_as_it_was_sent(client: TestClient, seen: Seen) -> None:
    assert client.post(PAGE, files={"answer": (None, "28 × 28")}).status_code == 200
    assert seen.bodies == ["28 × 28"]


def test_a_route_without_a_body_takes_an_empty_one(client: TestClient) -> None:
    assert client.post("/api/hint").status_code == 200
    assert client.post("/api/hint", headers={"content-type": JSON}).status_code == 200


NOT_JSON = "The body is not JSON; reading it stopped at line 1, column {}."
NOT_STORABLE = "A text holds a NUL character or half of a surrogate pair; neither can be stored."
TOO_LARGE = "A number is too large; the largest is about 1.8e308."
TWICE = "An object gives the same name twice, so it is not clear which value counts."
TOO_DEEP = "The JSON is nested deeper than the 32 levels allowed."
TOO_MANY = "The JSON holds more than the 20,000 values allowed."
TOO_LONG = "An integer has more than the 300 digits allowed."


@pytest.mark.parametrize(
    ("body", "status", "sentence"),
    [
        (b'{"a": \xff}', 400, "The body is not UTF-8."),
        (b'"\xed\xa0\x80"', 400, "The body is not UTF-8."),
        ("{}".encode("utf-16"), 400, "The body is not UTF-8."),
        ('{"a": 1}'.encode("utf-16-le"), 400, NOT_JSON.format(2)),
        (b"\xef\xbb\xbf{}", 400, NOT_JSON.format(1)),
        (b"{'a': 1}", 400, NOT_JSON.format(2)),
        (b"   ", 400, NOT_JSON.format(4)),
        (b'"a\0b"', 400, NOT_JSON.format(3)),
        (b"[1] [2]", 400, NOT_JSON.format(5)),
        (b'\\"' * 32_000, 400, NOT_JSON.format(1)),
        (b'"' + b"[" * 100, 400, NOT_JSON.format(1)),
        (b"[NaN]", 400, "The body is not JSON: NaN is not a number there."),
        (b'{"a": Infinity}', 400, "The body is not JSON: Infinity is not a number there."),
        (b"-Infinity", 400, "The body is not JSON: -Infinity is not a number there."),
        (b"1e999", 422, TOO_LARGE),
        (b"[-1e999]", 422, TOO_LARGE),
        (b"1" * 301, 422, TOO_LONG),
        (b"-" + b"1" * 5_000, 422, TOO_LONG),
        (b'["\\ud800"]', 422, NOT_STORABLE),
        (b'{"\\uDC00": 1}', 422, NOT_STORABLE),
        (b'{"a": ["x\\u0000"]}', 422, NOT_STORABLE),
        (b'{"a": 1, "a": 2}', 422, TWICE),
        (b'[{"a": 1, "\\u0061": 1}]', 422, TWICE),
        (b"[" * 5_000 + b"]" * 5_000, 422, TOO_DEEP),
        (b"[" * 60_000, 422, TOO_DEEP),
        (b'{"a":' * 33 + b"1" + b"}" * 33, 422, TOO_DEEP),
        (b'["\\"[[", ' + b"[" * 32, 422, TOO_DEEP),
        (b"[0" + b",0" * 20_000 + b"]", 422, TOO_MANY),
    ],
)
def test_json_that_cannot_be_held_is_refused(client: TestClient, body: bytes, status: int, sentence: str) -> None:
    told = client.post(API, content=body, headers={"content-type": JSON})
    assert_refused(told, API, status, sentence)


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 32 + b"]" * 32,
        b"[" + b"[]," * 9_000 + b"[]]",
        b'"' + b"[{" * 100 + b'\\"[["',
        b'"\\ud83d\\ude00 \\\\ud800"',
        b"-" + b"9" * 300,
        b"1.7e308",
        b"[0" + b",0" * 19_990 + b"]",
    ],
    ids=["32 deep", "wide", "brackets in a string", "a whole pair", "300 digits", "large", "19,991 values"],
)
def test_json_at_the_limits_is_let_through(client: TestClient, seen: Seen, body: bytes) -> None:
    assert client.post(API, content=body, headers={"content-type": JSON}).status_code == 200
    assert seen.bodies == [json.loads(body)]


@pytest.mark.parametrize(
    ("body", "status", "sentence"),
    [
        (b"answer=%ff", 400, "The form is not percent-encoded UTF-8."),
        (b"%ed%a0%80=1", 400, "The form is not percent-encoded UTF-8."),
        (b"answer=\xc3\xa9", 400, "The form is not percent-encoded UTF-8."),
        (b"answer=%00", 400, "The form holds a NUL character."),
        (b"answer=1" + b"&a=1" * 200, 413, "The form has 201 fields; 200 are allowed."),
    ],
)
def test_a_form_that_is_not_text_or_too_long_is_refused(
    client: TestClient, body: bytes, status: int, sentence: str
) -> None:
    assert_refused(client.post(PAGE, content=body, headers={"content-type": FORM}), PAGE, status, sentence)


def multipart(*values: bytes) -> bytes:
    parts = [b'--x\r\nContent-Disposition: form-data; name="answer"\r\n\r\n' + value + b"\r\n" for value in values]
    return b"".join(parts) + b"--x--\r\n"


@pytest.mark.parametrize(
    ("options", "body", "status", "sentence"),
    [
        ("; boundary=x", multipart(b"\xff"), 400, "The form is not UTF-8."),
        ("; boundary=x", multipart(b"\0"), 400, "The form holds a NUL character."),
        ("; boundary=x", multipart(*[b"1"] * 201), 413, "The form has 201 fields; 200 are allowed."),
        ("", multipart(b"1"), 400, "Content-Type does not name the boundary between the parts of the form."),
    ],
)
def test_a_multipart_form_that_is_not_text_or_too_long_is_refused(
    client: TestClient, options: str, body: bytes, status: int, sentence: str
) -> None:
    told = client.post(PAGE, content=body, headers={"content-type": f"multipart/form-data{options}"})
    assert_refused(told, PAGE, status, sentence)


def test_a_form_of_200_fields_is_let_through(client: TestClient) -> None:
    told = client.post(PAGE, content=b"answer=1" + b"&a=1" * 199, headers={"content-type": FORM})
    assert told.status_code == 200
    parts = multipart(*[b"1"] * 200)
    told = client.post(PAGE, content=parts, headers={"content-type": "multipart/form-data; boundary=x"})
    assert told.status_code == 200


def test_a_single_path_can_be_given_more_room(client: TestClient) -> None:
    body = json.dumps("x" * 100_000)
    assert client.post("/api/import", content=body, headers={"content-type": JSON}).status_code == 404
    assert client.post(API, content=body, headers={"content-type": JSON}).status_code == 413


def test_a_body_in_pieces_arrives_as_one_message_and_then_the_client_leaves() -> None:
    received: list[Message] = []

    async def app(scope: Scope, receive: Any, send: Any) -> None:
        received.extend([await receive(), await receive()])

    guard = Guard(app, answers=ErrorAnswers(page), limits=LIMITS)
    talk(guard, scope_of(API, ("content-type", JSON), ("transfer-encoding", "chunked")), b'{"a', b"", b'": 1', b"}")
    assert received == [
        {"type": "http.request", "body": b'{"a": 1}', "more_body": False},
        {"type": "http.disconnect"},
    ]


def test_a_client_that_leaves_before_its_body_is_complete_reaches_no_route(guarded: Guard, seen: Seen) -> None:
    unfinished: list[Message] = [{"type": "http.request", "body": b"1", "more_body": True}]
    told = Conversation(unfinished).held_with(guarded, scope_of(API, ("content-type", JSON)))
    assert told.sent == []
    assert seen.bodies == []


@pytest.mark.parametrize("path", ["/api/here", "/page"])
@pytest.mark.parametrize("announced", [("content-length", "1"), ("transfer-encoding", "chunked")])
def test_a_request_that_only_reads_carries_no_body(guarded: Guard, path: str, announced: tuple[str, str]) -> None:
    told = talk(guarded, scope_of(path, announced, method="GET"), b"1")
    assert_refused(told, path, 400, "A request that only reads carries no body.")


def test_head_is_answered_like_get_without_the_content(guarded: Guard, client: TestClient) -> None:
    told = talk(guarded, scope_of("/page", method="HEAD"))
    assert (told.status, told.text) == (200, "")
    assert client.head("/page").headers["content-length"] == str(len("a page"))
    refused = talk(guarded, scope_of("/page", ("host", "evil.example.com"), method="HEAD"))
    assert (refused.status, refused.text) == (400, "")


def test_a_websocket_is_closed(client: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect) as closed, client.websocket_connect("/page"):
        pass
    assert closed.value.code == 1008


def test_the_lifespan_reaches_the_application() -> None:
    begun: list[str] = []

    async def app(scope: Scope, receive: Any, send: Any) -> None:
        begun.append(scope["type"])

    Conversation([]).held_with(Guard(app, answers=ErrorAnswers(page)), {"type": "lifespan"})
    assert begun == ["lifespan"]

"""The headers on every answer, and who may ask for a change."""

import asyncio
import json
import logging
from collections.abc import Iterator
from typing import NoReturn

import pytest
import structlog
from fastapi import FastAPI, HTTPException, Request
from fastapi.testclient import TestClient
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Message, Receive, Scope, Send
from structlog.testing import capture_logs

from app.web.errors import ErrorAnswers, Unhandled, install
from app.web.guard import Guard
from app.web.limits import Limits
from app.web.logging import RequestLog, configure_logging
from app.web.security import SameSite, SecurityHeaders

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
EVERYWHERE = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
HOST = "localhost:8000"
BOTH = pytest.mark.parametrize("path", ["/api/change", "/change"])


def page(request: Request, status: int, title: str, sentence: str) -> HTMLResponse:
    return HTMLResponse(f"<h1>{title}</h1><p>{sentence}</p>", status)


@pytest.fixture
def changed() -> list[str]:
    return []


@pytest.fixture
def app(changed: list[str]) -> FastAPI:
    """The shell in the order the application uses, around a few routes."""
    answers = ErrorAnswers(page, new_incident=lambda: "c0ffee")
    limits = Limits(allowed_hosts=("localhost",))
    shell = [
        Middleware(RequestLog),
        Middleware(SecurityHeaders),
        Middleware(Unhandled, answers=answers),
        Middleware(Guard, answers=answers, limits=limits),
        Middleware(SameSite, answers=answers),
    ]
    app = FastAPI(middleware=shell)
    install(app, answers)

    @app.get("/page")
    async def shown(request: Request) -> HTMLResponse:
        return HTMLResponse("a page")

    @app.get("/own")
    async def own(request: Request) -> HTMLResponse:
        own = {"Cache-Control": "no-store", "Content-Security-Policy": "sandbox", "Vary": "Accept, hx-request"}
        return HTMLResponse("a page", headers=own)

    @app.get("/api/data")
    async def data() -> JSONResponse:
        return JSONResponse([], headers={"Referrer-Policy": "no-referrer"})

    @app.get("/static/app.css")
    async def css() -> Response:
        return Response("", media_type="text/css", headers={"Cache-Control": "public, max-age=31536000, immutable"})

    @app.get("/bug")
    async def bug() -> None:
        raise ZeroDivisionError("division by zero")

    @app.get("/refused")
    async def refused() -> None:
        raise HTTPException(404)

    @app.api_route("/change", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    @app.api_route("/api/change", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    async def change() -> str:
        changed.append("once")
        return "changed"

    return app


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    return TestClient(app, base_url=f"http://{HOST}")


@pytest.fixture
def unlogged() -> Iterator[None]:
    with capture_logs():
        yield


@pytest.mark.usefixtures("unlogged")
@pytest.mark.parametrize("path", ["/page", "/api/change", "/static/app.css", "/refused", "/bug", "/%ff", "/api/none"])
def test_every_answer_carries_the_headers_also_a_refusal_and_a_failure(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert {name: headers.get(name) for name in EVERYWHERE} == EVERYWHERE


@pytest.mark.usefixtures("unlogged")
@pytest.mark.parametrize("path", ["/page", "/refused", "/bug", "/%ff"])
def test_a_page_varies_on_htmx_and_is_asked_for_again(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["vary"] == "HX-Request, HX-Request-Type"
    assert headers["cache-control"] == "private, no-cache"


def test_what_is_no_page_is_left_to_its_route(client: TestClient) -> None:
    assert client.get("/static/app.css").headers["cache-control"] == "public, max-age=31536000, immutable"
    data = client.get("/api/data").headers
    assert "cache-control" not in data
    assert "vary" not in data


def test_a_header_that_a_route_has_set_stays(client: TestClient) -> None:
    assert client.get("/api/data").headers.get_list("referrer-policy") == ["no-referrer"]
    headers = client.get("/own").headers
    assert headers.get_list("cache-control") == ["no-store"]
    assert headers.get_list("content-security-policy") == ["sandbox"]
    assert headers.get_list("vary") == ["Accept, hx-request, HX-Request-Type"]


def test_https_is_insisted_on_only_where_it_is_spoken(app: FastAPI, client: TestClient) -> None:
    secure = TestClient(app, base_url=f"https://{HOST}")
    assert secure.get("/page").headers["strict-transport-security"] == "max-age=31536000"
    assert "strict-transport-security" not in client.get("/page").headers


FOREIGN = [
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": ""},
    {"sec-fetch-site": "cross-site", "origin": f"http://{HOST}"},
    {"origin": "null"},
    {"origin": "http://evil.example.com"},
    {"origin": "http://localhost:9000"},
    {"origin": "http://localhost"},
    {"origin": f"ftp://{HOST}"},
    {"origin": HOST},
    {"origin": ""},
]
OWN = [
    {"sec-fetch-site": "same-origin"},
    {"sec-fetch-site": "none"},
    {"sec-fetch-site": "same-origin", "origin": "null"},
    {"origin": f"http://{HOST}"},
    {"origin": f"https://{HOST}"},
    {"origin": "HTTP://LOCALHOST:8000"},
    {},
]


@BOTH
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_a_change_that_another_site_asks_for_is_refused(
    client: TestClient, changed: list[str], path: str, method: str, headers: dict[str, str]
) -> None:
    told = client.request(method, path, headers=headers)
    sentence = "This was asked for by another site's page, so nothing was done."
    assert told.status_code == 403
    if path.startswith("/api"):
        assert told.headers["content-type"] == "application/problem+json"
        assert told.json()["detail"] == sentence
    else:
        assert f"<p>{sentence}</p>" in told.text
    assert changed == []


@BOTH
@pytest.mark.parametrize("headers", OWN, ids=str)
def test_a_change_from_our_own_page_or_from_a_program_is_made(
    client: TestClient, changed: list[str], path: str, headers: dict[str, str]
) -> None:
    assert client.post(path, headers=headers).status_code == 200
    assert changed == ["once"]


def test_a_second_header_cannot_vouch_for_the_first(client: TestClient, changed: list[str]) -> None:
    twice = [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-origin")]
    assert client.post("/change", headers=twice).status_code == 403
    assert changed == []


@BOTH
@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_a_link_on_another_site_may_be_followed(client: TestClient, path: str, headers: dict[str, str]) -> None:
    assert client.get(path, headers=headers).status_code == 200
    assert client.head(path, headers=headers).status_code == 200


@pytest.mark.parametrize("origin", ["http://localhost", "http://localhost:80"])
@pytest.mark.parametrize("host", ["localhost", "localhost:80"])
def test_the_port_of_the_scheme_may_be_left_out(client: TestClient, origin: str, host: str) -> None:
    assert client.post("/change", headers={"host": host, "origin": origin}).status_code == 200


@pytest.fixture
def logging_restored() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers.clear()
    yield
    root.handlers[:], root.level = handlers, level
    logging.getLogger("uvicorn.access").disabled = False
    structlog.reset_defaults()


def test_a_request_is_logged_without_its_query_or_its_sender(client: TestClient) -> None:
    with capture_logs() as logged:
        client.get("/page?key=secret", headers={"cookie": "receptive=secret"})
        client.get("/page", headers={"host": "evil.example.com"})
    assert [(line["event"], line["method"], line["path"], line["status"]) for line in logged] == [
        ("request", "GET", "/page", 200),
        ("request", "GET", "/page", 400),
    ]
    assert all(set(line) == {"event", "log_level", "method", "path", "status", "ms"} for line in logged)
    assert all(line["ms"] >= 0 for line in logged)


def test_a_client_that_left_first_is_logged_without_a_status() -> None:
    async def leaves(scope: Scope, receive: Receive, send: Send) -> None:
        return

    async def unused(*_: Message) -> NoReturn:
        raise AssertionError

    with capture_logs() as logged:
        asyncio.run(RequestLog(leaves)({"type": "http", "method": "POST", "path": "/form"}, unused, unused))
    assert [(line["path"], line["status"]) for line in logged] == [("/form", None)]


@pytest.mark.usefixtures("logging_restored")
def test_machines_get_one_json_object_a_line_and_one_traceback_an_incident(
    client: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logging(for_eyes=False)
    client.get("/bug")
    logging.getLogger("uvicorn.error").info("Started %s", "server")
    logging.getLogger("uvicorn.access").info("127.0.0.1 GET /bug")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    incident, request, started = [line for line in lines if not line["logger"].startswith("httpx")]
    assert (incident["event"], incident["incident"], incident["level"]) == ("incident", "c0ffee", "error")
    assert incident["exception"].endswith("ZeroDivisionError: division by zero")
    assert (request["event"], request["status"]) == ("request", 500)
    assert (started["event"], started["logger"]) == ("Started server", "uvicorn.error")


@pytest.mark.usefixtures("logging_restored")
def test_eyes_get_key_and_value(client: TestClient, capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("WARNING", for_eyes=True)
    client.get("/page")
    client.get("/bug")
    printed = capsys.readouterr().err
    assert "ZeroDivisionError: division by zero" in printed
    assert "c0ffee" in printed
    assert "/page" not in printed

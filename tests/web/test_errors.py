"""Each error at both doors: problem+json for a program, a page for a person, and never the input."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal

import pytest
from fastapi import FastAPI, Form, HTTPException, Request
from fastapi.testclient import TestClient
from httpx2 import Response
from pydantic import BaseModel, ConfigDict, Field, field_validator
from starlette.responses import HTMLResponse, StreamingResponse
from structlog.testing import capture_logs

from app.errors import (
    AppError,
    BadInput,
    Busy,
    Complaint,
    Conflict,
    ContentError,
    FieldComplaint,
    Impossible,
    Missing,
    TooMuchWork,
)
from app.web.errors import PROBLEM_RESPONSES, ErrorAnswers, Unhandled, install

RAISED: dict[str, Exception] = {
    "bad": BadInput("A stride of 0 goes nowhere.", (FieldComplaint("/stride", "This must be 1 or more."),)),
    "much": TooMuchWork("70 layers were sent; 64 are allowed."),
    "impossible": Impossible("A kernel of 7 does not fit in 5."),
    "missing": Missing("There is no problem named vgg-17."),
    "conflict": Conflict("This question was answered already."),
    "busy": Busy("1,000 answers are waiting."),
    "content": ContentError([Complaint("plan.yaml", 3, "There is no such kind.")]),
    "bare": AppError("A sentence of no branch."),
    "bug": ZeroDivisionError("division by zero"),
    "not-found": HTTPException(404),
    "often": HTTPException(429, "60 calls a minute are allowed.", {"Retry-After": "17"}),
    "odd": HTTPException(418, headers={"X-Pot": "tea"}),
    "elsewhere": HTTPException(303, headers={"Location": "/today"}),
    "unchanged": HTTPException(304, headers={"ETag": '"1"'}),
}


class Conv(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)
    op: Literal["conv"]
    kernel: int | tuple[int, int] = Field(default=3)
    gain: float = Field(default=1, gt=0)


class Pool(BaseModel):
    op: Literal["pool"]
    mode: Literal["max", "avg"]


class Sent(BaseModel):
    layers: list[Annotated[Conv | Pool, Field(discriminator="op")]] = Field(max_length=3)
    name: str = Field(default="x", min_length=1, max_length=4)
    day: date | None = None
    ratio: dict[str, int] = {}

    @field_validator("name")
    @classmethod
    def of_letters(cls, name: str) -> str:
        if not name.isalpha():
            raise ValueError("A name has letters only.")
        return name


def page(request: Request, status: int, title: str, sentence: str) -> HTMLResponse:
    return HTMLResponse(f"<h1>{title}</h1><p>{sentence}</p>", status)


def small_app(answers: ErrorAnswers) -> FastAPI:
    app = FastAPI()
    install(app, answers)
    app.add_middleware(Unhandled, answers=answers)

    @app.get("/api/raise/{name}", responses=PROBLEM_RESPONSES)
    @app.get("/raise/{name}")
    async def raised(name: str) -> None:
        raise RAISED[name]

    @app.post("/api/layers")
    async def layers(sent: Sent) -> str:
        return "ok"

    @app.post("/form")
    async def form(stride: Annotated[int, Form()]) -> str:
        return "ok"

    @app.get("/api/items/{index}")
    @app.get("/items/{index}")
    async def item(index: int, seed: Annotated[int, Field(ge=0)]) -> str:
        return "ok"

    @app.get("/broken-stream")
    async def stream() -> StreamingResponse:
        def halves() -> Iterator[bytes]:
            yield b"half"
            raise ZeroDivisionError("division by zero")

        return StreamingResponse(halves())

    return app


def client_of(answers: ErrorAnswers) -> TestClient:
    return TestClient(small_app(answers), follow_redirects=False)


@pytest.fixture(scope="module")
def client() -> TestClient:
    return client_of(ErrorAnswers(page, new_incident=lambda: "c0ffee"))


EXPECTED = [
    ("bad", 422, "A stride of 0 goes nowhere."),
    ("much", 422, "70 layers were sent; 64 are allowed."),
    ("impossible", 422, "A kernel of 7 does not fit in 5."),
    ("missing", 404, "There is no problem named vgg-17."),
    ("conflict", 409, "This question was answered already."),
    ("busy", 503, "1,000 answers are waiting."),
    ("not-found", 404, "There is nothing at this address."),
    ("often", 429, "60 calls a minute are allowed."),
    ("odd", 418, "The request was refused."),
]
EACH = pytest.mark.parametrize(("name", "status", "sentence"), EXPECTED, ids=[name for name, *_ in EXPECTED])


@EACH
def test_an_error_under_api_is_a_problem(client: TestClient, name: str, status: int, sentence: str) -> None:
    told = client.get(f"/api/raise/{name}")
    assert told.status_code == status
    assert told.headers["content-type"] == "application/problem+json"
    problem = told.json()
    assert set(problem) == {"type", "title", "status", "detail", "errors"}
    assert (problem["type"], problem["status"], problem["detail"]) == ("about:blank", status, sentence)


@EACH
def test_an_error_elsewhere_is_a_page(client: TestClient, name: str, status: int, sentence: str) -> None:
    told = client.get(f"/raise/{name}")
    assert told.status_code == status
    assert told.headers["content-type"].startswith("text/html")
    assert f"<p>{sentence}</p>" in told.text


def test_a_problem_is_titled_with_the_name_rfc_9110_gives_its_status(client: TestClient) -> None:
    titles = {name: client.get(f"/api/raise/{name}").json()["title"] for name in ("bad", "missing", "busy")}
    assert titles == {"bad": "Unprocessable Content", "missing": "Not Found", "busy": "Service Unavailable"}


def test_bad_input_says_where(client: TestClient) -> None:
    errors = client.get("/api/raise/bad").json()["errors"]
    assert errors == [{"pointer": "/stride", "detail": "This must be 1 or more."}]


@pytest.mark.parametrize("door", ["/api/raise", "/raise"])
def test_the_headers_of_a_refusal_are_kept(client: TestClient, door: str) -> None:
    assert client.get(f"{door}/busy").headers["retry-after"] == "2"
    assert client.get(f"{door}/often").headers["retry-after"] == "17"
    wrong_method = client.delete(f"{door}/busy")
    assert (wrong_method.status_code, wrong_method.headers["allow"]) == (405, "GET, HEAD")
    assert "This address does not take that method." in wrong_method.text


def test_an_answer_that_is_no_error_passes_unchanged(client: TestClient) -> None:
    elsewhere = client.get("/raise/elsewhere")
    assert (elsewhere.status_code, elsewhere.headers["location"], elsewhere.text) == (303, "/today", "")
    unchanged = client.get("/api/raise/unchanged")
    assert (unchanged.status_code, unchanged.headers["etag"], unchanged.text) == (304, '"1"', "")


@pytest.mark.parametrize("door", ["/api/raise", "/raise"])
@pytest.mark.parametrize("name", ["bug", "content", "bare"])
def test_our_own_fault_is_a_500_with_the_incident_number_that_is_logged_once(
    client: TestClient, door: str, name: str
) -> None:
    with capture_logs() as logged:
        told = client.get(f"{door}/{name}")
    assert told.status_code == 500
    assert "Something broke here, and not by your doing. It is on record as incident c0ffee." in told.text
    assert str(RAISED[name]) not in told.text
    assert [(line["event"], line["incident"], line["exc_info"]) for line in logged] == [
        ("incident", "c0ffee", RAISED[name])
    ]


def test_incident_numbers_differ() -> None:
    client = client_of(ErrorAnswers(page))
    with capture_logs():
        assert client.get("/raise/bug").text != client.get("/raise/bug").text


def test_an_answer_that_broke_after_it_began_is_left_to_the_server(client: TestClient) -> None:
    with pytest.raises(ZeroDivisionError):
        client.get("/broken-stream")


def test_a_page_that_does_not_render_still_says_what_happened() -> None:
    def broken(request: Request, status: int, title: str, sentence: str) -> HTMLResponse:
        raise KeyError("no such template")

    with capture_logs() as logged:
        told = client_of(ErrorAnswers(broken)).get("/raise/missing")
    assert told.status_code == 404
    assert "<p>There is no problem named vgg-17.</p>" in told.text
    assert logged[0]["event"] == "error page did not render"


def sent(client: TestClient, body: object) -> Response:
    return client.post("/api/layers", json=body)


DOES_NOT_FIT: list[tuple[object, str, str]] = [
    ({}, "/layers", "This field is missing."),
    ([], "", "This must be an object."),
    ({"layers": {}}, "/layers", "This must be a list."),
    ({"layers": [3]}, "/layers/0", "This must be an object."),
    ({"layers": [{}]}, "/layers/0", "Its 'op' is missing."),
    ({"layers": [{"op": "cnov"}]}, "/layers/0", "Its 'op' must be one of 'conv', 'pool'."),
    ({"layers": [{"op": "pool"}]}, "/layers/0/mode", "This field is missing."),
    ({"layers": [{"op": "pool", "mode": "sum"}]}, "/layers/0/mode", "This must be 'max' or 'avg'."),
    ({"layers": [{"op": "conv", "a/b~c": 1}]}, "/layers/0/a~1b~0c", "There is no field of this name."),
    ({"layers": [{"op": "conv", "gain": 0}]}, "/layers/0/gain", "This must be greater than 0."),
    ({"layers": [{"op": "conv", "gain": "x"}]}, "/layers/0/gain", "This must be a number."),
    ({"layers": [{"op": "conv"}] * 4}, "/layers", "This list may hold 3 at most."),
    ({"layers": [], "name": ""}, "/name", "This text is too short; the least is 1."),
    ({"layers": [], "name": "abcde"}, "/name", "This text is too long; the most is 4."),
    ({"layers": [], "name": 3}, "/name", "This must be text."),
    ({"layers": [], "name": "a1"}, "/name", "A name has letters only."),
    ({"layers": [], "day": "soon"}, "/day", "This must be a date, such as 2026-03-31."),
    ({"layers": [], "ratio": {"a": 1.5}}, "/ratio/a", "This must be an integer, without a fraction."),
]


@pytest.mark.parametrize(("body", "pointer", "detail"), DOES_NOT_FIT)
def test_what_does_not_fit_is_said_in_our_own_words_with_its_place(
    client: TestClient, body: object, pointer: str, detail: str
) -> None:
    told = sent(client, body)
    assert told.status_code == 422
    assert told.json()["errors"] == [{"pointer": pointer, "detail": detail}]
    assert told.json()["detail"] == (f"At {pointer}: {detail}" if pointer else detail)


def test_the_members_of_a_union_share_the_place_they_were_tried_at(client: TestClient) -> None:
    told = sent(client, {"layers": [{"op": "conv", "kernel": "wide"}]}).json()
    assert told["errors"] == [
        {"pointer": "/layers/0/kernel", "detail": "This must be an integer."},
        {"pointer": "/layers/0/kernel", "detail": "This must be a list."},
    ]
    assert told["detail"] == "2 things do not fit. At /layers/0/kernel: This must be an integer."


def test_a_thousand_wrong_entries_get_twenty_sentences(client: TestClient) -> None:
    told = sent(client, {"layers": [], "ratio": {str(n): "x" for n in range(1_000)}}).json()
    assert len(told["errors"]) == 20
    assert told["detail"].startswith("1000 things do not fit. At /ratio/0: ")


@pytest.mark.parametrize("body", ['{"layers": "MARK"}', '{"layers": [{"op": "MARK"}]}', '{"MARK": NaN}', "MARK"])
def test_the_input_is_never_repeated(client: TestClient, body: str) -> None:
    told = client.post("/api/layers", content=body, headers={"content-type": "application/json"})
    assert told.status_code == 422
    assert "MARK" not in told.text


def test_a_missing_body_is_a_missing_field(client: TestClient) -> None:
    told = client.post("/api/layers")
    assert told.json()["errors"] == [{"pointer": "", "detail": "This field is missing."}]


def test_not_json_is_said_to_be_not_json(client: TestClient) -> None:
    told = client.post("/api/layers", content="{", headers={"content-type": "application/json"})
    assert (told.status_code, told.json()["errors"]) == (422, [{"pointer": "", "detail": "This is not JSON."}])


def test_path_and_query_have_places_too(client: TestClient) -> None:
    assert client.get("/api/items/x?seed=-1").json()["errors"] == [
        {"pointer": "/path/index", "detail": "This must be an integer."},
        {"pointer": "/query/seed", "detail": "This must be 0 or more."},
    ]
    assert "<p>At /query/seed: This field is missing.</p>" in client.get("/items/1").text


def test_a_form_that_does_not_fit_is_a_page(client: TestClient) -> None:
    told = client.post("/form", data={"stride": "wide"})
    assert (told.status_code, "<p>At /stride: This must be an integer.</p>" in told.text) == (422, True)
    assert "<p>At /stride: This field is missing.</p>" in client.post("/form", data={}).text


def test_openapi_describes_the_problem(client: TestClient) -> None:
    schema: dict[str, Any] = client.get("/openapi.json").json()
    refused = schema["paths"]["/api/raise/{name}"]["get"]["responses"]
    assert set(refused) == {"200", "4XX"}
    assert refused["4XX"]["content"] == {
        "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
    }
    assert set(schema["components"]["schemas"]["Problem"]["properties"]) == set(client.get("/api/none").json())
    assert set(schema["components"]["schemas"]["FieldProblem"]["properties"]) == {"pointer", "detail"}


def test_a_prefix_of_the_proxy_does_not_hide_the_api() -> None:
    answers = ErrorAnswers(page)
    client = TestClient(small_app(answers), root_path="/prefix")
    assert client.get("/prefix/api/none").headers["content-type"] == "application/problem+json"
    assert client.get("/prefix/none").headers["content-type"].startswith("text/html")
    assert client.get("/apiary").headers["content-type"].startswith("text/html")

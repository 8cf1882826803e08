"""The well-known networks over HTTP: what was published beside what we compute."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from app.catalog.architectures import load_architectures
from app.web.api.architectures import router
from app.web.errors import ErrorAnswers, install
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def anybody() -> Iterator[TestClient]:
    """A client without a cookie, at the architectures alone."""
    app = FastAPI()
    app.include_router(router, prefix="/api/v1")
    app.state.architectures = load_architectures(ROOT / "content")
    install(app, ErrorAnswers(page=lambda _request, status, _title, sentence: PlainTextResponse(sentence, status)))
    with TestClient(app, base_url="http://localhost") as client:
        yield client


def test_the_list_goes_from_lenet_on(anybody: TestClient) -> None:
    got = anybody.get("/api/v1/architectures").json()
    assert got["next"] is None
    assert got["items"][0]["year"] == 1998
    assert [item["year"] for item in got["items"]] == sorted(item["year"] for item in got["items"])
    assert {"lenet-5", "alexnet", "vgg-16", "googlenet", "resnet-50", "convnext-t"} <= {
        item["slug"] for item in got["items"]
    }


def test_one_architecture_says_what_was_published_and_what_we_compute(anybody: TestClient) -> None:
    got = anybody.get("/api/v1/architectures/resnet-50").json()
    assert (got["slug"], got["year"], got["input"]) == ("resnet-50", 2015, [3, 224, 224])
    assert got["paper"]["url"] == "https://arxiv.org/abs/1512.03385"
    assert got["totals"]["params"] == 25_557_032
    assert got["totals"]["receptive_field"] == 427
    params = next(figure for figure in got["published"] if figure["what"] == "params")
    assert params["value"] == params["computed"] == 25_557_032
    assert params["source"]
    assert all(figure["computed"] is None for figure in got["published"] if figure["what"].startswith("top"))


def test_its_rows_are_those_of_the_calculator(anybody: TestClient) -> None:
    got = anybody.get("/api/v1/architectures/vgg-16").json()
    assert got["rows"][0]["output_shape"] == [64, 224, 224]
    assert sum(row["params"] for row in got["rows"]) == got["totals"]["params"] == 138_357_544


def test_an_architecture_nobody_knows_is_missing(anybody: TestClient) -> None:
    response = anybody.get("/api/v1/architectures/resnet-51")
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["detail"] == "There is no such architecture."

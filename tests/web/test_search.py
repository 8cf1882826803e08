"""The search as a page, as a fragment and by program."""

import re
from collections import defaultdict

import pytest
from starlette.testclient import TestClient

from app.catalog.catalog import Catalog
from app.practice.searching import documents
from app.web.pages.lab.index import FIGURE_PAGES
from tests.web.doors import visit

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
API = "/api/v1/search"


def test_a_form_without_javascript_finds_and_marks(stateless: TestClient) -> None:
    page = visit(stateless, "/search?q=receptve+feild")
    assert page.status == 200
    assert '<form class="search-form" method="get" action="/search">' in page.text
    assert 'value="receptve feild"' in page.text
    assert "places speak of “receptive field”. Nothing says “receptve feild”, so it was read otherwise." in page.words
    assert '<a href="/learn/glossary#receptive-field"><mark>Receptive field</mark></a>' in page.text


def test_every_page_leads_to_it(stateless: TestClient) -> None:
    for address in ("/", "/learn", "/problems/layer-stack/own", "/lab", "/search"):
        assert '<a class="find" href="/search"' in visit(stateless, address).text


def test_htmx_gets_what_was_found_alone(stateless: TestClient) -> None:
    answer = stateless.get("/search", params={"q": "floor"}, headers=HTMX)
    assert answer.text.lstrip().startswith('<div class="findings" id="findings">')
    assert "HX-Request-Type" in answer.headers["vary"]


def test_a_kind_is_a_link_with_its_number(stateless: TestClient) -> None:
    page = visit(stateless, "/search?q=padding")
    found = re.search(r'href="/search\?q=padding&amp;kind=term">Glossary <span class="count">(\d+)<', page.text)
    assert found
    narrowed = visit(stateless, "/search?q=padding&kind=term")
    assert narrowed.text.count('<li class="hit">') == int(found[1])


def test_nothing_typed_and_nothing_found_lead_on(stateless: TestClient) -> None:
    empty, short, none = (visit(stateless, f"/search?q={q}") for q in ("", "k", "xeptive"))
    assert 'For example: <a href="/search?q=receptive+field">' in empty.text
    assert "One letter is in nearly everything: type another." in short.words
    assert "Nothing here speaks of “xeptive”. Did you mean: receptive" in none.words


@pytest.mark.parametrize("q", ['"', "*", "NEAR(", "a AND", "<script>", "卷积", "🙂", "%", "' --", "{{ x }}", "\ue000"])
def test_nothing_that_is_typed_is_an_error_or_a_command(stateless: TestClient, q: str) -> None:
    for headers in ({}, HTMX):
        answer = stateless.get("/search", params={"q": q}, headers=headers)
        assert answer.status_code == 200
        assert "<script>" not in answer.text.partition("<main")[2]
    assert stateless.get(API, params={"q": q}).status_code == 200


def test_too_long_a_query_is_told_and_kept(stateless: TestClient) -> None:
    text = "floor " * 50
    answer = stateless.get("/search", params={"q": text})
    assert answer.status_code == 422
    assert "A search takes 120 characters at most; these are 300." in answer.text
    assert f'value="{text}"' in answer.text
    assert stateless.get("/search", params={"q": "a" * 10_000}).status_code == 414
    assert stateless.get("/search?q=%00").status_code == 400


def test_every_place_that_can_be_found_is_there(client: TestClient, catalog: Catalog) -> None:
    anchors: dict[str, set[str]] = defaultdict(set)
    for document in documents(catalog, FIGURE_PAGES):
        address, _, anchor = document.address.partition("#")
        anchors[address].add(anchor)
    for address, names in anchors.items():
        if address.startswith("/problems/"):
            assert address.removeprefix("/problems/") in catalog.problems
            continue
        page = visit(client, address)
        assert page.status == 200, address
        for anchor in names - {""}:
            assert f'id="{anchor}"' in page.text, (address, anchor)


def test_a_program_gets_the_hits_with_their_marks(stateless: TestClient) -> None:
    got = stateless.get(API, params={"q": "dephtwise", "limit": 2}).json()
    assert got["read_as"] == "depthwise"
    assert (len(got["items"]), got["next"]) == (2, None)
    assert got["total"] == sum(got["counts"].values()) > 2
    first = got["items"][0]
    assert (first["kind"], first["address"]) == ("term", "/learn/glossary#depthwise-convolution")
    section = stateless.get(API, params={"q": "floor", "kind": "lesson", "limit": 1}).json()["items"][0]
    assert (section["title"], section["within"]) == ("The floor", "How large is what comes out?")
    assert {section["excerpt"][mark["start"] : mark["end"]] for mark in section["marks"]} == {"floor"}


@pytest.mark.parametrize(
    ("params", "pointer"),
    [
        ({}, "/query/q"),
        ({"q": ""}, "/query/q"),
        ({"q": "a" * 121}, "/query/q"),
        ({"q": "floor", "kind": "card"}, "/query/kind"),
        ({"q": "floor", "limit": 0}, "/query/limit"),
        ({"q": "floor", "limit": 101}, "/query/limit"),
    ],
)
def test_a_program_is_told_where_its_call_is_wrong(
    stateless: TestClient, params: dict[str, str | int], pointer: str
) -> None:
    answer = stateless.get(API, params=params)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_it_stands_in_the_description_of_the_api(stateless: TestClient) -> None:
    described = stateless.get("/api/v1/openapi.json").json()["paths"][API]["get"]
    assert {each["name"] for each in described["parameters"]} == {"q", "kind", "limit"}

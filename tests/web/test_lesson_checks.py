"""The questions in the midst of a part: answered where they stand, and kept like any other."""

import re
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from app.catalog.catalog import Catalog
from app.settings import Settings
from tests.web.conftest import Clock
from tests.web.doors import Page, submit, visit

FIRST = "/problems/output-size/1-7/answer?check=sizes:1"  # 21 × 21, kernel 2, stride 1: right is 20
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


def typed(text: str) -> dict[str, str]:
    return {"answer.size": text}


def section(page: Page, anchor: str) -> str:
    """The check with what stands behind it, up to the next one."""
    _, _, behind = page.text.partition(f'<section class="lesson-check" id="{anchor}"')
    assert behind, anchor
    return behind.partition('<section class="lesson-check"')[0]


def attempts(client: TestClient) -> int:
    """At the one question that was put."""
    [question] = client.get("/api/v1/questions").json()["items"]
    assert question["slug"] == "output-size"
    return client.get(f"/api/v1/questions/{question['id']}").json()["attempts"]


@pytest.mark.parametrize("slug", ["sizes", "receptive-field"])
def test_each_check_of_a_part_stands_in_it_as_a_form(stateless: TestClient, catalog: Catalog, slug: str) -> None:
    page = visit(stateless, f"/learn/{slug}")
    checks = catalog.lessons.lesson(slug).checks
    assert len(checks) > 1
    for number, problem in enumerate(checks, start=1):
        assert f'action="/problems/{problem}/' in section(page, f"check-{number}")
    ids = re.findall(r' id="([^"]+)"', page.text)
    assert len(ids) == len(set(ids))
    tokens = re.findall(r'id="check-(\d+)-answer".*?name="token" value="([^"]+)"', page.text, re.DOTALL)
    assert len({token for _, token in tokens}) == len(checks)


def test_a_wrong_answer_comes_back_to_its_place_with_the_mistake_and_is_recorded(client: TestClient) -> None:
    page = visit(client, "/learn/sizes")
    action, hidden = page.form("/answer?check=sizes:1")
    response = client.post(action, data=hidden | typed("19"))
    assert (response.status_code, response.headers["location"]) == (303, "/learn/sizes#check-1")
    after = visit(client, "/learn/sizes")
    assert "You counted the steps, not the positions." in section(after, "check-1")
    assert 'class="verdict' not in section(after, "check-2")
    assert attempts(client) == 1


def test_a_check_is_answered_again_until_it_is_right(client: TestClient) -> None:
    submit(client, visit(client, "/learn/sizes"), "/answer?check=sizes:1", **typed("19"))
    right = submit(client, visit(client, "/learn/sizes"), "/answer?check=sizes:1", **typed("20"))
    assert right.address == "/learn/sizes"
    assert "Right: 20 × 20." in section(right, "check-1")
    assert attempts(client) == 2


def test_an_unreadable_answer_loses_nothing_and_the_rest_of_the_part_is_there(client: TestClient) -> None:
    asked = submit(client, visit(client, "/learn/sizes"), "/answer?check=sizes:1", **typed("about twenty"))
    assert asked.status == 422
    assert 'value="about twenty"' in section(asked, "check-1")
    assert "Count the positions" in asked.words
    assert client.get("/api/v1/questions").json()["items"] == []


def test_hints_and_solution_of_a_check_open_in_its_place(client: TestClient) -> None:
    hinted = submit(client, visit(client, "/learn/sizes"), "/hint?check=sizes:1")
    assert hinted.address == "/learn/sizes"
    assert "Hint 1" in section(hinted, "check-1")
    shown = submit(client, hinted, "/reveal?check=sizes:1")
    assert "The working" in section(shown, "check-1")
    assert "Hint 1" not in section(shown, "check-2")


def test_htmx_gets_the_sheet_under_its_own_names_and_the_page_keeps_its_address(client: TestClient) -> None:
    _, hidden = visit(client, "/learn/sizes").form("/answer?check=sizes:1")
    swapped = client.post(FIRST, data=hidden | typed("19"), headers=HTMX)
    assert 'id="check-1-sheet"' in swapped.text
    assert 'data-hx-target="#check-1-sheet"' in swapped.text
    assert "?check=sizes:1" in swapped.text
    assert "hx-replace-url" not in swapped.headers


def test_a_dispute_comes_back_to_the_part(client: TestClient) -> None:
    wrong = submit(client, visit(client, "/learn/sizes"), "/answer?check=sizes:1", **typed("19"))
    noted = submit(client, wrong, "/dispute?check=sizes:1", comment="I counted.")
    assert noted.address == "/learn/sizes"
    assert "Noted." in section(noted, "check-1")


def test_of_an_answer_in_the_midst_of_a_text_no_time_is_kept(
    client: TestClient, clock: Clock, settings: Settings
) -> None:
    page = visit(client, "/learn/sizes")
    clock.now += timedelta(minutes=5)
    submit(client, page, "/answer?check=sizes:1", **typed("20"))
    with closing(sqlite3.connect(settings.database_url.removeprefix("sqlite:///"))) as database:
        assert database.execute("select seconds from attempts").fetchall() == [(None,)]


@pytest.mark.parametrize("query", ["?check=sizes:2", "?check=sizes:9", "?check=never:1", "?check=%3Cb%3E"])
def test_a_place_where_the_problem_is_not_asked_is_no_place(client: TestClient, query: str) -> None:
    _, hidden = visit(client, "/learn/sizes").form("/answer?check=sizes:1")
    response = client.post(f"/problems/output-size/1-7/answer{query}", data=hidden | typed("19"))
    assert response.headers["location"].startswith("/questions/")

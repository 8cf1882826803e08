"""How far one has read: kept for each part, moved by the page, settled by a button."""

import pytest
from starlette.testclient import TestClient

from app.catalog.catalog import Catalog
from tests.web.conftest import Clock
from tests.web.doors import submit, visit


def test_a_part_is_read_when_one_says_so_and_not_after_all(client: TestClient) -> None:
    before = visit(client, "/learn")
    after = submit(client, visit(client, "/learn/sizes"), "/learn/sizes/mark")
    assert after.address == "/learn"
    assert after.text.count("is-read") == 1 + before.text.count("is-read")
    again = submit(client, visit(client, "/learn/sizes"), "/learn/sizes/mark")
    assert again.address == "/learn/sizes"
    assert "is-read" not in visit(client, "/learn").text


def test_the_chapter_goes_on_where_one_stopped_last(client: TestClient, clock: Clock) -> None:
    for slug, section in (("sizes", "the-floor"), ("receptive-field", "two-numbers-a-layer")):
        assert client.post(f"/learn/{slug}/mark", data={"section": section}).status_code == 204
        clock.pass_days(1)
    page = visit(client, "/learn")
    assert "Go on: Two numbers a layer" in page.words
    assert 'href="/learn/receptive-field#two-numbers-a-layer" data-key="n"' in page.text
    assert "at: The floor" in page.words


def test_a_place_does_not_take_back_that_a_part_is_read(client: TestClient) -> None:
    submit(client, visit(client, "/learn/sizes"), "/learn/sizes/mark")
    client.post("/learn/sizes/mark", data={"section": "the-floor"})
    assert "is-read" in visit(client, "/learn").text


def test_the_minutes_left_are_those_of_the_parts_not_read(client: TestClient, catalog: Catalog) -> None:
    minutes = {slug: lesson.minutes for slug, lesson in catalog.lessons.by_slug.items()}
    assert f"{sum(minutes.values())} min of reading are left" in visit(client, "/learn").words
    submit(client, visit(client, "/learn/sizes"), "/learn/sizes/mark")
    assert f"{sum(minutes.values()) - minutes['sizes']} min of reading" in visit(client, "/learn").words


@pytest.mark.parametrize(
    ("address", "section", "status"), [("sizes", "no-such", 422), ("never", "", 404), ("sizes", "x" * 101, 422)]
)
def test_a_place_there_is_not_is_refused(client: TestClient, address: str, section: str, status: int) -> None:
    assert client.post(f"/learn/{address}/mark", data={"section": section}).status_code == status

"""A question on record whose numbers its problem takes no longer: said in a sentence, and in nobody's way."""

import sqlite3
from contextlib import closing

import pytest
from starlette.testclient import TestClient

from app.settings import Settings
from tests.web.doors import answered, visit

SENTENCE = "The numbers of this question are none of “One layer, one size” any more. Ask for a new one."
LISTING = ("/", "/problems", "/progress", "/session/summary", "/assess", "/learn/sizes", "/report")


@pytest.fixture
def question(client: TestClient, settings: Settings) -> str:
    """One that was answered wrongly, without its numbers."""
    page = answered(client, visit(client, "/problems/output-size/1-7"), size="1")
    with closing(sqlite3.connect(settings.data_dir / "receptive.db")) as database, database:
        database.execute("UPDATE questions SET params = '{}'")
    return page.address.rpartition("/")[2]


def test_it_says_so_at_its_own_address(client: TestClient, question: str) -> None:
    page = visit(client, f"/questions/{question}")
    assert page.status == 410
    assert SENTENCE in page.words


def test_it_says_so_to_programs(client: TestClient, question: str) -> None:
    address = f"/api/v1/questions/{question}"
    for response in (
        client.get(address),
        client.post(f"{address}/answer", json={"answer": {"size": "1"}}),
        client.post(f"{address}/reveal"),
    ):
        assert (response.status_code, response.json()["detail"]) == (410, SENTENCE)


@pytest.mark.parametrize("address", LISTING)
def test_pages_that_list_it_are_as_always(client: TestClient, question: str, address: str) -> None:
    assert question
    assert visit(client, address).status == 200

"""A refused method is told which ones the address takes, and an address that cannot be is not found."""

import pytest
from starlette.testclient import TestClient


@pytest.mark.parametrize(
    ("address", "taken"),
    [
        ("/api/v1/plan", "GET, HEAD, PUT"),
        ("/api/v1/calendar", "POST, DELETE"),
        ("/api/v1/questions", "GET, HEAD, POST"),
        ("/api/v1/plan/pauses/2026-03-03", "DELETE"),
        ("/plan", "GET, HEAD, POST"),
        ("/errata", "GET, HEAD"),
        ("/static/mark.svg", "GET, HEAD"),
    ],
)
def test_a_refused_method_is_told_all_that_the_address_takes(stateless: TestClient, address: str, taken: str) -> None:
    response = stateless.request("PATCH", address)
    assert (response.status_code, response.headers["allow"]) == (405, taken)


def test_every_page_gives_its_head_alone(stateless: TestClient) -> None:
    for address in ("/", "/plan", "/api/v1/problems"):
        response = stateless.head(address)
        assert (response.status_code, response.content) == (200, b"")


def test_a_page_at_an_address_that_cannot_be_is_not_found_and_a_program_is_told_why(stateless: TestClient) -> None:
    page = stateless.get("/questions/7")
    assert page.status_code == 404
    assert "There is nothing at this address." in page.text
    told = stateless.get("/api/v1/questions/7")
    assert (told.status_code, told.json()["errors"][0]["pointer"]) == (422, "/path/question_id")

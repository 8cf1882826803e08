"""The band one gives oneself comes first; then what was seen, line by line, for every kind of problem."""

from datetime import timedelta

from starlette.testclient import TestClient

from tests.web.conftest import Clock
from tests.web.doors import Page, answered, submit, visit

V1 = "/api/v1"
LOOK = "/problems/output-size/1-7"  # 20; three minutes are two
MARKED = "How an interviewer would mark it"


def solved(client: TestClient, clock: Clock) -> Page:
    """Two hints, a miss, and four minutes in all; the problem is meant to take two."""
    page = submit(client, submit(client, visit(client, LOOK), "/hint"), "/hint")
    clock.now += timedelta(minutes=3)
    page = answered(client, page, size="19")
    clock.now += timedelta(minutes=1)
    return answered(client, page, size="20")


def test_the_rubric_waits_for_ones_own_band(client: TestClient, clock: Clock) -> None:
    page = solved(client, clock)
    assert "Before you see the rubric" in page.words
    assert MARKED not in page.words
    page = submit(client, page, "/band", band="strong-hire")
    assert MARKED in page.words
    assert "You gave yourself Strong hire ; what was seen comes to Lean hire ." in page.words
    assert "right second try at best lean hire two hints at best lean hire 4 min of 2" in page.words


def test_it_can_be_shown_without(client: TestClient, clock: Clock) -> None:
    page = submit(client, solved(client, clock), "/band", band="none")
    assert "What was seen comes to Lean hire ." in page.words
    assert "You gave yourself" not in page.words


def test_the_first_band_stands(client: TestClient, clock: Clock) -> None:
    page = solved(client, clock)
    submit(client, page, "/band", band="no-hire")
    assert "You gave yourself No hire" in submit(client, page, "/band", band="strong-hire").words


def test_nothing_chosen_is_asked_for_in_a_sentence(client: TestClient, clock: Clock) -> None:
    page = submit(client, solved(client, clock), "/band")
    assert page.status == 422
    assert "Choose the band you would give yourself" in page.words


def test_a_solution_that_was_shown_is_seen_too(client: TestClient) -> None:
    page = submit(client, submit(client, visit(client, LOOK), "/reveal"), "/band", band="no-hire")
    assert "You gave yourself No hire , and so does what was seen." in page.words
    assert "the solution was shown at best no hire no tries no hints" in page.words


def test_by_program(client: TestClient, clock: Clock) -> None:
    question = f"{V1}/questions/{client.post(f'{V1}/questions', json={'slug': 'output-size', 'seed': 7}).json()['id']}"
    early = client.post(f"{question}/band", json={"band": "lean-hire"})
    assert early.status_code == 409
    clock.now += timedelta(seconds=47.6)
    client.post(f"{question}/answer", json={"answer": {"size": "20"}})
    bands = client.post(f"{question}/band", json={"band": "lean-hire"}).json()
    assert (bands["own"], bands["earned"]) == ("lean-hire", "strong-hire")
    assert [line["seen"] for line in bands["evidence"]] == ["right", "first try", "no hints", "48 s of 2 min"]
    assert client.get(question).json()["own_band"] == "lean-hire"
    assert client.post(f"{question}/band", json={"band": None}).json()["own"] == "lean-hire"
    assert client.post(f"{question}/band", json={"band": "hire"}).status_code == 422


def test_an_explanation_is_banded_by_its_points(client: TestClient, clock: Clock) -> None:
    page = visit(client, "/problems/explain-clock")
    clock.now += timedelta(seconds=95)
    page = answered(client, page, text="It is memory bound, and the ratio counts operations.")
    page = submit(client, page, "/answer", **{"answer.points": ["", "bytes", "count"]})
    page = submit(client, page, "/band", band="lean-hire")
    assert "You gave yourself Lean hire , and so does what was seen." in page.words
    assert "2 of 6 points, 2 of 3 essential ones at best lean hire first try no hints 2 min of 3" in page.words

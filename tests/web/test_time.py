"""How long an answer took: the time in a form's token, and the API's."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from starlette.testclient import TestClient

from app.settings import Settings
from app.store import uuid7
from app.web.session import Signatures
from app.web.stamps import stamps
from tests.store.attempted import seconds_of_attempts
from tests.web.conftest import START, Clock, Dice
from tests.web.doors import Page, answered, submit, visit

LOOK = "/problems/output-size/1-7"
V1 = "/api/v1"
SECRET = b"a secret for tests, 32 bytes long"


@pytest.fixture
def seconds(settings: Settings) -> Callable[[], list[float | None]]:
    """Of every attempt, in the order they were made."""
    return lambda: seconds_of_attempts(settings.database_url)


def swapped(client: TestClient, page: Page, action: str, **fields: str) -> Page:
    """As htmx sends a form."""
    address, hidden = page.form(action)
    swap = {"HX-Request": "true", "HX-Request-Type": "partial"}
    response = client.post(address, data=hidden | fields, headers=swap)
    return Page(response.status_code, response.text, response.headers.get("hx-replace-url", page.address))


def test_the_first_answer_took_as_long_as_the_page_was_seen(
    client: TestClient, clock: Clock, seconds: Callable[[], list[float | None]]
) -> None:
    page = visit(client, LOOK)
    clock.now += timedelta(seconds=47.5)
    answered(client, page, size="19")
    assert seconds() == [47.5]


def test_after_a_verdict_the_time_counts_anew(
    client: TestClient, clock: Clock, seconds: Callable[[], list[float | None]]
) -> None:
    page = visit(client, LOOK)
    clock.now += timedelta(seconds=40)
    after = swapped(client, page, "/answer", **{"answer.size": "19"})
    clock.now += timedelta(seconds=15)
    swapped(client, after, "/answer", **{"answer.size": "20"})
    assert seconds() == [40, 15]


def test_hints_and_answers_that_were_not_read_do_not_stop_the_time(
    client: TestClient, clock: Clock, seconds: Callable[[], list[float | None]]
) -> None:
    page = visit(client, LOOK)
    clock.now += timedelta(seconds=10)
    page = swapped(client, page, "/answer", **{"answer.size": "(20, 20"})
    clock.now += timedelta(seconds=10)
    page = swapped(client, page, "/hint")
    clock.now += timedelta(seconds=10)
    swapped(client, page, "/answer", **{"answer.size": "20"})
    assert seconds() == [30]


def test_without_javascript_an_unread_answer_does_not_stop_it_and_a_new_page_begins_anew(
    client: TestClient, clock: Clock, seconds: Callable[[], list[float | None]]
) -> None:
    page = visit(client, LOOK)
    clock.now += timedelta(seconds=10)
    unread = answered(client, page, size="(20, 20")
    clock.now += timedelta(seconds=10)
    hinted = submit(client, unread, "/hint")
    clock.now += timedelta(seconds=5)
    answered(client, hinted, size="19")
    assert seconds() == [5]
    again = answered(client, visit(client, LOOK), size="(20, 20")
    clock.now += timedelta(seconds=20)
    answered(client, again, size="19")
    assert seconds() == [5, 20]


@pytest.mark.parametrize(("hours", "kept"), [(2, 7200.0), (2.001, None)])
def test_past_two_hours_somebody_went_away(
    client: TestClient, clock: Clock, seconds: Callable[[], list[float | None]], hours: float, kept: float | None
) -> None:
    page = visit(client, LOOK)
    clock.now += timedelta(hours=hours)
    answered(client, page, size="19")
    assert seconds() == [kept]


def test_a_clock_that_was_set_back_tells_nothing(
    client: TestClient, clock: Clock, seconds: Callable[[], list[float | None]]
) -> None:
    page = visit(client, LOOK)
    clock.now -= timedelta(seconds=1)
    answered(client, page, size="19")
    assert seconds() == [None]


FORGED = {
    "made up": "a-token-of-my-own",
    "unsigned": uuid7(START, 7).hex,
    "signed as a cookie is": Signatures((SECRET,)).sign(uuid7(START, 7)),
    "signed by another server": stamps((b"x" * 32,)).token(START, Dice()),
}


@pytest.mark.parametrize("token", FORGED.values(), ids=FORGED.keys())
def test_a_token_that_is_not_ours_is_no_clock_and_still_makes_twice_once(
    client: TestClient, seconds: Callable[[], list[float | None]], token: str
) -> None:
    for _ in range(2):
        client.post(f"{LOOK}/answer", data={"token": token, "answer.size": "19"})
    assert seconds() == [None]


def test_a_forms_token_is_nobodys_cookie() -> None:
    token = stamps((SECRET,)).token(START, Dice())
    assert Signatures((SECRET,)).verified(token) is None
    cookie = Signatures((SECRET,)).sign(UUID(int=7))
    assert stamps((SECRET,)).shown_at(cookie) is None


def test_a_token_outlives_a_change_of_secrets() -> None:
    old, new = b"o" * 32, b"n" * 32
    assert stamps((new, old)).shown_at(stamps((old,)).token(START, Dice())) == START


def test_by_program_the_time_counts_from_the_question_and_then_from_each_verdict(
    client: TestClient, clock: Clock, seconds: Callable[[], list[float | None]]
) -> None:
    question = client.post(f"{V1}/questions", json={"slug": "output-size", "seed": 7}).json()["id"]
    for wait, text in ((33, "19"), (8, "18"), (3 * 3600, "20")):
        clock.now += timedelta(seconds=wait)
        client.post(f"{V1}/questions/{question}/answer", json={"answer": {"size": text}})
    assert seconds() == [33, 8, None]

"""The insights page: counted by hand from a handful of answers, and who may see it."""

import base64
from dataclasses import replace
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from app.catalog.catalog import Catalog
from app.main import create_app
from app.settings import Settings, settings_from
from tests.web.conftest import Clock, Dice
from tests.web.doors import answered, submit, visit

ADDRESS = "/problems/output-size/insights"
LOOK = "/problems/output-size/1-7"  # 21 × 21, kernel 2, stride 1: right is 20, without the + 1 it is 19
KEY = "a key for tests, long enough"


def test_what_a_handful_of_answers_says(client: TestClient, clock: Clock) -> None:
    """
    Three learners, four attempts.

    Ada: 19 after 10 s (no + 1), then 20. Bob: a hint, then 5 after 30 s (unexplained), disputed. Cat: 20 after 20 s.
    So 1 of 3 is right at first; of 10, 20 and 30 s the quartiles are 15, 20 and 25 s.
    """
    page = visit(client, LOOK)
    clock.now += timedelta(seconds=10)
    answered(client, answered(client, page, size="19"), size="20")
    client.cookies.clear()
    hinted = submit(client, visit(client, LOOK), "/hint")
    clock.now += timedelta(seconds=30)
    submit(client, answered(client, hinted, size="5"), "/dispute", comment="I meant the stride.")
    client.cookies.clear()
    page = visit(client, LOOK)
    clock.now += timedelta(seconds=20)
    answered(client, page, size="20")
    insights = visit(client, ADDRESS)
    assert "1 question of 3 right at the first attempt, 33 %." in insights.words
    assert "4 attempts by 3 learners." in insights.words
    assert "You counted the steps, not the positions. 1 1" in insights.words
    assert "9 that nobody has made" in insights.words
    assert "5 × 5 (height × width) size 1-7 1 1" in insights.words
    assert "A value that comes back is a mistake that nobody has named yet." in insights.words
    assert '<a href="/problems/output-size/1-7">1-7</a>' in insights.text
    assert "15 s 20 s 25 s" in insights.words
    assert "none 2 1 1 2 0 3 0 Of 3 questions" in insights.words
    assert "wrong 1 receptive disputes" in insights.words
    assert "I meant the stride." not in insights.words


def test_a_problem_that_nobody_has_answered_says_so(client: TestClient) -> None:
    assert "Nobody has answered “One layer, one size” yet." in visit(client, ADDRESS).words
    assert visit(client, "/problems/no-such/insights").status == 404


def test_looking_at_insights_makes_no_learner(client: TestClient, settings: Settings) -> None:
    visit(client, ADDRESS)
    assert client.get("/api/v1/questions").json()["items"] == []


PUBLIC = {
    "listens to everybody": {"host": "0.0.0.0"},  # noqa: S104 - that is the point
    "goes by another name": {"allowed_hosts": ("localhost", "127.0.0.1", "[::1]", "receptive.example")},
}


def served(settings: Settings, catalog: Catalog, **changes: object) -> TestClient:
    app = create_app(replace(settings, **changes), catalog=catalog, random_bits=Dice())
    return TestClient(app, base_url="http://localhost", follow_redirects=False)


def basic(password: str, name: str = "anybody") -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()}


@pytest.mark.parametrize("public", PUBLIC.values(), ids=PUBLIC.keys())
def test_a_public_server_without_a_key_has_no_such_page(
    settings: Settings, catalog: Catalog, public: dict[str, object]
) -> None:
    with served(settings, catalog, **public) as client:
        for headers in ({}, basic(""), basic("None")):
            assert client.get(ADDRESS, headers=headers).status_code == 404


@pytest.mark.parametrize("public", PUBLIC.values(), ids=PUBLIC.keys())
def test_a_public_server_with_a_key_asks_for_it(
    settings: Settings, catalog: Catalog, public: dict[str, object]
) -> None:
    with served(settings, catalog, operator_key=KEY, **public) as client:
        asked = client.get(ADDRESS)
        assert asked.status_code == 401
        assert asked.headers["www-authenticate"] == 'Basic realm="Receptive insights", charset="UTF-8"'
        assert "RECEPTIVE_OPERATOR_KEY as the password" in asked.text
        assert KEY not in asked.text
        assert client.get(ADDRESS, headers=basic(KEY)).status_code == 200
        assert client.get(ADDRESS, headers=basic(KEY, name="")).status_code == 200
        assert client.get("/problems/no-such/insights").status_code == 401  # the key first, then whether there is one


WRONG = {
    "empty": basic(""),
    "cut": basic(KEY[:-1]),
    "longer": basic(KEY + "x"),
    "as a name": {"Authorization": "Basic " + base64.b64encode(KEY.encode()).decode()},
    "not base64": {"Authorization": f"Basic {KEY}"},
    "not ASCII": {"Authorization": "Basic " + base64.b64encode(b"a:\xff\xfe").decode()},
    "as a token": {"Authorization": basic(KEY)["Authorization"].replace("Basic", "Bearer")},
    "nothing after the scheme": {"Authorization": "Basic"},
}


@pytest.mark.parametrize("headers", WRONG.values(), ids=WRONG.keys())
def test_nothing_else_opens_it(settings: Settings, catalog: Catalog, headers: dict[str, str]) -> None:
    with served(settings, catalog, operator_key=KEY, host="0.0.0.0") as client:  # noqa: S104 - that is the point
        assert client.get(ADDRESS, headers=headers).status_code == 401


def test_whoever_gave_the_key_can_still_practise(settings: Settings, catalog: Catalog) -> None:
    """A browser sends the key to the addresses beside the insights as well."""
    with served(settings, catalog, operator_key=KEY, host="0.0.0.0") as client:  # noqa: S104 - that is the point
        client.headers.update(basic(KEY))
        assert answered(client, visit(client, LOOK), size="20").status == 200
        assert "1 question of 1 right at the first attempt, 100 %." in visit(client, ADDRESS).words


@pytest.mark.parametrize(
    ("environment", "private"),
    [
        ({}, True),
        ({"RECEPTIVE_HOST": "127.0.0.1"}, True),
        ({"RECEPTIVE_HOST": "127.8.0.1"}, True),
        ({"RECEPTIVE_HOST": "::1"}, True),
        ({"RECEPTIVE_HOST": "localhost", "RECEPTIVE_HOSTS": "localhost"}, True),
        ({"RECEPTIVE_HOST": "0.0.0.0"}, False),  # noqa: S104 - that is the point
        ({"RECEPTIVE_HOST": "::"}, False),
        ({"RECEPTIVE_HOST": "192.168.0.7"}, False),
        ({"RECEPTIVE_HOST": "receptive.example"}, False),
        ({"RECEPTIVE_HOSTS": "receptive.example"}, False),
        ({"RECEPTIVE_HOSTS": "*"}, False),
    ],
)
def test_which_servers_are_private(environment: dict[str, str], private: bool) -> None:
    assert settings_from(environment).is_private is private

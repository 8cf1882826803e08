"""A day is written as the schema says, 2026-03-31, in bodies, queries and addresses; nothing else is taken for one."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.web.planned import PLAN, V1

NO_DAYS = ("0", "1e9", "1772409600", "2026-03-31T00:00:00", "20260331", "2026-3-31", "2026-02-30", "")
SAID = "This must be a date, such as 2026-03-31."


@pytest.mark.parametrize("typed", NO_DAYS)
def test_what_is_no_day_is_refused_in_a_query_and_in_a_body(stateless: TestClient, typed: str) -> None:
    asked = stateless.get(f"{V1}/progress", params={"from": typed})
    assert (asked.status_code, asked.json()["errors"]) == (422, [{"pointer": "/query/from", "detail": SAID}])
    set_so = stateless.put(f"{V1}/plan", json=PLAN | {"start_day": typed})
    assert (set_so.status_code, set_so.json()["errors"]) == (422, [{"pointer": "/start_day", "detail": SAID}])


@pytest.mark.parametrize("sent", [0, 1772409600, 1.5, True, [2026, 3, 31]])
def test_a_number_is_no_day(stateless: TestClient, sent: Any) -> None:
    told = stateless.post(f"{V1}/plan/pauses", json={"first": sent, "last": "2026-03-31"})
    assert (told.status_code, told.json()["errors"]) == (422, [{"pointer": "/first", "detail": SAID}])


def test_an_address_with_no_day_in_it_names_no_pause(stateless: TestClient) -> None:
    assert stateless.delete(f"{V1}/plan/pauses/0").json()["errors"] == [{"pointer": "/path/first", "detail": SAID}]
    assert stateless.post("/plan/pauses/0/end", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 404


def test_the_schema_says_what_a_day_is(stateless: TestClient) -> None:
    schema = stateless.get(f"{V1}/openapi.json").json()
    assert schema["components"]["schemas"]["PauseIn"]["properties"]["first"]["format"] == "date"

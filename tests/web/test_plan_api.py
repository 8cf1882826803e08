"""The plan under the names of the contract, and what only a program's settings change."""

from datetime import UTC, datetime
from io import BytesIO
from zipfile import is_zipfile

import pytest
from starlette.testclient import TestClient

from tests.web.conftest import Clock
from tests.web.planned import V1, answer_wrongly, begin, enter_checkpoint, reveal_task, today


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/plan"),
        ("put", "/plan"),
        ("post", "/plan/pauses"),
        ("get", "/plan/today"),
        ("post", "/checkpoints/{index}/tasks/{n}"),
        ("post", "/attempts/{attempt_id}/undo"),
        ("get", "/calendar.ics"),
        ("get", "/deck.apkg"),
    ],
)
def test_each_part_of_the_plan_stands_in_the_schema(stateless: TestClient, method: str, path: str) -> None:
    assert method in stateless.get(f"{V1}/openapi.json").json()["paths"][f"{V1}{path}"]


def test_a_program_walks_through_all_of_it(client: TestClient) -> None:
    """Begun, paused, a task put and answered, the answer undone, the days and the cards taken along."""
    plan = begin(client, interview_day="2026-03-30", minutes_per_day=20)
    assert client.get(f"{V1}/plan").json() == plan
    paused = client.post(f"{V1}/plan/pauses", json={"first": "2026-03-03", "last": "2026-03-04"})
    assert paused.json()["checkpoints"][1]["due_day"] == "2026-03-07"
    before = today(client)
    assert [each["item"] for each in before["items"]] == ["task:D0.1", "task:D0.2", "task:D0.3"]
    attempts = answer_wrongly(client, 0, 2)
    assert [each["item"] for each in today(client)["items"]] == ["task:D0.1", "task:D0.3"]
    for attempt in attempts:
        assert client.post(f"{V1}/attempts/{attempt}/undo").json()["attempt_id"] == attempt
    assert today(client) == before
    secret = client.post(f"{V1}/calendar").json()["address"]
    assert "DTSTART;VALUE=DATE:20260307" in client.get(secret).text
    assert client.get(f"{V1}/calendar.ics?key=none").status_code == 404
    assert is_zipfile(BytesIO(client.get(f"{V1}/deck.apkg").content))


def test_whoever_is_busy_repeats_less(client: TestClient, clock: Clock) -> None:
    """
    On Day 7 the tasks of Day 0, S = 2.3065, would be at (1 + 0.98034·14/2.3065)^-0.1542 = 0.74 by Day 14.

    That is under 0.80 and over 0.60.
    """
    begin(client, interview_day="2026-03-30")
    enter_checkpoint(client, 0, "2026-03-02")
    clock.now = datetime(2026, 3, 9, 12, tzinfo=UTC)
    enter_checkpoint(client, 1, "2026-03-05")
    usual = {each["item"] for each in today(client)["items"]}
    assert {"task:D0.1", "task:D0.2", "task:D0.3"} <= usual
    begin(client, interview_day="2026-03-30", busy=True)
    assert client.get(f"{V1}/plan").json()["busy"] is True
    assert [each["item"] for each in today(client)["items"]] == ["task:D7.1", "task:D7.2", "task:D7.3"]


def test_a_task_is_put_question_by_question_until_it_is_over(client: TestClient) -> None:
    begin(client)
    assert len(reveal_task(client, 0, 1)) == 4  # the formula, and three sizes
    assert "task:D0.1" not in {each["item"] for each in today(client)["items"]}

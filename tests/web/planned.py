"""A plan as a program sees it, and its tasks gone through in one call."""

from datetime import date
from typing import Any

from starlette.testclient import TestClient

V1 = "/api/v1"
PLAN = {"start_day": "2026-03-02", "interview_day": None, "timezone": "Europe/Berlin"}


def begin(client: TestClient, **changes: object) -> dict[str, Any]:
    response = client.put(f"{V1}/plan", json=PLAN | changes)
    assert response.status_code == 200, response.text
    return response.json()


def due(plan: dict[str, Any]) -> list[str]:
    return [checkpoint["due_day"] for checkpoint in plan["checkpoints"]]


def today(client: TestClient) -> dict[str, Any]:
    return client.get(f"{V1}/plan/today").json()


def wrong_answer(question: dict[str, Any]) -> dict[str, str]:
    """An option where one chooses, and a number that is far off where one types."""
    return {each["name"]: each["options"][0]["id"] if "options" in each else "9871" for each in question["fields"]}


def reveal_task(client: TestClient, index: int, number: int) -> list[str]:
    """Give a task up, question by question."""
    given_up: list[str] = []
    while True:
        task = client.post(f"{V1}/checkpoints/{index}/tasks/{number}", json={}).json()
        client.post(f"{V1}/questions/{task['question_id']}/reveal")
        given_up.append(task["question_id"])
        if task["left"] <= 1:
            return given_up


def answer_wrongly(client: TestClient, index: int, number: int) -> list[str]:
    """Answer each question of a task wrongly; the ids of the attempts."""
    attempts: list[str] = []
    while True:
        task = client.post(f"{V1}/checkpoints/{index}/tasks/{number}", json={}).json()
        question = client.get(f"{V1}/questions/{task['question_id']}").json()
        answer = client.post(f"{V1}/questions/{question['id']}/answer", json={"answer": wrong_answer(question)})
        assert answer.json()["attempt_id"], answer.text
        attempts.append(answer.json()["attempt_id"])
        if task["left"] <= 1:
            return attempts


def do_checkpoint(client: TestClient, index: int) -> None:
    """Go through a checkpoint's three tasks; nothing of it is right, and failing goes on."""
    for number in (1, 2, 3):
        reveal_task(client, index, number)


def enter_checkpoint(client: TestClient, index: int, day: date | str, score: float = 1) -> None:
    """Enter a checkpoint that was done elsewhere."""
    for number in (1, 2, 3):
        entry = {"study_day": str(day), "score": score}
        response = client.post(f"{V1}/checkpoints/{index}/tasks/{number}", json=entry)
        assert response.status_code == 201, response.text

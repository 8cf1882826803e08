"""A learner in the midst of a plan, so that its pages are full: made through the API, with the page's cookie."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from playwright.sync_api import APIResponse, Page

from tests.browser.test_answering import OPENING

V1 = "/api/v1"


def in_the_midst(page: Page) -> None:
    """
    Day 0 and Day 3 were done, of which a task of each was missed; Day 7 is due today, and a pause lies ahead.

    Today a question was answered wrongly, one rightly, and one was given up.
    """
    page.goto("/plan")
    today = date.fromisoformat(page.locator("[name=start_day]").input_value())
    _put(page, "/plan", _plan(today))
    pause = {"first": str(today + timedelta(days=9)), "last": str(today + timedelta(days=11))}
    _post(page, "/plan/pauses", pause)
    _post(page, "/calendar")
    for checkpoint, days_ago in ((0, 7), (1, 4)):
        for task, score in ((1, 1), (2, 1), (3, 0)):
            entry = {"study_day": str(today - timedelta(days=days_ago)), "score": score}
            _post(page, f"/checkpoints/{checkpoint}/tasks/{task}", entry)
    for slug, answer in (("output-size", {"size": "19"}), ("whiteboard-opening", OPENING)):
        question = _post(page, "/questions", {"slug": slug} | ({"seed": 7} if slug == "output-size" else {}))
        _post(page, f"/questions/{question['id']}/answer", {"answer": answer, "confidence": 4})
    given_up = _post(page, "/checkpoints/2/tasks/1")
    _post(page, f"/questions/{given_up['question_id']}/reveal")


def _plan(today: date) -> dict[str, object]:
    """Began a week ago; the interview is in 24 days, and a day has few minutes for repeats."""
    return {
        "start_day": str(today - timedelta(days=7)),
        "interview_day": str(today + timedelta(days=24)),
        "timezone": "UTC",
        "minutes_per_day": 12,
    }


def _put(page: Page, address: str, body: Mapping[str, object]) -> Any:
    return _said(page.request.put(V1 + address, data=dict(body)))


def _post(page: Page, address: str, body: Mapping[str, object] | None = None) -> Any:
    return _said(page.request.post(V1 + address, data=dict(body or {})))


def _said(response: APIResponse) -> Any:
    assert response.ok, response.text()
    return response.json()

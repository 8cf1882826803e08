"""Scoring oneself, through both doors."""

import sqlite3

import pytest
from starlette.testclient import TestClient

from app.problems.skills import Skill
from app.settings import Settings
from app.store.engines import database_file, database_url
from tests.web.conftest import Clock
from tests.web.doors import answered, submit, visit
from tests.web.planned import begin, enter_checkpoint

ALL_FOURS = {f"score.{skill}": "4" for skill in Skill}
API = "/api/v1/self-assessments"


def test_what_is_chosen_is_kept_and_the_rest_can_wait(client: TestClient) -> None:
    page = submit(client, visit(client, "/assess"), "/assess", **{"score.pooling": "3", "score.output-size": "4"})
    assert page.status == 200
    assert "2 of 9 skills scored; 7 to go." in page.words
    again = submit(client, visit(client, "/assess"), "/assess", **{"score.pooling": "5"})
    assert client.get(API).json()["items"][0]["scores"] == {"pooling": 5, "output-size": 4}
    assert "2 of 9 skills scored" in again.words


def test_all_fours_are_the_target(client: TestClient) -> None:
    page = submit(client, visit(client, "/assess"), "/assess", **ALL_FOURS)
    assert "36 of 45, and no skill under 4: that is the target." in page.words
    assert client.get(API).json()["items"][0]["complete"] is True


def test_the_lowest_skill_is_named(client: TestClient) -> None:
    page = submit(client, visit(client, "/assess"), "/assess", **ALL_FOURS | {"score.skip-gradient": "2"})
    assert "34 of 45. The lowest is Skip-connection gradient." in page.words
    assert "One skill is under 4." in page.words


def test_another_day_starts_afresh_and_shows_what_it_was(client: TestClient, clock: Clock) -> None:
    submit(client, visit(client, "/assess"), "/assess", **ALL_FOURS)
    clock.pass_days(3)
    page = visit(client, "/assess")
    assert "How well could you do each of these" in page.words
    assert page.words.count("last time") == 9
    submit(client, page, "/assess", **{"score.pooling": "5"})
    days = [item["study_day"] for item in client.get(API).json()["items"]]
    assert days == ["2026-03-05", "2026-03-02"]


def test_sending_the_same_again_writes_nothing(client: TestClient, settings: Settings) -> None:
    for _ in range(3):
        submit(client, visit(client, "/assess"), "/assess", **ALL_FOURS)
    with sqlite3.connect(database_file(database_url(settings.database_url))) as connection:
        assert connection.execute("SELECT count(*) FROM assessments").fetchone() == (1,)


def test_a_score_is_held_against_first_answers(client: TestClient) -> None:
    """One wrong first answer: measured 1/3. A 5 claims 0.95, a 2 claims 0.30."""
    answered(client, visit(client, "/problems/output-size"), size="1")
    page = submit(client, visit(client, "/assess"), "/assess", **{"score.output-size": "5", "score.pooling": "5"})
    assert "You give yourself 5, and 0 of 1 first answers were right: drill this before you rely on it." in page.words
    assert "Nothing to hold that against yet" in page.words
    page = submit(client, page, "/assess", **{"score.output-size": "2"})
    assert "Your score and your answers agree (0 of 1 first answers were right)." in page.words


@pytest.mark.parametrize(
    ("scores", "detail"),
    [({"juggling": 3}, "The skills are output-size, sliding-dot-product,"), ({}, ""), ({"pooling": 6}, "")],
)
def test_what_is_no_score_is_refused_with_a_sentence(client: TestClient, scores: dict[str, int], detail: str) -> None:
    response = client.post(API, json={"scores": scores})
    assert response.status_code == 422
    assert response.json()["detail"].startswith(detail)
    assert client.get(API).json()["items"] == []


def test_a_form_without_a_choice_changes_nothing(client: TestClient) -> None:
    page = submit(client, visit(client, "/assess"), "/assess")
    assert page.status == 200
    assert "How well could you do each of these" in page.words


def test_a_forged_score_is_told_on_a_page(client: TestClient) -> None:
    page = submit(client, visit(client, "/assess"), "/assess", **{"score.pooling": "9"})
    assert page.status == 422
    assert "Give at least one skill a score from 1 to 5." in page.words


def test_the_same_key_is_the_same_assessment(client: TestClient) -> None:
    headers = {"Idempotency-Key": "once"}
    first = client.post(API, json={"scores": {"pooling": 2}}, headers=headers)
    second = client.post(API, json={"scores": {"pooling": 4}}, headers=headers)
    assert first.status_code == second.status_code == 201
    assert first.json() == second.json()


def test_a_checkpoints_day_asks_for_scores_until_all_nine_are_given(client: TestClient, clock: Clock) -> None:
    plan = {"start_day": "2026-03-02", "interview_day": "2026-03-30", "timezone": "Europe/Berlin"}
    client.put("/api/v1/plan", json=plan)
    assert "score yourself on the nine skills again" in visit(client, "/").words
    submit(client, visit(client, "/assess"), "/assess", **ALL_FOURS)
    assert "score yourself" not in visit(client, "/").words


def test_every_checkpoints_day_asks_again_also_once_its_tasks_are_done(client: TestClient, clock: Clock) -> None:
    """Scored on Day 0; three days on it is Day 3, and the day after is none."""
    begin(client)
    submit(client, visit(client, "/assess"), "/assess", **ALL_FOURS)
    enter_checkpoint(client, 0, "2026-03-02")
    clock.pass_days(3)
    assert "score yourself on the nine skills again" in visit(client, "/").words
    enter_checkpoint(client, 1, "2026-03-05")
    assert "score yourself on the nine skills again" in visit(client, "/").words
    clock.pass_days(1)
    assert "score yourself" not in visit(client, "/").words


def test_without_a_plan_no_day_asks_for_scores(client: TestClient) -> None:
    assert "score yourself" not in visit(client, "/").words


def test_the_api_answers_with_the_day_and_lists_days_newest_first(client: TestClient, clock: Clock) -> None:
    """36 less two: one skill is short of the target. Names are only ever added."""
    every = dict.fromkeys(Skill, 4)
    posted = client.post(API, json={"scores": every | {"pooling": 2}})
    assert posted.status_code == 201
    day = {
        "study_day": "2026-03-02",
        "scores": every | {"pooling": 2},
        "total": 34,
        "complete": True,
        "short": ["pooling"],
    }
    assert posted.json() == day
    clock.pass_days(1)
    client.post(API, json={"scores": {"pooling": 5}})
    found = client.get(API).json()
    assert found == {"items": [found["items"][0], day], "next": None}
    assert found["items"][0] == {
        "study_day": "2026-03-03",
        "scores": {"pooling": 5},
        "total": 5,
        "complete": False,
        "short": [],
    }

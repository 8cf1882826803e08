"""Where a learner stands, through both doors, worked by hand."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from starlette.testclient import TestClient

from app.catalog.catalog import Catalog
from app.practice.progress import Range, progress
from app.practice.progress_board import ProgressPage
from app.practice.visit import Desk, Visit
from app.problems.skills import Skill
from app.web.deps import Surroundings
from app.web.kept import MOST, Kept
from tests.store.making import NOON
from tests.web.conftest import Clock
from tests.web.doors import answered, submit, visit
from tests.web.planned import wrong_answer

API = "/api/v1/progress"
LAYER = "/problems/output-size/1-7"


def an_answer(client: TestClient, size: str, *, seed: int = 7, confidence: int | None = None) -> str:
    """Answer one layer's size at level 1; the id of the attempt."""
    question = client.post("/api/v1/questions", json={"slug": "output-size", "seed": seed}).json()
    sent = {"answer": {"size": size}} | ({"confidence": confidence} if confidence else {})
    return client.post(f"/api/v1/questions/{question['id']}/answer", json=sent).json()["attempt_id"]


def the_right_size(client: TestClient, seed: int) -> str:
    """By the formula, from the numbers that were drawn."""
    params = client.get(f"/api/v1/problems/output-size/variants/{seed}").json()["params"]
    span = params["input"] + 2 * params["padding"] - params["dilation"] * (params["kernel"] - 1) - 1
    return str(span // params["stride"] + 1)


def of_skill(client: TestClient, skill: str = "output-size") -> dict[str, object]:
    return next(each for each in client.get(API).json()["skills"] if each["skill"] == skill)


def test_nothing_is_claimed_before_the_first_answer(client: TestClient) -> None:
    page = visit(client, "/progress")
    assert page.status == 200
    assert "Nothing is measured yet." in page.words
    assert "Once you have answered, the mistakes you make most stand here" in page.words
    found = client.get(API).json()
    assert (found["readiness"]["recall"], found["brier"], found["days"]) == (None, None, [])


def test_two_right_and_one_wrong_first_answer(client: TestClient) -> None:
    """At level 1 an answer weighs 3/4: (1 + 1.5)/(2 + 2.25). Two clean numbers of three prove “can explain”."""
    for seed in (1, 2):
        an_answer(client, the_right_size(client, seed), seed=seed)
    an_answer(client, "1", seed=3)
    found = of_skill(client)
    assert found["estimate"] == pytest.approx(2.5 / 4.25)
    assert (found["level"], found["level_name"]) == (3, "Can explain")
    assert found["evidence"] == [{"form": "worked out", "count": 3, "right": 2, "clean": 2}]
    assert "2 of 3 worked out" in visit(client, "/progress").words


def test_sixty_days_halve_what_an_answer_weighs(client: TestClient, clock: Clock) -> None:
    """One clean answer at level 1 weighs 3/4, and half of that two months on: (1 + 0.375)/(2 + 0.375)."""
    an_answer(client, the_right_size(client, 1), seed=1)
    clock.pass_days(60)
    assert of_skill(client)["estimate"] == pytest.approx(1.375 / 2.375)


def test_a_second_answer_proves_nothing(client: TestClient) -> None:
    page = answered(client, visit(client, LAYER), size="1")
    answered(client, page, size=the_right_size(client, 7))
    assert of_skill(client)["evidence"] == [{"form": "worked out", "count": 1, "right": 0, "clean": 0}]


def test_confidence_is_held_against_what_came_out(client: TestClient) -> None:
    """Sure 5 and wrong: 0.95²; sure 2 and right: 0.7². The mean is 0.69625."""
    an_answer(client, "1", seed=3, confidence=5)
    an_answer(client, the_right_size(client, 1), seed=1, confidence=2)
    found = client.get(API).json()
    assert found["brier"] == pytest.approx((0.95**2 + 0.7**2) / 2)
    assert [(each["confidence"], each["right"], each["count"]) for each in found["reliability"]] == [
        (2, 1, 1),
        (5, 0, 1),
    ]
    page = visit(client, "/progress")
    assert "sure 2 of 5: 1 of 1 right, 30% claimed; sure 5 of 5: 0 of 1 right, 95% claimed" in page.words


def test_an_undone_answer_counts_nowhere(client: TestClient) -> None:
    attempt = an_answer(client, "1", seed=3, confidence=5)
    before = client.get(API).json()
    assert before["days"] == [{"study_day": "2026-03-02", "answers": 1}]
    client.post(f"/api/v1/attempts/{attempt}/undo")
    after = client.get(API).json()
    assert (after["brier"], after["days"]) == (None, [])
    assert of_skill(client)["evidence"] == []


def test_a_mistake_that_was_made_has_a_drill(client: TestClient) -> None:
    """What the answer forgot is what the drill is about."""
    params = client.get("/api/v1/problems/output-size/variants/5").json()["params"]
    span = params["input"] + 2 * params["padding"] - params["dilation"] * (params["kernel"] - 1) - 1
    an_answer(client, str(span // params["stride"]), seed=5)
    (slip,) = client.get(API).json()["misconceptions"]
    assert slip["times"] == 1
    page = visit(client, "/progress")
    assert slip["title"] in page.words
    action, chosen = page.form("/drill")
    assert chosen == {"mistake": slip["id"]}
    drill = visit(client, f"{action}?{urlencode(chosen)}")
    assert slip["title"].rstrip(".") in drill.words


def test_the_sentence_is_about_the_interview(client: TestClient) -> None:
    an_answer(client, the_right_size(client, 1), seed=1)
    plan = {"start_day": "2026-03-02", "interview_day": "2026-03-23", "timezone": "UTC"}
    assert client.put("/api/v1/plan", json=plan).status_code == 200
    page = visit(client, "/progress")
    assert "On 23 March you would recall about" in page.words
    assert "What lies ahead" in page.words
    found = client.get(API).json()
    assert found["readiness"]["day"] == "2026-03-23"
    assert found["load"]


def test_a_self_score_stands_beside_what_was_measured(client: TestClient) -> None:
    """One wrong first answer measures 1/3, a 5 claims 0.95."""
    an_answer(client, "1", seed=3)
    submit(client, visit(client, "/assess"), "/assess", **{"score.output-size": "5"})
    found = of_skill(client)
    assert (found["self_score"], found["calibration"]) == (5, "overconfident")
    assert "drill this before you rely on it" in visit(client, "/progress").words


def test_how_sure_one_is_can_be_said_on_the_page_before_the_verdict(client: TestClient) -> None:
    page = visit(client, LAYER)
    asked_again = submit(client, page, "/answer", **{"answer.size": "about", "confidence": "4"})
    assert 'value="4" checked' in asked_again.text
    after = submit(client, asked_again, "/answer", **{"answer.size": "1", "confidence": "4"})
    assert 'name="confidence"' not in after.text
    assert client.get(API).json()["reliability"] == [{"confidence": 4, "claimed": 0.8, "right": 0, "count": 1}]


def test_saying_nothing_of_confidence_or_nonsense_costs_nothing(client: TestClient) -> None:
    after = submit(client, visit(client, LAYER), "/answer", **{"answer.size": "1", "confidence": "eleven"})
    assert after.status == 200
    assert client.get(API).json()["reliability"] == []


def test_readiness_is_the_recall_predicted_of_each_item_over_all_there_are(
    client: TestClient, catalog: Catalog
) -> None:
    """
    By FSRS-6, with f = 0.9^(-1/0.1542) - 1 = 0.98035: after a first right answer S = 2.3065, after a wrong one 0.212.

    A week on (1 + f·7/2.3065)^-0.1542 = 3.9753^-0.1542 = 0.8083, and (1 + f·7/0.212)^-0.1542 = 33.370^-0.1542 = 0.5822.
    """
    an_answer(client, the_right_size(client, 1), seed=1)
    question = client.post("/api/v1/questions", json={"slug": "pool-ceil", "seed": 1}).json()
    client.post(f"/api/v1/questions/{question['id']}/answer", json={"answer": wrong_answer(question)})
    items = len(catalog.problems) + 15 + len(catalog.cards.checkable)
    found = client.get(API).json()["readiness"]
    assert found["day"] == "2026-03-09"
    assert found["recall"] * items == pytest.approx(0.8083 + 0.5822, abs=2e-4)


def test_the_api_names_what_it_sends_as_it_always_has(client: TestClient) -> None:
    """One answer with a confidence, a plan and a score: every list has an entry. Names are only ever added."""
    params = client.get("/api/v1/problems/output-size/variants/5").json()["params"]
    span = params["input"] + 2 * params["padding"] - params["dilation"] * (params["kernel"] - 1) - 1
    an_answer(client, str(span // params["stride"]), seed=5, confidence=4)
    client.put(
        "/api/v1/plan", json={"start_day": "2026-03-02", "interview_day": "2026-03-23", "timezone": "Europe/Berlin"}
    )
    client.post("/api/v1/self-assessments", json={"scores": {"output-size": 3}})
    found = client.get(API).json()
    assert set(found) == {"readiness", "skills", "brier", "reliability", "days", "load", "misconceptions"}
    assert set(found["readiness"]) == {"day", "recall", "low", "high", "sentence"}
    skill = of_skill(client)
    assert set(skill) == {
        "skill", "level", "level_name", "estimate", "low", "high", "recall", "recall_today", "evidence", "self_score",
        "calibration", "seconds",
    }  # fmt: skip
    first = {name: found[name][0] for name in ("reliability", "days", "load", "misconceptions")}
    assert {name: set(entry) for name, entry in first.items()} == {
        "reliability": {"confidence", "claimed", "right", "count"},
        "days": {"study_day", "answers"},
        "load": {"day", "minutes"},
        "misconceptions": {"id", "title", "times"},
    }
    assert found["skills"][0]["evidence"] == [{"form": "worked out", "count": 1, "right": 0, "clean": 0}]
    assert [each["skill"] for each in found["skills"]] == list(Skill)


def test_the_page_is_worked_out_anew_only_after_something_was_written(
    client: TestClient, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twice the same, another skill, an answer, the next day: four times in all."""
    asked: list[Range] = []

    def counted(desk: Desk, asking: Visit, shown: Range) -> ProgressPage:
        asked.append(shown)
        return progress(desk, asking, shown)

    monkeypatch.setattr("app.web.pages.progress.progress", counted)
    an_answer(client, "1", seed=3)
    for _ in range(2):
        visit(client, "/progress")
    visit(client, "/progress?skill=pooling")
    an_answer(client, "1", seed=4)
    assert "0 of 2 worked out" in visit(client, "/progress").words
    clock.pass_days(1)
    visit(client, "/progress")
    assert [each.skill for each in asked] == [None, Skill.POOLING, None, None]


def test_what_was_worked_out_for_one_learner_is_shown_to_no_other(client: TestClient) -> None:
    an_answer(client, "1", seed=3)
    assert "0 of 1 worked out" in visit(client, "/progress").words
    client.cookies.clear()
    assert "Nothing is measured yet." in visit(client, "/progress").words


def test_as_much_is_kept_as_is_shown_most_lately(client: TestClient) -> None:
    app: Any = client.app
    here: Surroundings = app.state.surroundings
    asking = Visit(UUID(int=1), NOON, ZoneInfo("UTC"), 4, lambda _: 0)
    kept = Kept()
    for shown in (0, *range(1, MOST), 0, MOST):
        kept.of(here.desk, asking, shown, lambda: "first")
    assert kept.of(here.desk, asking, 0, lambda: "again") == "first"
    assert kept.of(here.desk, asking, 1, lambda: "again") == "again"

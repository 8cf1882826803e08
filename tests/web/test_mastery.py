"""Three learners, each of whom gives answers of one form, beside what the page and the API say of them."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from app.catalog.catalog import Catalog
from tests.problems.test_every_kind import typed
from tests.web.doors import visit
from tests.web.test_progress import API, an_answer, of_skill, the_right_size

V1 = "/api/v1"
SEED = 3


def proved(client: TestClient, slug: str, answers: list[dict[str, Any]], *, hints: int = 0) -> dict[str, Any]:
    """Answer a question in so many steps, after so many hints; the last verdict."""
    question = client.post(f"{V1}/questions", json={"slug": slug, "seed": SEED}).json()["id"]
    for _ in range(hints):
        client.post(f"{V1}/questions/{question}/hint")
    sent = [client.post(f"{V1}/questions/{question}/answer", json={"answer": answer}) for answer in answers]
    return sent[-1].json()


def proof(catalog: Catalog) -> dict[str, Any]:
    """The lines of the proof in an order that works."""
    problem = catalog.problem("skip-proof")
    return {name: typed(value) for name, value in problem.kind.solve(problem.draw(SEED)).items()}


def test_numbers_alone_prove_can_explain_however_many_are_right(client: TestClient) -> None:
    """Four clean ones at level 1 weigh 3/4 each: (1 + 3)/(2 + 3) is 80 %, and 1.2816·sqrt(0.16/6) to both sides 21."""
    for seed in (1, 2, 4, 5):
        an_answer(client, the_right_size(client, seed), seed=seed)
    found = of_skill(client)
    assert (found["level"], found["level_name"]) == (3, "Can explain")
    assert "4 of 4 worked out" in visit(client, "/progress").words
    assert "Can explain 80% 59 to 100 you say" in visit(client, "/progress").words


def test_one_proof_proves_can_derive_and_names_itself_as_the_evidence(client: TestClient, catalog: Catalog) -> None:
    """At level 2 it weighs 1: (1 + 1)/(2 + 1) is 67 %."""
    assert proved(client, "skip-proof", [proof(catalog)])["outcome"] == "correct"
    found = of_skill(client, "skip-gradient")
    assert (found["level"], found["evidence"]) == (
        4,
        [{"form": "derived or designed", "count": 1, "right": 1, "clean": 1}],
    )
    assert "1 of 1 derived or designed" in visit(client, "/progress").words
    assert "Can derive 67%" in visit(client, "/progress").words


def test_a_proof_behind_a_hint_that_costs_proves_nothing_and_the_page_says_why(
    client: TestClient, catalog: Catalog
) -> None:
    """Half the credit: (1 + 0.5)/(2 + 1) is 50 %."""
    assert proved(client, "skip-proof", [proof(catalog)], hints=2)["outcome"] == "correct"
    words = visit(client, "/progress").words
    assert "1 of 1 derived or designed, 1 of these behind a hint" in words
    assert "nothing yet 50%" in words


def test_words_of_ones_own_prove_can_teach(client: TestClient, catalog: Catalog) -> None:
    """At level 2: (1 + 1)/(2 + 1) is 67 %."""
    explanation = catalog.problem("explain-clock").explanation
    assert explanation is not None
    points = [point.id for point in explanation.brief.points]
    assert proved(client, "explain-clock", [{"text": explanation.model}, {"points": points}])["outcome"] == "correct"
    assert of_skill(client, "depthwise-separable")["level"] == 5
    assert "1 of 1 told in words" in visit(client, "/progress").words
    assert "Can teach 67%" in visit(client, "/progress").words


def test_nobody_is_said_not_to_be_able_to_before_answers_say_so(client: TestClient) -> None:
    """One wrong number may be a slip; of a skill without answers nothing is said at all."""
    an_answer(client, "1", seed=3)
    assert [each["level"] for each in client.get(API).json()["skills"]] == [None] * 9
    assert "Cannot" not in visit(client, "/progress").words
    an_answer(client, "1", seed=4)
    assert (of_skill(client)["level"], of_skill(client)["level_name"]) == (1, "Cannot")
    assert of_skill(client, "pooling")["level_name"] == ""


def test_what_would_be_recalled_is_told_for_today_and_for_the_day_of_the_interview(
    client: TestClient, catalog: Catalog
) -> None:
    """One first right answer of FSRS-6: 1 today, and after 21 days (1 + 0.98035·21/2.3065)^-0.1542 = 0.7019."""
    plan = {"start_day": "2026-03-02", "interview_day": "2026-03-23", "timezone": "UTC"}
    client.put(f"{V1}/plan", json=plan)
    an_answer(client, the_right_size(client, 1), seed=1)
    problems = sum(problem.skill == "output-size" for problem in catalog.problems.values())
    found = of_skill(client)
    assert found["recall_today"] == 1 / problems
    assert found["recall"] == pytest.approx(0.7019 / problems, abs=1e-5)
    percent = round(100 / problems), round(70.19 / problems)
    assert f"you would recall {percent[0]}% today, {percent[1]}% on 23 Mar" in visit(client, "/progress").words

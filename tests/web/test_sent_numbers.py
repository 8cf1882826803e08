"""Numbers somebody chose, practised: the address holds them, and an answer to them is an answer like any other."""

import re

import pytest
from starlette.testclient import TestClient

from app.practice.disputing import cases
from app.practice.sent_numbers import numbers_in, step_for
from app.settings import Settings
from app.store import overview_of
from tests.web.doors import answered, submit, visit

LAYER = {"input": 31, "kernel": 5, "stride": 3, "padding": 1, "dilation": 1}


def test_what_was_sent_is_what_arrives() -> None:
    assert numbers_in(step_for({"b": [1, 2], "a": 7})) == {"a": 7, "b": [1, 2]}


def test_a_figures_numbers_become_a_question(client: TestClient) -> None:
    """(31 + 2 - 5) / 3 = 9.33, so 10 windows."""
    board = visit(client, "/lab/output-size?input=31&kernel=5&stride=3&padding=1")
    link = re.search(r'href="(/problems/output-size/with-[^"]+)"', board.text)
    assert link
    look = visit(client, link[1])
    assert "31 × 31" in look.words
    assert client.get("/api/v1/questions").json()["items"] == []
    after = answered(client, look, size="10")
    assert after.address.startswith("/questions/")
    assert "10 is right" in after.words or "Right" in after.words
    assert len(client.get("/api/v1/questions").json()["items"]) == 1


def test_an_unreadable_answer_to_them_keeps_address_and_text(client: TestClient) -> None:
    address = f"/problems/output-size/{step_for(LAYER)}"
    after = answered(client, visit(client, address), size="ten or so")
    assert (after.status, after.address) == (422, f"{address}/answer")
    assert 'value="ten or so"' in after.text
    assert f'action="{address}/answer"' in after.text


@pytest.mark.parametrize(
    ("step", "status"),
    [
        ("with-", 404),
        ("with-bm8", 404),  # "no"
        ("with-W10", 404),  # []
        ("with-é", 404),
        ("with-" + "W1tb" * 1_500, 404),  # 4,500 brackets
        ("with-e30", 422),  # {}
        (step_for({**LAYER, "kernel": "large"}), 422),
        (step_for({**LAYER, "kernel": 99}), 422),  # does not fit in 33
    ],
)
def test_numbers_that_are_no_question_are_refused_with_a_page(stateless: TestClient, step: str, status: int) -> None:
    page = visit(stateless, f"/problems/output-size/{step}")
    assert page.status == status
    assert "<h1" in page.text


def test_a_figure_that_shows_more_than_the_kind_asks_offers_no_such_question(stateless: TestClient) -> None:
    assert "/with-" not in visit(stateless, "/lab/output-size?input=200000").text
    assert "/with-" not in visit(stateless, "/lab/output-size?layer=pool&padding=1").text
    assert "/with-" in visit(stateless, "/lab/output-size?kernel=3x5&padding=1").text


def test_a_value_nobody_explains_leads_back_to_the_numbers_that_were_sent(client: TestClient) -> None:
    """And not to the problem's own, which are others."""
    address = f"/problems/output-size/{step_for(LAYER)}"
    answered(client, visit(client, address), size="3")
    insights = visit(client, "/problems/output-size/insights")
    assert f'<a href="{address}">sent</a>' in insights.text


def test_a_dispute_about_numbers_that_were_sent_names_them(client: TestClient, settings: Settings) -> None:
    unread = answered(client, visit(client, f"/problems/output-size/{step_for(LAYER)}"), size="(10, 10")
    assert "Noted." in submit(client, unread, "/dispute", comment="Ten each way.").words
    with overview_of(settings.database_url) as overview:
        (case,) = (case for dispute in overview.disputes() for case in cases(dispute))
    assert numbers_in(str(case["numbers"])) == case["params"]
    assert visit(client, f"/problems/output-size/{case['numbers']}").words.count("31 × 31") >= 1

"""Explaining through both doors: nothing is shown before a commitment, and a commitment stands."""

import re
from datetime import timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.catalog.catalog import Catalog
from tests.conftest import PROBLEM_FILES
from tests.web.conftest import Clock
from tests.web.doors import Page, answered, submit, visit

V1 = "/api/v1"
SLUG = "explain-clock"
TEXT = "The layer is memory bound: it moves as many bytes as before. The saving counts operations."
EXPLAINED = sorted(path.stem for path in PROBLEM_FILES if path.stem.startswith("explain-"))


def put(client: TestClient, slug: str = SLUG) -> str:
    return f"{V1}/questions/{client.post(f'{V1}/questions', json={'slug': slug}).json()['id']}"


def sent(client: TestClient, question: str, status: int = 200, **answer: Any) -> dict[str, Any]:
    response = client.post(f"{question}/answer", json={"answer": answer})
    assert response.status_code == status, response.text
    return response.json()


def ticked(verdict: dict[str, Any]) -> list[str]:
    return [point["id"] for point in verdict["checklist"]["points"] if point["ticked"]]


def committed(client: TestClient) -> Page:
    return answered(client, visit(client, f"/problems/{SLUG}"), text=TEXT)


def test_nothing_of_the_points_is_shown_before_there_is_a_commitment(client: TestClient, catalog: Catalog) -> None:
    explanation = catalog.problem(SLUG).explanation
    assert explanation is not None
    question = put(client)
    client.post(f"{question}/hint")
    seen = [
        visit(client, f"/problems/{SLUG}").words,
        visit(client, question.removeprefix(V1)).words,
        client.get(question).text,
        client.get(f"{V1}/problems/{SLUG}").text,
        client.get(f"{V1}/problems/{SLUG}/variants/own").text,
    ]
    for text in seen:
        assert not [says for says in explanation.says.values() if says in text]
        assert explanation.model[:40] not in text


def test_a_text_is_committed_ticked_and_settled_on_the_page(client: TestClient) -> None:
    page = committed(client)
    assert page.address.startswith("/questions/")
    assert "found: “memory”, “bound”" in page.words
    assert page.text.count(" checked aria") == 2
    assert "One way of saying it" not in page.words
    page = submit(client, page, "/answer", **{"answer.points": ["", "bytes", "count"]})
    assert page.status == 200
    assert "2 of 6 points. Missing, and essential: The depthwise half" in page.words
    assert "One way of saying it" in page.words
    assert visit(client, page.address).words == page.words


def test_at_its_end_an_explanation_leads_back_to_the_part_that_sent_one_there(client: TestClient) -> None:
    """Part 8 sends one to explain-separable; no part to explain-clock, whose skill is that part's."""
    for slug in ("explain-separable", SLUG):
        page = answered(client, visit(client, f"/problems/{slug}"), text=TEXT)
        assert "Back to the part" not in page.words
        page = submit(client, page, "/answer", **{"answer.points": [""]})
        assert (
            '<a href="/learn/depthwise-separable">Back to the part: What does a separable layer save?</a>' in page.text
        )


def test_a_text_is_committed_ticked_and_settled_by_program(client: TestClient) -> None:
    question = put(client)
    first = sent(client, question, text=TEXT)
    assert (first["outcome"], first["attempt_id"]) == ("unreadable", None)
    assert [field["status"] for field in first["fields"]] == ["unjudged", "blank"]
    assert ticked(first) == ["bytes", "count"]
    assert first["checklist"]["model_answer"] is None
    last = sent(client, question, points="bytes, count")
    assert (last["outcome"], last["score"]) == ("partly", 4 / 9)  # 2 + 2 of 3 · 2 + 3 · 1
    assert last["attempt_id"]
    assert last["checklist"]["model_answer"].startswith("The 8.8 is a ratio")
    assert client.get(question).json()["rubric"]


@pytest.mark.parametrize("slug", EXPLAINED)
def test_the_model_answer_is_right_through_both_doors(client: TestClient, catalog: Catalog, slug: str) -> None:
    explanation = catalog.problem(slug).explanation
    assert explanation is not None
    points = [point.id for point in explanation.brief.points]
    body = {"slug": slug, "params": {}, "answer": {"text": explanation.model, "points": points}}
    verdict = client.post(f"{V1}/check", json=body).json()
    assert (verdict["outcome"], verdict["score"]) == ("correct", 1)
    assert len(verdict["solution"]["steps"]) == len(points)
    page = answered(client, visit(client, f"/problems/{slug}"), text=explanation.model)
    page = submit(client, page, "/answer", **{"answer.points": points})
    assert f"All {len(points)} points are there." in page.words


def test_a_point_without_words_is_asked_about_once_and_then_it_is_final(client: TestClient) -> None:
    page = committed(client)
    page = submit(client, page, "/answer", **{"answer.points": ["", "bytes", "count", "kernels", "pointwise"]})
    assert page.status == 422
    assert page.words.count("Where does your text say it?") == 2
    places = {"answer.where_kernels": "as many bytes", "answer.where_pointwise": "in the 1 × 1"}
    ticks = {"answer.points": ["", "bytes", "count", "kernels", "pointwise"]}
    page = submit(client, page, "/answer", **ticks, **places)
    assert "3 of 6 points" in page.words
    assert "there, in your words: “as many bytes”" in page.words
    assert "not counted: “in the 1 × 1” does not stand in your text" in page.words


def test_by_program_the_places_are_asked_for_by_name(client: TestClient) -> None:
    question = put(client)
    sent(client, question, text=TEXT)
    asked = sent(client, question, points=["bytes", "kernels"])
    assert asked["attempt_id"] is None
    assert [point["asks"] for point in asked["checklist"]["points"] if point["asks"]] == ["where_kernels"]
    settled = sent(client, question, points=["bytes", "kernels"], where_kernels="")
    assert [point["how"] for point in settled["checklist"]["points"]] == [
        *("found", "missing", "taken_back", "missing", "unplaced", "missing")
    ]


def test_what_is_committed_cannot_be_changed(client: TestClient) -> None:
    question = put(client)
    sent(client, question, text=TEXT)
    refused = sent(client, question, 409, text=TEXT + " And latency has to be measured.")
    assert refused["detail"].startswith("Your answer is committed and cannot be changed.")
    assert client.get(question).json()["verdict"]["checklist"]["text"] == TEXT
    sent(client, question, points="bytes")
    assert "that is final" in sent(client, question, 409, points="bytes, count")["detail"]


def test_committing_twice_with_one_token_is_once(client: TestClient) -> None:
    page = visit(client, f"/problems/{SLUG}")
    first, second = (answered(client, page, text=TEXT) for _ in range(2))
    assert first.address == second.address
    assert len(client.get(f"{V1}/questions").json()["items"]) == 1
    for _ in range(2):
        end = submit(client, first, "/answer", **{"answer.points": ["", "bytes"]})
        assert "1 of 6 points" in end.words
    assert client.get(f"{V1}{first.address}").json()["attempts"] == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("too short", "Write at least 5 words; here are 2."), ("word " * 900, "at most 4,000 characters")],
)
def test_a_text_that_is_none_is_not_committed_and_not_lost(client: TestClient, text: str, sentence: str) -> None:
    page = answered(client, visit(client, f"/problems/{SLUG}"), text=text)
    assert page.status == 422
    assert sentence in page.words
    assert f">{text}</textarea>" in page.text
    assert client.get(f"{V1}/questions").json()["items"] == []


def test_a_hint_does_not_lose_what_was_written(client: TestClient) -> None:
    """The button of the hint sends the form that is being written, to another address."""
    asked = visit(client, f"/problems/{SLUG}")
    (hint,) = re.findall(r'formaction="([^"]+/hint)"', asked.text)
    _, hidden = asked.form("/answer")
    sent = client.post(hint, data=hidden | {"answer.text": TEXT})
    page = Page(sent.status_code, sent.text, sent.url.path)
    assert page.status == 200
    assert f">{TEXT}</textarea>" in page.text
    assert "Hint 1" in page.words
    assert "found: “memory”" in answered(client, page, text=TEXT).words


def test_the_clock_is_the_servers(client: TestClient, clock: Clock) -> None:
    page = submit(client, visit(client, f"/problems/{SLUG}"), "/answer", **{"answer.text": ""})
    page = start(client, page, "90")
    assert 'data-left="90"' in page.text
    clock.now += timedelta(seconds=42.5)
    page = visit(client, page.address)
    assert 'data-left="48"' in page.text
    assert client.get(f"{V1}{page.address}").json()["clock"] == {"seconds": 90, "left": 48}
    start(client, page, "60")
    assert 'data-left="48"' in visit(client, page.address).text
    clock.now += timedelta(seconds=60)
    assert "Time is up." in visit(client, page.address).words


def start(client: TestClient, page: Page, pace: str) -> Page:
    address, hidden = page.form("/answer")
    response = client.post(address.replace("/answer", "/clock"), data=hidden | {"pace": pace}, follow_redirects=True)
    return Page(response.status_code, response.text, response.url.path)


def test_what_is_spoken_is_ticked_without_places(client: TestClient, clock: Clock) -> None:
    page = start(client, visit(client, f"/problems/{SLUG}"), "untimed")
    assert "No clock is running." in page.words
    clock.now += timedelta(seconds=75)
    page = submit(client, page, "/answer", **{"answer.text": ""})
    assert "Spoken, without notes." in page.words
    page = submit(client, page, "/answer", **{"answer.points": ["", "bytes", "intensity", "count"]})
    assert "3 of 6 points, every essential one." in page.words
    assert page.words.count("there, as you say") == 3


def test_only_an_explanation_is_spoken(client: TestClient) -> None:
    question = put(client, "output-size")
    assert client.post(f"{question}/clock", json={}).status_code == 404
    assert client.post(f"{put(client)}/clock", json={"seconds": 7}).status_code == 422


def test_a_slogan_is_named_as_a_mistake(client: TestClient) -> None:
    question = put(client, "explain-vanishing")
    sent(client, question, text="Skip connections prevent vanishing gradients.")
    verdict = sent(client, question, points="none")
    assert verdict["fields"][0]["misconception"]["id"] == "vanishing-alone"
    assert verdict["headline"].startswith("You gave the slogan without what is behind it.")


def test_what_is_not_asked_is_refused(client: TestClient) -> None:
    assert sent(client, put(client), 422, text=TEXT, size="3")["errors"][0]["pointer"] == "/answer/size"
    unread = sent(client, put(client), text=TEXT, points="bytes, juggling")
    assert unread["fields"][1]["status"] == "unreadable"


def test_a_settled_explanation_waits_for_nothing(client: TestClient) -> None:
    page = submit(client, committed(client), "/answer", **{"answer.points": ["", "bytes"]})
    again = visit(client, f"/problems/{SLUG}")
    assert again.address != page.address
    assert "The points are shown once you have committed." in again.words


def test_a_verdict_on_an_explanation_can_be_disputed(client: TestClient) -> None:
    page = submit(client, committed(client), "/answer", **{"answer.points": ["", "bytes"]})
    assert "Noted." in submit(client, page, "/dispute", comment="The second sentence says it.").words


def test_there_is_no_other_one_of_an_explanation(client: TestClient) -> None:
    page = visit(client, f"/problems/{SLUG}")
    assert "Another one" not in page.words
    shown = submit(client, page, "/reveal")
    assert "One way of saying it" in shown.words
    assert "Once more from the start" in shown.words


def undone(client: TestClient, verdict: dict[str, Any]) -> None:
    assert client.post(f"{V1}/attempts/{verdict['attempt_id']}/undo").status_code == 200


def test_undoing_gives_the_points_back_and_leaves_the_text_committed(client: TestClient) -> None:
    question = put(client)
    sent(client, question, text=TEXT)
    undone(client, sent(client, question, points="bytes"))
    stands = client.get(question).json()
    assert (stands["attempts"], stands["verdict"]["outcome"]) == (0, "unreadable")
    assert ticked(stands["verdict"]) == ["bytes", "count"]
    assert stands["verdict"]["checklist"]["model_answer"] is None
    page = visit(client, question.removeprefix(V1))
    assert "found: “memory”, “bound”" in page.words
    assert "One way of saying it" not in page.words
    assert sent(client, question, 409, text=TEXT + " And latency has to be measured.")["detail"].startswith(
        "Your answer"
    )
    again = sent(client, question, points="bytes, count")
    assert (again["outcome"], again["score"]) == ("partly", 4 / 9)
    assert client.get(question).json()["attempts"] == 1


def test_points_are_settled_on_the_page_again_after_undoing(client: TestClient) -> None:
    page = committed(client)
    settled = sent(client, f"{V1}{page.address}", points="bytes")
    assert "1 of 6 points" in visit(client, page.address).words
    assert client.get(f"{V1}{page.address}").json()["rubric"]
    undone(client, settled)
    assert client.get(f"{V1}{page.address}").json()["rubric"] == []
    page = visit(client, f"/problems/{SLUG}")  # which is still open, so it is gone on with
    assert "found: “memory”, “bound”" in page.words
    page = submit(client, page, "/answer", **{"answer.points": ["", "bytes", "count"]})
    assert "2 of 6 points" in page.words


def test_a_spoken_explanation_is_still_spoken_after_undoing(client: TestClient) -> None:
    page = start(client, visit(client, f"/problems/{SLUG}"), "untimed")
    page = submit(client, page, "/answer", **{"answer.text": ""})
    question = f"{V1}{page.address}"
    undone(client, sent(client, question, points="bytes, count"))
    assert "Spoken, without notes." in visit(client, page.address).words
    last = sent(client, question, points="bytes, intensity")
    assert [point["how"] for point in last["checklist"]["points"]].count("said") == 2


def test_how_sure_one_was_is_asked_with_the_text_and_held_against_its_points(client: TestClient) -> None:
    """Said on committing, kept where nothing was committed yet, and not asked again beside the points."""
    page = visit(client, f"/problems/{SLUG}")
    assert "How sure are you?" in page.words
    refused = submit(client, page, "/answer", **{"answer.text": "", "confidence": "4"})
    assert refused.status == 422
    assert 'name="confidence" value="4" checked' in refused.text
    checking = submit(client, refused, "/answer", **{"answer.text": TEXT, "confidence": "4"})
    assert "How sure are you?" not in checking.words
    submit(client, checking, "/answer", **{"answer.points": ["", "bytes", "count"]})
    found = client.get(f"{V1}/progress").json()["reliability"]
    assert [(each["confidence"], each["right"]) for each in found if each["count"]] == [(4, 0)]

"""“You misjudged me”, at both doors."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.practice.disputing import MAX_COMMENT
from app.settings import Settings
from app.store import Dispute, overview_of
from tests.web.conftest import Clock, Opening
from tests.web.doors import Page, answered, submit, visit

V1 = "/api/v1"
MISREAD = "I meant the side."


@pytest.fixture
def disputes(settings: Settings) -> Callable[[], list[Dispute]]:
    """What is kept now."""

    def kept() -> list[Dispute]:
        with overview_of(settings.database_url) as overview:
            return list(overview.disputes())

    return kept


def wrong_by_api(client: TestClient, **answer: str) -> str:
    """The id of an attempt at 21 × 21, kernel 2, stride 1, no padding: right is 20 (2026, seed 7 at level 1)."""
    question = client.post(f"{V1}/questions", json={"slug": "output-size", "seed": 7}).json()
    sent = {"answer": answer or {"size": "19"}}
    given: str = client.post(f"{V1}/questions/{question['id']}/answer", json=sent).json()["attempt_id"]
    return given


def wrong_on_page(client: TestClient) -> Page:
    return answered(client, visit(client, "/problems/output-size/1-7"), size="19")


def test_a_wrong_verdict_is_disputed_from_the_page(
    client: TestClient, clock: Clock, disputes: Callable[[], list[Dispute]]
) -> None:
    page = wrong_on_page(client)
    clock.now = datetime(2026, 3, 3, 2, 30, tzinfo=UTC)  # 3:30 in Berlin, before the rollover: still 2 March
    after = submit(client, page, "/dispute", comment=f" {MISREAD} ")
    assert after.address == page.address
    assert "Noted. It is kept with what you typed and how it was read" in after.words
    (kept,) = disputes()
    assert kept.attempt_id is not None
    assert (kept.slug, kept.revision, kept.level, kept.seed) == ("output-size", 1, 1, 7)
    assert (kept.params["input"], kept.params["kernel"]) == (21, 2)
    assert kept.answer == {"size": "19"}
    assert kept.readings == {
        "size": {
            "form": "shape",
            "axes": ["height", "width"],
            "square": True,
            "value": [19, 19],
            "echo": "19 × 19 (height × width)",
        }
    }
    assert (kept.outcome, kept.verdict["outcome"], kept.comment) == ("wrong", "wrong", MISREAD)
    assert (kept.disputed_at, kept.study_day, kept.zone) == (clock.now, date(2026, 3, 2), "Europe/Berlin")


def test_what_was_read_is_kept_as_a_value_only_while_it_is_read_the_same_way(
    client: TestClient, settings: Settings, disputes: Callable[[], list[Dispute]]
) -> None:
    """An attempt from a time when 19 was read as 1.9; what it would be read as today is not what was judged."""
    attempt = wrong_by_api(client)
    with closing(sqlite3.connect(settings.database_url.removeprefix("sqlite:///"))) as database:
        database.execute("UPDATE attempts SET verdict = replace(verdict, '19 \\u00d7 19 (height', '1.9 (height')")
        database.commit()
    client.post(f"{V1}/attempts/{attempt}/dispute", json={})
    (kept,) = disputes()
    assert (kept.readings["size"]["value"], kept.readings["size"]["echo"]) == (None, "1.9 (height \u00d7 width)")


def test_a_second_click_changes_nothing_but_the_comment(
    client: TestClient, clock: Clock, disputes: Callable[[], list[Dispute]]
) -> None:
    page = wrong_on_page(client)
    submit(client, page, "/dispute", comment=MISREAD)
    (first,) = disputes()
    clock.pass_days(1)
    again = submit(client, page, "/dispute", comment="Not the area.")
    (second,) = disputes()
    assert second.comment == "Not the area."
    assert second.disputed_at == first.disputed_at
    assert second.id == first.id
    assert 'value="Not the area."' in again.text


def test_an_answer_that_could_not_be_read_is_disputed_with_its_text(
    client: TestClient, disputes: Callable[[], list[Dispute]]
) -> None:
    """On a look, where no question was put: nothing else is recorded, and nothing that was typed is lost."""
    unread = answered(client, visit(client, "/problems/output-size/1-7"), size="(20, 20")
    after = submit(client, unread, "/dispute", comment="")
    assert (after.status, after.address) == (200, "/problems/output-size/1-7/dispute")
    assert "Noted." in after.words
    assert 'value="(20, 20"' in after.text
    (kept,) = disputes()
    assert (kept.attempt_id, kept.outcome, kept.comment) == (None, "unreadable", "")
    assert (kept.slug, kept.level, kept.seed, kept.params["input"]) == ("output-size", 1, 7, 21)
    assert kept.answer == {"size": "(20, 20"}
    assert (kept.readings["size"]["value"], kept.readings["size"]["echo"]) == (None, None)
    assert client.get(f"{V1}/questions").json()["items"] == []


def test_the_comment_on_an_unread_answer_can_be_changed_and_another_answer_is_another_dispute(
    client: TestClient, disputes: Callable[[], list[Dispute]]
) -> None:
    unread = answered(client, visit(client, "/problems/output-size/1-7"), size="(20, 20")
    noted = submit(client, unread, "/dispute", comment="one")
    submit(client, noted, "/dispute", comment="two")
    assert [each.comment for each in disputes()] == ["two"]
    other = answered(client, noted, size="twenty")
    submit(client, other, "/dispute", comment="three")
    assert [(each.answer["size"], each.comment) for each in disputes()] == [("(20, 20", "two"), ("twenty", "three")]


def test_an_unread_answer_to_a_question_that_was_put_is_disputed_too(
    client: TestClient, disputes: Callable[[], list[Dispute]]
) -> None:
    unread = answered(client, wrong_on_page(client), size="(20, 20")
    after = submit(client, unread, "/dispute", comment=MISREAD)
    assert "Noted." in after.words
    (kept,) = disputes()
    assert (kept.attempt_id, kept.answer, kept.seed) == (None, {"size": "(20, 20"}, 7)


def test_an_answer_that_is_right_under_another_convention_can_be_disputed(
    client: TestClient, disputes: Callable[[], list[Dispute]]
) -> None:
    """The chapter's stack without biases: 230,912 − 320."""
    sizes = {"layer1": "112", "layer2": "56", "layer3": "56", "layer4": "28", "shape": "28×28×128"}
    other = answered(client, visit(client, "/problems/layer-stack/own"), **sizes, params="230592")
    submit(client, other, "/dispute", comment="The prompt does not say so.")
    (kept,) = disputes()
    assert (kept.outcome, kept.attempt_id, kept.seed) == ("other_convention", None, None)
    assert kept.readings["params"]["value"] == 230592


def test_what_can_be_read_is_disputed_by_its_attempt_alone(
    client: TestClient, disputes: Callable[[], list[Dispute]]
) -> None:
    _, hidden = visit(client, "/problems/output-size/1-7").form("/answer")
    refused = client.post("/problems/output-size/1-7/dispute", data=hidden | {"answer.size": "19"})
    assert refused.status_code == 409
    assert "Send it, and dispute the verdict on it." in refused.text
    assert disputes() == []


def test_htmx_gets_the_dispute_alone_and_an_announcement(client: TestClient) -> None:
    address, hidden = wrong_on_page(client).form("/dispute")
    swap = {"HX-Request": "true", "HX-Request-Type": "partial"}
    swapped = client.post(address, data=hidden | {"comment": MISREAD}, headers=swap)
    assert swapped.status_code == 200
    assert swapped.text.lstrip().startswith('<div class="dispute" id="dispute" tabindex="-1">')
    assert '<hx-partial data-hx-target="#status"' in swapped.text
    assert 'name="answer.size"' not in swapped.text
    unread = answered(client, visit(client, "/problems/output-size/1-7"), size="(20, 20")
    address, hidden = unread.form("/dispute")
    swapped = client.post(address, data=hidden, headers=swap)
    assert 'name="answer.size" value="(20, 20"' in swapped.text
    assert hidden["token"] in swapped.text


def test_an_attempt_is_disputed_by_program(client: TestClient, disputes: Callable[[], list[Dispute]]) -> None:
    attempt = wrong_by_api(client)
    made = client.post(f"{V1}/attempts/{attempt}/dispute", json={"comment": MISREAD})
    assert made.status_code == 201
    assert made.json() | {"id": "", "disputed_at": ""} == {
        "id": "",
        "attempt_id": attempt,
        "outcome": "wrong",
        "answer": {"size": "19"},
        "readings": {"size": "19 × 19 (height × width)"},
        "comment": MISREAD,
        "disputed_at": "",
    }
    reworded = client.post(f"{V1}/attempts/{attempt}/dispute", json={"comment": "Not the area."}).json()
    assert reworded == made.json() | {"comment": "Not the area."}
    assert [each.comment for each in disputes()] == ["Not the area."]


def test_a_repeated_key_gives_the_first_dispute_and_changes_nothing(
    client: TestClient, disputes: Callable[[], list[Dispute]]
) -> None:
    key = {"Idempotency-Key": "one"}
    attempt, other = wrong_by_api(client), wrong_by_api(client)
    texts = ("one", "two")
    first, second = (
        client.post(f"{V1}/attempts/{attempt}/dispute", json={"comment": text}, headers=key) for text in texts
    )
    assert (second.status_code, second.json()) == (201, first.json())
    assert client.post(f"{V1}/attempts/{other}/dispute", json={}, headers=key).status_code == 409
    assert [each.comment for each in disputes()] == ["one"]


def test_both_doors_know_of_each_others_dispute(client: TestClient, disputes: Callable[[], list[Dispute]]) -> None:
    page = wrong_on_page(client)
    address = page.form("/dispute")[0]
    client.post(f"{V1}{address}", json={"comment": MISREAD})
    assert "Noted." in visit(client, page.address).words
    submit(client, page, "/dispute", comment="by page")
    assert [each.comment for each in disputes()] == ["by page"]


def test_nobody_elses_attempt_can_be_disputed(opened: Opening, disputes: Callable[[], list[Dispute]]) -> None:
    with opened() as client:
        attempt = wrong_by_api(client)
        token = visit(client, "/problems/output-size/1-7").form("/answer")[1]["token"]
        client.cookies.clear()
        assert client.post(f"{V1}/attempts/{attempt}/dispute", json={"comment": "mine"}).status_code == 404
        assert client.post(f"/attempts/{attempt}/dispute", data={"token": token}).status_code == 404
        missing = client.post(f"{V1}/attempts/{attempt[::-1]}/dispute", json={})
        assert missing.status_code in {404, 422}
    assert disputes() == []


@pytest.mark.parametrize("length", [MAX_COMMENT, MAX_COMMENT + 1])
def test_a_comment_has_a_bound_that_is_said(
    client: TestClient, disputes: Callable[[], list[Dispute]], length: int
) -> None:
    assert MAX_COMMENT == 2_000
    attempt = wrong_by_api(client)
    by_api = client.post(f"{V1}/attempts/{attempt}/dispute", json={"comment": "é" * length})
    page = wrong_on_page(client)
    by_page = submit(client, page, "/dispute", comment="é" * length)
    if length <= MAX_COMMENT:
        assert (by_api.status_code, by_page.status) == (201, 200)
        assert {len(each.comment) for each in disputes()} == {2_000}
        return
    sentence = "A comment has at most 2,000 characters; this one has 2,001."
    assert by_api.status_code == 422
    assert by_api.json()["errors"] == [{"pointer": "/comment", "detail": sentence}]
    assert (by_page.status, sentence in by_page.words) == (422, True)
    assert disputes() == []


def test_the_box_takes_no_longer_comment_than_is_kept(client: TestClient) -> None:
    assert f'maxlength="{MAX_COMMENT}"' in wrong_on_page(client).text


@pytest.mark.parametrize("body", [{"comment": 7}, {"comment": "x", "mood": "bad"}, []])
def test_a_body_that_is_no_dispute_is_refused(client: TestClient, body: Any) -> None:
    assert client.post(f"{V1}/attempts/{wrong_by_api(client)}/dispute", json=body).status_code == 422

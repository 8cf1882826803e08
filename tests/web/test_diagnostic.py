"""The diagnostic, as a browser without JavaScript goes through it."""

import sqlite3

from starlette.testclient import TestClient

from app.catalog.catalog import Catalog
from app.practice.diagnosing import candidates
from app.settings import Settings
from app.store.engines import database_file, database_url
from tests.web.doors import Page, submit, visit

HOME = "/assess/diagnostic"


def next_question(client: TestClient, query: str = "") -> Page:
    return visit(client, f"{HOME}/next{query}")


def do_not_know(client: TestClient, page: Page) -> Page:
    return submit(client, page, "/answer?diagnostic=1", unknown="1")


def test_it_asks_nothing_of_a_chapter_that_presupposes_another(catalog: Catalog) -> None:
    asked = {each.slug for each in candidates(catalog)}
    assert "output-size" in asked
    assert not asked & {each.slug for each in catalog.chapters.chapter("from-convolution-to-attention").problems}


def test_looking_at_it_records_nothing(client: TestClient, settings: Settings) -> None:
    assert "Let 8 to 10 questions find out where you stand." in visit(client, HOME).words
    assert next_question(client).status == 200
    with sqlite3.connect(database_file(database_url(settings.database_url))) as connection:
        assert connection.execute("SELECT count(*) FROM learners").fetchone() == (0,)


def test_i_do_not_know_is_an_answer_like_all_others(client: TestClient) -> None:
    """The first question is of the first skill at level 2: (1 + 0)/(2 + 1), and 1.2816·sqrt(2/9/4) to both sides."""
    page = do_not_know(client, next_question(client))
    assert page.status == 200
    assert "You said that you do not know." in page.words
    (skill,) = [each for each in client.get("/api/v1/progress").json()["skills"] if each["evidence"]]
    assert (skill["skill"], skill["estimate"]) == ("output-size", 1 / 3)
    home = visit(client, HOME)
    assert "1 answered; 9 to go at most." in home.words
    assert "Output size 0 of 1 nothing known 33% (3 to 64)" in home.words


def test_it_goes_from_skill_to_skill_and_ends_after_ten(client: TestClient) -> None:
    for _ in range(10):
        page = next_question(client)
        assert "Diagnostic" in page.words
        do_not_know(client, page)
    over = next_question(client)
    assert over.address == HOME
    assert "0 of 10 right." in over.words
    assert over.words.count(" of 1 nothing known") == 8
    assert " 0 of 2 nothing known" in over.words
    assert next_question(client, "?again=1").address != HOME


def test_a_right_answer_leads_to_harder_numbers_and_a_wrong_one_to_easier_ones(client: TestClient) -> None:
    do_not_know(client, next_question(client))
    assert "/1-" in next_question(client).address


def test_a_question_that_was_begun_waits(client: TestClient) -> None:
    begun = submit(client, next_question(client), "/hint?diagnostic=1")
    assert begun.address.startswith("/questions/")
    assert next_question(client).address == begun.address


def test_a_question_that_was_only_seen_comes_again_as_it_was(client: TestClient) -> None:
    seen = next_question(client)
    assert next_question(client).address == seen.address
    do_not_know(client, seen)
    assert next_question(client).address != seen.address


def test_nothing_leads_past_a_question_but_an_answer_not_to_know_or_the_end(client: TestClient) -> None:
    """Once it is answered, “Next” leads on."""
    unanswered = next_question(client)
    assert 'href="/assess/diagnostic/next' not in unanswered.text
    assert 'name="unknown"' in unanswered.text
    assert f'href="{HOME}"' in unanswered.text
    answered = do_not_know(client, unanswered)
    assert 'href="/assess/diagnostic/next' in answered.text


def test_it_can_be_stopped_at_any_time_and_what_was_answered_stays(client: TestClient) -> None:
    do_not_know(client, next_question(client))
    stopped = submit(client, visit(client, HOME), "/end")
    assert "0 of 1 right." in stopped.words
    assert "Begin with Output size" in stopped.words
    assert next_question(client).address == HOME
    do_not_know(client, next_question(client, "?again=1"))
    assert "1 answered; 9 to go at most." in visit(client, HOME).words


def test_an_undone_answer_is_asked_again(client: TestClient) -> None:
    answered = do_not_know(client, next_question(client))
    attempt = client.get("/session/summary").text.split('action="/attempts/')[1].split("/")[0]
    client.post(f"/attempts/{attempt}/undo")
    assert next_question(client).address == answered.address


def test_elsewhere_nobody_is_offered_not_to_know(client: TestClient) -> None:
    assert "I don’t know" in next_question(client).words
    assert "I don’t know" not in visit(client, "/problems/output-size?fresh=1").words

"""The pages without JavaScript: what a browser gets that only follows links and sends forms."""

import sqlite3
from contextlib import closing

from starlette.testclient import TestClient

from app.catalog.catalog import Catalog
from app.settings import Settings
from tests.web.conftest import Clock, Opening
from tests.web.doors import answered, submit, visit

STEM = {"layer1": "112", "layer2": "56", "layer3": "56", "layer4": "28", "shape": "28×28×128", "params": "230912"}
OPENING = {"size": "3", "field": "2^51-1", "end_size": "1", "end_layer": "3"}


def test_the_first_page_has_one_thing_to_do(client: TestClient) -> None:
    page = visit(client, "/")
    assert "Answer one question, and see which mistake you make." in page.words
    assert page.text.count('class="button"') == 1


def test_problems_can_be_filtered_by_skill_in_the_address(client: TestClient) -> None:
    everything = visit(client, "/problems")
    assert "One layer, one size" in everything.words
    assert "The first question on the whiteboard" in everything.words
    sizes = visit(client, "/problems?skill=output-size")
    assert "The first question on the whiteboard" not in sizes.words


def test_problems_can_be_filtered_by_chapter_in_the_address(client: TestClient) -> None:
    page = visit(client, "/problems?chapter=convolutional-networks&skill=output-size")
    assert "One layer, one size" in page.words
    assert 'href="/problems?chapter=convolutional-networks&amp;skill=pooling"' in page.text
    unknown = visit(client, "/problems?chapter=juggling")
    assert unknown.status == 404
    assert "There is no such chapter." in unknown.words


def test_looking_at_a_problem_records_nothing(client: TestClient) -> None:
    visit(client, "/problems/layer-stack")
    visit(client, "/problems/output-size")
    assert client.get("/api/v1/questions").json()["items"] == []


def test_the_chapters_first_problem_answered_wrong_names_the_mistake(client: TestClient) -> None:
    page = visit(client, "/problems/layer-stack")
    assert "224 × 224 × 3" in page.words
    after = answered(client, page, **(STEM | {"layer1": "109", "layer2": "55", "layer3": "55"}))
    assert after.status == 200
    assert after.address.startswith("/questions/")
    assert "5 of 6 right." in after.words
    assert "you left the padding out." in after.words
    assert "Follows from “1. conv 64”." in after.words or "follows from" in after.words


def test_a_right_answer_shows_the_working_the_rubric_and_the_collision(client: TestClient) -> None:
    after = answered(client, visit(client, "/problems/whiteboard-opening"), **OPENING)
    assert "All 4 are right." in after.words
    assert "2,251,799,813,685,247" in after.words
    assert "Strong hire" in after.words
    assert "padded one side only" in after.words


def test_an_unreadable_answer_costs_nothing_and_loses_nothing(client: TestClient) -> None:
    page = visit(client, "/problems/whiteboard-opening")
    after = answered(client, page, **(OPENING | {"size": "about three"}))
    assert after.status == 422
    assert 'value="about three"' in after.text
    assert 'value="2^51-1"' in after.text
    assert client.get("/api/v1/questions").json()["items"] == []


def test_a_suggestion_is_taken_with_one_click(client: TestClient) -> None:
    typed = {f"answer.{name}": text for name, text in (OPENING | {"size": "(3, 3"}).items()}
    asked = submit(client, visit(client, "/problems/whiteboard-opening"), "/answer", **typed)
    assert asked.status == 422
    assert 'name="take.size" value="3x3"' in asked.text
    again = submit(client, asked, "/answer", **typed, **{"take.size": "3x3"})
    assert "All 4 are right." in again.words


def test_sending_a_form_twice_records_one_answer(client: TestClient) -> None:
    page = visit(client, "/problems/whiteboard-opening")
    first = answered(client, page, **OPENING)
    second = answered(client, page, **OPENING)
    assert first.address == second.address
    assert len(client.get("/api/v1/questions").json()["items"]) == 1
    question = client.get(f"/api/v1{first.address}").json()
    assert question["attempts"] == 1


def test_hints_append_and_say_what_they_cost(client: TestClient) -> None:
    page = visit(client, "/problems/layer-stack")
    assert "3 left, free" in page.words
    first = submit(client, page, "/hint")
    assert "Hint 1 direction" in first.words
    assert "2 left, caps at Lean hire" in first.words
    second = submit(client, first, "/hint")
    assert "Hint 1 direction" in second.words
    assert "Hint 2 insight" in second.words
    third = submit(client, second, "/hint")
    assert "Hint 3 full solution" in third.words
    assert "230,912" in third.words


def test_the_solution_can_be_shown_and_ends_the_question(client: TestClient) -> None:
    shown = submit(client, visit(client, "/problems/layer-stack"), "/reveal")
    assert "230,912" in shown.words
    assert "No hire this answer" in submit(client, shown, "/band", band="none").words


def test_what_was_answered_survives_a_restart_and_belongs_to_one_browser(opened: Opening) -> None:
    with opened() as client:
        after = answered(client, visit(client, "/problems/whiteboard-opening"), **(OPENING | {"field": "101"}))
        cookies = dict(client.cookies)
    with opened() as again:
        stranger = visit(again, after.address)
        assert stranger.status == 404
        again.cookies.clear()
        again.cookies.update(cookies)
        kept = visit(again, after.address)
        assert "3 of 4 right." in kept.words
        assert 'value="101"' in kept.text
        assert "The first question on the whiteboard" in visit(again, "/").words


def test_an_open_question_is_gone_on_with(client: TestClient) -> None:
    asked = answered(client, visit(client, "/problems/whiteboard-opening"), **(OPENING | {"field": "101"}))
    assert visit(client, "/problems/whiteboard-opening").address == asked.address
    assert visit(client, "/problems/whiteboard-opening?fresh=1").address != asked.address


def test_a_question_whose_solution_was_seen_is_over(client: TestClient) -> None:
    shown = submit(client, visit(client, "/problems/layer-stack"), "/reveal")
    assert visit(client, "/problems/layer-stack").address != shown.address
    assert "Missed" in visit(client, "/").words
    assert "left open" not in visit(client, "/").words


def test_another_one_has_fresh_numbers_and_an_address_to_share(client: TestClient) -> None:
    first, second = (visit(client, "/problems/output-size?fresh=1") for _ in range(2))
    assert first.address != second.address
    assert visit(client, first.address).words == first.words


def test_the_ladder_appears_with_a_plan(client: TestClient, clock: Clock) -> None:
    assert "Day 21" not in visit(client, "/").words
    submit(client, visit(client, "/plan"), "/plan")
    assert "Day 3 5 Mar" in visit(client, "/").words
    clock.pass_days(3)
    assert "Day 3 today" in visit(client, "/").words


def test_the_theme_is_kept_and_leads_back_only_to_our_own_pages(client: TestClient) -> None:
    chosen = client.post("/settings/theme", data={"theme": "dark", "back": "/problems"})
    assert (chosen.status_code, chosen.headers["location"]) == (303, "/problems")
    assert 'data-theme="dark"' in visit(client, "/").text
    for elsewhere in ("//example.org", "https://example.org", "/\\example.org"):
        assert client.post("/settings/theme", data={"theme": "auto", "back": elsewhere}).headers["location"] == "/"


def test_numbers_that_are_no_numbers_are_a_page_that_says_so(client: TestClient) -> None:
    for address in ("/problems/nothing", "/problems/output-size/own", "/problems/output-size/9-1", "/questions/7"):
        assert visit(client, address).status in {404, 422}, address


def test_htmx_gets_the_sheet_the_announcement_and_the_new_address(client: TestClient) -> None:
    address, hidden = visit(client, "/problems/whiteboard-opening").form("/answer")
    answer = {f"answer.{name}": text for name, text in OPENING.items()}
    swapped = client.post(address, data=hidden | answer, headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    assert swapped.status_code == 200
    assert swapped.headers["hx-replace-url"].startswith("/questions/")
    assert "<html" not in swapped.text
    assert '<hx-partial data-hx-target="#status"' in swapped.text
    assert "All 4 are right." in swapped.text


def test_an_answer_is_echoed_while_it_is_typed(client: TestClient) -> None:
    query = {"kind": "shape", "axes": "height,width", "square": "1", "name": "size"}
    assert "28 × 28" in client.get("/read", params=query | {"text": "28"}).text
    asked = client.get("/read", params=query | {"text": "(28, 28"}).text
    assert 'name="take.size"' in asked


def test_a_formula_is_echoed_in_the_symbols_of_its_box(client: TestClient) -> None:
    query = {"kind": "expression", "symbols": "W,K,P,S=stride", "name": "size"}
    assert "read as <b>⌊(W − K)/S⌋ + 1</b>" in client.get("/read", params=query | {"text": "(w-k)//stride+1"}).text
    assert "uses W, K, P and S." in client.get("/read", params=query | {"text": "Q/S"}).text
    assert "read as <b>Q/S</b>" in client.get("/read", params={"kind": "expression", "text": "Q/S"}).text


def test_get_writes_nothing(client: TestClient, settings: Settings) -> None:
    for address in (
        "/",
        "/problems",
        "/errata",
        "/learn/sizes",
        "/problems/layer-stack",
        "/problems/output-size?fresh=1",
        "/progress",
        "/report",
        "/assess",
        "/assess/diagnostic",
        "/assess/diagnostic/next",
        "/api/v1/questions",
        "/api/v1/progress",
        "/api/v1/self-assessments",
    ):
        client.get(address)
    with closing(sqlite3.connect(settings.database_url.removeprefix("sqlite:///"))) as database:
        assert database.execute("select count(*) from learners").fetchone() == (0,)


def test_the_api_is_documented_without_anybody_elses_scripts(client: TestClient) -> None:
    page = visit(client, "/api/docs")
    assert page.status == 200
    assert "/api/v1/questions/{question_id}/answer" in page.words
    assert "misconception" in page.words


def test_what_is_often_printed_and_not_true_stands_on_a_page_with_its_runs(
    client: TestClient, catalog: Catalog
) -> None:
    assert 'href="/errata"' in visit(client, "/problems").text
    page = visit(client, "/errata")
    assert page.status == 200
    assert f"These {len(catalog.errata)} sentences are often printed" in page.words
    assert page.text.count('<details class="run">') == page.text.count("<article") == len(catalog.errata)
    for erratum in catalog.errata:
        assert erratum.claim in page.words
        assert f'id="{erratum.id}"' in page.text
    assert "It takes 3,699,376,128. The printed number is short by 524,288" in page.words
    assert "{{" not in page.text


def test_the_page_of_errata_takes_no_post(client: TestClient) -> None:
    assert client.post("/errata", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 405


def test_a_page_with_formulas_asks_for_their_font_at_once_and_no_other_page_does(client: TestClient) -> None:
    ahead = client.get("/problems/skip-proof/3-3").headers["link"]
    address = ahead[ahead.index("<") + 1 : ahead.index(">")]
    assert client.get(address).headers["content-type"] == "font/woff2"
    assert {"rel=preload", "as=font", "crossorigin"} <= set(ahead.split("; "))
    assert "link" not in client.get("/problems/output-size/own").headers


def test_a_page_loads_what_its_boxes_need_and_no_more(client: TestClient) -> None:
    """A grid, a table and lines to order each have a script of their own; a line to type into has none."""
    needed = {
        "/problems/shift-the-input/own": {"grids"},
        "/problems/three-layers-to-target/own": {"rows"},
        "/problems/residual-block-order/1-3": {"ordering"},
        "/problems/output-size/1-7": set[str](),
        "/plan": set[str](),
        "/problems": set[str](),
    }
    loaded = {address: visit(client, address).text for address in needed}
    found = {at: {name for name in ("grids", "rows", "ordering") if f"/js/{name}.js" in loaded[at]} for at in loaded}
    assert found == needed

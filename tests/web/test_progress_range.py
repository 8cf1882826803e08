"""What the address asks to see: a chapter, a skill, days from and to."""

from dataclasses import replace

from starlette.testclient import TestClient

from app.catalog.catalog import Catalog
from app.catalog.chapters import Chapter, Chapters
from app.main import create_app
from app.settings import Settings
from app.web.render import Renderer
from tests.web.conftest import Clock
from tests.web.doors import visit
from tests.web.planned import wrong_answer
from tests.web.test_progress import API, an_answer, the_right_size


def test_days_and_skill_are_in_the_address(client: TestClient, clock: Clock) -> None:
    an_answer(client, "1", seed=3)
    clock.pass_days(5)
    an_answer(client, the_right_size(client, 1), seed=1)
    later = client.get(f"{API}?from=2026-03-07").json()["skills"][0]["evidence"]
    assert later == [{"form": "worked out", "count": 1, "right": 1, "clean": 1}]
    only = client.get(f"{API}?skill=pooling").json()
    assert [each["skill"] for each in only["skills"]] == ["pooling"]
    page = visit(client, "/progress?skill=output-size&from=2026-03-07&to=2026-03-07")
    assert 'value="2026-03-07"' in page.text
    assert "1 of 1 worked out" in page.words


def test_a_date_that_is_none_is_left_out_on_the_page_and_told_by_the_api(client: TestClient) -> None:
    assert visit(client, "/progress?from=soon").status == 200
    assert client.get(f"{API}?from=soon").status_code == 422


def test_days_the_other_way_round_are_the_same_days_and_empty_ones_are_told(client: TestClient) -> None:
    an_answer(client, "1", seed=3)
    page = visit(client, "/progress?from=2026-03-09&to=2026-03-01")
    assert "0 of 1 worked out" in page.words
    assert 'name="from" value="2026-03-01"' in page.text
    assert "Nothing was answered on these days." not in page.words
    assert "Nothing was answered on these days." in visit(client, "/progress?from=2026-01-01&to=2026-02-01").words


def test_the_skill_in_the_address_narrows_the_curve_and_the_days(client: TestClient) -> None:
    an_answer(client, "1", seed=3, confidence=5)
    sizes = client.get(f"{API}?skill=output-size").json()
    assert (sizes["days"], sizes["reliability"][0]["confidence"]) == ([{"study_day": "2026-03-02", "answers": 1}], 5)
    pools = client.get(f"{API}?skill=pooling").json()
    assert (pools["days"], pools["reliability"], pools["brier"]) == ([], [], None)


def test_the_chapter_in_the_address_narrows_all_but_what_is_predicted(
    settings: Settings, catalog: Catalog, renderer: Renderer, clock: Clock
) -> None:
    """Two answers; a second chapter that has only the problem of one of them."""
    pools = Chapter(
        slug="pools",
        title="Pools alone",
        summary="",
        presupposes=(),
        lessons=(),
        problems=(catalog.problem("pool-ceil"),),
    )
    chapters = Chapters({**catalog.chapters.by_slug, "pools": pools})
    app = create_app(settings, catalog=replace(catalog, chapters=chapters), renderer=renderer, clock=clock)
    with TestClient(app, base_url="http://localhost") as client:
        an_answer(client, "1", seed=3, confidence=5)
        question = client.post("/api/v1/questions", json={"slug": "pool-ceil", "seed": 1}).json()
        client.post(f"/api/v1/questions/{question['id']}/answer", json={"answer": wrong_answer(question)})
        every, only = (client.get(f"{API}{query}").json() for query in ("", "?chapter=pools"))
        assert {each["skill"] for each in only["skills"] if each["evidence"]} == {catalog.problem("pool-ceil").skill}
        assert (only["days"][0]["answers"], every["days"][0]["answers"]) == (1, 2)
        assert (only["reliability"], len(every["reliability"])) == ([], 1)
        assert only["readiness"] == every["readiness"]
        page = visit(client, "/progress?chapter=pools&skill=pooling&from=2026-03-01")
        assert "Pools alone" in page.words
        assert 'href="/progress?chapter=pools&amp;skill=output-size&amp;from=2026-03-01"' in page.text
        assert page.form("/progress")[1]["chapter"] == "pools"


def test_a_chapter_there_is_not_is_told(client: TestClient) -> None:
    assert "There is no such chapter." in visit(client, "/progress?chapter=juggling").words
    assert client.get(f"{API}?chapter=juggling").status_code == 404

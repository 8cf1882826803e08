"""Levels that rise, the list of problems as its address says, and drills. Without JavaScript."""

import re

import pytest
from starlette.testclient import TestClient

from app.catalog.catalog import Catalog
from tests.web.doors import Page, answered, submit, visit

SLUG = "output-size"


def right(catalog: Catalog, page: Page) -> str:
    """The right answer to a variant of the first kind."""
    level, seed = re.fullmatch(rf"/problems/{SLUG}/(\d)-(\d+)", page.address).groups()  # type: ignore[union-attr]
    problem = catalog.problem(SLUG)
    size = problem.kind.solve(problem.draw(int(seed), int(level)))["size"]
    assert isinstance(size, tuple)
    return "×".join(str(side) for side in size)


def solve_one(client: TestClient, catalog: Catalog, address: str = f"/problems/{SLUG}?fresh=1") -> Page:
    page = visit(client, address)
    return answered(client, page, size=right(catalog, page))


def level_of(page: Page) -> str:
    return page.address.rsplit("/", 1)[1].split("-")[0]


def test_two_clean_answers_raise_the_level_and_say_so(client: TestClient, catalog: Catalog) -> None:
    first = solve_one(client, catalog)
    assert "the next one is at level" not in first.words
    second = solve_one(client, catalog)
    assert "Two clean answers: the next one is at level 2." in second.words
    assert level_of(visit(client, f"/problems/{SLUG}?fresh=1")) == "2"
    assert client.post("/api/v1/questions", json={"slug": SLUG}).json()["level"] == 2


def test_an_answer_with_a_second_hint_or_after_a_miss_is_not_clean(client: TestClient, catalog: Catalog) -> None:
    page = visit(client, f"/problems/{SLUG}?fresh=1")
    size = right(catalog, page)
    hinted = submit(client, submit(client, page, "/hint"), "/hint")
    answered(client, hinted, size=size)
    page = visit(client, f"/problems/{SLUG}?fresh=1")
    size = right(catalog, page)
    answered(client, answered(client, page, size="9871×9871"), size=size)
    page = visit(client, f"/problems/{SLUG}?fresh=1")
    size = right(catalog, page)
    answered(client, submit(client, page, "/reveal"), size=size)
    solve_one(client, catalog)
    assert level_of(visit(client, f"/problems/{SLUG}?fresh=1")) == "1"


def test_a_level_never_falls(client: TestClient, catalog: Catalog) -> None:
    for _ in range(2):
        solve_one(client, catalog)
    for _ in range(3):
        answered(client, visit(client, f"/problems/{SLUG}?fresh=1"), size="9871×9871")
    assert level_of(visit(client, f"/problems/{SLUG}?fresh=1")) == "2"


def test_a_problem_is_new_then_shaky_then_solid(client: TestClient, catalog: Catalog) -> None:
    title = catalog.problem(SLUG).title
    assert title in visit(client, "/problems?grasp=new").words
    solve_one(client, catalog)
    assert title in visit(client, "/problems?grasp=shaky").words
    solve_one(client, catalog)
    assert title in visit(client, "/problems?grasp=solid").words
    assert title not in visit(client, "/problems?grasp=shaky").words
    assert "1 solid" in visit(client, "/problems").words
    answered(client, visit(client, f"/problems/{SLUG}?fresh=1"), size="9871×9871")
    assert title in visit(client, "/problems?grasp=shaky").words


@pytest.mark.parametrize("sort", ["skill", "weakest", "oldest", "shortest"])
def test_every_order_shows_every_problem(client: TestClient, catalog: Catalog, sort: str) -> None:
    page = visit(client, f"/problems?sort={sort}")
    assert all(problem.title in page.words for problem in catalog.problems.values())


def test_the_weakest_come_first_when_asked_for(client: TestClient, catalog: Catalog) -> None:
    titles = [problem.title for problem in catalog.problems.values()]
    for _ in range(2):
        solve_one(client, catalog)
    page = visit(client, "/problems?sort=weakest")
    solid = catalog.problem(SLUG).title
    assert max(titles, key=page.words.index) == solid


def test_a_filter_keeps_the_others_in_its_address(client: TestClient) -> None:
    page = visit(client, "/problems?skill=output-size&sort=shortest")
    assert 'href="/problems?skill=output-size&amp;grasp=new&amp;sort=shortest"' in page.text


def test_a_view_of_nothing_says_so_and_leads_back(client: TestClient) -> None:
    page = visit(client, "/problems?grasp=solid")
    assert "No problem is like that." in page.words


def test_a_mixed_drill_goes_from_problem_to_problem(client: TestClient) -> None:
    page = visit(client, "/drill?skill=output-size")
    assert page.address.startswith("/problems/")
    assert "Mixed drill: Output size" in page.words
    slug = page.address.split("/")[2]
    after = submit(client, page, "/reveal?drill=skills:output-size")
    assert "Mixed drill: Output size" in after.words
    following = re.search(r'href="(/drill\?[^"]+)"', after.text)
    assert following is not None
    assert f"after={slug}" in following[1]
    assert visit(client, following[1].replace("&amp;", "&")).address.split("/")[2] != slug


def test_a_drill_of_one_mistake_puts_numbers_on_which_it_can_be_made(client: TestClient, catalog: Catalog) -> None:
    for _ in range(6):
        page = visit(client, "/drill?mistake=ignores-dilation")
        slug, numbers = page.address.split("/")[2:]
        level, seed = (int(part) for part in numbers.split("-"))
        problem = catalog.problem(slug)
        assert problem.kind.mistakes["ignores-dilation"](problem.draw(seed, level))
        assert "Drill: “You used the kernel without its gaps”" in page.words


def test_a_wrong_answer_offers_to_drill_its_mistake(client: TestClient) -> None:
    page = visit(client, f"/problems/{SLUG}/1-7")  # 21 × 21, kernel 2, stride 1: right is 20
    after = answered(client, page, size="19")
    assert 'href="/drill?mistake=no-plus-one&amp;after=output-size"' in after.text


@pytest.mark.parametrize("query", ["mistake=unheard-of", "skill=cooking", "mistake=" + "x" * 61])
def test_a_drill_of_nothing_is_a_page_that_says_so(client: TestClient, query: str) -> None:
    assert visit(client, f"/drill?{query}").status in {404, 422}


@pytest.mark.parametrize("drill", ["mistake:unheard-of", "skills:cooking", "mistake:"])
def test_an_address_with_an_odd_drill_still_shows_its_question(client: TestClient, drill: str) -> None:
    assert visit(client, f"/problems/{SLUG}/1-7?drill={drill}").status == 200


def test_skill_and_level_can_be_hidden_and_shown_again(client: TestClient) -> None:
    page = visit(client, "/problems")
    hidden = submit(client, page, "/settings/blind", blind="1")
    assert "level" not in hidden.words.split("Mixed drill")[0]
    assert "level" not in visit(client, f"/problems/{SLUG}/1-7").words.split("Output size")[0]
    shown = submit(client, hidden, "/settings/blind", blind="0")
    assert "level 1" in shown.words

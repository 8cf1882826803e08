"""The chapter's pages: every number shows its working, and a figure is drawn where the part is read."""

import re
from datetime import date

import pytest
from starlette.testclient import TestClient

from app.catalog.catalog import Catalog
from app.learning.tally import Count, Tally, freshness
from app.practice.lessons import practise, weakest
from app.problems.skills import Skill
from tests.conftest import LESSON_FILES
from tests.web.doors import visit

PARTS = [path.stem.partition("-")[2] for path in LESSON_FILES]


def test_the_contents_name_every_part(stateless: TestClient, catalog: Catalog) -> None:
    page = visit(stateless, "/learn")
    assert page.status == 200
    for lesson in catalog.lessons.by_slug.values():
        assert f'href="/learn/{lesson.slug}"' in page.text
        assert lesson.summary in page.words


def test_each_chapter_has_its_parts_its_minutes_and_its_problems(stateless: TestClient, catalog: Catalog) -> None:
    page = visit(stateless, "/learn").text
    sections = page.split('<section class="part"')[1:-1]
    for chapter, section in zip(catalog.chapters.by_slug.values(), sections, strict=True):
        assert f'id="{chapter.slug}"' in section
        assert re.findall(r'<h3><a href="/learn/([^"]+)"', section) == [each.slug for each in chapter.lessons]
        assert f"{len(chapter.lessons)} parts, 0 read · {chapter.minutes} min" in section
        assert f'href="/problems?chapter={chapter.slug}">{len(chapter.problems)} problems' in section


def test_a_part_leads_to_the_one_before_and_the_next_and_the_first_only_on(stateless: TestClient) -> None:
    words = visit(stateless, "/learn/receptive-field").text
    assert 'Next part: <a href="/learn/pooling">' in words
    assert 'Part before: <a href="/learn/sizes">' in words
    assert "Part before" not in visit(stateless, "/learn/interview").text


def test_a_part_there_is_not_is_a_sentence(stateless: TestClient) -> None:
    page = visit(stateless, "/learn/never-written")
    assert page.status == 404
    assert "No chapter has such a part." in page.words


@pytest.mark.parametrize("slug", PARTS)
def test_every_number_has_its_working_beside_it(stateless: TestClient, slug: str) -> None:
    page = visit(stateless, f"/learn/{slug}").text
    names = re.findall(r'popovertarget="([^"]+)"', page)
    assert len(names) == len(set(names)) > 5
    for name in names:
        assert re.search(rf'<span popover class="note" id="{name}" role="note"><span>[^<]+</span>', page), name
    assert "{{" not in page


def test_a_number_is_printed_with_the_lines_that_lead_to_it(stateless: TestClient) -> None:
    words = visit(stateless, "/learn/sizes").text
    assert ">112</button>" in words
    assert "<span>(224 - 7 + 2*3) / 2 = 111.5</span><span>floor(111.5) + 1 = 112</span>" in words


def test_a_line_does_not_break_within_a_kernel_or_before_a_percent_sign(stateless: TestClient) -> None:
    words = visit(stateless, "/learn/receptive-field").text
    assert "one 7\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}7" in words
    assert "44.9\N{NO-BREAK SPACE}%</button>" in words


def test_a_figure_of_a_lesson_is_the_labs_or_a_questions(stateless: TestClient) -> None:
    page = visit(stateless, "/learn/architectures").text
    assert "The networks by year" in page
    assert "Parameters against MACs" in page
    assert '<a href="/problems/block-params/2-8">Work it out yourself</a>' in page
    assert page.count("<figure") == page.count("<figcaption") == 3


@pytest.mark.parametrize("slug", PARTS)
def test_a_table_has_a_heading_over_every_column_and_scrolls_where_it_is_too_wide(
    stateless: TestClient, slug: str
) -> None:
    page = visit(stateless, f"/learn/{slug}").text
    assert "<th></th>" not in page
    assert page.count("<table>") == page.count('aria-label="A table"><table>')


def test_what_was_answered_worst_comes_first(catalog: Catalog) -> None:
    names = ("output-size", "same-padding", "pool-ceil", "reach-a-size")
    problems = [catalog.problems[name] for name in names]
    answers = {"output-size": (True, True), "same-padding": (False, False), "reach-a-size": (True,)}
    assert [each.slug for each in weakest(problems, answers)] == [
        "same-padding",  # 1/4
        "pool-ceil",  # 1/2: nothing is known
        "reach-a-size",  # 2/3
        "output-size",  # 3/4
    ]


TODAY = date(2026, 3, 2)


def history(**answers: tuple[str, int, int]) -> Tally:
    """First answers of today: `a=("field-stack", 3, 1)` are three, one of them right and clean."""
    fresh = freshness(TODAY)
    return Tally(
        asked={
            (slug, 2): Count(first=first, right=right, clean=right, fresh=first * fresh, earned=right * fresh)
            for slug, first, right in answers.values()
        }
    )


def offered(catalog: Catalog, part: str, tally: Tally) -> tuple[set[Skill], str]:
    found = practise(catalog, catalog.lessons.lesson(part), tally, TODAY)
    assert len(found.offers) == 2
    return {catalog.problems[each.address.removeprefix("/problems/")].skill for each in found.offers}, found.why


def test_without_a_record_a_part_ends_in_the_most_basic_problems_of_its_own(catalog: Catalog) -> None:
    skills, why = offered(catalog, "interview", Tally())
    assert skills == {Skill.RECEPTIVE_FIELD}
    assert "most basic" in why
    chosen = practise(catalog, catalog.lessons.lesson("interview"), Tally(), TODAY).offers
    levels = [catalog.problems[each.address.removeprefix("/problems/")].level for each in chosen]
    own = [each.level for each in catalog.problems.values() if each.skill is Skill.RECEPTIVE_FIELD]
    assert levels == sorted(own)[:2]


def test_a_part_ends_in_the_weakest_of_the_skills_that_it_asks_for(catalog: Catalog) -> None:
    """Part 0 asks for a field and a size. Estimates: (1 + right) / (2 + first)."""
    weak_size = history(a=("output-size", 4, 1), b=("field-stack", 4, 3))  # 2/6 and 4/6
    assert offered(catalog, "interview", weak_size) == (
        {Skill.OUTPUT_SIZE},
        "Output size: 1 of 4 first answers were right, the lowest of the skills that this part asks for.",
    )
    weak_field = history(a=("output-size", 4, 3), b=("field-stack", 4, 1))
    assert offered(catalog, "interview", weak_field)[0] == {Skill.RECEPTIVE_FIELD}


def test_what_was_never_answered_stands_below_what_was_answered_well_and_above_what_went_wrong(
    catalog: Catalog,
) -> None:
    well, badly = history(a=("field-stack", 4, 4)), history(a=("field-stack", 4, 0))  # 5/6 and 1/6, beside 1/2
    assert offered(catalog, "interview", well)[0] == {Skill.OUTPUT_SIZE}
    assert "not answered anything on it yet" in offered(catalog, "interview", well)[1]
    assert offered(catalog, "interview", badly)[0] == {Skill.RECEPTIVE_FIELD}


def test_a_skill_that_the_part_does_not_ask_for_changes_nothing(catalog: Catalog) -> None:
    assert offered(catalog, "sizes", history(a=("field-stack", 4, 0)))[0] == {Skill.OUTPUT_SIZE}


def test_a_part_ends_with_its_reason_and_the_next_part(stateless: TestClient) -> None:
    words = visit(stateless, "/learn/sizes").words
    assert "What to practise now You have not answered anything on this yet" in words
    assert words.index("What to practise now") < words.index("Next part: ")

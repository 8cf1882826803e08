"""The one page and the glossary: what they name is there, and what is wrong is told with file and line."""

from pathlib import Path

import pytest

from app.catalog.architectures import Architectures
from app.catalog.cards import Cards
from app.catalog.catalog import Catalog
from app.catalog.cheat_sheet import load_cheat_sheet
from app.catalog.glossary import load_glossary
from app.errors import ContentError
from app.practice.lessons.terms import TermLinks
from app.problems.skills import Skill

ROW = (
    "size:\n  concept: Size\n  fact: 'It is {{ size(8, 3) }}.'\n  mistake: None.\n  skill: output-size\n"
    "  problem: output-size\n  slip: no-plus-one\n  card: size-formula\n"
)
TERM = "stride:\n  term: Stride\n  says: Steps.\n  skill: output-size\n  problem: output-size\n"


def read_row(tmp_path: Path, catalog: Catalog, text: str) -> None:
    (tmp_path / "cheat-sheet.yaml").write_text(text, encoding="utf-8")
    load_cheat_sheet(tmp_path, catalog.problems, catalog.cards, catalog.architectures)


@pytest.mark.parametrize(
    ("now", "instead", "complaint"),
    [
        ("size(8, 3)", "sise(8, 3)", "cheat-sheet.yaml:3: size.fact: “sise(8, 3)”: Nothing is called sise."),
        ("problem: output-size", "problem: output-sise", "cheat-sheet.yaml:6: size.problem: There is no problem"),
        ("no-plus-one", "minus-one", "cheat-sheet.yaml:7: size.slip: output-size has no mistake 'minus-one'."),
        ("size-formula", "sizes", "cheat-sheet.yaml:8: size.card: There is no card 'sizes'."),
    ],
)
def test_a_row_that_names_what_is_not_there_is_told(
    tmp_path: Path, catalog: Catalog, now: str, instead: str, complaint: str
) -> None:
    read_row(tmp_path, catalog, ROW)
    with pytest.raises(ContentError) as refused:
        read_row(tmp_path, catalog, ROW.replace(now, instead))
    assert complaint in refused.value.sentence


def test_cards_that_could_not_be_read_are_not_held_against_the_sheet(tmp_path: Path, catalog: Catalog) -> None:
    (tmp_path / "cheat-sheet.yaml").write_text(ROW, encoding="utf-8")
    assert load_cheat_sheet(tmp_path, catalog.problems, Cards({}), Architectures({})).rows


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (TERM.replace("problem: output-size", "problem: strides"), "glossary.yaml:5: stride.problem: There is no"),
        (TERM.replace("Steps.", "'$\\frac{1$'"), "glossary.yaml:3: stride.says: A formula cannot be set"),
        (TERM + TERM.replace("stride:", "step:"), "glossary.yaml:6: step: “stride” is stride already."),
    ],
)
def test_a_term_that_is_wrong_is_told(tmp_path: Path, catalog: Catalog, text: str, complaint: str) -> None:
    (tmp_path / "glossary.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        load_glossary(tmp_path, catalog.problems)
    assert complaint in refused.value.sentence


def test_the_sheet_says_what_the_engine_finds(catalog: Catalog) -> None:
    """By hand: 27/49, 512·49·1000, 69,632 against 1,179,648, 9·64/73, 9·512/521, 409,600/118,784."""
    shown = {each.shown for each in catalog.cheat_sheet.numbers.values()}
    assert shown >= {"112", "3", "9", "15", "44.9 %", "25,088,000", "512,000", "69,632", "16.9", "7.89", "8.84", "3.45"}


def test_a_term_is_linked_once_in_prose_and_nowhere_else(catalog: Catalog) -> None:
    links = TermLinks(catalog.glossary, Skill.OUTPUT_SIZE)
    html = '<p>A <a href="/x">kernel</a>, a <code>kernel</code>, then Kernels, a kernel, a stride.</p>'
    assert links.linked(html) == (
        '<p>A <a href="/x">kernel</a>, a <code>kernel</code>, then '
        '<a class="term" href="/learn/glossary#kernel">Kernels</a>, a kernel, a stride.</p>'
    )
    assert links.linked("<p>kernel</p>") == "<p>kernel</p>"


def test_the_longest_form_of_a_term_is_the_one_that_is_meant(catalog: Catalog) -> None:
    linked = TermLinks(catalog.glossary, Skill.POOLING).linked("<p>An effective receptive field.</p>")
    assert 'glossary#effective-receptive-field">effective receptive field</a>' in linked


def test_a_term_is_used_where_a_part_first_says_it_in_a_paragraph(catalog: Catalog) -> None:
    """By hand: `stride` stands in the second paragraph under “Count the positions”, and in other parts."""
    places = {each.lesson.slug: each.address for each in catalog.mentions["stride"]}
    assert places["sizes"] == "/learn/sizes#count-the-positions"
    assert {"interview", "receptive-field", "pooling"} <= places.keys()
    assert list(places) == [slug for slug in catalog.lessons.by_slug if slug in places]

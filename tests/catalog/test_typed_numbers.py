"""A number in prose is worked out, small, given, or listed with its source; no list holds what nobody needs."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.catalog.allowed_numbers import number_complaints
from app.catalog.catalog import load
from app.catalog.typed_numbers import passages_of, typed_in
from app.errors import ContentError
from tests.conftest import ROOT

FRONT = '---\ntitle: Sizes, 99 of them\ncovers: ["9.15"]\n---\n'
LISTS = ("cheat-sheet.yaml", "cards.yaml", "glossary.yaml", "typed-numbers.yaml")
SIZES = "lessons/02-sizes.md"


def typed(text: str) -> Iterator[str]:
    """The numbers that may not be typed."""
    for passage in passages_of(SIZES, FRONT + text):
        yield from (passage.words[each.start : each.end].strip() for each in typed_in(passage))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("A layer has 73,856 parameters.", ["73,856"]),
        ("It sees 427 pixels, 44.9 % more.", ["427", "44.9 %"]),
        ("A share of 5 % and a mean of 0.5.", ["5 %", "0.5"]),
        ("That is 1e−4, or −0.5.", ["1e−4", "−0.5"]),
        ("A map of 56 × 56.", ["56", "56"]),
        ("Thirteen layers, twenty-two modules, sixty million weights.", ["Thirteen", "twenty-two", "sixty"]),
        ("Two thousand images, seven times fewer weights.", ["Two thousand", "seven times"]),
        ("2^51 pixels", ["51"]),
        ("| a 7 × 7 | 200,704 |", ["200,704"]),
    ],
)
def test_what_could_have_been_worked_out_is_found(words: str, found: list[str]) -> None:
    assert list(typed(words)) == found


@pytest.mark.parametrize(
    "words",
    [
        "Three 3 × 3 layers of stride 2, 8 cells, seven channels.",
        "ResNet-50 and VGG-16 on CIFAR-10, in float32, by top-5 error, on days 0, 3, 7, 14 and 21.",
        "In 2015 (arXiv:1512.03385, table 14, section 3.4; arXiv:1409.1556; doi:10.1145/3065386).",
        "At $\\frac{224 - 7}{2}$, by `range(99)`, [there](/lab/output-size?input=224).",
        "On 224 cells, that is 224 wide: {{ size(224, 7, stride=2, padding=3) }}.",
        "Fifty such layers see {{ field(3, times=50) }} pixels.",
        "::: figure /lab/output-size?input=14&kernel=3\nA kernel on 14 cells.\n:::",
    ],
)
def test_names_references_small_numbers_and_what_an_expression_starts_from_are_left_alone(words: str) -> None:
    assert list(typed(words)) == []


def test_what_is_given_in_one_block_is_not_given_in_the_next() -> None:
    assert list(typed("On 224 cells: {{ size(224, 7) }}.\n\n::: trap Again\nOn 224 cells.\n:::")) == ["224"]


def test_a_part_of_what_an_expression_starts_from_is_not_given() -> None:
    assert list(typed("0.9 after {{ rounded(0.9 ** 50, 5) }}")) == ["0.9"]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The real lists, and one lesson."""
    for name in LISTS:
        shutil.copy(ROOT / "content" / name, tmp_path / name)
    (tmp_path / "lessons").mkdir()
    (tmp_path / SIZES).write_text(f"{FRONT}One.\n\nIt has 73,856\nof them.\n", encoding="utf-8")
    return tmp_path


def allow(content: Path, words: str) -> None:
    (content / "lessons" / "typed-numbers.yaml").write_text(f"02-sizes.md: [{{texts: [{words}], source: X}}]", "utf-8")


def told_of(content: Path, lessons: list[Path]) -> list[str]:
    return [str(each) for each in number_complaints(content, lessons)]


def test_a_typed_number_is_told_with_file_line_and_sentence(content: Path) -> None:
    (told,) = told_of(content, [content / SIZES])
    assert told.startswith("lessons/02-sizes.md:7: “73,856” is typed in “It has 73,856")


def test_a_number_is_allowed_within_its_phrase_and_where_its_phrase_stands(content: Path) -> None:
    allow(content, '"73,856 of them"')
    assert told_of(content, [content / SIZES]) == []
    allow(content, "It has")
    assert len(told_of(content, [content / SIZES])) == 2


def test_a_phrase_that_no_number_needs_is_told(content: Path) -> None:
    allow(content, '"73,856", "9,472"')
    assert told_of(content, [content / SIZES]) == [
        "lessons/typed-numbers.yaml:1: 02-sizes.md.0.texts.1: No number of lessons/02-sizes.md needs “9,472”."
    ]


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("cards.yaml", "one in k²", "one in 49", "cards.yaml:"),
        ("cheat-sheet.yaml", "No floor", "No floor of 2.5", "cheat-sheet.yaml:"),
        ("glossary.yaml", "The mean of each window", "The mean of 49 cells", "glossary.yaml:12: “49” is typed in"),
    ],
)
def test_cards_sheet_and_glossary_are_read_as_well(content: Path, name: str, old: str, new: str, told: str) -> None:
    text = (content / name).read_text(encoding="utf-8")
    assert old in text
    (content / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    (found,) = told_of(content, [])
    assert told in found


def test_a_list_that_cannot_be_read_is_told(content: Path) -> None:
    (content / "typed-numbers.yaml").write_text("cards.yaml: [{texts: [76.1]}]", encoding="utf-8")
    assert "typed-numbers.yaml:1: cards.yaml" in told_of(content, [])[0]


def test_content_with_a_typed_number_does_not_load(tmp_path: Path) -> None:
    without = shutil.ignore_patterns("problems", "architectures")
    root = Path(shutil.copytree(ROOT / "content", tmp_path / "content", ignore=without))
    path = root / "glossary.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("each window", "each 99 cells", 1), encoding="utf-8")
    with pytest.raises(ContentError, match="“99” is typed in"):
        load(root)

"""Every fact that the chapter has to teach or ask is served somewhere, with the words and numbers that belong to it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
import yaml

from app.catalog.catalog import Catalog
from app.catalog.lessons import Block, Callout, CalloutKind, Lesson, Picture, Predict, Section, Worked
from app.catalog.lessons.worked import EXPRESSION
from app.catalog.problem import Problem
from app.catalog.words import to_text
from tests.catalog.test_coverage import PROBLEMS

CASES = Path(__file__).parent.parent / "cases" / "syllabus.yaml"
FACTS: Mapping[str, tuple[str, ...]] = {
    name: tuple(fact.get("says", ())) for name, fact in yaml.safe_load(CASES.read_text(encoding="utf-8")).items()
}
"""Id -> what has to be said."""

ONLY_ON_THE_ERRATA = {"E45": "the-printed-count"}
"""What no part mentions, since nobody who has not seen it printed needs it."""


def served(catalog: Catalog) -> Iterator[str]:
    """Every id, by what serves it."""
    for lesson in catalog.lessons.by_slug.values():
        yield from lesson.covers
    yield from (task.code for task in catalog.ladder.tasks)
    yield from (f"C{number}" for number, _ in enumerate(catalog.cheat_sheet.rows, start=1))
    for number, (slug, *_) in enumerate(PROBLEMS.values(), start=1):
        yield from (f"P{number}{part}" for part in parts_of(catalog.problem(slug)))
    yield from (name for name, erratum in ONLY_ON_THE_ERRATA.items() if erratum in {e.id for e in catalog.errata})


def parts_of(problem: Problem) -> Iterator[str]:
    """The problem with its own numbers, three hints, the solution and three bands."""
    if problem.given is None:
        return
    yield from ("", ".s")
    yield from (f".h{number}" for number, _ in enumerate(problem.hints, start=1))
    bands = {".sh": problem.rubric.strong_hire, ".lh": problem.rubric.lean_hire, ".nh": problem.rubric.no_hire}
    yield from (band for band, words in bands.items() if words)


def test_every_fact_is_served_and_nothing_serves_a_fact_there_is_not(catalog: Catalog) -> None:
    found = set(served(catalog)) - {"P4.s"}  # whose solution is served in seven pieces
    assert found - set(FACTS) == set()
    assert set(FACTS) - found == set()


@pytest.mark.parametrize("name", [name for name, says in FACTS.items() if says])
def test_whoever_serves_a_fact_says_what_belongs_to_it(catalog: Catalog, name: str) -> None:
    texts = list(texts_on(catalog, name))
    assert texts
    for words in FACTS[name]:
        whole = re.compile(rf"(?<![\d.]){re.escape(words)}(?![\d]|[.,]\d)", re.IGNORECASE)  # 12 is not said by 112
        assert any(whole.search(text) for text in texts), words


@pytest.mark.parametrize("name", ["F1", "F2", "F3", "F4", "F5"])
def test_whoever_serves_a_figure_shows_one(catalog: Catalog, name: str) -> None:
    (lesson,) = (each for each in catalog.lessons.by_slug.values() if name in each.covers)
    assert any(isinstance(block, Picture) for block in lesson.blocks)


@pytest.mark.parametrize(
    ("name", "kind", "about"),
    [
        ("1.5", CalloutKind.ANSWER, "shared by all places"),
        ("2.10", CalloutKind.TRAP, "floor"),
        ("3.8", CalloutKind.VIEW, "large objects"),
        ("6.15", CalloutKind.REJECTION, "vanishing gradients"),
        ("9.9", CalloutKind.COMPANY, "start-up"),
    ],
)
def test_whoever_serves_a_callout_has_one_of_its_kind(
    catalog: Catalog, name: str, kind: CalloutKind, about: str
) -> None:
    (lesson,) = (each for each in catalog.lessons.by_slug.values() if name in each.covers)
    callouts = [each for each in lesson.blocks if isinstance(each, Callout) and each.kind is kind]
    assert any(about in f"{each.title} {each.words}" for each in callouts)


def texts_on(catalog: Catalog, name: str) -> Iterator[str]:
    """What is read by somebody who looks for the fact, with its numbers worked out."""
    for lesson in catalog.lessons.by_slug.values():
        if name in lesson.covers:
            yield from map(to_text, said(lesson))
    if name.startswith("C"):
        row = catalog.cheat_sheet.rows[int(name[1:]) - 1].words
        yield to_text(filled(row.fact, catalog.cheat_sheet.numbers))
    for erratum in catalog.errata:
        if ONLY_ON_THE_ERRATA.get(name) == erratum.id:
            yield f"{erratum.claim} {erratum.truth}"


def said(lesson: Lesson) -> Iterator[str]:
    for block in lesson.blocks:
        yield from (filled(words, lesson.numbers) for words in words_of(block))


def words_of(block: Block) -> Sequence[str]:
    match block:
        case Section(title):
            return (title,)
        case Predict(question, answer):
            return (question, answer)
        case Callout(title=title, words=words):
            return (title, words)
        case _:
            return (block.words,)


def filled(words: str, numbers: Mapping[str, Worked]) -> str:
    return EXPRESSION.sub(lambda match: numbers[match["text"]].shown, words)

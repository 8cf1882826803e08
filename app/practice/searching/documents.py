"""The catalog as pages that can be found, without what would give an answer away: hints, workings, rubrics."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from app.catalog.architectures import Architecture
from app.catalog.catalog import Catalog
from app.catalog.lessons import Lesson, Section, Worked, texts_of
from app.catalog.lessons.worked import EXPRESSION
from app.catalog.problem import Problem
from app.catalog.words import fill, to_text
from app.catalog.works import Work

BLANK = "…"  # for a number that is drawn anew each time
PLACEHOLDER = re.compile(r"\{\{.*?\}\}")
TIMES = re.compile(r"(?<=\w)\s*×\s*(?=\w)")
BOUND_TIMES = "\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}"
LINE = re.compile(r"(?<![.:?!])\n+")  # the end of a cell or an item, which has no sign of its own


class HitKind(StrEnum):
    """What a page is, in the order in which kinds are offered."""

    LESSON = "lesson"
    TERM = "term"
    PROBLEM = "problem"
    FACT = "fact"
    NETWORK = "network"
    FIGURE = "figure"
    ERRATUM = "erratum"
    WORK = "work"


@dataclass(frozen=True, slots=True)
class FigurePage:
    """A page of the lab, and the question that it answers."""

    address: str
    name: str
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A page, or a place on one: its words as they are shown, and `also`, other words under which it is found."""

    kind: HitKind
    title: str
    address: str
    body: str
    within: str = ""
    also: str = ""


def documents(catalog: Catalog, figures: Iterable[FigurePage]) -> tuple[Document, ...]:
    """Every one, in the order of kinds."""
    signs = catalog.search_words.signs
    return tuple(_readable(each, signs) for each in _all(catalog, figures))


def _all(catalog: Catalog, figures: Iterable[FigurePage]) -> Iterator[Document]:
    for lesson in catalog.lessons.by_slug.values():
        yield from _sections(lesson, catalog.skills[lesson.skill].name)
    for term in catalog.glossary.terms:
        words, address = term.words, f"/learn/glossary#{term.id}"
        also, body = " ".join(words.also), to_text(words.says)
        yield Document(kind=HitKind.TERM, title=words.term, address=address, body=body, also=also)
    yield from map(_problem, catalog.problems.values())
    yield from _facts(catalog)
    yield from map(_network, catalog.architectures.by_slug.values())
    for figure in figures:
        yield Document(kind=HitKind.FIGURE, title=figure.name, address=figure.address, body=figure.question)
    for each in catalog.errata:
        address, body = f"/errata#{each.id}", f"{to_text(each.truth)}\n{each.source}"
        yield Document(kind=HitKind.ERRATUM, title=each.claim, address=address, body=body)
    yield from map(_work, catalog.works.by_number.values())


def _readable(document: Document, signs: Mapping[str, str]) -> Document:
    """Its text on one line, sizes in one spelling, and its signs in words beside it."""
    body = TIMES.sub(BOUND_TIMES, LINE.sub(" · ", document.body).replace("\n", " "))
    named = " ".join(words for sign, words in signs.items() if sign in body)
    title, also = TIMES.sub(BOUND_TIMES, document.title), TIMES.sub(BOUND_TIMES, f"{document.also} {named}".strip())
    return replace(document, title=title, body=body, also=also)


def _sections(lesson: Lesson, skill: str) -> Iterator[Document]:
    """A part by its headings. What stands above the first is the part itself, which is found by its skill too."""
    address = f"/learn/{lesson.slug}"
    section = Document(kind=HitKind.LESSON, title=lesson.title, address=address, body=lesson.summary, also=skill)
    for block in lesson.blocks:
        if isinstance(block, Section):
            yield section
            at = f"{address}#{block.anchor}"
            section = Document(kind=HitKind.LESSON, title=block.title, within=lesson.title, address=at, body="")
        else:
            said = (_told(words, lesson.numbers) for _, words in texts_of(block) if words)
            section = replace(section, body="\n".join((section.body, *said)).strip())
    yield section


def _told(words: str, numbers: Mapping[str, Worked]) -> str:
    """Words with their numbers worked out."""
    return to_text(EXPRESSION.sub(lambda found: numbers[found["text"]].shown, words))


def _problem(problem: Problem) -> Document:
    """A problem with its own numbers, where it has any."""
    if problem.given is None:
        prompt = PLACEHOLDER.sub(BLANK, problem.prompt)
    else:
        prompt = fill(problem.prompt, problem.kind.facts(problem.given))
    return Document(
        kind=HitKind.PROBLEM,
        title=problem.title,
        address=f"/problems/{problem.slug}",
        body=f"{problem.summary}\n{to_text(prompt)}",
        also=f"{problem.skill_name} {problem.slug}",
    )


def _facts(catalog: Catalog) -> Iterator[Document]:
    sheet = catalog.cheat_sheet
    for row in sheet.rows:
        fact, mistake = _told(row.words.fact, sheet.numbers), _told(row.words.mistake, sheet.numbers)
        address = f"/learn/cheat-sheet#{row.id}"
        yield Document(kind=HitKind.FACT, title=row.words.concept, address=address, body=f"{fact}\n{mistake}")


def _network(network: Architecture) -> Document:
    words, totals = network.words, network.table.totals
    paper = f"{words.paper.title}, {words.paper.authors}, {words.year}."
    counts = f"{totals.params:,} parameters, {totals.macs:,} MACs, receptive field {totals.receptive_field}."
    return Document(
        kind=HitKind.NETWORK,
        title=words.name,
        address=f"/lab/architectures/{network.slug}",
        body=f"{words.innovation}\n{counts}\n{paper}\n{words.convention}",
        also=network.slug,
    )


def _work(work: Work) -> Document:
    words = work.words
    body = f"{words.authors}, {words.year}, arXiv:{work.number}"
    return Document(kind=HitKind.WORK, title=words.title, address=f"/learn/sources#{work.number}", body=body)

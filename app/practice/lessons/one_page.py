"""What goes with the chapter: its one page for the eve of the interview, the words of the field, and the sources."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.catalog.catalog import Catalog
from app.catalog.cheat_sheet import CheatSheetRow
from app.catalog.glossary import Term
from app.catalog.lessons import Lesson
from app.catalog.mentions import Mention
from app.catalog.words import to_html
from app.catalog.works import Work
from app.practice.lessons.setting import Setting
from app.practice.visit import Desk

MOST_USES = 3  # parts that are named beside the one that teaches a term


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A concept with its fact and the usual mistake, and where each of them leads; no lesson while none is written."""

    id: str
    concept: str
    fact_html: str
    mistake_html: str
    problem: str
    problem_title: str
    drill: str
    card: str
    lesson: Lesson | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A term with what it means and where it leads.

    `read` is where the part that asks its problem uses it, or that part; `used` are other parts that do.
    """

    id: str
    term: str
    says_html: str
    skill_name: str
    problem: str
    problem_title: str
    read: str
    used: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A work with the parts that cite it."""

    work: Work
    lessons: tuple[Lesson, ...]


def cheat_sheet(desk: Desk) -> tuple[SheetRow, ...]:
    """The rows in their order."""
    sheet = desk.catalog.cheat_sheet
    setting = Setting(desk.catalog, sheet.numbers, iter(()))
    return tuple(_row(desk.catalog, setting, row) for row in sheet.rows)


def glossary(desk: Desk) -> Mapping[str, tuple[Entry, ...]]:
    """The terms under their first letters."""
    letters: dict[str, tuple[Entry, ...]] = {}
    for term in desk.catalog.glossary.terms:
        letter = term.words.term[0].upper()
        letters[letter] = (*letters.get(letter, ()), _entry(desk.catalog, term))
    return letters


def sources(desk: Desk) -> tuple[Source, ...]:
    """The works in the order in which they appeared."""
    lessons = desk.catalog.lessons.by_slug.values()
    return tuple(
        Source(work, tuple(lesson for lesson in lessons if work.number in lesson.cites))
        for work in desk.catalog.works.by_number.values()
    )


def _row(catalog: Catalog, setting: Setting, row: CheatSheetRow) -> SheetRow:
    words, problem = row.words, catalog.problem(row.words.problem)
    return SheetRow(
        id=row.id,
        concept=words.concept,
        fact_html=setting.inline(words.fact),
        mistake_html=setting.inline(words.mistake),
        problem=f"/problems/{problem.slug}",
        problem_title=problem.title,
        drill=f"/drill?mistake={words.slip}",
        card=f"/cards/{words.card}",
        lesson=catalog.lessons.teaching(problem.slug, words.skill),
    )


def _entry(catalog: Catalog, term: Term) -> Entry:
    words, problem = term.words, catalog.problem(term.words.problem)
    lesson, mentions = catalog.lessons.teaching(problem.slug, words.skill), catalog.mentions.get(term.id, ())
    taught = lesson.slug if lesson else ""
    read = next((each.address for each in mentions if each.lesson.slug == taught), "")
    return Entry(
        id=term.id,
        term=words.term,
        says_html=to_html(words.says),
        skill_name=catalog.skills[words.skill].name,
        problem=f"/problems/{problem.slug}",
        problem_title=problem.title,
        read=read or (f"/learn/{taught}" if taught else ""),
        used=tuple(each for each in mentions if each.lesson.slug != taught)[:MOST_USES],
    )

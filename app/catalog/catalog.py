"""Everything under content/, typed, cross-checked against the code, and immutable."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from app.catalog.allowed_numbers import number_complaints
from app.catalog.architectures import Architectures, load_architectures
from app.catalog.assessment import AssessmentWords, load_assessment
from app.catalog.cards import Cards, load_cards
from app.catalog.chapters import LESSONS, PROBLEMS, ChapterFolder, Chapters, chapter_folders, chapters_from, files_of
from app.catalog.cheat_sheet import CheatSheet, load_cheat_sheet
from app.catalog.errata import Erratum, load_errata
from app.catalog.explanation import explanation_complaints
from app.catalog.glossary import Glossary, load_glossary
from app.catalog.lessons import Lessons, load_lessons
from app.catalog.mentions import Mentions, mentions
from app.catalog.plan import Ladder, load_plan
from app.catalog.problem import Problem, complaints, explaining_from, problem_from
from app.catalog.schema import ExplainFile, ProblemFile, SkillWords
from app.catalog.search_words import SearchWords, load_search_words
from app.catalog.works import Works, citation_complaints, load_works
from app.catalog.yaml_file import YamlFile
from app.errors import Complaint, ContentError, Missing
from app.problems.explaining.kind import EXPLAIN
from app.problems.skills import Skill

T = TypeVar("T")
NAMELESS = MappingProxyType({skill: SkillWords(name=skill, can=skill) for skill in Skill})
"""What problems are read with while skills.yaml cannot be: nobody sees them before it is mended."""


@dataclass(frozen=True, slots=True)
class Catalog:
    """Problems by slug, by skill, chapter, level and title; skills and scores; networks; errata; plan; cards; chapters.

    The parts of all chapters are `lessons`, in their order. With them go the one page, the words of the field and those
    of a search.
    """

    problems: Mapping[str, Problem]
    skills: Mapping[Skill, SkillWords]
    assessment: AssessmentWords
    architectures: Architectures
    errata: tuple[Erratum, ...]
    ladder: Ladder
    cards: Cards
    chapters: Chapters
    lessons: Lessons
    cheat_sheet: CheatSheet
    glossary: Glossary
    mentions: Mentions
    search_words: SearchWords
    works: Works

    def problem(self, slug: str) -> Problem:
        """The problem of that name. Raises `Missing`."""
        if slug not in self.problems:
            raise Missing("There is no such problem.")
        return self.problems[slug]


def load(root: Path, *, is_sound: bool = False) -> Catalog:
    """Read content/ at `root`. Raises `ContentError` with every complaint in it, a line each: file, line, sentence.

    Most of the time goes into drawing questions of each kind and holding the words against them. `is_sound` spares
    that, for whoever knows that these very files have been held against this very code (see `sealing`).
    """
    gathered = _Gathered()
    skills = gathered.read(lambda: _skills(root), NAMELESS)
    assessment = gathered.read(lambda: load_assessment(root), AssessmentWords((), {}))
    folders = gathered.read(lambda: chapter_folders(root), ())
    works = gathered.read(lambda: load_works(root), Works({}))
    if not is_sound:
        gathered.complaints += number_complaints(root, files_of(folders, LESSONS))
        gathered.complaints += citation_complaints(root, works) if works.by_number else ()
    problems = _problems(gathered, root, folders, skills, is_sound=is_sound)
    architectures = gathered.read(lambda: load_architectures(root), None)
    errata = gathered.read(partial(load_errata, root, architectures), ()) if architectures else ()
    gathered.stop_where_wrong()
    architectures = architectures or Architectures({})
    ordered = _ordered(problems, [folder.slug for folder in folders])
    upon = _upon(root, folders, ordered, architectures)
    return Catalog(
        problems=ordered,
        skills=skills,
        assessment=assessment,
        architectures=architectures,
        errata=errata,
        ladder=upon.ladder,
        cards=upon.cards,
        chapters=chapters_from(folders, upon.lessons, ordered),
        lessons=upon.lessons,
        cheat_sheet=upon.cheat_sheet,
        glossary=upon.glossary,
        mentions=mentions(upon.glossary, upon.lessons),
        search_words=upon.search_words,
        works=works,
    )


class _Gathered:
    """Reads one thing after another, and keeps what is wrong with each, so that all of it is told at once."""

    def __init__(self) -> None:
        self.complaints: list[Complaint] = []

    def read(self, load_it: Callable[[], T], otherwise: T) -> T:
        """What `load_it` gives, and `otherwise` where there are complaints about it."""
        try:
            return load_it()
        except ContentError as error:
            self.complaints.extend(error.complaints)
            return otherwise

    def stop_where_wrong(self) -> None:
        """Raises `ContentError` with everything that was wrong so far."""
        if self.complaints:
            raise ContentError(self.complaints)


def _problems(
    gathered: _Gathered,
    root: Path,
    folders: Sequence[ChapterFolder],
    skills: Mapping[Skill, SkillWords],
    *,
    is_sound: bool,
) -> list[Problem]:
    """Those of all chapters that are as they should be."""
    paths = files_of(folders, PROBLEMS)
    if folders and not paths:
        gathered.complaints.append(Complaint("chapters", 1, "No chapter holds a problem."))
    read = (gathered.read(partial(problem, path, root, skills, is_sound=is_sound), None) for path in paths)
    return [each for each in read if each]


@dataclass(frozen=True, slots=True)
class _Upon:
    """What names problems and networks, or stands beside them."""

    ladder: Ladder
    cards: Cards
    lessons: Lessons
    cheat_sheet: CheatSheet
    glossary: Glossary
    search_words: SearchWords


def _upon(
    root: Path, folders: Iterable[ChapterFolder], problems: Mapping[str, Problem], architectures: Architectures
) -> _Upon:
    """Read once these are sound: a plan is not to blame for a problem that is not."""
    gathered = _Gathered()
    cards = gathered.read(lambda: load_cards(root, architectures), Cards({}))
    paths = files_of(folders, LESSONS)
    upon = _Upon(
        ladder=gathered.read(lambda: load_plan(root, problems), Ladder(())),
        cards=cards,
        lessons=gathered.read(lambda: load_lessons(root, paths, problems, architectures), Lessons({})),
        cheat_sheet=gathered.read(lambda: load_cheat_sheet(root, problems, cards, architectures), CheatSheet((), {})),
        glossary=gathered.read(lambda: load_glossary(root, problems), Glossary((), {})),
        search_words=gathered.read(lambda: load_search_words(root), SearchWords()),
    )
    gathered.stop_where_wrong()
    return upon


def problem(path: Path, root: Path, skills: Mapping[Skill, SkillWords], *, is_sound: bool = False) -> Problem:
    """One problem's file. Raises `ContentError` with every complaint about it, unless it is known to be sound."""
    file = YamlFile(path, root)
    if file.says("kind", EXPLAIN):
        return _explaining(path, file, skills)
    words = file.parse(ProblemFile)
    found = [] if is_sound else list(complaints(file, words))
    if found:
        raise ContentError(found)
    return problem_from(path, words, skills)


def _explaining(path: Path, file: YamlFile, skills: Mapping[Skill, SkillWords]) -> Problem:
    words = file.parse(ExplainFile)
    found = list(explanation_complaints(file, words))
    if found:
        raise ContentError(found)
    return explaining_from(path, words, skills)


def _skills(root: Path) -> Mapping[Skill, SkillWords]:
    file = YamlFile(root / "skills.yaml", root)
    skills = file.parse(dict[Skill, SkillWords])
    missing = [file.complaint((), f"The skill {skill} has no words.") for skill in Skill if skill not in skills]
    if missing:
        raise ContentError(missing)
    return MappingProxyType(skills)


def _ordered(problems: Iterable[Problem], chapters: Sequence[str]) -> Mapping[str, Problem]:
    def place(problem: Problem) -> tuple[int, int, int, str]:
        return (skills.index(problem.skill), chapters.index(problem.chapter), problem.level, problem.title)

    skills = list(Skill)
    ordered = sorted(problems, key=place)
    return MappingProxyType({each.slug: each for each in ordered})

"""A part of a chapter, read and cross-checked: every number worked out, every problem and figure there."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.catalog.architectures import Architectures
from app.catalog.lessons.blocks import (
    Aloud,
    Block,
    Check,
    Misplaced,
    Picture,
    Section,
    blocks,
    texts_of,
)
from app.catalog.lessons.knobs import unfit
from app.catalog.lessons.networks import solvers_for
from app.catalog.lessons.solvers import Solver
from app.catalog.lessons.worked import Worked
from app.catalog.lessons.worked_words import numbers_in, wrong_in
from app.catalog.problem import Problem
from app.catalog.words import displayed, to_text
from app.catalog.works import cited_in
from app.catalog.yaml_file import YamlFile, text_of
from app.errors import Complaint, ContentError, Missing
from app.problems.skills import Skill

Words = Annotated[str, Field(min_length=1)]
FRONT = re.compile(r"---\n(?P<about>.*?\n)---\n", re.DOTALL)
OWN = "own"
NUMBERS = re.compile(rf"{OWN}|[1-3]-\d+")
LAB = "/lab/"
PROBLEM = re.compile(r"/problems/(?P<slug>[a-z0-9-]+)/(?P<numbers>own|[1-3]-\d+)")
COVERED = r"^(\d\.\d+[a-e]?|[GSLFE]\d+|D\d+\.\d|P\d\.[a-z]\d?|S\.note)$"
WORDS_A_MINUTE = 238
"""Of non-fiction, read silently. Source: Brysbaert, Journal of Memory and Language 109 (2019), 104047, abstract."""
SECONDS_A_FORMULA = 10
"""For which one stops at a formula on a line of its own, on top of its signs: an assumption, and no measurement."""


class AboutLesson(BaseModel):
    """What stands above a lesson's text."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    title: Words
    summary: Words
    skill: Skill
    covers: list[Annotated[str, Field(pattern=COVERED)]] = []


@dataclass(frozen=True, slots=True)
class Lesson:
    """One part. `numbers` are its expressions, worked out, by what stands between the braces.

    `covers` are the facts of the syllabus that it serves: a part's, or a goal's, a skill's or a figure's.
    """

    slug: str
    chapter: str
    part: int
    title: str
    summary: str
    skill: Skill
    blocks: tuple[Block, ...]
    numbers: Mapping[str, Worked]
    words: int
    formulas: int = 0
    covers: tuple[str, ...] = ()
    cites: frozenset[str] = frozenset()

    @property
    def minutes(self) -> int:
        """How long it takes to read, from its words and the formulas between them; its questions come on top."""
        return max(1, round(self.words / WORDS_A_MINUTE + self.formulas * SECONDS_A_FORMULA / 60))

    @property
    def sections(self) -> tuple[Section, ...]:
        """Its headings."""
        return tuple(block for block in self.blocks if isinstance(block, Section))

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """Its figures."""
        return tuple(block for block in self.blocks if isinstance(block, Picture))

    @property
    def checks(self) -> tuple[str, ...]:
        """The problems that are asked in it."""
        return tuple(block.slug for block in self.blocks if isinstance(block, Check))

    @property
    def said_aloud(self) -> tuple[str, ...]:
        """The explanations that it sends one to."""
        return tuple(block.slug for block in self.blocks if isinstance(block, Aloud))


@dataclass(frozen=True, slots=True)
class Lessons:
    """The parts of all chapters in their order, by slug."""

    by_slug: Mapping[str, Lesson]

    def lesson(self, slug: str) -> Lesson:
        """The part of that name. Raises `Missing`."""
        if slug not in self.by_slug:
            raise Missing("No chapter has such a part.")
        return self.by_slug[slug]

    def about(self, skill: Skill) -> Lesson | None:
        """The first part on this skill, once there is one."""
        return next((lesson for lesson in self.by_slug.values() if lesson.skill is skill), None)

    def teaching(self, problem: str, skill: Skill) -> Lesson | None:
        """The first part that asks the problem, or else the first on its skill, once there is one."""
        asking = (lesson for lesson in self.by_slug.values() if problem in (*lesson.checks, *lesson.said_aloud))
        return next(asking, None) or self.about(skill)

    def before(self, lesson: Lesson) -> Lesson | None:
        """The part before it in its chapter."""
        return max((each for each in self._beside(lesson) if each.part < lesson.part), key=_part, default=None)

    def after(self, lesson: Lesson) -> Lesson | None:
        """The next part of its chapter."""
        return min((each for each in self._beside(lesson) if each.part > lesson.part), key=_part, default=None)

    def _beside(self, lesson: Lesson) -> Iterator[Lesson]:
        return (each for each in self.by_slug.values() if each.chapter == lesson.chapter)


def _part(lesson: Lesson) -> int:
    return lesson.part


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a lesson may refer to: problems by slug, and what its expressions may call."""

    problems: Mapping[str, Problem]
    solvers: Mapping[str, Solver]


def load_lessons(
    root: Path, paths: Iterable[Path], problems: Mapping[str, Problem], architectures: Architectures
) -> Lessons:
    """chapters/CHAPTER/lessons/NN-SLUG.md, as they come. Raises `ContentError` with every complaint, a line each."""
    found: list[Complaint] = []
    lessons: list[Lesson] = []
    shelf = Shelf(problems, solvers_for(architectures))
    for path in paths:
        try:
            lessons.append(_lesson(path, root, shelf))
        except ContentError as error:
            found.extend(error.complaints)
    if found:
        raise ContentError(found)
    return Lessons(MappingProxyType({lesson.slug: lesson for lesson in lessons}))


def part_and_slug(path: Path) -> tuple[str, str]:
    """What a part's file is called: `("02", "sizes")` for 02-sizes.md."""
    part, _, slug = path.stem.partition("-")
    return part, slug


def _lesson(path: Path, root: Path, shelf: Shelf) -> Lesson:
    text = text_of(path, root)
    name = path.relative_to(root).as_posix()
    part, slug = part_and_slug(path)
    front = FRONT.match(text)
    if not front or not part.isdecimal():
        sentence = "A lesson is called NN-SLUG.md and begins with title, summary and skill between two lines of ---."
        raise ContentError([Complaint(name, 1, sentence)])
    read = tuple(blocks(text[front.end() :], text.count("\n", 0, front.end()) + 1))
    complaints = [Complaint(name, line, sentence) for line, sentence in _complaints(read, shelf)]
    try:
        about = YamlFile(path, root, part=front["about"], above=1).parse(AboutLesson)
    except ContentError as error:
        raise ContentError([*error.complaints, *complaints]) from None
    if complaints:
        raise ContentError(complaints)
    sound = tuple(block for block in read if not isinstance(block, Misplaced))
    said = [words for block in sound for _, words in texts_of(block)]
    return Lesson(
        slug=slug,
        chapter=path.parent.parent.name,
        part=int(part),
        title=about.title,
        summary=about.summary,
        skill=about.skill,
        blocks=sound,
        numbers=numbers_in(said, shelf.solvers),
        words=sum(len(to_text(words).split()) for words in said),
        formulas=sum(displayed(words) for words in said),
        covers=tuple(about.covers),
        cites=frozenset(number for words in said for number in cited_in(words)),
    )


def _complaints(read: tuple[Block | Misplaced, ...], shelf: Shelf) -> Iterator[tuple[int, str]]:
    anchors: set[str] = set()
    for block in read:
        match block:
            case Misplaced(line, sentence):
                yield line, sentence
            case Section(title, anchor, line) if anchor in anchors:
                yield line, f"Two sections are called “{title}”."
            case Section(_, anchor):
                anchors.add(anchor)
                yield from _about_words(block, shelf)
            case _:
                yield from ((block.line, sentence) for sentence in _about(block, shelf.problems))
                yield from _about_words(block, shelf)


def _about(block: Block, problems: Mapping[str, Problem]) -> Iterator[str]:
    """What a block names and is not there, or cannot be used so."""
    match block:
        case Check(slug, numbers) if slug not in problems or not NUMBERS.fullmatch(numbers):
            yield f"A check names a problem, and own or LEVEL-SEED: “{slug} {numbers}” does not."
        case Check(slug, numbers) if numbers == OWN and problems[slug].given is None:
            yield f"“{slug}” has no numbers of its own; name a level and a seed."
        case Check(slug) if problems[slug].explanation is not None:
            yield f"“{slug}” is an explanation: it is said aloud, and no check."
        case Check(slug, numbers) if numbers != OWN and int(numbers[0]) not in problems[slug].levels:
            levels = ", ".join(map(str, problems[slug].levels))
            yield f"“{slug}” has no level {numbers[0]}; there are {levels}."
        case Aloud(slug) if slug not in problems or problems[slug].explanation is None:
            yield f"“{slug}” is no explanation."
        case Picture(address) if not _is_drawn(address, problems):
            yield f"A figure is a state of the lab, {LAB}…, or a question, /problems/SLUG/NUMBERS; “{address}” is not."
        case Picture(address, knobs=knobs):
            yield from unfit(address, knobs)
        case _:
            pass


def _about_words(block: Block, shelf: Shelf) -> Iterator[tuple[int, str]]:
    """Numbers and formulas that cannot be set, each with the line it stands on."""
    for line, words in texts_of(block):
        yield from ((line + wrong.line, wrong.sentence) for wrong in wrong_in(words, shelf.solvers))


def _is_drawn(address: str, problems: Mapping[str, Problem]) -> bool:
    question = PROBLEM.fullmatch(address)
    return question["slug"] in problems if question else address.startswith(LAB)

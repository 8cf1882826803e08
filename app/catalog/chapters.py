"""The chapters: content/chapters/SLUG, a folder each, with parts to read and problems to answer.

A folder is all it takes: `chapter.yaml`, `lessons/NN-SLUG.md`, `problems/SLUG.yaml`. Parts and problems have flat
addresses, /learn/SLUG and /problems/SLUG, so no two chapters may use the same name.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.catalog.lessons import Lesson, Lessons, part_and_slug
from app.catalog.problem import Problem
from app.catalog.yaml_file import YamlFile
from app.errors import Complaint, ContentError, Missing

Words = Annotated[str, Field(min_length=1)]
SLUG = r"^[a-z0-9-]+$"
LESSONS, PROBLEMS = "lessons/*.md", "problems/*.yaml"


class ChapterWords(BaseModel):
    """chapter.yaml. `presupposes` are the chapters that should be read before."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    title: Words
    summary: Words
    order: Annotated[int, Field(ge=1)]
    presupposes: list[Annotated[str, Field(pattern=SLUG)]] = []


@dataclass(frozen=True, slots=True)
class ChapterFolder:
    """A folder with what its chapter.yaml says."""

    path: Path
    words: ChapterWords

    @property
    def slug(self) -> str:
        """The folder's name."""
        return self.path.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """Its parts in their order, and its problems in the catalog's."""

    slug: str
    title: str
    summary: str
    presupposes: tuple[str, ...]
    lessons: tuple[Lesson, ...]
    problems: tuple[Problem, ...]

    @property
    def minutes(self) -> int:
        """How long its parts take to read."""
        return sum(lesson.minutes for lesson in self.lessons)


@dataclass(frozen=True, slots=True)
class Chapters:
    """All of them by slug, in the order in which they are read."""

    by_slug: Mapping[str, Chapter]

    def chapter(self, slug: str) -> Chapter:
        """The chapter of that name. Raises `Missing`."""
        if slug not in self.by_slug:
            raise Missing("There is no such chapter.")
        return self.by_slug[slug]


def chapter_folders(root: Path) -> tuple[ChapterFolder, ...]:
    """content/chapters/*, by their order. Raises `ContentError` with every complaint about them, a line each."""
    found: list[Complaint] = []
    folders: list[ChapterFolder] = []
    files = {path.parent: YamlFile(path, root) for path in sorted((root / "chapters").glob("*/chapter.yaml"))}
    for path, file in files.items():
        try:
            folders.append(ChapterFolder(path, file.parse(ChapterWords)))
        except ContentError as error:
            found.extend(error.complaints)
    ordered = tuple(sorted(folders, key=lambda folder: folder.words.order))
    found += (*_misplaced(ordered, files), *_clashes(root, ordered), *_nameless(root, files))
    if found:
        raise ContentError(found)
    return ordered


def files_of(folders: Iterable[ChapterFolder], pattern: str) -> list[Path]:
    """Their files of one sort, chapter by chapter: `LESSONS` or `PROBLEMS`."""
    return [path for folder in folders for path in sorted(folder.path.glob(pattern))]


def chapters_from(folders: Iterable[ChapterFolder], lessons: Lessons, problems: Mapping[str, Problem]) -> Chapters:
    """The chapters with what was read of them."""
    return Chapters(
        MappingProxyType(
            {
                folder.slug: Chapter(
                    slug=folder.slug,
                    title=folder.words.title,
                    summary=folder.words.summary,
                    presupposes=tuple(folder.words.presupposes),
                    lessons=tuple(each for each in lessons.by_slug.values() if each.chapter == folder.slug),
                    problems=tuple(each for each in problems.values() if each.chapter == folder.slug),
                )
                for folder in folders
            }
        )
    )


def _misplaced(ordered: Sequence[ChapterFolder], files: Mapping[Path, YamlFile]) -> Iterator[Complaint]:
    """Two in one place, or one that is read before what it presupposes."""
    for at, folder in enumerate(ordered):
        file, before = files[folder.path], ordered[:at]
        if before and before[-1].words.order == folder.words.order:
            yield file.complaint(("order",), f"The chapter {before[-1].slug} has this place already.")
        for place, name in enumerate(folder.words.presupposes):
            if name not in {each.slug for each in before}:
                yield file.complaint(("presupposes", place), f"No chapter {name!r} is read before this one.")


def _clashes(root: Path, folders: Sequence[ChapterFolder]) -> Iterator[Complaint]:
    """Parts or problems of different chapters under one name."""
    yield from _twice(root, files_of(folders, PROBLEMS), lambda path: path.stem)
    yield from _twice(root, files_of(folders, LESSONS), lambda path: part_and_slug(path)[1])


def _twice(root: Path, paths: Iterable[Path], name_of: Callable[[Path], str]) -> Iterator[Complaint]:
    known: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        known[name_of(path)].append(path.relative_to(root).as_posix())
    for name, (first, *others) in known.items():
        yield from (Complaint(other, 1, f"The name {name} is taken: {first} has it already.") for other in others)


def _nameless(root: Path, files: Mapping[Path, YamlFile]) -> Iterator[Complaint]:
    """A folder that nobody would read, since it does not say what it is."""
    for path in sorted(path for path in (root / "chapters").glob("*") if path.is_dir() and path not in files):
        yield Complaint(path.relative_to(root).as_posix(), 1, "A chapter's folder needs a chapter.yaml.")

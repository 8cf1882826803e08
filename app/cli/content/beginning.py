"""receptive content new: a file with everything in it that its sort of content wants, and what to do with it then."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from app.catalog.chapters import LESSONS, PROBLEMS, SLUG, ChapterFolder, chapter_folders, files_of
from app.catalog.lessons import part_and_slug
from app.catalog.yaml_file import YamlFile
from app.cli.content.kind_words import problem_file
from app.cli.content.texts import aloud_block, chapter_file, check_block, explanation_file, lesson_file
from app.errors import BadInput, ContentError
from app.problems.explaining.kind import EXPLAIN
from app.problems.kind import AnyKind
from app.problems.kinds import KINDS
from app.problems.skills import Skill

MOST_PARTS = 100


@dataclass(frozen=True, slots=True)
class Begun:
    """A file that does not exist yet, its text, and what its author does next, a line each."""

    path: Path
    text: str
    onward: tuple[str, ...]

    def write(self) -> None:
        """Raises `BadInput` rather than write over anything."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with self.path.open("x", encoding="utf-8") as file:
                file.write(self.text)
        except FileExistsError:
            raise BadInput(f"{self.path} is there already, and stays as it is.") from None


class _OfAnySort(BaseModel):
    """What is looked at of each problem: what it practises."""

    kind: str
    level: int
    skill: str | None = None

    @property
    def practises(self) -> str | None:
        """Its skill: the kind's, or its own."""
        kind = KINDS.get(self.kind)
        return (kind.skill if kind else None) or self.skill


def new_chapter(root: Path, slug: str) -> Begun:
    """content/chapters/SLUG/chapter.yaml, behind all others."""
    _must_be_a_name(slug)
    order = max((folder.words.order for folder in chapter_folders(root)), default=0) + 1
    onward = (
        f"receptive content new lesson SLUG --chapter {slug} --skill SKILL   begins its first part",
        f"receptive content new problem SLUG --chapter {slug} --kind KIND    begins a problem",
    )
    return Begun(root / "chapters" / slug / "chapter.yaml", chapter_file(order), onward)


def new_lesson(root: Path, slug: str, *, chapter: str | None, skill: Skill) -> Begun:
    """The next part of a chapter, with questions on its skill if there are any yet."""
    folders = chapter_folders(root)
    folder = _folder(folders, chapter)
    _must_be_free(slug, (part_and_slug(path)[1] for path in files_of(folders, LESSONS)), "part")
    parts = [int(part) for part, _ in map(part_and_slug, folder.path.glob(LESSONS)) if part.isdecimal()]
    number = max(parts, default=0) + 1
    if number == MOST_PARTS:
        raise BadInput(f"{folder.slug} has a part {number - 1} already, the last that a file can be numbered.")
    text = lesson_file(skill) + "".join(_questions(root, folders, skill))
    path = folder.path / "lessons" / f"{number:02}-{slug}.md"
    return Begun(path, text, _onward(f"/learn/{slug}"))


def new_problem(root: Path, slug: str, *, chapter: str | None, kind: str | None, skill: Skill | None) -> Begun:
    """A problem of a kind with words for everything that the kind has."""
    of_kind = _kind(kind)
    if not of_kind.skill and not skill:
        raise BadInput(f"The kind {of_kind.id} spans several skills: name one with --skill, of {', '.join(Skill)}.")
    path = _problem_path(root, slug, chapter)
    with_words = [each.stem for each in files_of(chapter_folders(root), PROBLEMS) if _is_of(each, root, of_kind.id)]
    onward = _onward(f"/problems/{slug}")
    if with_words:
        onward = (f"{', '.join(with_words)} has words for this kind already: see how it says things.", *onward)
    return Begun(path, problem_file(of_kind, None if of_kind.skill else skill), onward)


def new_explanation(root: Path, slug: str, *, chapter: str | None, skill: Skill) -> Begun:
    """A question that is answered in one's own words."""
    return Begun(_problem_path(root, slug, chapter), explanation_file(skill), _onward(f"/problems/{slug}/own"))


def _problem_path(root: Path, slug: str, chapter: str | None) -> Path:
    folders = chapter_folders(root)
    _must_be_free(slug, (path.stem for path in files_of(folders, PROBLEMS)), "problem")
    return _folder(folders, chapter).path / "problems" / f"{slug}.yaml"


def _kind(name: str | None) -> AnyKind:
    if name is None or name not in KINDS:
        said = f"There is no kind {name}" if name else "A problem is of a kind: name it with --kind"
        raise BadInput(f"{said}; there are {', '.join(KINDS)}.")
    return KINDS[name]


def _folder(folders: tuple[ChapterFolder, ...], chapter: str | None) -> ChapterFolder:
    """The chapter that is named, or the only one there is."""
    named = [folder for folder in folders if chapter in {folder.slug, None}]
    if len(named) != 1:
        said = f"There is no chapter {chapter}" if chapter else "Name the chapter with --chapter"
        raise BadInput(f"{said}; there are {', '.join(folder.slug for folder in folders) or 'none yet'}.")
    return named[0]


def _must_be_free(slug: str, taken: Iterator[str], what: str) -> None:
    _must_be_a_name(slug)
    if slug in set(taken):
        raise BadInput(f"There is a {what} {slug} already, and stays as it is.")


def _must_be_a_name(slug: str) -> None:
    if not re.fullmatch(SLUG, slug):
        raise BadInput("A name is made of small letters, digits and hyphens, since it becomes an address.")


def _questions(root: Path, folders: tuple[ChapterFolder, ...], skill: Skill) -> Iterator[str]:
    """The first problem on the skill, and the first explanation."""
    about = {path.stem: _about(path, root) for path in files_of(folders, PROBLEMS)}
    on_it = {slug: each for slug, each in about.items() if each and each.practises == skill}
    for slug, each in list(on_it.items()):
        if each.kind != EXPLAIN:
            yield check_block(slug, each.level)
            break
    yield from [aloud_block(slug) for slug, each in on_it.items() if each.kind == EXPLAIN][:1]


def _is_of(path: Path, root: Path, kind: str) -> bool:
    about = _about(path, root)
    return about is not None and about.kind == kind


def _about(path: Path, root: Path) -> _OfAnySort | None:
    """None where the file cannot be read, which the check tells."""
    try:
        return YamlFile(path, root).parse(_OfAnySort)
    except ContentError:
        return None


def _onward(address: str) -> tuple[str, ...]:
    return (
        "receptive content check     says what does not fit, and what is still to be written",
        f"receptive content preview   shows it at {address} while you write",
    )

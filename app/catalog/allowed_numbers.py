"""Which numbers may be typed, and who printed them: typed-numbers.yaml, at the root of content/ and in any chapter."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from app.catalog.cards import CardWords
from app.catalog.cheat_sheet import CheatSheetWords
from app.catalog.glossary import TermWords
from app.catalog.lessons.worked import EXPRESSION
from app.catalog.typed_numbers import Passage, Typed, numbers_of, passages_of, typed_in
from app.catalog.yaml_file import YamlFile, text_of
from app.errors import Complaint, ContentError

T = TypeVar("T", CheatSheetWords, CardWords, TermWords)
LIST = "typed-numbers.yaml"
Words = Annotated[str, Field(min_length=1)]


class AllowedWords(BaseModel):
    """Phrases with typed numbers in them, as they stand in the file, and where the numbers come from."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    texts: Annotated[list[Words], Field(min_length=1)]
    source: Words


@dataclass(slots=True)
class Phrase:
    """One phrase of a list, and whether it has allowed anything yet."""

    text: str
    listed_in: YamlFile
    path: tuple[str | int, ...]
    is_used: bool = field(default=False)

    def allows(self, typed: Typed) -> bool:
        """Whether the number stands within this phrase; lines may break anywhere in it."""
        pattern = r"\s+".join(map(re.escape, self.text.split()))
        found = re.finditer(pattern, typed.passage.words)
        return any(each.start() <= typed.start and typed.end <= each.end() for each in found)


def number_complaints(root: Path, lessons: Iterable[Path]) -> list[Complaint]:
    """Each number that is typed and not listed, and each that is listed and not typed."""
    try:
        phrases = _listed(root)
    except ContentError as error:
        return list(error.complaints)
    found: list[Complaint] = []
    for passage in (*_in_lessons(root, lessons), *_in_lists(root)):
        for typed in typed_in(passage):
            allowing = [phrase for phrase in phrases.get(passage.file, []) if phrase.allows(typed)]
            for phrase in allowing:
                phrase.is_used = True
            if not allowing:
                found.append(typed.complaint)
    found += (
        phrase.listed_in.complaint(phrase.path, f"No number of {name} needs “{phrase.text}”.")
        for name, each in phrases.items()
        for phrase in each
        if not phrase.is_used
    )
    return found


def _listed(root: Path) -> Mapping[str, list[Phrase]]:
    """The phrases by the file they stand in; a list names files from its own folder on."""
    phrases: dict[str, list[Phrase]] = {}
    for path in sorted(root.rglob(LIST)):
        file = YamlFile(path, root)
        for name, allowed in file.parse(dict[str, list[AllowedWords]]).items():
            whole = (path.parent / name).relative_to(root).as_posix()
            phrases.setdefault(whole, []).extend(
                Phrase(text, file, (name, at, "texts", nth))
                for at, each in enumerate(allowed)
                for nth, text in enumerate(each.texts)
            )
    return phrases


def _in_lessons(root: Path, lessons: Iterable[Path]) -> Iterator[Passage]:
    """What is no text holds no numbers; whoever reads the lesson tells of it."""
    for path in lessons:
        with suppress(ContentError):
            yield from passages_of(path.relative_to(root).as_posix(), text_of(path, root))


def _in_lists(root: Path) -> Iterator[Passage]:
    """What is read of the cheat sheet, the cards and the glossary."""
    for file, name, row in _parsed(root / "cheat-sheet.yaml", root, CheatSheetWords):
        given = numbers_of(EXPRESSION.findall(row.fact))
        yield _read(file, (name, "fact"), row.fact, given)
        yield _read(file, (name, "mistake"), row.mistake, given)
    for file, name, card in _parsed(root / "cards.yaml", root, CardWords):
        given = numbers_of(each for each in card.numbers.values() if isinstance(each, str))
        yield _read(file, (name, "front"), card.front, given)
        yield _read(file, (name, "back"), card.back, given)
    for file, name, term in _parsed(root / "glossary.yaml", root, TermWords):
        yield _read(file, (name, "says"), term.says, frozenset())


def _parsed(path: Path, root: Path, shape: type[T]) -> Iterator[tuple[YamlFile, str, T]]:
    """The entries of a file; none where it is not there or cannot be read, of which whoever needs it tells."""
    if not path.exists():
        return
    file = YamlFile(path, root)
    try:
        entries = file.parse(dict[str, shape])
    except ContentError:
        return
    yield from ((file, name, entry) for name, entry in entries.items())


def _read(file: YamlFile, path: tuple[str, ...], words: str, given: frozenset[str]) -> Passage:
    """All on the line of its key, since YAML does not say how it was folded."""
    return Passage(file.name, lambda _at: file.complaint(path, "").line, " ".join(words.split()), given)

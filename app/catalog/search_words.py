"""What people type into a search, and what the texts call it: content/search.yaml."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.catalog.yaml_file import YamlFile
from app.errors import Complaint, ContentError

Words = Annotated[str, Field(min_length=1)]
Forms = Annotated[list[Words], Field(min_length=2)]
Sign = Annotated[str, Field(min_length=1, max_length=1)]


class _SearchFile(BaseModel):
    """content/search.yaml."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    same: list[Forms]
    signs: dict[Sign, Words]
    little: list[Words]
    examples: Annotated[list[Words], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class SearchWords:
    """Forms of one thing, words for the signs of formulas, words that say nothing, and what one could look for."""

    same: tuple[tuple[str, ...], ...] = ()
    signs: Mapping[str, str] = field(default_factory=dict[str, str])
    little: frozenset[str] = frozenset()
    examples: tuple[str, ...] = ()


def load_search_words(root: Path) -> SearchWords:
    """Read the words. Raises `ContentError` with every complaint, a line each."""
    file = YamlFile(root / "search.yaml", root)
    words = file.parse(_SearchFile)
    found = list(_complaints(file, words))
    if found:
        raise ContentError(found)
    return SearchWords(tuple(map(tuple, words.same)), words.signs, frozenset(words.little), tuple(words.examples))


def _complaints(file: YamlFile, words: _SearchFile) -> Iterator[Complaint]:
    """A form that means two things would find neither well."""
    known: dict[str, str] = {}
    for place, forms in enumerate(words.same):
        for form in forms:
            if form.lower() in known:
                yield file.complaint(("same", place), f"“{form}” is {known[form.lower()]} already.")
            known[form.lower()] = forms[0]

"""The words of the field: content/glossary.yaml."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.catalog.problem import Problem
from app.catalog.words import unset
from app.catalog.yaml_file import YamlFile
from app.errors import Complaint, ContentError
from app.problems.skills import Skill

Words = Annotated[str, Field(min_length=1)]
Key = Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]


class TermWords(BaseModel):
    """One term, what it means, other forms of it in a text, and where it is practised."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    term: Words
    says: Words
    skill: Skill
    problem: Words
    also: list[Words] = []


@dataclass(frozen=True, slots=True)
class Term:
    """A term under its id, which is its address on the page."""

    id: str
    words: TermWords


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms by their first letter, and by each form they have in a text, in lower case."""

    terms: tuple[Term, ...]
    by_form: Mapping[str, Term]

    @property
    def pattern(self) -> re.Pattern[str]:
        """Finds each form in a text, the longest first."""
        forms = sorted(self.by_form, key=len, reverse=True)
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})\b", re.IGNORECASE)


def load_glossary(root: Path, problems: Mapping[str, Problem]) -> Glossary:
    """Read the terms. Raises `ContentError` with every complaint, a line each."""
    file = YamlFile(root / "glossary.yaml", root)
    words = file.parse(dict[Key, TermWords])
    found = list(_complaints(file, words, problems))
    if found:
        raise ContentError(found)
    terms = sorted((Term(name, each) for name, each in words.items()), key=lambda term: term.words.term.lower())
    return Glossary(tuple(terms), {form: term for term in terms for form in _forms(term.words)})


def _forms(words: TermWords) -> tuple[str, ...]:
    return tuple(form.lower() for form in (words.term, *words.also))


def _complaints(file: YamlFile, words: Mapping[str, TermWords], problems: Mapping[str, Problem]) -> Iterator[Complaint]:
    known: dict[str, str] = {}
    for name, each in words.items():
        if each.problem not in problems:
            yield file.complaint((name, "problem"), f"There is no problem {each.problem!r}.")
        if sentence := unset(each.says):
            yield file.complaint((name, "says"), sentence)
        for form in _forms(each):
            if form in known:
                yield file.complaint((name,), f"“{form}” is {known[form]} already.")
            known[form] = name

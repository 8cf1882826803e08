"""Sentences that are often printed and not true: content/errata.yaml, held against what the engine finds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.catalog.architectures import Architectures
from app.catalog.words import fill, placeholders
from app.catalog.yaml_file import YamlFile
from app.errors import AppError, Complaint, ContentError
from app.problems.errata import REFUTATIONS
from app.problems.errata.finding import Finding, Networks
from app.problems.refuting import Refutation
from app.problems.skills import Skill

Words = Annotated[str, Field(min_length=1)]


class ErratumWords(BaseModel):
    """One entry. `{{ … }}` are facts of the refutation, each of which has to be said."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    claim: Words
    truth: Words
    skill: Skill
    source: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Erratum:
    """A claim, what is true with the engine's numbers in it, and the run that shows it."""

    id: str
    claim: str
    truth: str
    skill: Skill
    source: str
    run: Refutation


def load_errata(root: Path, architectures: Architectures) -> tuple[Erratum, ...]:
    """Run every claim of content/errata.yaml. Raises `ContentError` with every complaint, a line each."""
    file = YamlFile(root / "errata.yaml", root)
    words = file.parse(dict[str, ErratumWords])
    tables = {slug: each.table for slug, each in architectures.by_slug.items()}
    found = {name: _found(name, tables) for name in words if name in REFUTATIONS}
    complaints = list(_complaints(file, words, found))
    if complaints:
        raise ContentError(complaints)
    return tuple(_erratum(name, each, found[name]) for name, each in words.items())


def _found(name: str, tables: Networks) -> Finding | AppError:
    try:
        return REFUTATIONS[name](tables)
    except AppError as error:
        return error


def _complaints(
    file: YamlFile, words: Mapping[str, ErratumWords], found: Mapping[str, Finding | AppError]
) -> Iterator[Complaint]:
    """What a schema cannot see: words without a refutation or the other way round, numbers that nobody works out."""
    for name in words:
        if name not in REFUTATIONS:
            yield file.complaint((name,), "Nothing refutes this.")
    for name in REFUTATIONS:
        if name not in words:
            yield file.complaint((), f"Words are missing for {name!r}.")
    for name, finding in found.items():
        yield from _about_facts(file, name, words[name], finding)


def _about_facts(file: YamlFile, name: str, words: ErratumWords, finding: Finding | AppError) -> Iterator[Complaint]:
    if not isinstance(finding, Finding):
        yield file.complaint((name,), finding.sentence)
        return
    said = placeholders(words.claim) | placeholders(words.truth)
    for placeholder in sorted(said - finding.facts.keys()):
        known = ", ".join(sorted(finding.facts))
        yield file.complaint((name, "truth"), f"There is no {{{{ {placeholder} }}}}; there are {known}.")
    for fact in sorted(finding.facts.keys() - said):
        yield file.complaint((name, "truth"), f"Nothing is said of {{{{ {fact} }}}}.")


def _erratum(name: str, words: ErratumWords, finding: Finding | AppError) -> Erratum:
    if not isinstance(finding, Finding):
        raise finding
    return Erratum(
        id=name,
        claim=fill(words.claim, finding.facts),
        truth=fill(words.truth, finding.facts),
        skill=words.skill,
        source=words.source,
        run=finding.run,
    )

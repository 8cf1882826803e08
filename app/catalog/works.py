"""The works that are cited by their arXiv numbers: content/works.yaml."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.catalog.yaml_file import YamlFile
from app.errors import Complaint

Words = Annotated[str, Field(min_length=1)]
NUMBER = r"\d{4}\.\d{4,5}"
CITATION = re.compile(rf"arXiv:{NUMBER}(?:(?:, | and ){NUMBER}\b)*")
ONE = re.compile(rf"(?:arXiv:)?(?P<number>{NUMBER})")
FILE = "works.yaml"


class WorkWords(BaseModel):
    """One work; the year is that of its first version."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    authors: Words
    year: Annotated[int, Field(ge=1991, le=2100)]
    title: Words


@dataclass(frozen=True, slots=True)
class Work:
    """A work under its number."""

    number: str
    words: WorkWords

    @property
    def address(self) -> str:
        """Where it can be read."""
        return f"https://arxiv.org/abs/{self.number}"


@dataclass(frozen=True, slots=True)
class Works:
    """All of them, by number: the order in which they appeared."""

    by_number: Mapping[str, Work]


def load_works(root: Path) -> Works:
    """Read the list. Raises `ContentError` with every complaint, a line each."""
    words = YamlFile(root / FILE, root).parse(dict[Annotated[str, Field(pattern=f"^{NUMBER}$")], WorkWords])
    return Works({number: Work(number, words[number]) for number in sorted(words)})


def citation_complaints(root: Path, works: Works) -> list[Complaint]:
    """Each citation, anywhere under content/, of a work that is not in the list."""
    return [
        Complaint(path.relative_to(root).as_posix(), line, f"“arXiv:{number}” is cited and is not in {FILE}.")
        for path in sorted(root.rglob("*"))
        if path.suffix in {".md", ".yaml"}
        for line, words in enumerate(path.read_text(encoding="utf-8", errors="replace").split("\n"), start=1)
        for number in cited_in(words)
        if number not in works.by_number
    ]


def cited_in(words: str) -> Iterator[str]:
    """The numbers, also of “arXiv:1512.03385, 1409.1556 and 1905.11946”."""
    for citation in CITATION.finditer(words):
        yield from (each["number"] for each in ONE.finditer(citation[0]))


def linked(html: str) -> str:
    """HTML in which each citation leads to its entry among the sources."""
    return CITATION.sub(lambda citation: ONE.sub(_link, citation[0]), html)


def _link(one: re.Match[str]) -> str:
    return f'<a class="cited" href="/learn/sources#{one["number"]}">{one[0]}</a>'

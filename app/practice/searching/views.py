"""What came of a search."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.practice.searching.documents import HitKind
from app.store.full_text import Part


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that was found, with what was looked for marked in its title and in a stretch of its text."""

    kind: HitKind
    title: tuple[Part, ...]
    within: str
    address: str
    excerpt: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The best hits of the chosen kind; `counts` are all of each kind.

    `read_as` is the query as it was mended, empty where it was not. `unknown` are its words that no page has, `near`
    words that some page has and that look like them.
    """

    query: str
    read_as: str
    hits: tuple[Hit, ...]
    counts: Mapping[HitKind, int]
    unknown: tuple[str, ...]
    near: tuple[str, ...]

    @property
    def total(self) -> int:
        """Of all kinds."""
        return sum(self.counts.values())

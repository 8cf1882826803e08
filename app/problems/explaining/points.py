"""The key points of an explanation, and the slogans that are often given in their place."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.problems.explaining.patterns import Pattern, Span, find

ESSENTIAL_WEIGHT = 2
"""What an essential point counts against one that only rounds the answer off."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that a good answer says. What it says in words is content, under the same id."""

    id: str
    essential: bool
    patterns: tuple[Pattern, ...]

    @property
    def weight(self) -> int:
        """What it counts in the score."""
        return ESSENTIAL_WEIGHT if self.essential else 1


@dataclass(frozen=True, slots=True)
class Slogan:
    """A sentence that sounds like an answer. It is named where none of the points that would carry it is there."""

    id: str
    patterns: tuple[Pattern, ...]
    unless: frozenset[str]


@dataclass(frozen=True, slots=True)
class Brief:
    """What an explanation is held against."""

    points: tuple[Point, ...]
    slogans: tuple[Slogan, ...] = ()

    def found_in(self, text: str) -> Mapping[str, tuple[Span, ...]]:
        """For each point the words that the pass found for it; points without any are left out."""
        found = {point.id: find(point.patterns, text) for point in self.points}
        return {name: spans for name, spans in found.items() if spans}

    def slogans_in(self, text: str, there: frozenset[str]) -> tuple[str, ...]:
        """The slogans in a text that nothing in it carries; `there` are the points that are made."""
        return tuple(each.id for each in self.slogans if not each.unless & there and find(each.patterns, text))

"""What one study day's answers add up to: small enough to read a year of them for a page.

A tally is a cache: it is built from attempts, one `counted` after the other, and can be built from them again.

Old answers weigh less, half after every `HALF_LIFE_DAYS`. So that sums need not be made anew every day, an answer is
summed up with the weight 2^((day − EPOCH)/HALF_LIFE_DAYS); divided by `freshness(today)`, a sum is what it is today.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import reduce


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """
    One attempt as far as statistics need it.

    `first` is whether it was the first at its question and the solution was not seen before; only such an answer is
    evidence. `hints` are those that were open, of which the first is free.
    """

    day: date
    slug: str
    level: int
    first: bool
    right: bool
    hints: int
    seconds: float | None
    confidence: int | None
    misconceptions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """Answers to one problem at one level."""

    attempts: int = 0
    first: int = 0
    right: int = 0  # of the first ones
    clean: int = 0  # of those, with the free hint at most
    seconds: float = 0.0
    fresh: float = 0.0  # the first ones, each with the freshness of its day
    earned: float = 0.0  # the same, each with what it is worth: 1 for a clean one, less behind a hint that costs

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.attempts + other.attempts,
            self.first + other.first,
            self.right + other.right,
            self.clean + other.clean,
            self.seconds + other.seconds,
            self.fresh + other.fresh,
            self.earned + other.earned,
        )

    def __sub__(self, other: "Count") -> "Count":
        return Count(
            self.attempts - other.attempts,
            self.first - other.first,
            self.right - other.right,
            self.clean - other.clean,
            self.seconds - other.seconds,
            self.fresh - other.fresh,
            self.earned - other.earned,
        )


@dataclass(frozen=True, slots=True)
class Share:
    """How many were right of how many."""

    right: int = 0
    count: int = 0

    def __add__(self, other: "Share") -> "Share":
        return Share(self.right + other.right, self.count + other.count)


FREE_HINTS = 1
HINTED_CREDIT = 0.5
"""What a right answer is worth behind a hint that costs something."""
HALF_LIFE_DAYS = 60
"""After so many days an answer weighs half."""
EPOCH = date(2026, 1, 1)
Asked = tuple[str, int]
"""A problem and the level of its numbers."""
Sure = tuple[str, int]
"""A problem and how sure one was, 1 to 5."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The sums of a day, or of many."""

    asked: Mapping[Asked, Count] = field(default_factory=dict[Asked, Count])
    slips: Mapping[str, int] = field(default_factory=dict[str, int])  # misconception -> how often it was made
    sure: Mapping[Sure, Share] = field(default_factory=dict[Sure, Share])  # first answers given with a confidence

    @property
    def attempts(self) -> int:
        """All answers, first or not."""
        return sum(count.attempts for count in self.asked.values())

    @property
    def seconds(self) -> float:
        """Time spent, where it is known."""
        return sum(count.seconds for count in self.asked.values())


def counted(tally: Tally, marked: Marked) -> Tally:
    """The tally with one more answer in it."""
    at = (marked.slug, marked.level)
    slips = dict(tally.slips)
    for name in marked.misconceptions:
        slips[name] = slips.get(name, 0) + 1
    sure = dict(tally.sure)
    if marked.first and marked.confidence:
        said = (marked.slug, marked.confidence)
        sure[said] = sure.get(said, Share()) + Share(int(marked.right), 1)
    return replace(
        tally, asked={**tally.asked, at: tally.asked.get(at, Count()) + _count(marked)}, slips=slips, sure=sure
    )


def freshness(day: date) -> float:
    """What an answer of that day weighs beside one of the epoch: 2 after one half-life."""
    return 2.0 ** ((day - EPOCH).days / HALF_LIFE_DAYS)


def _count(marked: Marked) -> Count:
    right = marked.first and marked.right
    clean = right and marked.hints <= FREE_HINTS
    fresh = freshness(marked.day) if marked.first else 0.0
    return Count(
        attempts=1,
        first=int(marked.first),
        right=int(right),
        clean=int(clean),
        seconds=marked.seconds or 0.0,
        fresh=fresh,
        earned=fresh * (1.0 if clean else HINTED_CREDIT if right else 0.0),
    )


def together(tallies: Iterable[Tally]) -> Tally:
    """The sums of several days."""
    return reduce(_added, tallies, Tally())


def asked_without(whole: Tally, part: Tally) -> Mapping[Asked, Count]:
    """What was asked but for a part of it; problems of which nothing is left have no first answer any more."""
    return {at: count - part.asked.get(at, Count()) for at, count in whole.asked.items()}


def _added(one: Tally, other: Tally) -> Tally:
    asked, slips, sure = dict(one.asked), dict(one.slips), dict(one.sure)
    for at, count in other.asked.items():
        asked[at] = asked.get(at, Count()) + count
    for name, times in other.slips.items():
        slips[name] = slips.get(name, 0) + times
    for said, share in other.sure.items():
        sure[said] = sure.get(said, Share()) + share
    return Tally(asked, slips, sure)

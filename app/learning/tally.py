"""What one study day's answers add up to: small enough to read a year of them for a page.

A tally is a cache: it is built from attempts, one `counted` after the other, and can be built from them again.

Old answers weigh less, half after every `HALF_LIFE_DAYS`. So that sums need not be made anew every day, an answer is
summed up with the weight 2^((day − EPOCH)/HALF_LIFE_DAYS); divided by `freshness(today)`, a sum is what it is today.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import reduce


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """
    One attempt as far as statistics need it.

    `earliest` is whether it was the first at its question, `first` whether the solution was not seen before it either;
    only such an answer is evidence. `hints` are those that were open, of which the first is free.
    """

    day: date
    slug: str
    level: int
    earliest: bool
    first: bool
    right: bool
    hints: int
    seconds: float | None
    confidence: int | None
    misconceptions: tuple[str, ...]

    @property
    def clean(self) -> bool:
        """Whether it is a first answer that was right, with the free hint at most."""
        return self.first and self.right and self.hints <= FREE_HINTS


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
        """What is left without a part of it; no rounding leaves less than nothing."""
        return Count(
            self.attempts - other.attempts,
            self.first - other.first,
            self.right - other.right,
            self.clean - other.clean,
            max(self.seconds - other.seconds, 0.0),
            max(self.fresh - other.fresh, 0.0),
            max(self.earned - other.earned, 0.0),
        )


def summed(counts: Iterable[Count]) -> Count:
    """Many at a time, without a sum for each step on the way."""
    rows = [(c.attempts, c.first, c.right, c.clean, c.seconds, c.fresh, c.earned) for c in counts]
    return Count(*map(sum, zip(*rows, strict=True)))


@dataclass(frozen=True, slots=True)
class Share:
    """How many were right of how many."""

    right: int = 0
    count: int = 0

    def __add__(self, other: "Share") -> "Share":
        return Share(self.right + other.right, self.count + other.count)

    def __sub__(self, other: "Share") -> "Share":
        return Share(self.right - other.right, self.count - other.count)


FREE_HINTS = 1
LATEST = 2  # earliest answers to a problem that are kept as such
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
    latest: Mapping[str, tuple[bool, ...]] = field(default_factory=dict[str, tuple[bool, ...]])
    """Problem -> whether the last two earliest answers to its questions were clean, newest first."""

    @property
    def attempts(self) -> int:
        """All answers, first or not."""
        return sum(count.attempts for count in self.asked.values())

    @property
    def seconds(self) -> float:
        """Time spent, where it is known."""
        return sum(count.seconds for count in self.asked.values())

    @property
    def by_problem(self) -> Mapping[str, int]:
        """How many answers, first or not, each problem got."""
        found: dict[str, int] = {}
        for (slug, _), count in self.asked.items():
            found[slug] = found.get(slug, 0) + count.attempts
        return found

    def clean(self, slug: str) -> Mapping[int, int]:
        """By level how many first answers to a problem were clean."""
        return {level: count.clean for (name, level), count in self.asked.items() if name == slug and count.clean}


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
    asked = {**tally.asked, at: tally.asked.get(at, Count()) + _count(marked)}
    return Tally(asked, slips, sure, _with_latest(tally.latest, marked) if marked.earliest else tally.latest)


def _with_latest(latest: Mapping[str, tuple[bool, ...]], marked: Marked) -> Mapping[str, tuple[bool, ...]]:
    return {**latest, marked.slug: (marked.clean, *latest.get(marked.slug, ()))[:LATEST]}


def freshness(day: date) -> float:
    """What an answer of that day weighs beside one of the epoch: 2 after one half-life."""
    return 2.0 ** ((day - EPOCH).days / HALF_LIFE_DAYS)


def _count(marked: Marked) -> Count:
    right = marked.first and marked.right
    fresh = freshness(marked.day) if marked.first else 0.0
    return Count(
        attempts=1,
        first=int(marked.first),
        right=int(right),
        clean=int(marked.clean),
        seconds=marked.seconds or 0.0,
        fresh=fresh,
        earned=fresh * (1.0 if marked.clean else HINTED_CREDIT if right else 0.0),
    )


def together(tallies: Iterable[Tally]) -> Tally:
    """The sums of several days, given in their order."""
    return reduce(_added, tallies, Tally())


def without(whole: Tally, part: Tally) -> Tally:
    """
    The sums but for a part of them; what nothing is left of is left out. Which answers are the latest is not a sum.

    What a part weighed at its time is the smaller share of later sums, so that rounding takes less than a billionth.
    """
    asked = {at: count - part.asked.get(at, Count()) for at, count in whole.asked.items()}
    sure = {said: share - part.sure.get(said, Share()) for said, share in whole.sure.items()}
    slips = {name: times - part.slips.get(name, 0) for name, times in whole.slips.items()}
    return Tally(
        asked={at: count for at, count in asked.items() if count.attempts},
        slips={name: times for name, times in slips.items() if times},
        sure={said: share for said, share in sure.items() if share.count},
    )


def _added(one: Tally, other: Tally) -> Tally:
    asked, slips, sure = dict(one.asked), dict(one.slips), dict(one.sure)
    for at, count in other.asked.items():
        asked[at] = asked.get(at, Count()) + count
    for name, times in other.slips.items():
        slips[name] = slips.get(name, 0) + times
    for said, share in other.sure.items():
        sure[said] = sure.get(said, Share()) + share
    latest = {slug: (*clean, *one.latest.get(slug, ()))[:LATEST] for slug, clean in other.latest.items()}
    return Tally(asked, slips, sure, {**one.latest, **latest})

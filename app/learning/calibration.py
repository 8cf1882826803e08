"""Calibration: what somebody says they can do, held against what their first answers show.

A self-score from 1 to 5 is read as a probability of being right, and so is a confidence given before an answer. What
was measured is Laplace's rule of succession, (right + 1)/(n + 2): after one right answer 2/3, not certainty.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

SCORES = (1, 2, 3, 4, 5)
STATED: Mapping[int, Fraction] = MappingProxyType(
    {1: Fraction(5, 100), 2: Fraction(30, 100), 3: Fraction(55, 100), 4: Fraction(80, 100), 5: Fraction(95, 100)}
)
"""The probability of a right first answer that each score claims."""
TOLERANCE = Fraction(15, 100)


class Leaning(StrEnum):
    """Which way a claim is off."""

    OVERCONFIDENT = "overconfident"
    UNDERCONFIDENT = "underconfident"
    FAIR = "fair"
    UNKNOWN = "unknown"  # nothing was measured


@dataclass(frozen=True, slots=True)
class Calibration:
    """A claim beside what was measured, both as probabilities."""

    score: int
    right: int
    count: int

    @property
    def stated(self) -> Fraction:
        """What the score claims."""
        return STATED[self.score]

    @property
    def measured(self) -> Fraction:
        """(right + 1)/(n + 2), for right first answers of n."""
        return measured(self.right, self.count)

    @property
    def gap(self) -> Fraction:
        """Claimed minus measured: positive where one claims too much."""
        return self.stated - self.measured

    @property
    def leaning(self) -> Leaning:
        """Which way it is off by more than the tolerance; unknown before the first answer."""
        if self.count == 0:
            return Leaning.UNKNOWN
        if self.gap > TOLERANCE:
            return Leaning.OVERCONFIDENT
        return Leaning.UNDERCONFIDENT if self.gap < -TOLERANCE else Leaning.FAIR


def measured(right: int, count: int) -> Fraction:
    """The rule of succession. Source: Laplace, Théorie analytique des probabilités (1812), book 2, chapter 6."""
    if not 0 <= right <= count:
        raise ValueError(f"{right} of {count} cannot be right.")
    return Fraction(right + 1, count + 2)


@dataclass(frozen=True, slots=True)
class Reliability:
    """One point of the reliability curve: of the answers given with this confidence, how many were right."""

    confidence: int
    right: int
    count: int

    @property
    def stated(self) -> Fraction:
        """What the confidence claims."""
        return STATED[self.confidence]


def brier(points: Iterable[Reliability]) -> Fraction | None:
    """
    The mean squared distance between what was claimed and what came out, 0 to 1; None without answers.

    Claiming 1/2 each time scores 1/4, so below that confidence says something.
    Source: Brier, Monthly Weather Review 78 (1950), equation 2, for two outcomes halved.
    """
    found = tuple(points)
    count = sum(each.count for each in found)
    squares = (each.right * (1 - each.stated) ** 2 + (each.count - each.right) * each.stated**2 for each in found)
    return sum(squares, Fraction(0)) / count if count else None

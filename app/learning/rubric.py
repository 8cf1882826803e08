"""Which band an answer has earned, strong hire, lean hire or no hire, and by what that was seen.

Each thing that was seen leaves the best band that it allows; the band earned is the worst of these.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Band(StrEnum):
    """How an interviewer would sum it up, best first."""

    STRONG_HIRE = "strong-hire"
    LEAN_HIRE = "lean-hire"
    NO_HIRE = "no-hire"


class Aspect(StrEnum):
    """What is looked at."""

    ANSWER = "answer"
    POINTS = "points"
    TRIES = "tries"
    HINTS = "hints"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class PointsMade:
    """How many of an explanation's points are there, and of the essential ones."""

    made: int
    of: int
    essential_made: int
    essential_of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What was seen at one question. `misses` are tries that were not right, before the first that was."""

    solved: bool
    hints: int
    misses: int
    revealed: bool
    seconds: float | None = None  # over all tries; None where some of it is not known
    minutes: int = 0  # that the problem is meant to take
    points: PointsMade | None = None


HINTS = 3
SLOW = 2
"""So many times the planned minutes cost a band."""
_WITHIN_REACH = {0: Band.STRONG_HIRE, 1: Band.STRONG_HIRE, 2: Band.LEAN_HIRE, 3: Band.NO_HIRE}
"""After this many hints. The first only points a direction and is free; the third is the solution."""


def within_reach(*, hints: int, misses: int, revealed: bool) -> Band:
    """The best band that can still be earned: a miss costs the first, as a second hint does."""
    shown = Band.NO_HIRE if revealed else Band.STRONG_HIRE
    return _worst((shown, _after_hints(hints), _after_misses(misses)))


def seen(evidence: Evidence) -> Mapping[Aspect, Band]:
    """For each thing that was seen the best band it leaves, in the order in which one would tell them."""
    found = {Aspect.ANSWER: Band.STRONG_HIRE if evidence.solved and not evidence.revealed else Band.NO_HIRE}
    if evidence.points is not None and not evidence.revealed:
        found = {Aspect.POINTS: _after_points(evidence.points)}
    found[Aspect.TRIES] = _after_misses(evidence.misses if evidence.points is None else 0)
    found[Aspect.HINTS] = _after_hints(evidence.hints)
    if evidence.seconds is not None and evidence.minutes:
        is_slow = evidence.seconds > SLOW * 60 * evidence.minutes
        found[Aspect.TIME] = Band.LEAN_HIRE if is_slow else Band.STRONG_HIRE
    return found


def earned(evidence: Evidence) -> Band:
    """The band of a question that is over."""
    return _worst(seen(evidence).values())


def _after_points(points: PointsMade) -> Band:
    """Every essential point for the best, half of them for the next."""
    if points.essential_made == points.essential_of:
        return Band.STRONG_HIRE
    return Band.LEAN_HIRE if 2 * points.essential_made >= points.essential_of else Band.NO_HIRE


def _after_misses(misses: int) -> Band:
    return Band.LEAN_HIRE if misses else Band.STRONG_HIRE


def _after_hints(hints: int) -> Band:
    return _WITHIN_REACH[min(hints, HINTS)]


def _worst(bands: Iterable[Band]) -> Band:
    order = list(Band)
    return max(bands, key=order.index)

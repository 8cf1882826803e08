"""Which band an answer has earned: strong hire, lean hire, no hire."""

from enum import StrEnum


class Band(StrEnum):
    """How an interviewer would sum it up, best first."""

    STRONG_HIRE = "strong-hire"
    LEAN_HIRE = "lean-hire"
    NO_HIRE = "no-hire"


HINTS = 3
_WITHIN_REACH = {0: Band.STRONG_HIRE, 1: Band.STRONG_HIRE, 2: Band.LEAN_HIRE, 3: Band.NO_HIRE}
"""After this many hints. The first only points a direction and is free; the third is the solution."""


def within_reach(*, hints: int, misses: int, revealed: bool) -> Band:
    """The best band that can still be earned: a miss costs the first, as a second hint does."""
    if revealed:
        return Band.NO_HIRE
    after_hints = _WITHIN_REACH[min(hints, HINTS)]
    return Band.LEAN_HIRE if misses and after_hints is Band.STRONG_HIRE else after_hints


def earned(*, solved: bool, hints: int, misses: int, revealed: bool) -> Band:
    """The band of a question that is over."""
    return within_reach(hints=hints, misses=misses, revealed=revealed) if solved else Band.NO_HIRE

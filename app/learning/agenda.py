"""What to do next among the problems: finish what is open, then what is new, then what was missed, then the stalest."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """Where a learner stands with a problem."""

    NEW = "new"
    OPEN = "open"  # a question is waiting for an answer
    MISSED = "missed"  # the last answer was not right
    SOLVED = "solved"  # the last answer was right


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody stands with a problem, and the moment it was last asked, as a number that grows with time."""

    standing: Standing
    last_asked: int = 0


_URGENCY = (Standing.OPEN, Standing.NEW, Standing.MISSED, Standing.SOLVED)


def next_problem(places: Mapping[str, Place]) -> str:
    """The problem to do next; among equals the one asked longest ago, and then the first in the given order."""
    return min(places, key=lambda slug: (_URGENCY.index(places[slug].standing), places[slug].last_asked))


AMONG = 3  # so that a drill is not the same every time


def next_in_drill(places: Mapping[str, Place], *, after: str | None, roll: int) -> str:
    """Another problem than the last, one of those that need it most; `roll` says which of these."""
    others = [slug for slug in places if slug != after] or list(places)
    needed = sorted(others, key=lambda slug: (places[slug].standing is Standing.SOLVED, places[slug].last_asked))
    return needed[roll % min(len(needed), AMONG)]

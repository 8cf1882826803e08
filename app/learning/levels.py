"""How well somebody has a problem, from first answers: new, shaky or solid, and the level they have come to.

A clean answer is a first answer that is right, with the free hint at most. Two of them raise the level, and nothing
lowers it: a bad day costs a review, not what was reached.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum

CLEAN_ANSWERS = 2


class Grasp(StrEnum):
    """Where a learner stands with a problem."""

    NEW = "new"  # never answered
    SHAKY = "shaky"  # one of the last two first answers was not clean, or there is only one
    SOLID = "solid"  # the last two were clean


def grasp(latest: Sequence[bool]) -> Grasp:
    """From the last first answers, newest first: whether each was clean."""
    if not latest:
        return Grasp.NEW
    is_solid = len(latest) >= CLEAN_ANSWERS and all(latest[:CLEAN_ANSWERS])
    return Grasp.SOLID if is_solid else Grasp.SHAKY


def level_reached(start: int, levels: Sequence[int], clean: Mapping[int, int]) -> int:
    """The level for the next question. `clean` counts clean answers by level; one higher up counts below as well."""
    reached = start
    for level in sorted(levels):
        if level != reached or level == max(levels):
            continue
        above = sum(count for at, count in clean.items() if at >= level)
        reached = min(each for each in levels if each > level) if above >= CLEAN_ANSWERS else reached
    return reached

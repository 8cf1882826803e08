"""Paces for tests: of a learner about whom nothing else is possible."""

from math import log

from app.learning.memory import Pace
from app.learning.memory.pace import FACTORS, SPREAD

NEVER = -1e9


def paced(factor: float) -> Pace:
    """Exactly this pace, with the two factors around it weighted so that their mean in ln is that of the factor."""
    above = next(place for place, each in enumerate(FACTORS) if each > factor)
    low, high = log(FACTORS[above - 1]), log(FACTORS[above])
    share = (log(factor) - low) / (high - low)
    wanted = {above - 1: 1 - share, above: share}
    return Pace(
        tuple(
            log(wanted[place]) + (log(each) / SPREAD) ** 2 / 2 if wanted.get(place) else NEVER
            for place, each in enumerate(FACTORS)
        )
    )

"""
A learner's pace: what every stability is multiplied by, since FSRS without a history expects the same of everybody.

At a pace of 1/2 things are forgotten twice as fast as FSRS expects. It is learned from marked answers by Bayes' rule,
over thirteen factors. Before any answer ln(factor) is normal about 0, so the pace is 1. Each answer multiplies a
factor's weight by the chance of what happened: (1 + f·t/(factor·S))^d if it was right, and 1 minus that if it was not.
"""

from dataclasses import dataclass, field
from math import exp, log, sqrt

from app.learning.memory.trace import recall

FACTORS = tuple(2 ** (halves / 2) for halves in range(-6, 7))  # 1/8 to 8
SPREAD = 1.0  # standard deviation of ln(factor) before any answer: two learners in three within 1/2.7 and 2.7
EIGHT_IN_TEN = 1.2816  # standard deviations on both sides of a normal mean
_LOGS = tuple(log(factor) for factor in FACTORS)


@dataclass(frozen=True, slots=True)
class Pace:
    """`evidence` is ln of the chance of all that was answered, for each factor; the rest follows from it."""

    evidence: tuple[float, ...] = (0.0,) * len(FACTORS)
    factor: float = field(init=False, compare=False)  # e to the mean of ln(factor)
    low: float = field(init=False, compare=False)  # eight in ten learners of whom this was seen
    high: float = field(init=False, compare=False)  # have a pace from low to high

    def __post_init__(self) -> None:
        weights = _weights(self.evidence)
        mean = sum(weight * each for weight, each in zip(weights, _LOGS, strict=True))
        variance = sum(weight * (each - mean) ** 2 for weight, each in zip(weights, _LOGS, strict=True))
        reach = EIGHT_IN_TEN * sqrt(variance)
        for name, value in (("factor", mean), ("low", mean - reach), ("high", mean + reach)):
            object.__setattr__(self, name, exp(value))


def chances(stability: float, days: int, *, recalled: bool) -> list[float]:
    """For each factor ln of the chance that an item was recalled, or was not, at least a day after its last answer."""
    predicted = (recall(factor * stability, days) for factor in FACTORS)
    return [log(chance if recalled else 1 - chance) for chance in predicted]


def _weights(evidence: tuple[float, ...]) -> list[float]:
    """The probability of each factor."""
    logs = [seen - (each / SPREAD) ** 2 / 2 for seen, each in zip(evidence, _LOGS, strict=True)]
    most = max(logs)  # taken off, since e to the power of a thousand answers is no number
    shares = [exp(each - most) for each in logs]
    whole = sum(shares)
    return [share / whole for share in shares]

"""
How well somebody has a skill: an estimate with its uncertainty, and a level that only answers of the right form reach.

The estimate is the mean of a Beta distribution that starts at (1, 1) and takes in first answers, each weighed by the
difficulty of its numbers and by its age:

    mean = (1 + Σ w·credit) / (2 + Σ w·n),    variance = mean·(1 − mean) / (3 + Σ w·n)

Source: Gelman et al., Bayesian Data Analysis (3rd ed.), section 2.4, the conjugate prior of a proportion.

The level is another matter: whoever works out numbers has not derived anything. Choosing proves "vaguely", numbers
prove "can explain", a proof, a formula or a design proves "can derive", and only words of one's own prove "can teach".
"Cannot" takes answers as well: choices or numbers of which too few are right. Before that there is no level.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from math import sqrt
from types import MappingProxyType

from app.learning.tally import HINTED_CREDIT

WEIGHT: Mapping[int, float] = MappingProxyType({1: 0.75, 2: 1.0, 3: 1.25})
"""By the level of the drawn numbers."""
EIGHTY_PERCENT = 1.2816
"""So many standard deviations on either side hold 80 % of a normal distribution."""
PASSING = 0.6
"""The share of credit that answers of a form need to prove their level."""


class Level(IntEnum):
    """The five levels of the self-assessment."""

    CANNOT = 1
    VAGUELY = 2
    CAN_EXPLAIN = 3
    CAN_DERIVE = 4
    CAN_TEACH = 5


NEEDED: Mapping[Level, int] = MappingProxyType(
    {Level.VAGUELY: 1, Level.CAN_EXPLAIN: 2, Level.CAN_DERIVE: 1, Level.CAN_TEACH: 1}
)
"""Clean first answers of a form that prove its level: numbers are luckier than proofs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """First answers of one form: `right` of `count`, `clean` of those right without a hint that costs."""

    proves: Level
    difficulty: int  # the level of the drawn numbers, 1 to 3
    count: int
    right: int
    clean: int
    fresh: float  # the answers, each weighed by its age: 1 today, 1/2 after a half-life (`tally.HALF_LIFE_DAYS`)
    earned: float  # the same, each times its credit

    @property
    def credit(self) -> float:
        """What the answers are worth together."""
        return self.clean + HINTED_CREDIT * (self.right - self.clean)

    @property
    def weight(self) -> float:
        """How much they weigh together."""
        return WEIGHT[self.difficulty] * self.fresh

    @property
    def gain(self) -> float:
        """How much of that is to their credit."""
        return WEIGHT[self.difficulty] * self.earned


@dataclass(frozen=True, slots=True)
class Proof:
    """What the answers of one form amount to."""

    level: Level
    count: int
    right: int
    clean: int
    credit: float

    @property
    def holds(self) -> bool:
        """Whether they prove their level."""
        return self.clean >= NEEDED[self.level] and self.credit >= PASSING * self.count

    @property
    def fails(self) -> bool:
        """Whether they speak against it: enough were given, and too few were right."""
        return self.count >= NEEDED[self.level] and self.credit < PASSING * self.count


@dataclass(frozen=True, slots=True)
class Mastery:
    """The estimate is of a right first answer, 0 to 1; `low` to `high` holds it with 80 %. `proofs` is the evidence.

    `level` is None where it proves nothing yet.
    """

    level: Level | None
    estimate: float
    low: float
    high: float
    proofs: tuple[Proof, ...]

    @property
    def count(self) -> int:
        """How many first answers it rests on."""
        return sum(proof.count for proof in self.proofs)


def mastery(evidence: Iterable[Evidence]) -> Mastery:
    """What first answers say of a skill."""
    found = list(evidence)
    mean, reach = _mean(found), EIGHTY_PERCENT * doubt(found)
    proofs = tuple(_proof(level, found) for level in NEEDED if any(each.proves is level for each in found))
    return Mastery(_level(proofs), mean, max(mean - reach, 0.0), min(mean + reach, 1.0), proofs)


def doubt(evidence: Collection[Evidence]) -> float:
    """The standard deviation of the estimate: 0.289 without answers, less with every one."""
    mean = _mean(evidence)
    return sqrt(mean * (1 - mean) / (3 + sum(each.weight for each in evidence)))


def _mean(evidence: Collection[Evidence]) -> float:
    return (1 + sum(each.gain for each in evidence)) / (2 + sum(each.weight for each in evidence))


def _proof(level: Level, evidence: Iterable[Evidence]) -> Proof:
    of_form = [each for each in evidence if each.proves is level]
    return Proof(
        level,
        count=sum(each.count for each in of_form),
        right=sum(each.right for each in of_form),
        clean=sum(each.clean for each in of_form),
        credit=sum(each.credit for each in of_form),
    )


def _level(proofs: Iterable[Proof]) -> Level | None:
    """The highest that is proved, below the lowest that is spoken against. A proof that was missed is no "cannot"."""
    reached = None
    for proof in proofs:
        if proof.fails:
            return Level.CANNOT if reached is None and proof.level <= Level.CAN_EXPLAIN else reached
        reached = proof.level if proof.holds else reached
    return reached

"""The product of (1 + d) over a few blocks, written out: 2^N paths, each through some blocks and around the rest.

    Π (1 + d_n) = Σ over sets of blocks of the product of their d_n

Source: Veit et al., arXiv:1605.06431, section 3.
"""

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, groupby
from math import prod

from app.errors import BadInput
from app.practice.lab.numerals import written
from app.practice.lab.typed import decimals

MOST = 5
LARGEST = 10
BELOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


@dataclass(frozen=True, slots=True)
class Path:
    """Through the blocks of these numbers, counted from 1, and around the others."""

    through: tuple[int, ...]
    product: Fraction

    @property
    def name(self) -> str:
        """`d₁·d₃`, as it stands in the expansion."""
        return "·".join(map(name_of, self.through)) or "1"

    @property
    def brings(self) -> str:
        """Its product, as one writes it."""
        return written(self.product)


@dataclass(frozen=True, slots=True)
class Length:
    """All paths through so many blocks."""

    blocks: int
    paths: int
    together: Fraction

    @property
    def brings(self) -> str:
        """What they bring, as one writes it."""
        return written(self.together)


@dataclass(frozen=True, slots=True)
class Paths:
    """All of them, the shortest first."""

    slopes: tuple[Fraction, ...]
    every: tuple[Path, ...]

    @property
    def lengths(self) -> tuple[Length, ...]:
        """What the paths of each length bring together."""
        groups = [(length, list(group)) for length, group in groupby(self.every, key=lambda path: len(path.through))]
        return tuple(Length(n, len(group), sum((p.product for p in group), Fraction(0))) for n, group in groups)

    @property
    def given(self) -> str:
        """`d₁ = 0.2, d₂ = −0.5`."""
        return ", ".join(f"{name_of(number)} = {written(slope)}" for number, slope in enumerate(self.slopes, start=1))

    @property
    def total(self) -> Fraction:
        """Their sum."""
        return sum((path.product for path in self.every), Fraction(0))

    @property
    def factors(self) -> Fraction:
        """The same as a product."""
        return prod((1 + slope for slope in self.slopes), start=Fraction(1))


def name_of(block: int) -> str:
    """`d₁`."""
    return f"d{str(block).translate(BELOW)}"


def paths(text: str) -> Paths:
    """Of the derivatives that were typed. Raises `BadInput`."""
    slopes = decimals(text, "derivatives")
    if len(slopes) > MOST:
        raise BadInput(f"There are {len(slopes)} derivatives; the paths of {MOST} blocks can be drawn here.")
    if any(abs(slope) > LARGEST for slope in slopes):
        raise BadInput(f"The derivatives must be from -{LARGEST} to {LARGEST}.")
    return Paths(slopes, tuple(_every(slopes)))


def _every(slopes: tuple[Fraction, ...]) -> list[Path]:
    numbers = range(1, len(slopes) + 1)
    return [
        Path(some, prod((slopes[number - 1] for number in some), start=Fraction(1)))
        for length in range(len(slopes) + 1)
        for some in combinations(numbers, length)
    ]

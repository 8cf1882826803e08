"""Where two formulas are tried out: whole numbers that a question's symbols may be, always the same ones."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

# How many points, and how many values each symbol takes there. Wide spans come early: long formulas see few points.
SPANS = ((16, 3), (16, 9), (4, 61), (4, 997), (60, 7), (60, 16), (20, 61), (20, 997), (100, 9), (100, 23))
MULTIPLIER, INCREMENT, MODULUS = 6364136223846793005, 1442695040888963407, 2**64
# Knuth's MMIX generator (TAOCP 2, 3.3.4, table 1, line 26): fixed points that fill the space, without any dice


@dataclass(frozen=True, slots=True)
class Domain:
    """What the symbols may be: whole numbers from `least` on (1 where it does not say).

    In each pair of `ordered`, the first is at least the second, as W ≥ K for a kernel that fits.
    """

    least: tuple[tuple[str, int], ...] = ()
    ordered: tuple[tuple[str, str], ...] = ()


def points(symbols: tuple[str, ...], domain: Domain) -> Iterator[Mapping[str, int]]:
    """Points of the domain, small numbers first."""
    state = 1
    least = dict(domain.least)
    for count, span in SPANS:
        for _ in range(count):
            point: dict[str, int] = {}
            for symbol in symbols:
                state = (MULTIPLIER * state + INCREMENT) % MODULUS
                point[symbol] = least.get(symbol, 1) + (state >> 33) % span
            yield _in_order(point, domain)


def _in_order(point: dict[str, int], domain: Domain) -> Mapping[str, int]:
    """Raise the larger of each pair until every pair is in order; what it was counts from the smaller one on."""
    least = dict(domain.least)
    for _ in domain.ordered:
        for larger, smaller in domain.ordered:
            if larger in point and smaller in point and point[larger] < point[smaller]:
                point[larger] += point[smaller] - least.get(larger, 1)
    return point

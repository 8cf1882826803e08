"""Polynomials with whole coefficients, exact, and quotients of two of them.

A monomial is one whole number: the exponent of the i-th generator stands in its i-th field of 24 bits, so that
multiplying two monomials is adding two numbers. A polynomial maps monomials to coefficients, none of which is 0.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

FIELD_BITS = 24  # degrees stay below 2,000, the products of two formulas included
Polynomial: TypeAlias = Mapping[int, int]

ONE: Polynomial = {0: 1}


def generator(index: int) -> int:
    """The monomial of the generator alone."""
    return 1 << index * FIELD_BITS


def exponents(monomial: int) -> Iterator[tuple[int, int]]:
    """The generators that occur in it, and how often."""
    index = 0
    while monomial:
        exponent = monomial & ((1 << FIELD_BITS) - 1)
        if exponent:
            yield index, exponent
        monomial >>= FIELD_BITS
        index += 1


def divides(lower: int, upper: int) -> bool:
    """Whether the monomial `lower` divides the monomial `upper`."""
    present = dict(exponents(upper))
    return all(present.get(index, 0) >= exponent for index, exponent in exponents(lower))


def plus(left: Polynomial, right: Polynomial) -> Polynomial:
    """The sum of both, without the terms that cancel."""
    found = dict(left)
    for monomial, coefficient in right.items():
        total = found.pop(monomial, 0) + coefficient
        if total:
            found[monomial] = total
    return found


def times(left: Polynomial, right: Polynomial) -> Polynomial:
    """The product of both, multiplied out."""
    found: dict[int, int] = {}
    for first, by in left.items():
        for second, coefficient in right.items():
            found[first + second] = found.get(first + second, 0) + by * coefficient
    return {monomial: coefficient for monomial, coefficient in found.items() if coefficient}


@dataclass(frozen=True, slots=True)
class Ratio:
    """upper / lower, not in lowest terms; lower is not 0."""

    upper: Polynomial
    lower: Polynomial

    def __add__(self, other: "Ratio") -> "Ratio":
        if self.lower == other.lower:
            return Ratio(plus(self.upper, other.upper), self.lower)
        crossed = plus(times(self.upper, other.lower), times(other.upper, self.lower))
        return Ratio(crossed, times(self.lower, other.lower))

    def __mul__(self, other: "Ratio") -> "Ratio":
        return Ratio(times(self.upper, other.upper), times(self.lower, other.lower))

    def __neg__(self) -> "Ratio":
        return Ratio({monomial: -coefficient for monomial, coefficient in self.upper.items()}, self.lower)

    def turned(self) -> "Ratio":
        """1 over it. Raises ZeroDivisionError for 0."""
        if not self.upper:
            raise ZeroDivisionError
        return Ratio(self.lower, self.upper)

    def raised(self, exponent: int) -> "Ratio":
        """A whole power of it. Raises ZeroDivisionError for a negative power of 0."""
        base, found = (self if exponent >= 0 else self.turned()), constant(Fraction(1))
        for _ in range(abs(exponent)):
            found *= base
        return found

    def equals(self, other: "Ratio") -> bool:
        """Whether they are the same function wherever neither divides by zero: a/b = c/d means a·d = c·b."""
        if self.lower == other.lower:
            return self.upper == other.upper
        return times(self.upper, other.lower) == times(other.upper, self.lower)

    def constant(self) -> Fraction | None:
        """Its value, if no generator occurs in it."""
        if self.upper.keys() | self.lower.keys() <= {0}:
            return Fraction(self.upper.get(0, 0), self.lower[0])
        return None


def constant(value: Fraction) -> Ratio:
    """A number."""
    upper: Polynomial = {0: value.numerator} if value else {}
    return Ratio(upper, {0: value.denominator})


def single(index: int) -> Ratio:
    """A generator."""
    return Ratio({generator(index): 1}, ONE)

"""How large a formula becomes when everything in it is multiplied out: known before anything is.

Each formula is a quotient of two polynomials in its symbols, roundings, roots and logarithms. A size bounds their
terms, so that what was read can be compared in a known time, and `(a+b+c+d)^50` is refused at once.
"""

import math
from dataclasses import dataclass
from fractions import Fraction

from app.problems.reading.expressions.values import MAX_BITS, TooLarge

MOST_TERMS = 100
MOST_DEGREE = 1_000


class TooManyTerms(Exception):
    """Multiplied out, the formula has more terms, or powers of a higher degree, than are compared."""


@dataclass(frozen=True, slots=True)
class Size:
    """Bounds on the terms and degrees of the two polynomials, and on the binary digits of their coefficients."""

    upper: int = 1
    lower: int = 1
    upper_degree: int = 0
    lower_degree: int = 0
    bits: int = 1

    def __post_init__(self) -> None:
        if max(self.upper, self.lower) > MOST_TERMS or max(self.upper_degree, self.lower_degree) > MOST_DEGREE:
            raise TooManyTerms
        if self.bits > MAX_BITS:
            raise TooLarge


SYMBOL = Size(upper_degree=1)


def of_constant(value: int | Fraction) -> Size:
    """A rational number is one coefficient."""
    return Size(bits=value.numerator.bit_length() + value.denominator.bit_length())


def of_sum(left: Size, right: Size) -> Size:
    """a/b + c/d = (a·d + c·b)/(b·d)."""
    return Size(
        upper=left.upper * right.lower + right.upper * left.lower,
        lower=left.lower * right.lower,
        upper_degree=max(left.upper_degree + right.lower_degree, right.upper_degree + left.lower_degree),
        lower_degree=left.lower_degree + right.lower_degree,
        bits=left.bits + right.bits + 1,
    )


def of_product(left: Size, right: Size) -> Size:
    """a/b · c/d = (a·c)/(b·d)."""
    return Size(
        upper=left.upper * right.upper,
        lower=left.lower * right.lower,
        upper_degree=left.upper_degree + right.upper_degree,
        lower_degree=left.lower_degree + right.lower_degree,
        bits=left.bits + right.bits + min(left.upper, right.upper).bit_length(),
    )


def of_quotient(left: Size, right: Size) -> Size:
    """a/b over c/d is a/b · d/c."""
    return of_product(left, turned(right))


def of_power(base: Size, exponent: int) -> Size:
    """A whole power: of t terms, the n-th has as many as there are ways to choose n of t with repetition."""
    count = abs(exponent)
    if max(base.upper_degree, base.lower_degree, base.bits - 1) * count > MAX_BITS:
        raise TooLarge
    power = Size(
        upper=_terms(base.upper, count),
        lower=_terms(base.lower, count),
        upper_degree=base.upper_degree * count,
        lower_degree=base.lower_degree * count,
        bits=base.bits * count + count * max(base.upper, base.lower).bit_length() + 1,
    )
    return power if exponent >= 0 else turned(power)


def of_rounding(inner: Size) -> Size:
    """A rounding stands like a symbol, beside the whole part that is taken out of it."""
    return of_sum(SYMBOL, Size(upper=inner.upper, upper_degree=inner.upper_degree, bits=inner.bits))


def turned(size: Size) -> Size:
    """The size of 1 over it."""
    return Size(size.lower, size.upper, size.lower_degree, size.upper_degree, size.bits)


def _terms(terms: int, count: int) -> int:
    if terms == 1:
        return 1
    return math.comb(min(count, MOST_TERMS) + terms - 1, terms - 1)

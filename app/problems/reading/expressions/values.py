"""What a formula is worth where its symbols are whole numbers: exact, but for logarithms and odd roots.

A root or logarithm that does not come out is carried as a decimal of 50 figures. No power is taken before its size is
known.
"""

import math
from collections.abc import Mapping
from decimal import Context, Decimal, DecimalException
from fractions import Fraction
from functools import cache, reduce
from typing import TypeAlias

from app.problems.reading.expressions.tree import (
    Factorial,
    Logarithm,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Root,
    Rounded,
    Sum,
    Symbol,
)

MAX_BITS = 10_000
LARGEST_FACTORIAL = 1_146  # the next has more than 10,000 binary digits
DECIMALS = Context(prec=50)
HALF = Fraction(1, 2)
AGREEMENT = Decimal("1e-35")  # relative; two decimals this close are taken as one number

Real: TypeAlias = int | Fraction | Decimal
"""Exact, or a decimal of 50 figures."""


class Undefined(Exception):
    """There is no such number; the message is a sentence."""


class TooLarge(Exception):
    """The number has more than 10,000 binary digits before or after its fraction bar."""


def value_at(node: Node, point: Mapping[str, int]) -> Real:
    """The value of `node` where its symbols are as in `point`. Raises Undefined or TooLarge."""
    match node:
        case Number(value):
            return value.numerator if value.denominator == 1 else value
        case Symbol(name):
            return point[name]
        case Negative(of):
            return negative(value_at(of, point))
        case Sum(terms):
            return reduce(plus, [value_at(term, point) for term in terms])
        case Product(factors):
            return reduce(times, [value_at(factor, point) for factor in factors])
        case Quotient(upper, lower):
            return over(value_at(upper, point), value_at(lower, point))
        case Power(base, exponent):
            return raised(value_at(base, point), value_at(exponent, point))
        case _:
            return applied(node, value_at(node.of, point))


def applied(node: Rounded | Root | Logarithm | Factorial, value: Real) -> Real:
    """What the function of `node` makes of `value`."""
    match node:
        case Rounded(_, up):
            return rounded(value, up=up)
        case Root():
            return raised(value, HALF)
        case Logarithm(_, base):
            return logarithm(value, base)
        case Factorial():
            return factorial(value)


def plus(left: Real, right: Real) -> Real:
    """`left` + `right`."""
    if isinstance(left, Decimal) or isinstance(right, Decimal):
        return _decimal(DECIMALS.add(decimal(left), decimal(right)))
    return bounded(left + right)


def times(left: Real, right: Real) -> Real:
    """`left` · `right`."""
    if isinstance(left, Decimal) or isinstance(right, Decimal):
        return _decimal(DECIMALS.multiply(decimal(left), decimal(right)))
    return bounded(left * right)


def negative(value: Real) -> Real:
    """−`value`, with every figure of it."""
    return value.copy_negate() if isinstance(value, Decimal) else -value


def over(upper: Real, lower: Real) -> Real:
    """`upper` / `lower`."""
    if lower == 0:
        raise Undefined("This divides by zero.")
    if isinstance(upper, Decimal) or isinstance(lower, Decimal):
        return _decimal(DECIMALS.divide(decimal(upper), decimal(lower)))
    if isinstance(upper, int) and isinstance(lower, int) and upper % lower == 0:
        return upper // lower
    return bounded(Fraction(upper) / lower)


def raised(base: Real, exponent: Real) -> Real:
    """`base` to the power `exponent`: exact where both are and the root comes out even."""
    if base == 0 and exponent <= 0:
        raise Undefined("0 raised to 0 or to a negative power has no value.")
    _check_power(base, exponent)
    if isinstance(exponent, Decimal) or isinstance(base, Decimal):
        return _decimal_power(base, exponent)
    whole, part = exponent.numerator, exponent.denominator
    if part == 1:
        return bounded(Fraction(base) ** whole if whole < 0 else base**whole)
    if base < 0:
        raise Undefined("A negative number has no root here.")
    root = _exact_root(base, part)
    return _decimal_power(base, exponent) if root is None else bounded(root**whole)


def rounded(value: Real, *, up: bool) -> Real:
    """The next whole number down or up; a decimal as near to a whole number as AGREEMENT is that number."""
    if not isinstance(value, Decimal):
        return math.ceil(value) if up else math.floor(value)
    if abs(value) >= 10**DECIMALS.prec:
        raise TooLarge
    nearest = round(value)
    if agree(value, nearest):
        return nearest
    return math.ceil(value) if up else math.floor(value)


def logarithm(value: Real, base: int | None) -> Real:
    """The logarithm of `value`; exact for whole powers of the base."""
    if value <= 0:
        raise Undefined("Only a positive number has a logarithm.")
    if value == 1:
        return 0
    natural = DECIMALS.ln(decimal(value))
    if base is None:
        return natural
    found = DECIMALS.divide(natural, _logarithm_of_base(base))
    nearest = round(found)
    return nearest if not isinstance(value, Decimal) and Fraction(base) ** nearest == value else found


@cache
def _logarithm_of_base(base: int) -> Decimal:
    return DECIMALS.ln(Decimal(base))


def factorial(value: Real) -> Real:
    """1 · 2 · … · `value`."""
    if isinstance(value, Decimal) or value < 0 or value.denominator != 1:
        raise Undefined("Only whole numbers from 0 on have a factorial.")
    if value > LARGEST_FACTORIAL:
        raise TooLarge
    return bounded(math.factorial(value.numerator))


def agree(left: Real, right: Real) -> bool:
    """Whether two values are one number: exactly, or to 35 figures where one of them is a decimal."""
    if not (isinstance(left, Decimal) or isinstance(right, Decimal)):
        return left == right
    first, second = decimal(left), decimal(right)
    largest = max(abs(first), abs(second), Decimal(1))
    return abs(DECIMALS.subtract(first, second)) <= DECIMALS.multiply(AGREEMENT, largest)


def decimal(value: Real) -> Decimal:
    """`value` to 50 figures."""
    if isinstance(value, Decimal):
        return value
    return DECIMALS.divide(Decimal(value.numerator), Decimal(value.denominator))


def bounded(value: int | Fraction) -> int | Fraction:
    """`value`, if it is not too large to go on with."""
    if isinstance(value, int):
        if value.bit_length() > MAX_BITS:
            raise TooLarge
        return value
    if value.numerator.bit_length() > MAX_BITS or value.denominator.bit_length() > MAX_BITS:
        raise TooLarge
    return value


def _check_power(base: Real, exponent: Real) -> None:
    """Refuse before the power is taken: 9^9^9 would fill the memory."""
    size = abs(decimal(base).adjusted()) if isinstance(base, Decimal) else _bits(base)
    if size * abs(exponent) > MAX_BITS:
        raise TooLarge


def _bits(value: int | Fraction) -> int:
    """The logarithm to base 2 of the longer of numerator and denominator, rounded down."""
    return max(value.numerator.bit_length(), value.denominator.bit_length()) - 1


def _decimal_power(base: Real, exponent: Real) -> Real:
    if base < 0:
        raise Undefined("A negative number has no such power.")
    if exponent == HALF:
        return DECIMALS.sqrt(decimal(base))
    try:
        return _decimal(DECIMALS.power(decimal(base), decimal(exponent)))
    except DecimalException as failed:
        raise TooLarge from failed


def _decimal(value: Decimal) -> Decimal:
    if abs(value.adjusted()) > MAX_BITS:
        raise TooLarge
    return value


def _exact_root(value: int | Fraction, degree: int) -> Fraction | None:
    upper, lower = _whole_root(value.numerator, degree), _whole_root(value.denominator, degree)
    return None if upper is None or lower is None else Fraction(upper, lower)


def _whole_root(value: int, degree: int) -> int | None:
    """The root of a whole number from 0 on, if it is whole: Newton's steps from above, in whole numbers."""
    if value <= 1:
        return value
    if degree >= value.bit_length():
        return None
    near = 1 << -(-value.bit_length() // degree)
    while (step := ((degree - 1) * near + value // near ** (degree - 1)) // degree) < near:
        near = step
    return near if near**degree == value else None

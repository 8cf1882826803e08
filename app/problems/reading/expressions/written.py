"""A formula in the one form it is said back in: `⌊(W − K + 2P)/S⌋ + 1`. It reads back to the same tree."""

from decimal import Context, Decimal
from fractions import Fraction

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

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LARGEST_RAISED = 999
SUM, PRODUCT, POWER, ATOM = range(4)  # how tightly a node holds together
APART = frozenset("0123456789.exEX")  # behind a number, these would be read as more of it or as a times sign
DECIMALS = Context(prec=1_000)


def written(node: Node) -> str:
    """The normal form."""
    match node:
        case Number(value):
            return _number(value)
        case Symbol(name):
            return name
        case Sum(terms):
            return written(terms[0]) + "".join(map(_further_term, terms[1:]))
        case Negative(of):
            return f"−{_inside(of, PRODUCT)}"
        case Product(factors):
            return _product(factors)
        case Quotient(upper, lower):
            return f"{_inside(upper, PRODUCT)}/{_inside(lower, POWER)}"
        case Power(base, exponent):
            return _power(base, exponent)
        case _:
            return _call(node)


def _call(node: Rounded | Root | Logarithm | Factorial) -> str:
    match node:
        case Rounded(of, up):
            return f"⌈{written(of)}⌉" if up else f"⌊{written(of)}⌋"
        case Root(of):
            return f"√{_inside(of, ATOM)}"
        case Logarithm(of, base):
            return f"log{base or ''}({written(of)})"
        case Factorial(of):
            return f"{_inside(of, ATOM)}!"


def _further_term(term: Node) -> str:
    return f" − {_inside(term.of, PRODUCT)}" if isinstance(term, Negative) else f" + {written(term)}"


def _product(factors: tuple[Node, ...]) -> str:
    """`2P` and `2(K − 1)`, otherwise with a point: `C_in · K²`."""
    first, *others = factors
    said = [_inside(other, POWER) for other in others]
    is_beside = isinstance(first, Number) and said[0][0] not in APART
    return _inside(first, PRODUCT) + ("" if is_beside else " · ") + " · ".join(said)


def _power(base: Node, exponent: Node) -> str:
    """`K²` and `10⁻³`, otherwise `2^(l + 1)`."""
    said = _inside(base, ATOM)
    number = exponent.of if isinstance(exponent, Negative) else exponent
    if isinstance(number, Number) and number.value.denominator == 1 and number.value <= LARGEST_RAISED:
        raised = str(number.value.numerator).translate(RAISED)
        return f"{said}{'⁻' if isinstance(exponent, Negative) else ''}{raised}"
    return f"{said}^{_inside(exponent, ATOM)}"


def _inside(node: Node, least: int) -> str:
    """`node` as it stands inside another that holds together as tightly as `least`."""
    return f"({written(node)})" if _tightness(node) < least else written(node)


def _tightness(node: Node) -> int:
    match node:
        case Sum() | Negative():
            return SUM
        case Product() | Quotient():
            return PRODUCT
        case Power() | Factorial() | Root():
            return POWER
        case _:
            return ATOM


def _number(value: Fraction) -> str:
    """`1,024` and `0.5`; what is no finite decimal can only come from us, and is written as a fraction."""
    found = DECIMALS.divide(Decimal(value.numerator), Decimal(value.denominator))
    if Fraction(found) != value:
        return f"({value.numerator}/{value.denominator})"
    return f"{DECIMALS.normalize(found):,f}"

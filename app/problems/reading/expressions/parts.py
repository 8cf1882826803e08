"""Parts of a formula while it is being read: a tree, where it stands in the text, and what is known of it so far.

Every bound is checked as a part is put together, so nothing too large is ever built.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from app.problems.reading.expressions import sizes, values
from app.problems.reading.expressions.sizes import Size, TooManyTerms
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
from app.problems.reading.expressions.values import MAX_BITS, Real, TooLarge, Undefined

MAX_DEPTH = 50
MAX_SYMBOLS = 24


class Unclear(Exception):
    """What stands from `start` to `stop` cannot be taken as it is; the message is a sentence.

    With a suggestion, it is a question; in both, {} is what stands there.
    """

    def __init__(self, message: str, start: int, stop: int, *, suggestion: str | None = None) -> None:
        super().__init__(message)
        self.message, self.start, self.stop, self.suggestion = message, start, stop, suggestion


@dataclass(frozen=True, slots=True)
class Part:
    """`value` is None where symbols occur; `is_run` says that factors stand side by side, without a sign or brackets.

    `is_bare` says that it ends with a logarithm without brackets, of which one cannot see the end.
    """

    node: Node
    start: int
    stop: int
    depth: int
    size: Size
    value: Real | None
    is_run: bool = False
    is_bare: bool = False


def number(value: Fraction, *, start: int, stop: int) -> Part:
    """A typed number."""
    return _checked(lambda: Part(Number(value), start, stop, 1, sizes.of_constant(value), value), start, stop)


def symbol(name: str, *, start: int, stop: int) -> Part:
    """One of the question's symbols."""
    return Part(Symbol(name), start, stop, 1, sizes.SYMBOL, None)


def grouped(inner: Part, *, start: int, stop: int) -> Part:
    """`inner` in brackets, which are not kept: the tree holds them."""
    return replace(inner, start=start, stop=stop, is_run=False, is_bare=False)


def negative(of: Part, *, start: int) -> Part:
    """Minus `of`; it keeps the doubts about `of`."""
    value = None if of.value is None else values.negative(of.value)
    return replace(of, node=Negative(of.node), start=start, depth=_deeper(of), value=value)


def added(left: Part, right: Part) -> Part:
    """Left + right; a sum of sums is one sum."""
    terms = (*_terms(left.node), *_terms(right.node))
    return _joined(left, right, Sum(terms), sizes.of_sum, values.plus)


def multiplied(left: Part, right: Part, *, is_run: bool = False) -> Part:
    """Left · right; a product of products is one product."""
    factors = (*_factors(left.node), *_factors(right.node))
    found = _joined(left, right, Product(factors), sizes.of_product, values.times)
    return replace(found, is_run=is_run, is_bare=is_run and right.is_bare)


def divided(left: Part, right: Part) -> Part:
    """Left / right."""
    if right.value == 0:
        raise Unclear("This divides by zero.", right.start, right.stop)
    return _joined(left, right, Quotient(left.node, right.node), sizes.of_quotient, values.over)


def raised(base: Part, exponent: Part) -> Part:
    """Base to a power: multiplied out where the exponent is a whole number, otherwise as good as a symbol."""
    return _joined(base, exponent, Power(base.node, exponent.node), _size_of_power(exponent.value), values.raised)


def floor(of: Part, *, start: int, stop: int) -> Part:
    """The whole number at or below."""
    return _applied(of, Rounded(of.node), start=start, stop=stop)


def ceiling(of: Part, *, start: int, stop: int) -> Part:
    """The whole number at or above."""
    return _applied(of, Rounded(of.node, up=True), start=start, stop=stop)


def root(of: Part, *, start: int, stop: int) -> Part:
    """The square root."""
    return _applied(of, Root(of.node), start=start, stop=stop)


def logarithm(of: Part, base: int | None, *, start: int, stop: int) -> Part:
    """The logarithm to 2 or 10, or the natural one."""
    return _applied(of, Logarithm(of.node, base), start=start, stop=stop)


def bare(of: Part) -> Part:
    """`of`, which ends with a logarithm without brackets."""
    return replace(of, is_bare=True)


def factorial(of: Part, *, stop: int) -> Part:
    """Of!."""
    return _applied(of, Factorial(of.node), start=of.start, stop=stop)


def _terms(node: Node) -> tuple[Node, ...]:
    return node.terms if isinstance(node, Sum) else (node,)


def _factors(node: Node) -> tuple[Node, ...]:
    return node.factors if isinstance(node, Product) else (node,)


def _deeper(*parts: Part) -> int:
    depth = max(part.depth for part in parts) + 1
    if depth > MAX_DEPTH:
        message = f"Brackets, fractions and powers are nested deeper than {MAX_DEPTH} here, too deep to read."
        raise Unclear(message, parts[0].start, parts[-1].stop)
    return depth


def _joined(
    left: Part,
    right: Part,
    node: Node,
    size: Callable[[Size, Size], Size],
    value: Callable[[Real, Real], Real],
) -> Part:
    """`node` of two parts; a flat sum or product is no deeper than its deepest part."""
    depth = max(left.depth, right.depth) if isinstance(node, Sum | Product) else _deeper(left, right)

    def build() -> Part:
        worth = None if left.value is None or right.value is None else value(left.value, right.value)
        return Part(node, left.start, right.stop, depth, _size(worth, lambda: size(left.size, right.size)), worth)

    return _checked(build, left.start, right.stop)


def _applied(of: Part, node: Rounded | Root | Logarithm | Factorial, *, start: int, stop: int) -> Part:
    depth = _deeper(of)

    def build() -> Part:
        worth = None if of.value is None else values.applied(node, of.value)
        size = _size(worth, lambda: sizes.of_rounding(of.size) if isinstance(node, Rounded) else sizes.SYMBOL)
        return Part(node, start, stop, depth, size, worth)

    return _checked(build, start, stop)


def _size(value: Real | None, otherwise: Callable[[], Size]) -> Size:
    """A rational value is a single coefficient, however it came about."""
    return otherwise() if value is None or isinstance(value, Decimal) else sizes.of_constant(value)


def _size_of_power(exponent: Real | None) -> Callable[[Size, Size], Size]:
    whole = None if exponent is None or isinstance(exponent, Decimal) or exponent.denominator != 1 else int(exponent)
    return lambda base, _: sizes.SYMBOL if whole is None else sizes.of_power(base, whole)


def _checked(build: Callable[[], Part], start: int, stop: int) -> Part:
    """What `build` puts together, or why it cannot be."""
    try:
        return build()
    except Undefined as undefined:
        raise Unclear(str(undefined), start, stop) from undefined
    except TooLarge as large:
        raise Unclear(
            f"This number has more than {MAX_BITS:,} binary digits, too many to read.", start, stop
        ) from large
    except TooManyTerms as many:
        message = f"Multiplied out, this has more than {sizes.MOST_TERMS} terms, too many to compare."
        raise Unclear(message, start, stop) from many

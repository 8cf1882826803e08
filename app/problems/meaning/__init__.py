"""Whether two formulas mean the same, however they are written. Pure, and the same every time.

First by exact arithmetic: both become quotients of polynomials (`canonical`), and equal quotients are the same formula.
Without roundings, roots, logarithms and such, unequal ones differ. With them, both are worked out at 16 to 400 points
of the domain: one point where they part shows a difference, and formulas that agree at all of them are taken as the
same. Roundings and powers are exact there; roots that do not come out and logarithms agree when 35 figures do.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from app.problems.meaning.canonical import Ring
from app.problems.meaning.points import Domain, points
from app.problems.reading.expressions.tree import (
    Expression,
    Factorial,
    Logarithm,
    Node,
    Number,
    Power,
    Quotient,
    Root,
    Rounded,
    Symbol,
    children,
    nodes,
    with_children,
)
from app.problems.reading.expressions.values import Real, TooLarge, Undefined, agree, value_at

__all__ = ["Comparison", "CounterExample", "Different", "Domain", "Same", "SameWithoutFloor", "compare", "same"]

ANYWHERE = Domain()
MOST_WORK = 4_000  # nodes evaluated in one comparison, at about 2 µs each
WORK_OF_DECIMALS = 40  # a root or a logarithm to 50 figures takes as long as so many sums
FEWEST_POINTS = 16


@dataclass(frozen=True, slots=True)
class CounterExample:
    """Numbers for the symbols, and what the two formulas come to there."""

    point: Mapping[str, int]
    given: Real
    right: Real


@dataclass(frozen=True, slots=True)
class Same:
    """They mean the same."""


@dataclass(frozen=True, slots=True)
class SameWithoutFloor:
    """They agree but for what is rounded: where every division comes out even, they are equal."""

    counter_example: CounterExample


@dataclass(frozen=True, slots=True)
class Different:
    """They do not mean the same. There is no counter-example where one of them has no value at any point tried."""

    counter_example: CounterExample | None


Comparison: TypeAlias = Same | SameWithoutFloor | Different


def same(given: Expression, right: Expression, domain: Domain = ANYWHERE) -> bool:
    """Whether both are one formula, as far as the symbols stay in the domain."""
    return isinstance(_compared(given.tree, right.tree, domain), Same)


def compare(given: Expression, right: Expression, domain: Domain = ANYWHERE) -> Comparison:
    """How `given` stands to `right`."""
    found = _compared(given.tree, right.tree, domain)
    if isinstance(found, Same) or found.counter_example is None:
        return found
    plain_given, plain_right = _without_rounding(given.tree), _without_rounding(right.tree)
    is_rounded = (plain_given, plain_right) != (given.tree, right.tree)
    if is_rounded and isinstance(_compared(plain_given, plain_right, domain), Same):
        return SameWithoutFloor(found.counter_example)
    return found


def _compared(given: Node, right: Node, domain: Domain) -> Same | Different:
    if _are_one_quotient(given, right):
        return Same()
    symbols = tuple(sorted({node.name for tree in (given, right) for node in nodes(tree) if isinstance(node, Symbol)}))
    limit = max(FEWEST_POINTS, MOST_WORK // (_work(given) + _work(right))) if symbols else 1
    tried = 0
    for _, point in zip(range(limit), points(symbols, domain), strict=False):
        values = _values_at(given, right, point)
        if values is None:
            continue
        tried += 1
        if not agree(values.given, values.right):
            return Different(values)
    is_enough = tried >= FEWEST_POINTS // 2 or not symbols
    return Same() if is_enough and tried and _has_functions(given, right) else Different(None)


def _are_one_quotient(given: Node, right: Node) -> bool:
    ring = Ring()
    try:
        return ring.ratio(given).equals(ring.ratio(right))
    except ZeroDivisionError:
        return False


def _values_at(given: Node, right: Node, point: Mapping[str, int]) -> CounterExample | None:
    """What both come to, or None where one of them has no value or one too large."""
    try:
        return CounterExample(point, value_at(given, point), value_at(right, point))
    except (Undefined, TooLarge):
        return None


def _has_functions(*trees: Node) -> bool:
    """Whether more occurs than quotients of polynomials; without it, unequal quotients are different formulas."""
    functions = Rounded | Root | Logarithm | Factorial
    return any(
        isinstance(node, functions) or (isinstance(node, Power) and not isinstance(node.exponent, Number))
        for tree in trees
        for node in nodes(tree)
    )


def _work(tree: Node) -> int:
    """How long it takes to work out once, in nodes."""
    return sum(WORK_OF_DECIMALS if _is_slow(node) else 1 for node in nodes(tree))


def _is_slow(node: Node) -> bool:
    """A power is slow only where its exponent may be no whole number."""
    return isinstance(node, Root | Logarithm) or (isinstance(node, Power) and isinstance(node.exponent, Quotient))


def _without_rounding(node: Node) -> Node:
    below = tuple(map(_without_rounding, children(node)))
    return below[0] if isinstance(node, Rounded) else with_children(node, below)

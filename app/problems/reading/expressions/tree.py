"""What a formula is once it is read: a tree of frozen nodes, numbers exact. Equal trees were written alike.

Whether two formulas mean the same is another question, which `app.problems.meaning` answers.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it was typed, without its sign."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol by the name the question gives it, however it was spelled."""

    name: str


@dataclass(frozen=True, slots=True)
class Sum:
    """Two or more terms; what is taken away is a term that is Negative."""

    terms: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Product:
    """Two or more factors, in the order they were typed."""

    factors: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Quotient:
    """`upper` over `lower`."""

    upper: "Node"
    lower: "Node"


@dataclass(frozen=True, slots=True)
class Power:
    """`base` raised to `exponent`."""

    base: "Node"
    exponent: "Node"


@dataclass(frozen=True, slots=True)
class Negative:
    """Minus `of`."""

    of: "Node"


@dataclass(frozen=True, slots=True)
class Rounded:
    """The whole number next to `of`: below it, or above it when `up`."""

    of: "Node"
    up: bool = False


@dataclass(frozen=True, slots=True)
class Root:
    """The square root that is not negative."""

    of: "Node"


@dataclass(frozen=True, slots=True)
class Logarithm:
    """To base 2 or 10, or natural where there is no base."""

    of: "Node"
    base: int | None = None


@dataclass(frozen=True, slots=True)
class Factorial:
    """1 · 2 · … · of."""

    of: "Node"


Node: TypeAlias = Number | Symbol | Sum | Product | Quotient | Power | Negative | Rounded | Root | Logarithm | Factorial


@dataclass(frozen=True, slots=True)
class Expression:
    """A formula and the symbols that occur in it, in the order of their names."""

    tree: Node
    symbols: tuple[str, ...] = ()


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below `node`."""
    match node:
        case Number() | Symbol():
            return ()
        case Sum(terms):
            return terms
        case Product(factors):
            return factors
        case Quotient(upper, lower):
            return upper, lower
        case Power(base, exponent):
            return base, exponent
        case _:
            return (node.of,)


def with_children(node: Node, below: tuple[Node, ...]) -> Node:
    """`node` with other nodes directly below it."""
    match node:
        case Number() | Symbol():
            return node
        case Sum():
            return Sum(below)
        case Product():
            return Product(below)
        case Quotient():
            return Quotient(*below)
        case Power():
            return Power(*below)
        case _:
            return replace(node, of=below[0])


def nodes(node: Node) -> Iterator[Node]:
    """`node` and all that is below it."""
    yield node
    for child in children(node):
        yield from nodes(child)


def expression(tree: Node) -> Expression:
    """The tree with its symbols."""
    return Expression(tree, tuple(sorted({node.name for node in nodes(tree) if isinstance(node, Symbol)})))

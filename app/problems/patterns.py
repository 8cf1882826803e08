"""Formulas as patterns: written once in letters of their own, read once, and put into the letters of a question."""

from collections.abc import Mapping
from functools import cache

from app.problems.reading import Expression
from app.problems.reading.expressions.reader import formula
from app.problems.reading.expressions.tree import Node, Symbol, children, expression, with_children


def put_in(text: str, named: Mapping[str, Node]) -> Expression:
    """The formula with a symbol, or a number, in place of each of its letters."""
    return expression(_with(_pattern(text, tuple(named)), named))


@cache
def _pattern(text: str, letters: tuple[str, ...]) -> Node:
    return formula(text, *letters).tree


def _with(node: Node, named: Mapping[str, Node]) -> Node:
    if isinstance(node, Symbol):
        return named[node.name]
    return with_children(node, tuple(_with(child, named) for child in children(node)))

"""What a layer made of an array, and the way back: to its input, and to what it has learned."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from app.conv.ops import Array

Back: TypeAlias = Callable[[Array], Array]
Found: TypeAlias = dict[str, Array]
"""Gradients of parameters by name, as the ways back find them; None where nobody asks for them."""


@dataclass(frozen=True, slots=True)
class Passed:
    """The output, and `back`: from a gradient with respect to it to the gradient with respect to the input."""

    output: Array
    back: Back


def through(op: Callable[..., Array], vjp: Callable[..., tuple[Any, ...]], array: Array, *rest: object) -> Passed:
    """An op of `app.conv.ops` with its vector-Jacobian product of `app.conv.grads`."""
    return Passed(op(array, *rest), lambda gradient: vjp(gradient, array, *rest)[0])


def learning(
    name: str,
    found: Found | None,
    op: Callable[..., Array],
    vjp: Callable[..., tuple[Any, ...]],
    array: Array,
    *rest: object,
) -> Passed:
    """The same of an op with a weight and, it may be, a bias, whose gradients the vjp gives behind the input's."""

    def back(gradient: Array) -> Array:
        to_input, *others = vjp(gradient, array, *rest)
        keep(found, name, others)
        return to_input

    return Passed(op(array, *rest), back)


def keep(found: Found | None, name: str, gradients: Sequence[Array | None]) -> None:
    """Those of weight and bias, under their names; None is a bias that the layer does not have."""
    if found is not None:
        named = zip((f"{name}.weight", f"{name}.bias"), gradients, strict=False)
        found.update((key, each) for key, each in named if each is not None)


def unchanged(array: Array) -> Passed:
    """Nothing happens, either way."""
    return Passed(array, lambda gradient: gradient)


def one_after_another(first: Passed, second: Passed) -> Passed:
    """The second layer's output, and the way back through both."""
    return Passed(second.output, lambda gradient: first.back(second.back(gradient)))

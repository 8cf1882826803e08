"""What a layer made of an array, and the way back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from app.conv.ops import Array

Back: TypeAlias = Callable[[Array], Array]


@dataclass(frozen=True, slots=True)
class Passed:
    """The output, and `back`: from a gradient with respect to it to the gradient with respect to the input."""

    output: Array
    back: Back


def through(op: Callable[..., Array], vjp: Callable[..., tuple[Any, ...]], array: Array, *rest: object) -> Passed:
    """An op of `app.conv.ops` with its vector-Jacobian product of `app.conv.grads`."""
    return Passed(op(array, *rest), lambda gradient: vjp(gradient, array, *rest)[0])


def unchanged(array: Array) -> Passed:
    """Nothing happens, either way."""
    return Passed(array, lambda gradient: gradient)


def one_after_another(first: Passed, second: Passed) -> Passed:
    """The second layer's output, and the way back through both."""
    return Passed(second.output, lambda gradient: first.back(second.back(gradient)))

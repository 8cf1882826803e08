"""Layers one after another, repeated, added and joined, whatever is done at each single one."""

from typing import Protocol

import numpy as np

from app.conv.network.layers import Concat, Layer, Layers, Leaf, Repeat, Residual
from app.conv.network.running.features import activated
from app.conv.network.running.passed import Back, Passed, one_after_another, unchanged
from app.conv.network.walk import named
from app.conv.ops import Array


class OnLeaf(Protocol):
    """What is done at a layer that holds no others."""

    def __call__(self, layer: Leaf, name: str, array: Array, /) -> Passed:
        """The layer of that full name, on what comes to it."""
        ...


def passed_through(layers: Layers, batch: Array, leaf: OnLeaf) -> Passed:
    """A batch through all of them, and the way back."""
    return _all(layers, "", batch, leaf)


def _all(layers: Layers, path: str, array: Array, leaf: OnLeaf) -> Passed:
    passed = unchanged(array)
    for name, layer in named(layers, path):
        passed = one_after_another(passed, _one(layer, name, passed.output, leaf))
    return passed


def _one(layer: Layer, name: str, array: Array, leaf: OnLeaf) -> Passed:
    match layer:
        case Repeat():
            passed = unchanged(array)
            for turn in range(layer.times):
                again = _all(layer.body, f"{name}.{turn + 1}.", passed.output, leaf)
                passed = one_after_another(passed, again)
            return passed
        case Residual():
            return _sum(layer, name, array, leaf)
        case Concat():
            return _joined(layer, name, array, leaf)
        case _:
            return leaf(layer, name, array)


def _sum(layer: Residual, name: str, array: Array, leaf: OnLeaf) -> Passed:
    body = _all(layer.body, f"{name}.body.", array, leaf)
    shortcut = _all(layer.shortcut, f"{name}.shortcut.", array, leaf)
    added = Passed(body.output + shortcut.output, _both(body.back, shortcut.back))
    if layer.activation is None:
        return added
    return one_after_another(added, activated(layer.activation, added.output))


def _both(first: Back, second: Back) -> Back:
    return lambda gradient: first(gradient) + second(gradient)


def _joined(layer: Concat, name: str, array: Array, leaf: OnLeaf) -> Passed:
    """Along axis 1, which is that of the channels, the tokens or the features."""
    ends = [_all(branch, f"{name}.branch{n}.", array, leaf) for n, branch in enumerate(layer.branches, start=1)]
    edges = np.cumsum([end.output.shape[1] for end in ends])[:-1]

    def back(gradient: Array) -> Array:
        parts = np.split(gradient, edges, axis=1)
        shares = [end.back(part) for end, part in zip(ends, parts, strict=True)]
        return np.sum(shares, axis=0)

    return Passed(np.concatenate([end.output for end in ends], axis=1), back)

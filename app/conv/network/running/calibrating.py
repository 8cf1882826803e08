"""Normalisations as they are in the first step of training: by the mean and the variance of what goes through them.

A network that has just been drawn has running statistics that say nothing (mean 0, variance 1), and in use it then
normalises nothing. Here a batch goes forwards once, and every batch normalisation is given the statistics of what it
is handed, over the batch and all places: μ = E[x], σ² = E[(x − μ)²]. Source: arXiv:1502.03167, algorithm 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import DTypeLike

from app.conv.network.layers import BatchNorm, Concat, Layer, Layers, Repeat, Residual
from app.conv.network.running.features import activated
from app.conv.network.running.leaves import passed_leaf
from app.conv.network.running.weights import Parameters, Statistics
from app.conv.network.walk import named
from app.conv.ops import Array


@dataclass(frozen=True, slots=True)
class Calibrated:
    """The parameters of `source`, with statistics that were found; scale and offset stay the source's."""

    source: Parameters
    found: Mapping[str, tuple[Array, Array]]  # (C,) means and variances, by the normalisation's name

    def draw(self, name: str, shape: tuple[int, ...], dtype: DTypeLike) -> Array:
        """The source's."""
        return self.source.draw(name, shape, dtype)

    def bias(self, name: str, count: int, dtype: DTypeLike) -> Array:
        """The source's."""
        return self.source.bias(name, count, dtype)

    def statistics(self, name: str, channels: int, dtype: DTypeLike) -> Statistics:
        """Those of the batch."""
        mean, variance = self.found[name]
        began = self.source.statistics(name, channels, dtype)
        return began._replace(mean=mean.astype(dtype), variance=variance.astype(dtype))


def calibrated(layers: Layers, batch: Array, weights: Parameters) -> Calibrated:
    """`weights`, with the statistics that (N, C, H, W) leaves at each batch normalisation. Grants nothing itself."""
    found: dict[str, tuple[Array, Array]] = {}
    with np.errstate(over="ignore", invalid="ignore"):
        _through(layers, "", batch, Calibrated(weights, found), found)
    return Calibrated(weights, found)


def _through(
    layers: Layers, path: str, array: Array, weights: Calibrated, found: dict[str, tuple[Array, Array]]
) -> Array:
    for name, layer in named(layers, path):
        array = _one(layer, name, array, weights, found)
    return array


def _one(layer: Layer, name: str, array: Array, weights: Calibrated, found: dict[str, tuple[Array, Array]]) -> Array:
    match layer:
        case Repeat():
            for turn in range(layer.times):
                array = _through(layer.body, f"{name}.{turn + 1}.", array, weights, found)
            return array
        case Residual():
            body = _through(layer.body, f"{name}.body.", array, weights, found)
            total = body + _through(layer.shortcut, f"{name}.shortcut.", array, weights, found)
            return total if layer.activation is None else activated(layer.activation, total).output
        case Concat():
            ends = [
                _through(branch, f"{name}.branch{n}.", array, weights, found)
                for n, branch in enumerate(layer.branches, start=1)
            ]
            return np.concatenate(ends, axis=1)
        case BatchNorm():
            places = (0, *range(2, array.ndim))
            found[name] = array.mean(axis=places), array.var(axis=places)
            return passed_leaf(layer, name, array, weights).output
        case _:
            return passed_leaf(layer, name, array, weights).output

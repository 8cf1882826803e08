"""Normalisations as they are in the first step of training: by the mean and the variance of what goes through them.

A network that has just been drawn has running statistics that say nothing (mean 0, variance 1), and in use it then
normalises nothing. Here a batch goes forwards once, and every batch normalisation is given the statistics of what it
is handed, over the batch and all places: μ = E[x], σ² = E[(x − μ)²]. Source: arXiv:1502.03167, algorithm 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import DTypeLike

from app.conv.network.layers import BatchNorm, Layers, Leaf
from app.conv.network.running.blocks import passed_through
from app.conv.network.running.leaves import passed_leaf
from app.conv.network.running.passed import Passed
from app.conv.network.running.weights import Parameters, Statistics
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
    calibrating = Calibrated(weights, found)

    def measured(layer: Leaf, name: str, array: Array) -> Passed:
        if isinstance(layer, BatchNorm):
            places = (0, *range(2, array.ndim))
            found[name] = array.mean(axis=places), array.var(axis=places)
        return passed_leaf(layer, name, array, calibrating)

    with np.errstate(over="ignore", invalid="ignore"):
        passed_through(layers, batch, measured)
    return calibrating

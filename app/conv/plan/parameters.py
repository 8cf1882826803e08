"""Backwards to what a convolution has learned, by name: weight and bias, and what a normalisation scales and adds.

A convolution with batch normalisation in it computes W' = s·W and b' = s·(b − μ) + β for each of its outputs, where
s = γ / √(σ² + ε). From the gradients of W' and b' follow all others: ∂W = s·∂W', ∂b = s·∂b', ∂β = ∂b', and
∂γ = (Σ ∂W'·W + ∂b'·(b − μ)) / √(σ² + ε), where the sum is over the output's weights.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from app.conv.network.running.passed import Found
from app.conv.network.running.weights import Statistics
from app.conv.ops import Array
from app.conv.plan.weights import WeightGradient

EPSILON = 1e-5  # torch.nn.BatchNorm2d's, as in `ops.batch_norm`


@dataclass(frozen=True, slots=True)
class Normalised:
    """The batch normalisation that was folded into a convolution."""

    name: str
    statistics: Statistics

    @property
    def root(self) -> Array:
        """√(σ² + ε), (O,)."""
        return np.sqrt(self.statistics.variance + np.float32(EPSILON))


@dataclass(frozen=True, slots=True)
class Learned:
    """What a step of a plan has of a convolution, before anything was folded."""

    name: str
    weight: Array  # (O, C / groups, K_h, K_w)
    bias: Array | None
    normalised: Normalised | None
    algorithm: Callable[[], WeightGradient]

    def folded(self) -> tuple[Array, Array | None]:
        """W' and b'."""
        if self.normalised is None:
            return self.weight, self.bias
        found = self.normalised.statistics
        factor = found.scale / self.normalised.root
        return self.weight * _wide(factor), factor * (self._offset() - found.mean) + found.offset

    def gradients(self, batch: Array, gradient: Array) -> Found:
        """From (N, H, W, C) and the gradient of the sums, (N, H', W', O)."""
        algorithm = self.algorithm()
        to_weight = sum(algorithm.run(*each) for each in zip(batch, gradient, strict=True))
        to_bias = gradient.sum(axis=(0, 1, 2))
        found: Found = {}
        factor = np.ones_like(to_bias)
        if self.normalised is not None:
            statistics, root = self.normalised.statistics, self.normalised.root
            factor = statistics.scale / root
            to_factor = (to_weight * self.weight).sum(axis=(1, 2, 3)) + to_bias * (self._offset() - statistics.mean)
            found = {f"{self.normalised.name}.weight": to_factor / root, f"{self.normalised.name}.bias": to_bias}
        found[f"{self.name}.weight"] = to_weight * _wide(factor)
        if self.bias is not None:
            found[f"{self.name}.bias"] = to_bias * factor
        return found

    def _offset(self) -> Array:
        return np.zeros(len(self.weight), np.float32) if self.bias is None else self.bias


def _wide(factor: Array) -> Array:
    return factor[:, None, None, None]

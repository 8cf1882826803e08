"""Random parameters: each array is a function of the seed and of the layer's name, so that it can be drawn again."""

from dataclasses import dataclass
from math import prod, sqrt
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

LEAST_POSITIVE, MOST_POSITIVE = 0.5, 1.5  # times 1 / fan_in


@dataclass(frozen=True, slots=True)
class Weights:
    """Normal with variance 2 / fan_in (arXiv:1502.01852, equation 10), or `positive` with mean 1 / fan_in.

    Positive weights keep every path of a network from cancelling another: what a unit sees is then where its gradient
    is not zero. Biases and offsets are 0, normalisations as they begin: mean 0, variance 1, scale 1.
    """

    seed: int
    positive: bool = False

    def draw(self, name: str, shape: tuple[int, ...], dtype: DTypeLike) -> NDArray[Any]:
        """The weight of the layer of that name; the first axis is that of its outputs."""
        fan_in = prod(shape[1:])
        dice = np.random.default_rng([self.seed, *name.encode()])
        if self.positive:
            return (dice.uniform(LEAST_POSITIVE, MOST_POSITIVE, shape) / fan_in).astype(dtype)
        return (dice.standard_normal(shape) * sqrt(2 / fan_in)).astype(dtype)

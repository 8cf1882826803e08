"""Random parameters: each array is a function of the seed and of the layer's name, so that it can be drawn again."""

from dataclasses import dataclass, field
from math import prod, sqrt
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import DTypeLike, NDArray

LEAST_POSITIVE, MOST_POSITIVE = 0.5, 1.5  # times 1 / fan_in


class Statistics(NamedTuple):
    """What a batch normalisation in use is made of, each (C,): the running statistics, the scale and the offset."""

    mean: NDArray[Any]
    variance: NDArray[Any]
    scale: NDArray[Any]
    offset: NDArray[Any]


class Parameters(Protocol):
    """Where a network's parameters come from, by the names of its layers."""

    def draw(self, name: str, shape: tuple[int, ...], dtype: DTypeLike) -> NDArray[Any]:
        """The weight of the layer of that name; the first axis is that of its outputs."""
        ...

    def bias(self, name: str, count: int, dtype: DTypeLike) -> NDArray[Any]:
        """Its biases."""
        ...

    def statistics(self, name: str, channels: int, dtype: DTypeLike) -> Statistics:
        """Of the batch normalisation of that name."""
        ...


@dataclass(frozen=True, slots=True)
class Weights:
    """Normal with variance gain² · 2 / fan_in (arXiv:1502.01852, equation 10), or `positive` with mean 1 / fan_in.

    Positive weights keep every path of a network from cancelling another: what a unit sees is then where its gradient
    is not zero. Biases and offsets are 0, normalisations as they begin: mean 0, variance 1, scale 1.
    """

    seed: int
    positive: bool = False
    gain: float = 1.0

    def draw(self, name: str, shape: tuple[int, ...], dtype: DTypeLike) -> NDArray[Any]:
        """The weight of the layer of that name; the first axis is that of its outputs."""
        fan_in = prod(shape[1:])
        dice = np.random.default_rng([self.seed, *name.encode()])
        if self.positive:
            return (dice.uniform(LEAST_POSITIVE, MOST_POSITIVE, shape) / fan_in).astype(dtype)
        return (dice.standard_normal(shape) * (self.gain * sqrt(2 / fan_in))).astype(dtype)

    def bias(self, name: str, count: int, dtype: DTypeLike) -> NDArray[Any]:
        """Zeros, as before any training, whatever the layer's name."""
        del name
        return np.zeros(count, dtype)

    def statistics(self, name: str, channels: int, dtype: DTypeLike) -> Statistics:
        """Mean 0, variance 1, scale 1, offset 0, as before any training."""
        del name
        ones, zeros = np.ones(channels, dtype), np.zeros(channels, dtype)
        return Statistics(zeros, ones, ones, zeros)


@dataclass(frozen=True, slots=True)
class Remembered:
    """Parameters whose weights are drawn once, in one precision, for those who ask for them again."""

    source: Parameters
    drawn: dict[str, NDArray[Any]] = field(default_factory=dict[str, NDArray[Any]])

    def draw(self, name: str, shape: tuple[int, ...], dtype: DTypeLike) -> NDArray[Any]:
        """The weight of the layer of that name."""
        if name not in self.drawn:
            self.drawn[name] = self.source.draw(name, shape, dtype)
        return self.drawn[name]

    def bias(self, name: str, count: int, dtype: DTypeLike) -> NDArray[Any]:
        """Its biases."""
        return self.source.bias(name, count, dtype)

    def statistics(self, name: str, channels: int, dtype: DTypeLike) -> Statistics:
        """Of the batch normalisation of that name."""
        return self.source.statistics(name, channels, dtype)

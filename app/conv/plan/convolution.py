"""A convolution in numbers, what an algorithm for it is, and how each one ends."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np

from app.conv.network.layers import Activation
from app.conv.ops import Array
from app.conv.ops.geometry import Geometry

FUSED = frozenset({Activation.RELU, Activation.RELU6})  # the functions that an algorithm applies as it writes


@dataclass(frozen=True, slots=True)
class Convolution:
    """C channels in, O out, in groups, where the kernel stands."""

    channels: int
    outputs: int
    groups: int
    where: Geometry

    @property
    def is_depthwise(self) -> bool:
        """A kernel for each channel."""
        return self.groups == self.channels == self.outputs > 1

    @property
    def taps(self) -> int:
        """K_h · K_w."""
        return self.where.kernel[0] * self.where.kernel[1]


@dataclass(frozen=True, slots=True)
class Ending:
    """What follows the sums: function(sums + added), where either may be absent."""

    function: Activation | None = None
    added: Array | None = None  # (H', W', O), of one image

    def rows(self, part: slice) -> "Ending":
        """The ending of some of the output's rows."""
        return self if self.added is None else Ending(self.function, self.added[part])

    def write(self, sums: Array, out: Array) -> None:
        """`out` becomes function(sums + added), all of one shape; `sums` may be `out` itself."""
        if self.added is not None:
            np.add(sums, self.added.reshape(out.shape), out=out)
            sums = out
        match self.function:
            case Activation.RELU:
                np.maximum(sums, level(0, out.shape[-2:]), out=out)
            case Activation.RELU6:
                np.maximum(sums, level(0, out.shape[-2:]), out=out)
                np.minimum(out, level(6, out.shape[-2:]), out=out)
            case _ if sums is not out:
                np.copyto(out, sums)
            case _:
                pass


@lru_cache(maxsize=256)
def level(value: float, shape: tuple[int, ...]) -> Array:
    """A row of the same number: NumPy has no vector instructions for the larger of an array and one number."""
    return np.full(shape, value, np.float32)


class Algorithm(Protocol):
    """A way to compute one convolution, its weights transformed once."""

    def run(self, image: Array, out: Array, ending: Ending) -> None:
        """(H, W, C) -> (H', W', O), written to `out`, whose rows may lie apart."""
        ...

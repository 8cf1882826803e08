"""A convolution in numbers, what an algorithm for it is, and how each one ends."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from app.conv.ops import Array
from app.conv.ops.geometry import Geometry
from app.conv.plan.offsets import Clamp


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
class Given:
    """A convolution with its numbers, as an algorithm is made of them."""

    layer: Convolution
    weight: Array  # (O, C / groups, K_h, K_w)
    bias: Array | None = None  # (O,), to be added
    beyond: Array | None = None  # (C,), what lies beyond the image's edges; zeros if nothing is said


@dataclass(frozen=True, slots=True)
class Ending:
    """What follows the sums: clamp(sums + added), where either may be absent."""

    clamp: Clamp | None = None
    added: Array | None = None  # (H', W', O), of one image

    def rows(self, part: slice) -> "Ending":
        """The ending of some of the output's rows."""
        return self if self.added is None else Ending(self.clamp, self.added[part])

    def write(self, sums: Array, out: Array) -> None:
        """`out` becomes clamp(sums + added), all of one shape; `sums` may be `out` itself."""
        if self.added is not None:
            np.add(sums, self.added.reshape(out.shape), out=out)
            sums = out
        if self.clamp is not None:
            self.clamp.apply(sums, out)
        elif sums is not out:
            np.copyto(out, sums)


class Algorithm(Protocol):
    """A way to compute one convolution, its weights transformed once."""

    def run(self, image: Array, out: Array, ending: Ending) -> None:
        """(H, W, C) -> (H', W', O), written to `out`, whose rows may lie apart."""
        ...

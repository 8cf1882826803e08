"""Each design on a map, and the way back of a gradient that is 1 at every output."""

from dataclasses import dataclass

import numpy as np

from app.conv.grads import avg_pool2d_vjp, conv2d_vjp, global_avg_pool2d_vjp, max_pool2d_vjp
from app.conv.ops import Array, avg_pool2d, conv2d, global_avg_pool2d, max_pool2d
from app.conv.shapes import output_size, require
from app.errors import BadInput
from app.practice.lab.kernels import Preset, preset
from app.practice.lab.pooling.state import Design, PoolingState
from app.practice.lab.typed import whole

LARGEST_INPUT, LARGEST_WINDOW, MOST_SHIFTED, LARGEST_SEED = 12, 6, 4, 10**6
LARGEST_CELL = 9


@dataclass(frozen=True, slots=True)
class Scene:
    """A wider map than is seen, and the windows that slide over what is. `weights` (K, K) are the convolution's."""

    cells: Array  # (H, MOST_SHIFTED + W)
    weights: Array
    stride: int
    shift: int

    @property
    def kernel(self) -> int:
        """The side of a window."""
        return len(self.weights)

    @property
    def before(self) -> Array:
        """(H, W)."""
        return self.cells[:, MOST_SHIFTED:]

    @property
    def after(self) -> Array:
        """(H, W), everything moved to the right: what was hidden comes in on the left."""
        first = MOST_SHIFTED - self.shift
        return self.cells[:, first : first + len(self.cells)]

    def made(self, design: Design, cells: Array) -> Array:
        """(H, W) -> (H', W'), by the engine."""
        image, windows = cells[None, None], (self.kernel, self.stride)
        match design:
            case Design.MAX:
                found = max_pool2d(image, *windows)
            case Design.AVERAGE:
                found = avg_pool2d(image, *windows)
            case Design.GLOBAL:
                found = global_avg_pool2d(image)
            case Design.CONVOLUTION:
                found = conv2d(image, self.weights[None, None], stride=self.stride)
        return found[0, 0]

    def handed_back(self, design: Design) -> Array:
        """(H, W): the gradient of the sum of all outputs with respect to each cell."""
        image = self.before[None, None].astype(np.float64)
        ones = np.ones((1, 1, *self.made(design, self.before).shape))
        match design:
            case Design.MAX:
                (found,) = max_pool2d_vjp(ones, image, self.kernel, self.stride)
            case Design.AVERAGE:
                (found,) = avg_pool2d_vjp(ones, image, self.kernel, self.stride)
            case Design.GLOBAL:
                (found,) = global_avg_pool2d_vjp(ones, image)
            case Design.CONVOLUTION:
                found = conv2d_vjp(ones, image, self.weights[None, None].astype(np.float64), stride=self.stride)[0]
        return found[0, 0]


def scene_of(state: PoolingState) -> Scene:
    """Raises an `AppError` where a box cannot be read, or no window fits."""
    side = _limited(state.input, "input size", LARGEST_INPUT)
    kernel = _limited(state.kernel, "kernel", LARGEST_WINDOW)
    stride = _limited(state.stride, "stride", LARGEST_WINDOW)
    shift = _limited(state.shift, "shift", MOST_SHIFTED, least=0)
    seed = _limited(state.seed, "seed", LARGEST_SEED, least=0)
    output_size(side, kernel, stride=stride)
    cells = np.random.default_rng(seed).integers(0, LARGEST_CELL + 1, (side, MOST_SHIFTED + side))
    return Scene(cells, preset(Preset.RANDOM, kernel, 1, seed)[0], stride, shift)


def _limited(text: str, what: str, most: int, *, least: int = 1) -> int:
    number = whole(text, what)
    require(what, number, least=least)
    if number > most:
        raise BadInput(f"The {what} is {number:,}; up to {most:,} can be drawn here.")
    return number

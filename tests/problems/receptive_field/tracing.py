"""What units see, told by the engine's gradients and by no formula: where one unit's gradient is not zero."""

from collections.abc import Sequence

import numpy as np

from app.conv.fields import FieldLayer
from app.conv.grads import conv2d_vjp
from app.conv.ops import conv2d


def seen(layers: Sequence[FieldLayer], cells: int, unit: int = 0) -> list[int]:
    """The pixels, of a row of so many, that unit `unit` of the last layer depends on; all weights are positive."""
    maps = [np.ones((1, 1, 1, cells))]
    for layer in layers:
        maps.append(conv2d(maps[-1], _kernel(layer), None, *_arguments(layer)))
    back = np.zeros_like(maps.pop())
    back[0, 0, 0, unit] = 1
    for layer, below in zip(reversed(layers), reversed(maps), strict=True):
        back = conv2d_vjp(back, below, _kernel(layer), None, *_arguments(layer))[0]
    return [int(pixel) for pixel in np.flatnonzero(back[0, 0, 0])]


def extent(layers: Sequence[FieldLayer], cells: int) -> int:
    """The pixels from the first that unit 0 sees to the last, without padding anywhere."""
    bare = [FieldLayer(layer.kernel, layer.stride, 0, layer.dilation) for layer in layers]
    pixels = seen(bare, cells)
    return pixels[-1] - pixels[0] + 1


def _kernel(layer: FieldLayer) -> np.ndarray:
    return np.ones((1, 1, 1, layer.kernel))


def _arguments(layer: FieldLayer) -> tuple[tuple[int, int], tuple[int, int], tuple[int, int]]:
    assert isinstance(layer.padding, int)
    return (1, layer.stride), (0, layer.padding), (1, layer.dilation)

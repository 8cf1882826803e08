"""What an op is going to take, from shapes alone, so that a server can refuse it before anything is allocated."""

# ruff: noqa: PLR0913 - the arguments are those of the ops

from dataclasses import dataclass
from math import prod

from app.conv.counts import conv_macs
from app.conv.ops.arguments import Around, PerAxis
from app.conv.ops.convolution import BLOCK_CELLS, refuse_misfits
from app.conv.ops.depthwise import BLOCK_CELLS as DEPTHWISE_CELLS
from app.conv.ops.depthwise import MOST_COPIED_CELLS, copied_cells
from app.conv.ops.geometry import Geometry, convolution_geometry, pool_geometry
from app.conv.ops.transposed import transposed_geometry

Shape = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Cost:
    """Multiplications with additions, and a bound on the bytes alive at once, operands and result among them."""

    macs: int
    working_bytes: int


def convolution_cost(
    image: Shape,
    weight: Shape,
    *,
    stride: PerAxis = 1,
    padding: Around = 0,
    dilation: PerAxis = 1,
    groups: int = 1,
    itemsize: int = 8,
) -> Cost:
    """The cost of `conv2d`: (N, C, H, W), (O, C / groups, K_h, K_w). Integers and float64 have an itemsize of 8.

    Integers are multiplied as float64 where that is exact, so all that is there is there twice for a while.
    """
    refuse_misfits(image[1], weight, groups)
    layer = convolution_geometry(image[2:], weight[2:], stride=stride, padding=padding, dilation=dilation)
    outputs = image[0] * weight[0] * prod(layer.output)
    macs = image[0] * conv_macs(image[1], weight[0], layer.kernel, layer.output, groups=groups)
    taps = groups * prod(weight[1:])
    room = image[0] * image[1] * _plane(layer) + max(2 * BLOCK_CELLS, 2 * taps, _pixels(image, layer))  # and a block
    if groups == image[1] > 1 and copied_cells(layer) <= MOST_COPIED_CELLS:  # or the other way, for large integers
        room = max(room, prod(weight) + max(DEPTHWISE_CELLS, copied_cells(layer)) + (layer.stride[0] > 1) * outputs)
    arrays = (prod(image) + prod(weight) + outputs) * (2 if itemsize == 8 else 1)
    return Cost(macs, (arrays + room) * itemsize)


def transposed_cost(
    image: Shape,
    weight: Shape,
    *,
    stride: PerAxis = 1,
    padding: Around = 0,
    output_padding: PerAxis = 0,
    groups: int = 1,
    dilation: PerAxis = 1,
    itemsize: int = 8,
) -> Cost:
    """The cost of `conv_transpose2d`: (N, C, H, W), (C, O / groups, K_h, K_w)."""
    layer = transposed_geometry(image[2:], weight[2:], stride, padding, output_padding, dilation)
    channels = image[0] * weight[1] * groups
    macs = prod(image) * prod(weight[1:])
    spread = channels * (_plane(layer) + 2 * prod(layer.output) + prod(layer.size))
    return Cost(macs, (2 * prod(image) + 3 * prod(weight) + spread) * itemsize)


def pool_cost(
    image: Shape,
    kernel: PerAxis,
    *,
    stride: PerAxis | None = None,
    padding: Around = 0,
    dilation: PerAxis = 1,
    ceil_mode: bool = False,
    itemsize: int = 8,
) -> Cost:
    """The cost of a pool, its comparisons or additions counted as MACs, one for each tap."""
    layer = pool_geometry(image[2:], kernel, stride=stride, padding=padding, dilation=dilation, ceil_mode=ceil_mode)
    channels = image[0] * image[1]
    macs = channels * prod(layer.output) * prod(layer.kernel)
    return Cost(macs, (2 * prod(image) + channels * (4 * _plane(layer) + 8 * prod(layer.output))) * itemsize)


def _plane(layer: Geometry) -> int:
    """The cells of one padded plane, with what a stride adds at its ends."""
    (top, bottom), (left, right) = layer.needed
    height, width = top + layer.size[0] + bottom, left + layer.size[1] + right
    return (height + 2 * layer.stride[0]) * (width + layer.stride[1])


def _pixels(image: Shape, layer: Geometry) -> int:
    """What a 1×1 kernel copies at a stride."""
    return image[0] * image[1] * prod(layer.output) if layer.kernel == (1, 1) else 0

"""Transposed convolution: the adjoint of a convolution, which carries its outputs back onto its inputs."""

# ruff: noqa: A002, PLR0913, PLR0917 - the arguments are those of torch.nn.functional, in its names and order

from math import prod

import numpy as np
from numpy.typing import ArrayLike

from app.conv.counts import channels_per_group
from app.conv.ops.arguments import Around, Pair, PerAxis, per_axis, sides_around, whole
from app.conv.ops.arrays import Array, exact_sums, images, in_one_dtype, per_channel, refuse_too_many_cells
from app.conv.ops.geometry import Geometry, tap
from app.conv.shapes import transposed_output_size
from app.errors import BadInput, Impossible


def conv_transpose2d(
    input: ArrayLike,
    weight: ArrayLike,
    bias: ArrayLike | None = None,
    stride: PerAxis = 1,
    padding: Around = 0,
    output_padding: PerAxis = 0,
    groups: int = 1,
    dilation: PerAxis = 1,
) -> Array:
    """What `conv2d` of these arguments does to gradients: each input puts a kernel, weighted by it, on the output.

    (N, C, H, W), (C, O / groups, K_h, K_w), (O,) -> (N, O, H', W')

    H' = (H − 1)s − 2p + d(K_h − 1) + 1 + output_padding
    out[n, o, y·s + i·d − p, x·s + j·d − p] += input[n, c, y, x] · weight[c, o, i, j]

    Source: torch.nn.functional.conv_transpose2d.
    """
    image, kernels = images("input", input), images("weight", weight, "(C, O / groups, K_h, K_w)")
    groups = whole("number of groups", groups, least=1)
    _refuse_misfits(image.shape[1], len(kernels), groups)
    outputs = kernels.shape[1] * groups
    offsets = per_channel("bias", bias, outputs, of="output channels")
    layer = transposed_geometry(image.shape[2:], kernels.shape[2:], stride, padding, output_padding, dilation)
    products = len(kernels) // groups * prod(kernels.shape[2:])
    image, kernels, offsets = in_one_dtype(image, kernels, offsets, products=products)
    spread = exact_sums(lambda x, w: spread_back(x, w, layer, groups), image, kernels, products=products)
    if offsets is not None:
        spread += offsets[:, None, None]
    return spread


def spread_back(outputs: Array, weight: Array, layer: Geometry, groups: int) -> Array:
    """The adjoint of the convolution `layer` describes: one matrix product per tap, added where the tap has looked.

    (N, O, H', W'), (O, C / G, K_h, K_w) -> (N, C, H, W), with C, H and W those of the convolution's input
    """
    count, _, height, width = outputs.shape
    taken = weight.shape[1]
    (top, bottom), (left, right) = layer.padding
    shape = (count, taken * groups, top + layer.size[0] + bottom, left + layer.size[1] + right)
    refuse_too_many_cells(shape)
    wider = np.zeros(shape, outputs.dtype)
    columns = outputs.reshape(count, groups, len(weight) // groups, height * width)  # (N, G, O / G, H' · W')
    rows = weight.reshape(groups, len(weight) // groups, taken, *layer.kernel).transpose(3, 4, 0, 2, 1)
    taps = np.ascontiguousarray(rows)  # (K_h, K_w, G, C / G, O / G)
    for i in range(layer.kernel[0]):
        for j in range(layer.kernel[1]):
            seen = taps[i, j] @ columns  # (N, G, C / G, H' · W')
            there = tap(wider, layer, i, j)  # (N, C, H', W'), a view
            there += seen.reshape(there.shape)
    return wider[..., top : top + layer.size[0], left : left + layer.size[1]]


def transposed_geometry(
    size: Pair, kernel: Pair, stride: PerAxis, padding: Around, output_padding: PerAxis, dilation: PerAxis
) -> Geometry:
    """The geometry of the convolution this one is the adjoint of: its output is our input."""
    if isinstance(padding, str):
        raise BadInput(
            "A transposed convolution needs its padding in numbers: libraries disagree on what the names mean."
        )
    steps, holes = per_axis("stride", stride, least=1), per_axis("dilation", dilation, least=1)
    around, extra = sides_around(padding), per_axis("output padding", output_padding, least=0)
    height, width = (
        transposed_output_size(n, k, stride=s, padding=p, output_padding=e, dilation=d)
        for n, k, s, p, e, d in zip(size, kernel, steps, around, extra, holes, strict=True)
    )
    return Geometry((height, width), kernel, steps, around, holes, size)


def _refuse_misfits(channels: int, taken: int, groups: int) -> None:
    channels_per_group(channels, groups=groups, end="input")
    if taken != channels:
        raise Impossible(f"The weight takes {taken} input channels; the input has {channels}.")

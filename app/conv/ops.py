"""The layers themselves, on NumPy arrays: images are (N, C, H, W), weights (O, C / groups, K_h, K_w), as in PyTorch.

Floats are computed in float32 or float64, whichever holds both operands; integers exactly, in int64.
"""

from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from app.conv.counts import channels_per_group
from app.conv.shapes import output_size, resolve_padding, sides
from app.errors import BadInput, Impossible, TooMuchWork

Array: TypeAlias = NDArray[Any]
Pair: TypeAlias = tuple[int, int]  # (height, width)
Sides: TypeAlias = tuple[tuple[int, int], tuple[int, int]]  # ((top, bottom), (left, right))

LARGEST_INT64 = 2**63 - 1


def conv2d(  # noqa: PLR0913, PLR0917 - the arguments are those of torch.nn.functional.conv2d
    input: Array,  # noqa: A002 - and so are their names
    weight: Array,
    bias: Array | None = None,
    stride: int | Pair = 1,
    padding: int | Pair | Sides | Literal["valid", "same"] = 0,
    dilation: int | Pair = 1,
    groups: int = 1,
) -> Array:
    """Cross-correlation: the kernel is not flipped.

    (N, C, H, W), (O, C / groups, K_h, K_w), (O,) -> (N, O, H', W')

    out[n, o, y, x] = bias[o] + Σ_{c, i, j} weight[o, c, i, j] · padded[n, c, y·s + i·d, x·s + j·d]

    Source: torch.nn.functional.conv2d.
    """
    steps, holes = _pair(stride), _pair(dilation)
    _refuse_misfits(input, weight, bias, groups=groups)
    around = _sides(padding, input, weight, stride=steps, dilation=holes)
    _refuse_oversize(input, weight, stride=steps, padding=around, dilation=holes)
    image, kernels, offsets = _in_one_dtype(input, weight, bias)
    windows = _windows(_padded(image, around), kernels.shape[2:], stride=steps, dilation=holes)
    return _weighted(windows, kernels, groups) + offsets[:, None, None]


def _weighted(windows: Array, weight: Array, groups: int) -> Array:
    """The dot product of every window with every kernel of its group, as one matrix product per group.

    (N, C, H', W', K_h, K_w), (O, C / G, K_h, K_w) -> (N, O, H', W')
    """
    images, _, height, width, *_ = windows.shape
    rows = weight.reshape(groups, len(weight) // groups, -1)  # (G, O / G, C / G · K_h · K_w)
    columns = _columns(windows, groups)  # (N, G, C / G · K_h · K_w, H' · W')
    products = rows @ columns  # (N, G, O / G, H' · W')
    return products.reshape(images, len(weight), height, width)  # (N, O, H', W')


def _columns(windows: Array, groups: int) -> Array:
    """im2col: each window becomes a column. A 1×1 kernel's columns are the image itself, and nothing is copied.

    (N, C, H', W', K_h, K_w) -> (N, G, C / G · K_h · K_w, H' · W')
    """
    images, channels, height, width, *kernel = windows.shape
    taps = channels // groups * kernel[0] * kernel[1]
    positions_last = windows.transpose(0, 1, 4, 5, 2, 3)  # (N, C, K_h, K_w, H', W')
    return positions_last.reshape(images, groups, taps, height * width)  # (N, G, C / G · K_h · K_w, H' · W')


def _windows(padded: Array, kernel: tuple[int, ...], *, stride: Pair, dilation: Pair) -> Array:
    """Every window the kernel covers, as a view.

    (N, C, H, W) -> (N, C, H', W', K_h, K_w)
    """
    spans = tuple(d * (k - 1) + 1 for k, d in zip(kernel, dilation, strict=True))
    everywhere = sliding_window_view(padded, spans, axis=(2, 3))  # (N, C, H − span_h + 1, W − span_w + 1, spans)
    at_stride = everywhere[:, :, :: stride[0], :: stride[1]]  # (N, C, H', W', span_h, span_w)
    return at_stride[..., :: dilation[0], :: dilation[1]]  # (N, C, H', W', K_h, K_w)


def _padded(image: Array, around: Sides) -> Array:
    """Zeros on all four sides: (N, C, H, W) -> (N, C, top + H + bottom, left + W + right)."""
    if around == ((0, 0), (0, 0)):
        return image
    (top, bottom), (left, right) = around
    *outer, height, width = image.shape
    padded = np.zeros((*outer, top + height + bottom, left + width + right), image.dtype)
    padded[..., top : top + height, left : left + width] = image
    return padded


def _pair(value: int | Pair) -> Pair:
    """One number for both axes, or (height, width)."""
    return (value, value) if isinstance(value, int) else value


def _sides(
    padding: int | Pair | Sides | Literal["valid", "same"], image: Array, weight: Array, *, stride: Pair, dilation: Pair
) -> Sides:
    """Padding in any of its spellings as ((top, bottom), (left, right))."""
    if isinstance(padding, str):
        if padding == "same" and stride != (1, 1):
            raise BadInput(f'Padding "same" needs a stride of 1, as in PyTorch, not {stride[0]} by {stride[1]}.')
        axes = zip(image.shape[2:], weight.shape[2:], dilation, strict=True)
        top_bottom, left_right = (resolve_padding(padding, size, kernel, dilation=d) for size, kernel, d in axes)
        return top_bottom, left_right
    vertical, horizontal = (padding, padding) if isinstance(padding, int) else padding
    return sides(vertical), sides(horizontal)


def _refuse_misfits(image: Array, weight: Array, bias: Array | None, *, groups: int) -> None:
    """Refuse arrays that belong to no layer together."""
    _refuse_rank(image, "input", "(N, C, H, W)")
    _refuse_rank(weight, "weight", "(O, C / groups, K_h, K_w)")
    channels, outputs, taken = image.shape[1], len(weight), weight.shape[1]
    channels_per_group(channels, groups=groups, end="input")
    channels_per_group(outputs, groups=groups, end="output")
    if taken * groups != channels:
        raise Impossible(
            f"The weight takes {taken}*{groups} = {taken * groups} input channels (those of a kernel times the groups);"
            f" the input has {channels}."
        )
    if bias is not None and bias.shape != (outputs,):
        raise Impossible(f"{outputs} output channels need a bias of shape ({outputs},); this one has {bias.shape}.")


def _refuse_rank(array: Array, name: str, axes: str) -> None:
    """Refuse an array that has not four axes, or has nothing in it."""
    if array.ndim != 4:
        raise BadInput(f"The {name} has {array.ndim} axes; it needs 4: {axes}.")
    if not array.size:
        raise BadInput(f"The {name} is empty: its shape is {array.shape}.")


def _refuse_oversize(image: Array, weight: Array, *, stride: Pair, padding: Sides, dilation: Pair) -> None:
    """Refuse a kernel that does not fit, and strides and dilations below 1, in the words of the size formula."""
    for axis in (0, 1):
        output_size(
            image.shape[2 + axis],
            weight.shape[2 + axis],
            stride=stride[axis],
            padding=padding[axis],
            dilation=dilation[axis],
        )


def _in_one_dtype(image: Array, weight: Array, bias: Array | None) -> tuple[Array, Array, Array]:
    """Input, weight and bias (zeros if there is none) in the dtype the layer is computed in."""
    offsets = np.zeros(len(weight), weight.dtype) if bias is None else bias
    operands = (image, weight, offsets)
    if any(operand.dtype.kind not in "biuf" for operand in operands):
        raise BadInput(f"Only real numbers can be convolved, not {image.dtype} with {weight.dtype}.")
    if all(operand.dtype.kind in "biu" for operand in operands):
        _refuse_overflow(image, weight, offsets)
        dtype = np.dtype(np.int64)
    else:
        dtype = np.result_type(*operands, np.float32)
    return image.astype(dtype, copy=False), weight.astype(dtype, copy=False), offsets.astype(dtype, copy=False)


def _refuse_overflow(image: Array, weight: Array, bias: Array) -> None:
    """Refuse integers whose sums could leave int64, by the bound taps · max|input| · max|weight| + max|bias|."""
    taps = weight[0].size
    bound = taps * _largest(image) * _largest(weight) + _largest(bias)
    if bound > LARGEST_INT64:
        raise TooMuchWork(
            f"Sums of {taps} products could reach {bound}, more than the {LARGEST_INT64} that a 64-bit integer holds."
        )


def _largest(array: Array) -> int:
    """max|a|, exact even for the most negative int64, whose absolute value int64 does not hold."""
    return max(abs(int(array.max())), abs(int(array.min())))

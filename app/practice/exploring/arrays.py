"""A convolution or a pool on the caller's own numbers, in the rank they came in. Weighed before it is computed."""

from dataclasses import dataclass
from enum import StrEnum
from math import prod
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from app.conv.counts import channels_per_group
from app.conv.network.layers import AvgPool, Conv, MaxPool, Padding2d, Pair
from app.conv.network.measures import measure
from app.conv.network.windows import Placement, axes_of, on_map
from app.conv.ops import avg_pool2d, conv2d, global_avg_pool2d, global_max_pool2d, max_pool2d
from app.conv.shapes import sides
from app.conv.work import WorkLimits, grant_arrays, grant_macs
from app.errors import Impossible, TooMuchWork
from app.practice.exploring.layers import LayerPadding, LayerRequest, PerAxis, grant_layer, misplaced
from app.practice.exploring.numbers import array_of

Array = NDArray[Any]
ImageShape = tuple[int, int, int]

MOST_CELLS_SENT = 2**18
IMAGES = ("(H, W)", "(C, H, W)")
WEIGHTS = ("(K, K)", "(C, K, K)", "(O, C / groups, K, K)")


class PoolMode(StrEnum):
    """What a pool makes of a window."""

    MAX = "max"
    AVG = "avg"
    GLOBAL_AVG = "global_avg"
    GLOBAL_MAX = "global_max"


@dataclass(frozen=True, slots=True)
class ConvolutionRequest:
    """An image of (H, W) or (C, H, W), and kernels of (K, K), (C, K, K) or (O, C / groups, K, K), as nested lists."""

    input: object
    weight: object
    bias: object = None
    stride: PerAxis = 1
    padding: LayerPadding = 0
    dilation: PerAxis = 1
    groups: int = 1


@dataclass(frozen=True, slots=True)
class PoolRequest:
    """An image of (H, W) or (C, H, W), and a window; global pools have none."""

    input: object
    mode: PoolMode
    kernel: PerAxis | None = None
    stride: PerAxis | None = None
    padding: LayerPadding = 0
    dilation: PerAxis = 1
    ceil_mode: bool = False
    count_include_pad: bool = True


def explore_convolution(request: ConvolutionRequest, limits: WorkLimits) -> Array:
    """Cross-correlation. An (H, W) with a single kernel gives (H', W'), anything else (O, H', W')."""
    given = array_of(request.input, "input", axes=IMAGES)
    weight = _kernels(array_of(request.weight, "weight", axes=WEIGHTS))
    bias = None if request.bias is None else _offsets(request.bias)
    image = _image(given)  # (C, H, W)
    layer = _conv(request, weight, has_bias=bias is not None)
    put = _weigh_convolution(layer, image.shape, weight.shape, limits)
    with np.errstate(over="ignore", invalid="ignore"):
        output = conv2d(image[None], weight, bias, put.stride, put.padding, put.dilation, layer.groups)[
            0
        ]  # (O, H', W')
    return _finite(output[0] if given.ndim == 2 and len(output) == 1 else output)


def explore_pool(request: PoolRequest, limits: WorkLimits) -> Array:
    """A pool, (H, W) to (H', W') and (C, H, W) to (C, H', W'); a global one leaves one cell of each channel."""
    given = array_of(request.input, "input", axes=IMAGES)
    image = _image(given)  # (C, H, W)
    with np.errstate(over="ignore", invalid="ignore"):
        output = _pooled(request, image[None], limits)[0]  # (C, H', W')
    return _finite(output[0] if given.ndim == 2 else output)


def _pooled(request: PoolRequest, image: Array, limits: WorkLimits) -> Array:
    """(1, C, H, W) -> (1, C, H', W')."""
    if request.mode in {PoolMode.GLOBAL_AVG, PoolMode.GLOBAL_MAX}:
        _refuse_a_window(request)
        return global_avg_pool2d(image) if request.mode is PoolMode.GLOBAL_AVG else global_max_pool2d(image)
    layer = _pool(request)
    put = _weigh_pool(layer, image.shape[1:], limits)
    if isinstance(layer, AvgPool):
        rest = (layer.kernel, put.stride, put.padding, layer.ceil_mode, layer.count_include_pad)
        return avg_pool2d(image, *rest, dilation=put.dilation)
    largest = max_pool2d(image, layer.kernel, put.stride, put.padding, put.dilation, layer.ceil_mode)
    _refuse_nothing(largest)
    return largest


def _refuse_nothing(largest: Array) -> None:
    """Refuse a window that lies in padding alone, as one with holes may: it has no largest."""
    least = np.iinfo(largest.dtype).min if largest.dtype.kind == "i" else -np.inf
    if (largest == least).any():
        raise Impossible("A window sees padding alone, and there is no largest of nothing.")


def _conv(request: ConvolutionRequest, weight: Array, *, has_bias: bool) -> Conv:
    kernel = (weight.shape[2], weight.shape[3])
    grant_layer(LayerRequest(kernel, request.stride, request.padding, request.dilation))
    return Conv(
        out_channels=len(weight),
        kernel=kernel,
        stride=_pair(request.stride),
        padding=_padding(request.padding),
        dilation=_pair(request.dilation),
        groups=request.groups,
        bias=has_bias,
    )


def _pool(request: PoolRequest) -> MaxPool | AvgPool:
    if request.kernel is None:
        raise misplaced("A pool needs the size of its window.", "/kernel")
    stride = request.kernel if request.stride is None else request.stride
    grant_layer(LayerRequest(request.kernel, stride, request.padding, request.dilation))
    window, step, holes = _pair(request.kernel), _pair(stride), _pair(request.dilation)
    padding, ceil_mode = _padding(request.padding), request.ceil_mode
    if request.mode is PoolMode.MAX:
        return MaxPool(kernel=window, stride=step, padding=padding, dilation=holes, ceil_mode=ceil_mode)
    return AvgPool(
        kernel=window,
        stride=step,
        padding=padding,
        dilation=holes,
        ceil_mode=ceil_mode,
        count_include_pad=request.count_include_pad,
    )


def _refuse_a_window(request: PoolRequest) -> None:
    """Refuse what a global pool would ignore."""
    window = PoolRequest(request.input, request.mode)
    for name in ("kernel", "stride", "padding", "dilation", "ceil_mode"):
        if getattr(request, name) != getattr(window, name):
            raise misplaced("A global pool has no window: it takes each channel whole.", f"/{name}")


def _weigh_convolution(layer: Conv, image: tuple[int, ...], weight: tuple[int, ...], limits: WorkLimits) -> Placement:
    """Where the windows are put, if the layer exists and is granted."""
    channels, height, width = image
    found = measure(layer, (channels, height, width))
    if weight[1] != channels_per_group(channels, groups=layer.groups, end="input"):
        raise Impossible(
            f"The weight takes {weight[1]}*{layer.groups} = {weight[1] * layer.groups} input channels"
            f" (those of a kernel times the groups); the input has {channels}."
        )
    _grant(limits, found.scratch, found.output, weight)
    grant_macs(limits, (*found.output, *weight[1:]))
    return on_map(axes_of(layer, (height, width)), (height, width))


def _weigh_pool(layer: MaxPool | AvgPool, image: tuple[int, ...], limits: WorkLimits) -> Placement:
    """Where the windows are put, if the pool exists and is granted; a comparison or an addition is taken for a MAC."""
    channels, height, width = image
    found = measure(layer, (channels, height, width))
    _grant(limits, found.scratch, found.output)
    grant_macs(limits, (*found.output, *layer.kernel))
    return on_map(axes_of(layer, (height, width)), (height, width))


def _grant(limits: WorkLimits, padded: tuple[int, ...], output: tuple[int, ...], *rest: tuple[int, ...]) -> None:
    grant_arrays(limits, [padded, output, *rest])
    cells = prod(output)
    if cells > MOST_CELLS_SENT:
        terms = "*".join(map(str, output))
        raise TooMuchWork(f"The output would have {terms} = {cells:,} cells; {MOST_CELLS_SENT:,} are sent at most.")


def _image(given: Array) -> Array:
    """(H, W) or (C, H, W) -> (C, H, W)."""
    return given[None] if given.ndim == 2 else given


def _kernels(given: Array) -> Array:
    """(K, K), (C, K, K) or (O, C, K, K) -> (O, C, K, K)."""
    return given[(None,) * (4 - given.ndim)]


def _offsets(bias: object) -> Array:
    """One number, or one for each output channel, as (O,)."""
    entries = cast("list[object]", bias) if isinstance(bias, list) else [bias]
    return array_of(entries, "bias", axes=("(O)",))


def _pair(value: PerAxis) -> Pair:
    return (value, value) if isinstance(value, int) else value


def _padding(padding: LayerPadding) -> Padding2d:
    if isinstance(padding, str):
        return padding
    vertical, horizontal = (padding, padding) if isinstance(padding, int) else padding
    return sides(vertical), sides(horizontal)


def _finite(output: Array) -> Array:
    if not np.isfinite(output).all():
        raise TooMuchWork("A sum grows past 1.8e308, the largest number that 64-bit floats hold.")
    return output

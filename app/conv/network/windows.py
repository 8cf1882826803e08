"""Layers that slide a window: what they are along each axis, once the size of their input is known."""

from dataclasses import dataclass

from app.conv.fields import FieldLayer
from app.conv.network.layers import AvgPool, Conv, ConvTranspose, Depthwise, MaxPool, Padding2d, Pair, Pointwise, Sides
from app.conv.shapes import (
    effective_kernel,
    output_size,
    output_size_steps,
    resolve_padding,
    sides,
    transposed_output_size,
    transposed_output_size_steps,
)
from app.errors import BadInput, Impossible

Axes = tuple[FieldLayer, FieldLayer]
HEIGHT, WIDTH = 0, 1


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a kernel is put on a map, in numbers."""

    stride: Pair
    padding: Sides
    dilation: Pair


def as_conv(layer: Depthwise | Pointwise, channels: int) -> Conv:
    """The convolution that a depthwise or pointwise layer is a special case of."""
    match layer:
        case Depthwise():
            return Conv(
                name=layer.name,
                out_channels=channels * layer.multiplier,
                kernel=layer.kernel,
                stride=layer.stride,
                padding=layer.padding,
                dilation=layer.dilation,
                groups=channels,
                bias=layer.bias,
            )
        case Pointwise():
            return Conv(
                name=layer.name,
                out_channels=layer.out_channels,
                kernel=(1, 1),
                stride=layer.stride,
                groups=layer.groups,
                bias=layer.bias,
            )


def axes_of(layer: Conv | MaxPool | AvgPool, size: Pair) -> Axes:
    """The window along height and width, its padding in zeros before and after. Pools may not pad past their middle."""
    stride = layer.stride or layer.kernel
    height, width = (_axis(layer.padding, layer.kernel, stride, layer.dilation, size, axis) for axis in (HEIGHT, WIDTH))
    if not isinstance(layer, Conv):
        _refuse_windows_of_padding(height)
        _refuse_windows_of_padding(width)
    return height, width


def transposed_axes_of(layer: ConvTranspose) -> Axes:
    """The window along height and width; its padding is what is taken off the output."""
    if isinstance(layer.padding, str) and layer.padding != "valid":
        raise BadInput("A transposed convolution needs its padding in numbers: libraries disagree on the names.")
    around = ((0, 0), (0, 0)) if isinstance(layer.padding, str) else layer.padding
    height, width = (
        FieldLayer(layer.kernel[axis], layer.stride[axis], around[axis], layer.dilation[axis])
        for axis in (HEIGHT, WIDTH)
    )
    return height, width


def sizes(axes: Axes, size: Pair, *, ceil_mode: bool = False) -> Pair:
    """(H, W) -> (H', W')."""
    height, width = (
        output_size(n, w.kernel, stride=w.stride, padding=w.padding, dilation=w.dilation, ceil_mode=ceil_mode)
        for n, w in zip(size, axes, strict=True)
    )
    return height, width


def transposed_sizes(axes: Axes, size: Pair, output_padding: Pair) -> Pair:
    """(H, W) -> (H', W'), the other way round."""
    height, width = (
        transposed_output_size(
            n, w.kernel, stride=w.stride, padding=w.padding, output_padding=extra, dilation=w.dilation
        )
        for n, w, extra in zip(size, axes, output_padding, strict=True)
    )
    return height, width


def covered(axes: Axes, size: Pair, output: Pair) -> Pair:
    """What the windows reach over: the padded map, and what the last window hangs over it in ceil_mode."""
    height, width = (
        max(n + sum(sides(w.padding)), (m - 1) * w.stride + effective_kernel(w.kernel, dilation=w.dilation))
        for n, w, m in zip(size, axes, output, strict=True)
    )
    return height, width


def on_map(axes: Axes, size: Pair) -> Placement:
    """The same windows in the smallest numbers, as arrays are computed with.

    Where a stride leaves the padded map, any longer one finds the same single window; a kernel of 1 has no holes.
    """
    height, width = (
        (
            min(w.stride, max(n + sum(sides(w.padding)), effective_kernel(w.kernel, dilation=w.dilation))),
            sides(w.padding),
            w.dilation if w.kernel > 1 else 1,
        )
        for n, w in zip(size, axes, strict=True)
    )
    return Placement((height[0], width[0]), (height[1], width[1]), (height[2], width[2]))


def sizes_text(axes: Axes, size: Pair, *, ceil_mode: bool = False) -> str:
    """The working behind `sizes`, of one axis where both are alike."""
    height, width = (
        ", ".join(
            output_size_steps(n, w.kernel, stride=w.stride, padding=w.padding, dilation=w.dilation, ceil_mode=ceil_mode)
        )
        for n, w in zip(size, axes, strict=True)
    )
    return _both(height, width)


def transposed_sizes_text(axes: Axes, size: Pair, output_padding: Pair) -> str:
    """The working behind `transposed_sizes`."""
    height, width = (
        ", ".join(
            transposed_output_size_steps(
                n, w.kernel, stride=w.stride, padding=w.padding, output_padding=extra, dilation=w.dilation
            )
        )
        for n, w, extra in zip(size, axes, output_padding, strict=True)
    )
    return _both(height, width)


def _both(height: str, width: str) -> str:
    return height if height == width else f"height: {height}; width: {width}"


def _axis(padding: Padding2d, kernel: Pair, stride: Pair, dilation: Pair, size: Pair, axis: int) -> FieldLayer:
    match padding:
        case "causal" if axis != WIDTH:
            zeros = (0, 0)
        case str() as mode:
            zeros = resolve_padding(mode, size[axis], kernel[axis], stride=stride[axis], dilation=dilation[axis])
        case numbers:
            zeros = numbers[axis]
    return FieldLayer(kernel[axis], stride[axis], zeros, dilation[axis])


def _refuse_windows_of_padding(window: FieldLayer) -> None:
    """A pool's padding is at most half of its effective kernel, so that no window lies in padding alone.

    Source: torch.nn.MaxPool2d.
    """
    span = effective_kernel(window.kernel, dilation=window.dilation)
    before, after = sides(window.padding)
    if 2 * max(before, after) > span:
        raise Impossible(
            f"A pool pads at most half of its window: 2*{max(before, after)} = {2 * max(before, after)}"
            f" is more than {span}."
        )

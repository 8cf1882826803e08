"""The measures of layers that slide a window over an image, or resize it."""

from math import prod

from app.conv.counts import conv_macs, conv_macs_steps, conv_params, conv_params_steps, conv_transpose_macs
from app.conv.network.layers import AdaptiveAvgPool, AvgPool, Conv, ConvTranspose, GlobalAvgPool, MaxPool, Upsample
from app.conv.network.shape import ImageShape, Measure
from app.conv.network.windows import (
    axes_of,
    covered,
    sizes,
    sizes_text,
    transposed_axes_of,
    transposed_sizes,
    transposed_sizes_text,
)


def conv(layer: Conv, shape: ImageShape) -> Measure:
    """(C, H, W) -> (O, H', W')."""
    channels, size = shape[0], shape[1:]
    axes = axes_of(layer, size)
    output = sizes(axes, size)
    geometry = (channels, layer.out_channels, layer.kernel)
    working = (
        sizes_text(axes, size),
        f"{conv_params_steps(*geometry, groups=layer.groups, bias=layer.bias)[0]} parameters",
        f"{conv_macs_steps(*geometry, output, groups=layer.groups)[0]} MACs",
    )
    return Measure(
        output=(layer.out_channels, *output),
        formula="; ".join(working),
        params=conv_params(*geometry, groups=layer.groups, bias=layer.bias),
        macs=conv_macs(*geometry, output, groups=layer.groups),
        scratch=(channels, *covered(axes, size, output)),
    )


def conv_transpose(layer: ConvTranspose, shape: ImageShape) -> Measure:
    """(C, H, W) -> (O, H', W'), mostly larger."""
    channels, height, width = shape
    axes = transposed_axes_of(layer)
    output = transposed_sizes(axes, (height, width), layer.output_padding)
    tall, wide = layer.kernel
    weights = conv_params(layer.out_channels, channels, layer.kernel, groups=layer.groups, bias=False)
    params = weights + (layer.out_channels if layer.bias else 0)
    macs = conv_transpose_macs(channels, layer.out_channels, layer.kernel, (height, width), groups=layer.groups)
    each = f"{channels}*({layer.out_channels}/{layer.groups})*{tall}*{wide}"
    plus = f" + {layer.out_channels}" if layer.bias else ""
    working = (
        transposed_sizes_text(axes, (height, width), layer.output_padding),
        f"{each}{plus} = {params} parameters",
        f"{height}*{width}*{each} = {macs} MACs",
    )
    laid_down = covered(axes, output, (height, width))
    return Measure(
        (layer.out_channels, *output), "; ".join(working), params, macs, scratch=(layer.out_channels, *laid_down)
    )


def pool(layer: MaxPool | AvgPool, shape: ImageShape) -> Measure:
    """(C, H, W) -> (C, H', W')."""
    size = shape[1:]
    axes = axes_of(layer, size)
    output = sizes(axes, size, ceil_mode=layer.ceil_mode)
    return Measure(
        output=(shape[0], *output),
        formula=sizes_text(axes, size, ceil_mode=layer.ceil_mode),
        reads=shape[0] * prod(output) * prod(layer.kernel),
        scratch=(shape[0], *covered(axes, size, output)),
    )


def resized(layer: GlobalAvgPool | AdaptiveAvgPool | Upsample, shape: ImageShape) -> Measure:
    """(C, H, W) -> (C, H', W'), whose size the layer names itself."""
    channels, height, width = shape
    match layer:
        case GlobalAvgPool():
            return Measure((channels, 1, 1), f"the mean of {height}*{width} = {height * width} cells")
        case AdaptiveAvgPool(output=(tall, wide)):
            return Measure((channels, tall, wide), f"the means of {tall}*{wide} windows in {height}*{width} cells")
        case Upsample(scale=(tall, wide)):
            size = (height * tall, width * wide)
            return Measure((channels, *size), f"{height}*{tall} = {size[0]}, {width}*{wide} = {size[1]}")

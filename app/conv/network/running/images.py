"""Layers that slide a window over images, or resize them: (N, C, H, W) -> (N, C', H', W')."""

from app.conv.grads import (
    adaptive_avg_pool2d_vjp,
    avg_pool2d_vjp,
    conv2d_vjp,
    conv_transpose2d_vjp,
    global_avg_pool2d_vjp,
    max_pool2d_vjp,
    upsample_nearest_vjp,
)
from app.conv.network.layers import (
    AdaptiveAvgPool,
    AvgPool,
    Conv,
    ConvTranspose,
    GlobalAvgPool,
    MaxPool,
    Pair,
    Upsample,
)
from app.conv.network.running.passed import Found, Passed, learning, through
from app.conv.network.running.weights import Parameters
from app.conv.network.windows import axes_of, on_map, transposed_axes_of
from app.conv.ops import (
    Array,
    adaptive_avg_pool2d,
    avg_pool2d,
    conv2d,
    conv_transpose2d,
    global_avg_pool2d,
    max_pool2d,
    upsample_nearest,
)
from app.conv.shapes import sides


def convolved(layer: Conv, name: str, image: Array, weights: Parameters, found: Found | None = None) -> Passed:
    """A convolution with drawn kernels."""
    shape = (layer.out_channels, image.shape[1] // layer.groups, *layer.kernel)
    kernels = weights.draw(name, shape, image.dtype)
    bias = weights.bias(name, layer.out_channels, image.dtype) if layer.bias else None
    put = on_map(axes_of(layer, _size(image)), _size(image))
    rest = (kernels, bias, put.stride, put.padding, put.dilation, layer.groups)
    return learning(name, found, conv2d, conv2d_vjp, image, *rest)


def transposed(
    layer: ConvTranspose, name: str, image: Array, weights: Parameters, found: Found | None = None
) -> Passed:
    """A transposed convolution; its kernels are (C, O / groups, K_h, K_w)."""
    shape = (image.shape[1], layer.out_channels // layer.groups, *layer.kernel)
    kernels = weights.draw(name, shape, image.dtype)
    height, width = transposed_axes_of(layer)
    around = sides(height.padding), sides(width.padding)
    bias = weights.bias(name, layer.out_channels, image.dtype) if layer.bias else None
    rest = (kernels, bias, layer.stride, around, layer.output_padding, layer.groups, layer.dilation)
    return learning(name, found, conv_transpose2d, conv_transpose2d_vjp, image, *rest)


def pooled(layer: MaxPool | AvgPool, image: Array) -> Passed:
    """The largest or the mean of each window."""
    put = on_map(axes_of(layer, _size(image)), _size(image))
    if isinstance(layer, MaxPool):
        rest = (layer.kernel, put.stride, put.padding, put.dilation, layer.ceil_mode)
        return through(max_pool2d, max_pool2d_vjp, image, *rest)
    rest = (layer.kernel, put.stride, put.padding, layer.ceil_mode, layer.count_include_pad)
    return Passed(
        avg_pool2d(image, *rest, dilation=put.dilation),
        lambda gradient: avg_pool2d_vjp(gradient, image, *rest, dilation=put.dilation)[0],
    )


def resized(layer: GlobalAvgPool | AdaptiveAvgPool | Upsample, image: Array) -> Passed:
    """A new size, which the layer names itself."""
    match layer:
        case GlobalAvgPool():
            return through(global_avg_pool2d, global_avg_pool2d_vjp, image)
        case AdaptiveAvgPool():
            return through(adaptive_avg_pool2d, adaptive_avg_pool2d_vjp, image, layer.output)
        case Upsample(scale=(tall, wide)):
            height, width = _size(image)
            return through(upsample_nearest, upsample_nearest_vjp, image, (height * tall, width * wide))


def _size(image: Array) -> Pair:
    return image.shape[2], image.shape[3]

"""One layer on an array. Its way back leaves the gradients of its parameters in `found`, if that is given."""

from app.conv.network.layers import (
    AdaptiveAvgPool,
    Attention,
    AvgPool,
    BatchNorm,
    Conv,
    ConvTranspose,
    Depthwise,
    Dropout,
    Elementwise,
    FirstToken,
    Flatten,
    GlobalAvgPool,
    LayerNorm,
    Leaf,
    Linear,
    MaxPool,
    Pointwise,
    Scale,
    Select,
    Softmax,
    SqueezeExcite,
    Tokens,
    Upsample,
)
from app.conv.network.running import features, images, sequences
from app.conv.network.running.passed import Found, Passed, unchanged
from app.conv.network.running.weights import Parameters
from app.conv.network.windows import as_conv
from app.conv.ops import Array


def passed_leaf(  # noqa: C901, PLR0911, PLR0912 - a case for each kind of layer
    layer: Leaf, name: str, array: Array, weights: Parameters, found: Found | None = None
) -> Passed:
    """The layer of that name, on a batch that the network's table has found to fit."""
    match layer:
        case Conv():
            return images.convolved(layer, name, array, weights, found)
        case Depthwise() | Pointwise():
            return images.convolved(as_conv(layer, array.shape[1]), name, array, weights, found)
        case ConvTranspose():
            return images.transposed(layer, name, array, weights, found)
        case MaxPool() | AvgPool():
            return images.pooled(layer, array)
        case GlobalAvgPool() | AdaptiveAvgPool() | Upsample():
            return images.resized(layer, array)
        case BatchNorm() | LayerNorm():
            return features.normalised(layer, name, array, weights, found)
        case Linear():
            return features.connected(layer, name, array, weights, found)
        case SqueezeExcite():
            return features.gated(layer, name, array, weights, found)
        case Scale():
            return features.scaled(layer, name, array, weights, found)
        case Elementwise():
            return features.activated(layer.function, array)
        case Softmax():
            return features.softened(array)
        case Flatten():
            return sequences.flattened(array)
        case Select():
            return sequences.selected(layer, array)
        case Tokens():
            return sequences.tokenised(layer, name, array, weights, found)
        case Attention():
            return sequences.attended(layer, array)
        case FirstToken():
            return sequences.first_of(array)
        case Dropout():
            return unchanged(array)

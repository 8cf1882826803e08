"""One layer on one shape: what comes out, what it costs, and the working behind both.

MACs are counted as torchvision does: those of convolutions, linear layers and attention's two products.
"""

from app.conv.network import mixing, moving, sliding
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
from app.conv.network.shape import Measure, Shape, image_shape, tokens_shape
from app.conv.network.windows import as_conv


def measure(layer: Leaf, shape: Shape) -> Measure:  # noqa: C901, PLR0911, PLR0912 - a case for each kind of layer
    """The measure of one layer. Raises `Impossible` with the equation, `BadInput` for a number no layer has."""
    match layer:
        case Conv():
            return sliding.conv(layer, image_shape(layer, shape))
        case Depthwise() | Pointwise():
            image = image_shape(layer, shape)
            return sliding.conv(as_conv(layer, image[0]), image)
        case ConvTranspose():
            return sliding.conv_transpose(layer, image_shape(layer, shape))
        case MaxPool() | AvgPool():
            return sliding.pool(layer, image_shape(layer, shape))
        case GlobalAvgPool() | AdaptiveAvgPool() | Upsample():
            return sliding.resized(layer, image_shape(layer, shape))
        case BatchNorm() | LayerNorm() | Scale():
            return mixing.per_channel(layer, shape)
        case Linear():
            return mixing.linear(layer, shape)
        case SqueezeExcite():
            return mixing.squeeze_excite(layer, image_shape(layer, shape))
        case Attention():
            return mixing.attention(layer, tokens_shape(layer, shape))
        case Flatten() | Select() | Tokens() | FirstToken():
            return moving.moved(layer, shape)
        case Elementwise() | Softmax() | Dropout():
            return Measure(shape, "the shape stays")

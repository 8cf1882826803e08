"""What a layer can be. Sizes are (height, width); padding is ((top, bottom), (left, right)) or its name."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, TypeAlias

from app.conv.shapes import PaddingMode

Pair: TypeAlias = tuple[int, int]
Sides: TypeAlias = tuple[Pair, Pair]
Padding2d: TypeAlias = Sides | PaddingMode

NONE: Sides = ((0, 0), (0, 0))


class Activation(StrEnum):
    """A function of one number, as the composite layers name it."""

    RELU = "relu"
    RELU6 = "relu6"
    GELU = "gelu"
    SIGMOID = "sigmoid"
    SILU = "silu"
    TANH = "tanh"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What every layer may carry."""

    op: ClassVar[str]
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conv(Named):
    """torch.nn.Conv2d."""

    op: ClassVar[str] = "conv"
    out_channels: int
    kernel: Pair
    stride: Pair = (1, 1)
    padding: Padding2d = NONE
    dilation: Pair = (1, 1)
    groups: int = 1
    bias: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvTranspose(Named):
    """torch.nn.ConvTranspose2d; here the padding is removed from the output."""

    op: ClassVar[str] = "conv_transpose"
    out_channels: int
    kernel: Pair
    stride: Pair = (1, 1)
    padding: Padding2d = NONE
    output_padding: Pair = (0, 0)
    dilation: Pair = (1, 1)
    groups: int = 1
    bias: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Depthwise(Named):
    """A convolution with as many groups as channels, `multiplier` kernels for each."""

    op: ClassVar[str] = "depthwise"
    kernel: Pair
    stride: Pair = (1, 1)
    padding: Padding2d = NONE
    dilation: Pair = (1, 1)
    multiplier: int = 1
    bias: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointwise(Named):
    """A 1×1 convolution."""

    op: ClassVar[str] = "pointwise"
    out_channels: int
    stride: Pair = (1, 1)
    groups: int = 1
    bias: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MaxPool(Named):
    """torch.nn.MaxPool2d. The stride is the kernel unless given."""

    op: ClassVar[str] = "max_pool"
    kernel: Pair
    stride: Pair | None = None
    padding: Padding2d = NONE
    dilation: Pair = (1, 1)
    ceil_mode: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AvgPool(Named):
    """torch.nn.AvgPool2d, with a dilation besides."""

    op: ClassVar[str] = "avg_pool"
    kernel: Pair
    stride: Pair | None = None
    padding: Padding2d = NONE
    dilation: Pair = (1, 1)
    ceil_mode: bool = False
    count_include_pad: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class GlobalAvgPool(Named):
    """The mean of each channel: (C, H, W) -> (C, 1, 1)."""

    op: ClassVar[str] = "global_avg_pool"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdaptiveAvgPool(Named):
    """torch.nn.AdaptiveAvgPool2d: as many windows as the output has cells."""

    op: ClassVar[str] = "adaptive_avg_pool"
    output: Pair


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchNorm(Named):
    """torch.nn.BatchNorm2d, or BatchNorm1d on a vector."""

    op: ClassVar[str] = "batch_norm"


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerNorm(Named):
    """Over the channels of each pixel (ConvNeXt's) or the features of each token (torch.nn.LayerNorm)."""

    op: ClassVar[str] = "layer_norm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Elementwise(Named):
    """A function of one number, applied everywhere."""

    op: ClassVar[str] = "elementwise"
    function: Activation


@dataclass(frozen=True, slots=True, kw_only=True)
class Softmax(Named):
    """Over the channels, or the features of each token."""

    op: ClassVar[str] = "softmax"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropout(Named):
    """Nothing happens outside of training."""

    op: ClassVar[str] = "dropout"
    p: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Flatten(Named):
    """(C, H, W) -> (C·H·W,)."""

    op: ClassVar[str] = "flatten"


@dataclass(frozen=True, slots=True, kw_only=True)
class Linear(Named):
    """torch.nn.Linear, over the last axis; an image of one pixel is taken as its C features."""

    op: ClassVar[str] = "linear"
    out_features: int
    bias: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Upsample(Named):
    """torch.nn.Upsample, nearest: each cell becomes `scale` of them along each axis."""

    op: ClassVar[str] = "upsample"
    scale: Pair


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale(Named):
    """A learned factor for each channel, and a learned offset with `bias`."""

    op: ClassVar[str] = "scale"
    bias: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Select(Named):
    """Those channels alone, in that order."""

    op: ClassVar[str] = "select"
    channels: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens(Named):
    """(C, H, W) -> (H·W, C), row by row; a learned class token comes first, learned positions are added."""

    op: ClassVar[str] = "tokens"
    class_token: bool = False
    positions: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention(Named):
    """softmax(Q·Kᵀ / √(F / heads))·V in each head: (T, 3F) -> (T, F). Source: arXiv:1706.03762, section 3.2."""

    op: ClassVar[str] = "attention"
    heads: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstToken(Named):
    """(T, F) -> (F,)."""

    op: ClassVar[str] = "first_token"


@dataclass(frozen=True, slots=True, kw_only=True)
class SqueezeExcite(Named):
    """x · gate(W₂·activation(W₁·mean(x))): a factor for each channel. Source: arXiv:1709.01507, section 3."""

    op: ClassVar[str] = "squeeze_excite"
    squeeze_channels: int
    activation: Activation = Activation.RELU
    gate: Activation = Activation.SIGMOID


@dataclass(frozen=True, slots=True, kw_only=True)
class Residual(Named):
    """activation(body(x) + shortcut(x)); without a shortcut, x itself. Source: arXiv:1512.03385, equation 2."""

    op: ClassVar[str] = "residual"
    body: "Layers"
    shortcut: "Layers" = ()
    activation: Activation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Concat(Named):
    """The branches' outputs, one after another along the channels."""

    op: ClassVar[str] = "concat"
    branches: "tuple[Layers, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat(Named):
    """The same layers several times in a row, each time with parameters of their own."""

    op: ClassVar[str] = "repeat"
    times: int
    body: "Layers"


Window: TypeAlias = Conv | MaxPool | AvgPool
Leaf: TypeAlias = (
    Window
    | ConvTranspose
    | Depthwise
    | Pointwise
    | GlobalAvgPool
    | AdaptiveAvgPool
    | BatchNorm
    | LayerNorm
    | Elementwise
    | Softmax
    | Dropout
    | Flatten
    | Linear
    | Upsample
    | Scale
    | Select
    | Tokens
    | Attention
    | FirstToken
    | SqueezeExcite
)
Layer: TypeAlias = Leaf | Residual | Concat | Repeat
Layers: TypeAlias = tuple[Layer, ...]


def op_of(layer: Layer) -> str:
    """The layer's name in data: `conv`, and `relu` rather than `elementwise`."""
    return layer.function.value if isinstance(layer, Elementwise) else layer.op

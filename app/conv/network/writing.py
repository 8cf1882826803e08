"""Layers as PyTorch writes them: an `nn.Sequential` to paste, with the classes it needs above it.

What torch.nn has no module for is a comment in its place, so that nobody mistakes the rest for the whole.
"""

from collections.abc import Iterator
from functools import reduce
from textwrap import indent

from app.conv.network.layers import (
    Activation,
    AdaptiveAvgPool,
    AvgPool,
    BatchNorm,
    Concat,
    Conv,
    ConvTranspose,
    Depthwise,
    Dropout,
    Elementwise,
    Flatten,
    GlobalAvgPool,
    Layer,
    LayerNorm,
    Layers,
    Leaf,
    Linear,
    MaxPool,
    Pair,
    Pointwise,
    Repeat,
    Residual,
    Softmax,
    SqueezeExcite,
    Upsample,
    op_of,
)
from app.conv.network.measures import measure
from app.conv.network.shape import Shape, channels_of, image_shape
from app.conv.network.torch_calls import call, given, short
from app.conv.network.windows import Axes, as_conv, axes_of, transposed_axes_of
from app.conv.shapes import sides

ACTIVATIONS = {
    Activation.RELU: "nn.ReLU",
    Activation.RELU6: "nn.ReLU6",
    Activation.GELU: "nn.GELU",
    Activation.SIGMOID: "nn.Sigmoid",
    Activation.SILU: "nn.SiLU",
    Activation.TANH: "nn.Tanh",
}
RESIDUAL = """class Residual(nn.Module):
    def __init__(self, body, shortcut=None, activation=None):
        super().__init__()
        self.body, self.shortcut, self.activation = body, shortcut or nn.Identity(), activation or nn.Identity()

    def forward(self, x):
        return self.activation(self.body(x) + self.shortcut(x))

"""
CONCAT = """class Concat(nn.Module):
    def __init__(self, *branches):
        super().__init__()
        self.branches = nn.ModuleList(branches)

    def forward(self, x):
        return torch.cat([branch(x) for branch in self.branches], dim=1)

"""
CLASSES = {"Residual(": RESIDUAL, "Concat(": CONCAT}


def pytorch(layers: Layers, shape: Shape) -> str:
    """A network that `table` has found to fit, as code. Raises `Impossible` for a layer that does not."""
    body = _sequential(layers, shape)
    above = [written for call, written in CLASSES.items() if call in body]
    imports = [
        line
        for line, needed in (
            ("import torch", "Concat(" in body),
            ("from torch import nn", True),
            ("from torchvision.ops import SqueezeExcitation", "SqueezeExcitation(" in body),
        )
        if needed
    ]
    return "\n".join([*imports, "", *(f"\n{each}" for each in above), f"network = {body}"])


def pytorch_lines(layers: Layers, shape: Shape) -> str:
    """The same layer by layer, a line each, without imports."""
    return "\n".join(_lines(layers, shape))


def _sequential(layers: Layers, shape: Shape) -> str:
    """`nn.Sequential(...)`, a layer a line; one layer alone stands by itself, none is the identity."""
    lines = list(_lines(layers, shape))
    if not lines:
        return "nn.Identity()"
    if len(lines) == 1 and "#" not in lines[0]:
        return lines[0]
    return "nn.Sequential(\n" + indent("\n".join(map(_with_comma, lines)), "    ") + "\n)"


def _with_comma(line: str) -> str:
    """The comma stands before a comment."""
    if line.startswith("#"):
        return line
    if "\n" in line:
        return f"{line},"
    code, hash_, comment = line.partition("  # ")
    return f"{code},{hash_}{comment}"


def _lines(layers: Layers, shape: Shape) -> Iterator[str]:
    for layer in layers:
        written = list(_written(layer, shape))
        name = " ".join(layer.name.split())
        if name and len(written) == 1 and "\n" not in written[0] and not written[0].startswith("#"):
            written = [f"{written[0]}  # {name}"]
        yield from written
        shape = _after(layer, shape)


def _after(layer: Layer, shape: Shape) -> Shape:
    """What comes out, of layers that have been found to fit; no fields are worked out, which takes longest."""
    match layer:
        case Repeat():
            return reduce(lambda here, each: _after(each, here), layer.body * layer.times, shape)
        case Residual():
            return reduce(lambda here, each: _after(each, here), layer.body, shape)
        case Concat():
            ends = [reduce(lambda here, each: _after(each, here), branch, shape) for branch in layer.branches]
            return (sum(end[0] for end in ends), *ends[0][1:])
        case _:
            return measure(layer, shape).output


def _written(layer: Layer, shape: Shape) -> Iterator[str]:
    match layer:
        case Repeat():
            yield from _lines(layer.body * layer.times, shape)
        case Residual():
            yield _residual(layer, shape)
        case Concat():
            yield call("Concat", *(_sequential(branch, shape) for branch in layer.branches))
        case _:
            yield from _leaf(layer, shape)


def _residual(layer: Residual, shape: Shape) -> str:
    arguments = [_sequential(layer.body, shape)]
    if layer.shortcut:
        arguments.append(f"shortcut={_sequential(layer.shortcut, shape)}")
    if layer.activation:
        arguments.append(f"activation={ACTIVATIONS[layer.activation]}()")
    return call("Residual", *arguments)


def _leaf(layer: Leaf, shape: Shape) -> Iterator[str]:
    match layer:
        case Conv():
            yield from _conv(layer, shape)
        case Depthwise() | Pointwise():
            yield from _conv(as_conv(layer, channels_of(shape)), shape)
        case ConvTranspose():
            yield _transposed(layer, shape)
        case MaxPool() | AvgPool():
            yield _pool(layer, shape)
        case Linear(out_features=wide, bias=bias):
            if len(shape) == 3:
                yield "nn.Flatten()"
            yield call("nn.Linear", str(channels_of(shape)), str(wide), *given(bias=(bias, True)))
        case SqueezeExcite(squeeze_channels=few):
            inner, outer = ACTIVATIONS[layer.activation], ACTIVATIONS[layer.gate]
            named = ((inner, "nn.ReLU", "activation"), (outer, "nn.Sigmoid", "scale_activation"))
            others = [f"{name}={given}" for given, default, name in named if given != default]
            yield call("SqueezeExcitation", str(channels_of(shape)), str(few), *others)
        case _:
            yield _plain(layer, shape)


def _plain(layer: Leaf, shape: Shape) -> str:
    """Layers that say all of themselves."""
    match layer:
        case Elementwise(function=function):
            return f"{ACTIVATIONS[function]}()"
        case GlobalAvgPool():
            return "nn.AdaptiveAvgPool2d(1)"
        case AdaptiveAvgPool(output=output):
            return f"nn.AdaptiveAvgPool2d({short(output)})"
        case BatchNorm() | LayerNorm() | Softmax():
            return _across(layer, shape)
        case Dropout(p=p):
            return f"nn.Dropout({p:g})" if p != 0.5 else "nn.Dropout()"
        case Flatten():
            return "nn.Flatten()"
        case Upsample(scale=scale):
            return f"nn.Upsample(scale_factor={short(scale)})"
        case _:
            return _missing(layer)


def _across(layer: BatchNorm | LayerNorm | Softmax, shape: Shape) -> str:
    """Layers that look across channels or features, which PyTorch names by what they are given."""
    is_image, features = len(shape) == 3, channels_of(shape)
    match layer:
        case BatchNorm() if len(shape) != 2:
            return f"nn.BatchNorm{'2d' if is_image else '1d'}({features})"
        case LayerNorm() if not is_image:
            return f"nn.LayerNorm({features})"
        case Softmax():
            return f"nn.Softmax(dim={1 if is_image else -1})"
        case _:
            return _missing(layer)


def _missing(layer: Leaf, why: str = "torch.nn has no module for this layer") -> str:
    return f"# {op_of(layer)}: {why}"


def _conv(layer: Conv, shape: Shape) -> Iterator[str]:
    image = image_shape(layer, shape)
    axes = axes_of(layer, image[1:])
    around = _even(axes)
    if around is None:
        (top, bottom), (left, right) = (sides(axis.padding) for axis in axes)
        yield f"nn.ZeroPad2d(({left}, {right}, {top}, {bottom}))"
    yield call(
        "nn.Conv2d",
        str(image[0]),
        str(layer.out_channels),
        short(layer.kernel),
        *given(
            stride=(layer.stride, (1, 1)),
            padding=(around or (0, 0), (0, 0)),
            dilation=(layer.dilation, (1, 1)),
            groups=(layer.groups, 1),
            bias=(layer.bias, True),
        ),
    )


def _transposed(layer: ConvTranspose, shape: Shape) -> str:
    around = _even(transposed_axes_of(layer))
    if around is None:
        return _missing(layer, "PyTorch takes the same off both sides only")
    return call(
        "nn.ConvTranspose2d",
        str(shape[0]),
        str(layer.out_channels),
        short(layer.kernel),
        *given(
            stride=(layer.stride, (1, 1)),
            padding=(around, (0, 0)),
            output_padding=(layer.output_padding, (0, 0)),
            groups=(layer.groups, 1),
            bias=(layer.bias, True),
            dilation=(layer.dilation, (1, 1)),
        ),
    )


def _pool(layer: MaxPool | AvgPool, shape: Shape) -> str:
    around = _even(axes_of(layer, image_shape(layer, shape)[1:]))
    if around is None:
        return _missing(layer, "PyTorch's pools pad both sides alike")
    if isinstance(layer, AvgPool) and layer.dilation != (1, 1):
        return _missing(layer, "PyTorch's average pool has no dilation")
    rest = given(
        stride=(layer.stride or layer.kernel, layer.kernel),
        padding=(around, (0, 0)),
        dilation=(layer.dilation, (1, 1)),
        ceil_mode=(layer.ceil_mode, False),
        count_include_pad=(not isinstance(layer, AvgPool) or layer.count_include_pad, True),
    )
    return call("nn.MaxPool2d" if isinstance(layer, MaxPool) else "nn.AvgPool2d", short(layer.kernel), *rest)


def _even(axes: Axes) -> Pair | None:
    """The padding of each axis where it is the same at both ends."""
    (top, bottom), (left, right) = (sides(axis.padding) for axis in axes)
    return (top, left) if (top, left) == (bottom, right) else None

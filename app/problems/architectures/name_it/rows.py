"""An excerpt as a table: what each layer is, what leaves it, and how many parameters it has, without any name."""

from collections.abc import Iterator
from functools import cache

from app.conv.network.layers import (
    Attention,
    AvgPool,
    Concat,
    Conv,
    Depthwise,
    Flatten,
    Layer,
    LayerNorm,
    Layers,
    Linear,
    MaxPool,
    Pointwise,
    Residual,
    Scale,
    SqueezeExcite,
    Tokens,
)
from app.conv.network.shape import Shape
from app.conv.network.table import table
from app.problems.architectures.name_it.excerpts import EXCERPTS, Place
from app.problems.architectures.names import Name
from app.problems.figures import LayerRow


@cache
def layer_rows(name: Name, place: Place) -> tuple[LayerRow, ...]:
    """The rows in the order in which they are computed, counted by the engine."""
    excerpt = EXCERPTS[name, place]
    computed = table(excerpt.layers, excerpt.input).rows
    texts = _texts(excerpt.layers)
    return tuple(
        LayerRow(text, channels_last(row.output_shape), f"{row.params:,}")
        for text, row in zip(texts, computed, strict=True)
    )


def channels_last(shape: Shape) -> str:
    """`112 × 112 × 64`, `197 × 768`, `4096`."""
    ordered = (*shape[1:], shape[0]) if len(shape) == 3 else shape
    return " × ".join(map(str, ordered))


def _texts(layers: Layers, before: str = "") -> Iterator[str]:
    """A text for each row of the engine's table: what is inside of a layer comes before it."""
    for layer in layers:
        match layer:
            case Residual():
                yield from _texts(layer.body, before)
                yield from _texts(layer.shortcut, "shortcut: ")
            case Concat():
                for number, branch in enumerate(layer.branches, start=1):
                    yield from _texts(branch, f"branch {number}: ")
            case _:
                pass
        yield before + text(layer)


def text(layer: Layer) -> str:
    """`conv 7 × 7, stride 2`."""
    match layer:
        case Conv():
            groups = f", {layer.groups} groups" if layer.groups > 1 else ""
            return f"conv {_window(layer.kernel[0], layer.stride[0])}{groups}"
        case Depthwise():
            return f"depthwise {_window(layer.kernel[0], layer.stride[0])}"
        case Pointwise():
            return f"conv {_window(1, layer.stride[0])}"
        case MaxPool() | AvgPool():
            kind = "max" if isinstance(layer, MaxPool) else "average"
            return f"{kind} pool {_window(layer.kernel[0], (layer.stride or layer.kernel)[0])}"
        case SqueezeExcite():
            return f"squeeze to {layer.squeeze_channels}, excite"
        case Attention():
            return f"attention, {layer.heads} heads"
        case _:
            return WORDS[type(layer)]


def _window(kernel: int, stride: int) -> str:
    return f"{kernel} × {kernel}" + (f", stride {stride}" if stride > 1 else "")


WORDS: dict[type[Layer], str] = {
    Flatten: "flatten",
    LayerNorm: "layer norm",
    Linear: "fully connected",
    Residual: "sum",
    Concat: "concatenate",
    Scale: "scale by channel",
    Tokens: "class token, positions",
}

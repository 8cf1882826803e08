"""The numbers of a layer stack: sizes row by row, channels, parameters. Every size can be taken as given."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Literal, TypeAlias

from annotated_types import Interval, Len

from app.conv.counts import conv_params
from app.errors import BadInput, Impossible
from app.problems.kind import Answers, Params
from app.problems.output_size.axis import Axis, right
from app.problems.output_size.running import refuted
from app.problems.reading import Value
from app.problems.refuting import Refutation

Count: TypeAlias = Annotated[int, Interval(ge=1, le=100_000)]
Margin: TypeAlias = Annotated[int, Interval(ge=0, le=1_000)]
Reach: TypeAlias = Annotated[int, Interval(ge=1, le=1_000)]
Size: TypeAlias = tuple[Count, Count]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer(Params):
    """A convolution with its filters and a bias, or a max pool."""

    op: Literal["conv", "max_pool"] = "conv"
    out_channels: Count | None = None  # a pool keeps the channels it is given
    kernel: Reach
    stride: Reach = 1
    padding: Margin = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerStack(Params):
    """An input of (channels, height, width) and the layers it goes through, in order."""

    input: tuple[Count, Count, Count]
    layers: Annotated[tuple[Layer, ...], Len(1, 8)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Believed(LayerStack):
    """A stack some of whose rows somebody has answered: those sizes are taken as given instead of worked out."""

    known: tuple[tuple[str, Size], ...]


def given_size(stack: LayerStack, row: str) -> Size | None:
    """The size that is taken as given for a row."""
    return dict(stack.known).get(row) if isinstance(stack, Believed) else None


def rows(stack: LayerStack) -> tuple[str, ...]:
    """One row for each layer: layer1, layer2 and so on."""
    return tuple(f"layer{number}" for number in range(1, len(stack.layers) + 1))


@lru_cache(maxsize=256)  # every solver begins with it
def entering(stack: LayerStack) -> tuple[tuple[Axis, Axis], ...]:
    """What each layer is put to work on: its numbers on the size that the row above gives."""
    sizes: list[tuple[Axis, Axis]] = []
    height, width = stack.input[1:]
    for name, layer in zip(rows(stack), stack.layers, strict=True):
        axes = (
            Axis(height, layer.kernel, layer.stride, layer.padding),
            Axis(width, layer.kernel, layer.stride, layer.padding),
        )
        sizes.append(axes)
        height, width = given_size(stack, name) or (right(axes[0]), right(axes[1]))
    return tuple(sizes)


def spatial(stack: LayerStack) -> dict[str, tuple[int, int]]:
    """The size after each layer, from the size before it."""
    return {name: (right(h), right(w)) for name, (h, w) in zip(rows(stack), entering(stack), strict=True)}


def widths(stack: LayerStack) -> tuple[int, ...]:
    """Channels before the first layer and after each."""
    channels = [stack.input[0]]
    for layer in stack.layers:
        channels.append(layer.out_channels or channels[-1])
    return tuple(channels)


Counting: TypeAlias = Callable[[int, int, Layer], int]
"""(channels in, channels out, a convolution) -> what it is held to have to learn."""


def learned(stack: LayerStack, counting: Counting, *, pools: bool = False) -> int:
    """The sum over the layers that have weights; a pool has none."""
    channels = widths(stack)
    pairs = zip(channels, channels[1:], stack.layers, strict=False)
    return sum(counting(before, after, layer) for before, after, layer in pairs if pools or layer.op == "conv")


def with_bias(before: int, after: int, layer: Layer) -> int:
    return conv_params(before, after, (layer.kernel, layer.kernel))


def solve(stack: LayerStack) -> Answers:
    """Sizes row by row, the final shape as height × width × channels, weights and biases."""
    sizes = spatial(stack)
    return {**sizes, "shape": (*final_size(stack), widths(stack)[-1]), "params": learned(stack, with_bias)}


def final_size(stack: LayerStack) -> tuple[int, int]:
    last = rows(stack)[-1]
    return given_size(stack, last) or spatial(stack)[last]


def check(stack: LayerStack) -> None:
    """Raises `BadInput` for a convolution without filters or a pool with some, `Impossible` where one does not fit."""
    for number, layer in enumerate(stack.layers, start=1):
        if (layer.op == "conv") != (layer.out_channels is not None):
            raise BadInput(f"Layer {number}: a convolution has out_channels, a max pool has none.")
        if layer.op == "max_pool" and 2 * layer.padding > layer.kernel:
            equation = f"{layer.padding} > {layer.kernel}/2"
            raise Impossible(f"Layer {number}: a pool pads at most half its kernel, and {equation}.")
    spatial(stack)


def refute(stack: LayerStack, field: str, mistakes: tuple[str, ...], claimed: Value) -> Refutation | None:
    """A row on which the claimed size of a layer breaks; the other fields are no sizes of one layer."""
    row = dict(zip(rows(stack), entering(stack), strict=True)).get(field)
    return refuted(row, mistakes, claimed) if row else None


def follow(stack: LayerStack, believed: Answers) -> LayerStack:
    """The same stack with the believed sizes taken as given."""
    sizes = {name: believed[name] for name in rows(stack) if name in believed}
    known = ((name, (size[0] or 1, size[1] or 1)) for name, size in sizes.items() if isinstance(size, tuple))
    return Believed(input=stack.input, layers=stack.layers, known=tuple(known))

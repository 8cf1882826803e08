"""The numbers of a field stack: fields row by row, then the jump. Every field can be taken as given."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from annotated_types import Interval, Len

from app.conv.fields import FieldLayer
from app.errors import BadInput, Impossible
from app.problems.kind import Answers, Params
from app.problems.receptive_field.seeing import Growth, grown, sight


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer(Params):
    """A convolution or a max pool, as far as receptive fields go."""

    op: Literal["conv", "max_pool"] = "conv"
    kernel: Annotated[int, Interval(ge=1, le=100)]
    stride: Annotated[int, Interval(ge=1, le=100)] = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldStack(Params):
    """The layers an image goes through, in order."""

    layers: Annotated[tuple[Layer, ...], Len(2, 8)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Believed(FieldStack):
    """A stack some of whose rows somebody has answered: those fields are taken as given instead of worked out."""

    known: Mapping[str, int]


def plain(stack: FieldStack) -> tuple[FieldLayer, ...]:
    """The layers as the engine takes them."""
    return tuple(FieldLayer(layer.kernel, layer.stride) for layer in stack.layers)


def rows(stack: FieldStack) -> tuple[str, ...]:
    """One row for each layer: layer1, layer2 and so on."""
    return tuple(f"layer{number}" for number in range(1, len(stack.layers) + 1))


def given_field(stack: FieldStack, row: str) -> int | None:
    """The field that is taken as given for a row."""
    return stack.known.get(row) if isinstance(stack, Believed) else None


def growing(stack: FieldStack) -> tuple[tuple[str, Growth], ...]:
    """What each layer is put on: the field that the row above gives, and the jump that the strides give."""
    field, previous = 1, 1
    found: list[tuple[str, Growth]] = []
    layers = plain(stack)
    for name, layer, given, below in zip(rows(stack), layers, stack.layers, sight(layers), strict=False):
        on = Growth(layer, field, below.jump, previous, given.op == "max_pool")
        found.append((name, on))
        field, previous = given_field(stack, name) or grown(on), layer.stride
    return tuple(found)


def jump(stack: FieldStack) -> int:
    """How far apart the units of the last layer look."""
    return sight(plain(stack))[-1].jump


def solve(stack: FieldStack) -> Answers:
    """The field after each layer, and the last layer's jump."""
    return {**{name: grown(on) for name, on in growing(stack)}, "jump": jump(stack)}


def check(stack: FieldStack) -> None:
    """Raises `BadInput` for a stack that begins with a pool, `Impossible` where no stride moves units apart."""
    if stack.layers[0].op == "max_pool":
        raise BadInput("The first layer is a convolution here: a pool on the bare image is no network's beginning.")
    if jump(stack) == 1:
        raise Impossible(f"Without a stride there is no jump to ask for: {'·'.join('1' for _ in stack.layers)} = 1.")


def follow(stack: FieldStack, believed: Answers) -> FieldStack:
    """The same stack with the believed fields taken as given."""
    known = {name: value for name in rows(stack) if isinstance(value := believed.get(name), int)}
    return Believed(layers=stack.layers, known=known)

"""The layers of a state, and what the units of each of them see."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.catalog.architectures import Architectures
from app.conv.network.layers import Layers
from app.conv.network.parsing import parse
from app.conv.network.shape import Shape
from app.conv.network.table import table
from app.conv.network.unrolling import unrolled
from app.conv.network.walk import NetworkRow, PerAxis, Value
from app.conv.shapes import require
from app.errors import BadInput, Impossible
from app.practice.lab.field.state import By, FieldState, StackRow
from app.practice.lab.typed import whole

OPS = {"conv": "convolution", "max_pool": "max pool", "avg_pool": "average pool"}
HAVE: Mapping[str, tuple[str, ...]] = {
    "conv": ("kernel", "stride", "padding", "dilation"),
    "max_pool": ("kernel", "stride", "padding", "dilation"),
    "avg_pool": ("kernel", "stride", "padding"),
}
CHANNELS = 8  # of each convolution of the form; no field depends on it
LARGEST_INPUT, LARGEST_NUMBER = 512, 64
SOLE = re.compile(r"(?<=\d)\.[a-z_]+1$")  # of a repeated layer: "conv5.2.conv1" is the second of conv5


@dataclass(frozen=True, slots=True)
class Level:
    """A layer's units along one side: how many, what each sees, how far apart they look, where the first looks."""

    name: str
    size: int
    field: int
    jump: int
    start: Fraction

    def first(self, unit: int) -> Fraction:
        """The left edge of what a unit sees, in pixels; negative in the padding."""
        return self.start + unit * self.jump - Fraction(self.field, 2)

    @property
    def overlap(self) -> int:
        """Pixels that two neighbours both see."""
        return max(self.field - self.jump, 0)


@dataclass(frozen=True, slots=True)
class Stack:
    """The layers one after another, and a level for each that changes what is seen; `ends` are their places."""

    shape: Shape
    layers: Layers
    levels: tuple[Level, ...]
    ends: tuple[int, ...]

    @property
    def side(self) -> int:
        """Pixels of the input along one side."""
        return self.shape[1]

    def below(self, number: int) -> Layers:
        """The layers up to a level, which counts from 1."""
        return self.layers[: self.ends[number - 1] + 1]


def stack_of(state: FieldState, known: Architectures) -> Stack:
    """Raises an `AppError` that names the row, the box or the layer."""
    match state.by:
        case By.KNOWN:
            found = known.architecture(state.of)
            layers = unrolled(found.layers)
            return _stack(found.input, layers, found.table.rows, are_all_levels=False)
        case By.FORM:
            side = _limited(state.input, "input", LARGEST_INPUT)
            layers = unrolled(_rows(state.rows))
            shape = (3, side, side)
            return _stack(shape, layers, table(layers, shape).rows, are_all_levels=True)


def _stack(shape: Shape, layers: Layers, rows: tuple[NetworkRow, ...], *, are_all_levels: bool) -> Stack:
    """Ends where a unit sees all there is: at a global pool, a gate, or the head."""
    by_name = {row.name: row for row in rows}
    levels: list[Level] = []
    ends: list[int] = []
    before: tuple[int, int] | None = (1, 1)
    for place, layer in enumerate(layers):
        row = by_name[layer.name]
        if row.receptive_field is None or row.jump is None or row.start is None or len(row.output_shape) < 3:
            break
        level = Level(
            SOLE.sub("", layer.name),
            row.output_shape[1],
            _one(row.receptive_field),
            int(_one(row.jump)),
            _one(row.start),
        )
        if (level.field, level.jump) != before or (are_all_levels and row.op in OPS):
            levels.append(level)
            ends.append(place)
            before = (level.field, level.jump)
    if not levels:
        raise Impossible("No layer here looks at more than one pixel.")
    return Stack(shape, layers, tuple(levels), tuple(ends))


def _one(value: PerAxis[Value]) -> Value:
    """The windows here are squares: of two numbers, which no network here has, the height's."""
    return value[0] if isinstance(value, tuple) else value


def _rows(rows: tuple[StackRow, ...]) -> Layers:
    data = [each for number, row in enumerate(rows, 1) if row.op for each in _row(row, number)]
    if not data:
        raise BadInput("There is no layer yet; choose what the first one is.")
    return parse(data)


def _row(row: StackRow, number: int) -> Iterator[Mapping[str, object]]:
    """A row as plain data; a convolution is followed by a ReLU, which sees what it sees."""
    if row.op not in OPS:
        raise BadInput(f"Row {number}: there is no such layer.")
    data: dict[str, object] = {"op": row.op}
    for name in HAVE[row.op]:
        if (typed := getattr(row, name)).strip() or name == "kernel":
            data[name] = _limited(typed, f"{name} of row {number}", LARGEST_NUMBER, least=int(name != "padding"))
    if row.op == "conv":
        yield {**data, "out_channels": CHANNELS}
        yield {"op": "relu"}
    else:
        yield data


def _limited(text: str, what: str, most: int, *, least: int = 1) -> int:
    number = whole(text, what)
    require(what, number, least=least)
    if number > most:
        raise BadInput(f"The {what} is {number:,}; up to {most} can be drawn here.")
    return number

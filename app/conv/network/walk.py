"""The walk through a network's layers, those inside of others and every repetition included: a row for each."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import TypeAlias, TypeVar

from app.conv.network.layers import Concat, Layer, Layers, Leaf, Repeat, Residual, op_of
from app.conv.network.measures import measure
from app.conv.network.seeing import Sights, seen, side_by_side
from app.conv.network.shape import Measure, Shape, shape_text
from app.errors import BadInput, Impossible, TooMuchWork

Value = TypeVar("Value", int, Fraction)
PerAxis: TypeAlias = Value | tuple[Value, Value]  # one value, or (height, width) where they differ

LARGEST_NUMBER = 2**1024  # of a size or a jump: every product of theirs then has fewer digits than Python writes out


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkRow:
    """One layer. Fields, jumps and starts are pixels of the input, as in `app.conv.fields`, the rest is a `Measure`."""

    name: str
    op: str
    input_shape: Shape
    output_shape: Shape
    params: int
    running_statistics: int
    macs: int
    activations: int
    receptive_field: PerAxis[int] | None
    jump: PerAxis[Fraction] | None
    start: PerAxis[Fraction] | None
    formula: str
    reads: int
    scratch: Shape


@dataclass(frozen=True, slots=True)
class Here:
    """How far the walk has come: what lies before the next layer."""

    shape: Shape
    sights: Sights


def walk(layers: Layers, here: Here, path: str, rows: list[NetworkRow]) -> Here:
    """Appends the rows of `layers` and returns where they lead."""
    for name, layer in named(layers, path):
        here = _step(layer, here, name, rows)
    return here


def named(layers: Layers, path: str) -> Iterator[tuple[str, Layer]]:
    """Each layer with its path: its own name, or its op and how many of that op there were; no two beside are alike."""
    taken: set[str] = set()
    used: dict[str, int] = {}  # the last number of each label
    for layer in layers:
        label = layer.name or op_of(layer)
        name = layer.name
        while not name or name in taken:
            used[label] = used.get(label, 0) + 1
            name = f"{label}{used[label]}"
        taken.add(name)
        yield path + name, layer


def _step(layer: Layer, here: Here, name: str, rows: list[NetworkRow]) -> Here:
    match layer:
        case Repeat():
            for turn in range(layer.times):
                here = walk(layer.body, here, f"{name}.{turn + 1}.", rows)
            return here
        case Residual():
            return _residual(layer, here, name, rows)
        case Concat():
            return _concat(layer, here, name, rows)
        case _:
            return _leaf(layer, here, name, rows)


def _residual(layer: Residual, here: Here, name: str, rows: list[NetworkRow]) -> Here:
    body = walk(layer.body, here, f"{name}.body.", rows)
    shortcut = walk(layer.shortcut, here, f"{name}.shortcut.", rows)
    if body.shape != shortcut.shape:
        raise Impossible(
            f"{name}: the body gives {shape_text(body.shape)}, the shortcut {shape_text(shortcut.shape)};"
            " a sum needs two alike."
        )
    formula = f"{layer.activation}(body + shortcut)" if layer.activation else "body + shortcut"
    there = Here(body.shape, side_by_side([body.sights, shortcut.sights]))
    rows.append(_row(layer, name, here, there, Measure(body.shape, formula)))
    return there


def _concat(layer: Concat, here: Here, name: str, rows: list[NetworkRow]) -> Here:
    ends = [walk(branch, here, f"{name}.branch{n}.", rows) for n, branch in enumerate(layer.branches, start=1)]
    around = {end.shape[1:] for end in ends}
    if len(around) > 1 or len({len(end.shape) for end in ends}) > 1:
        shapes = ", ".join(shape_text(end.shape) for end in ends)
        raise Impossible(
            f"{name}: the branches give {shapes}; they can be joined only if they differ in channels alone."
        )
    channels = [end.shape[0] for end in ends]
    output = (sum(channels), *ends[0].shape[1:])
    formula = f"{' + '.join(map(str, channels))} = {output[0]} channels"
    there = Here(output, side_by_side([end.sights for end in ends]))
    rows.append(_row(layer, name, here, there, Measure(output, formula)))
    return there


def _leaf(layer: Leaf, here: Here, name: str, rows: list[NetworkRow]) -> Here:
    try:
        found = measure(layer, here.shape)
        there = Here(found.output, seen(layer, here.shape, here.sights))
    except Impossible as refusal:
        raise Impossible(f"{name}: {refusal.sentence}") from refusal
    except TooMuchWork:
        raise
    except BadInput as refusal:
        raise BadInput(f"{name}: {refusal.sentence}", refusal.fields) from refusal
    rows.append(_row(layer, name, here, there, found))
    return there


def _row(layer: Layer, name: str, here: Here, there: Here, found: Measure) -> NetworkRow:
    _refuse_giants(name, there)
    sights = there.sights
    return NetworkRow(
        name=name,
        op=op_of(layer),
        input_shape=here.shape,
        output_shape=there.shape,
        params=found.params,
        running_statistics=found.running_statistics,
        macs=found.macs,
        activations=prod(there.shape),
        receptive_field=_alike(sights[0].receptive_field, sights[1].receptive_field) if sights else None,
        jump=_alike(sights[0].jump, sights[1].jump) if sights else None,
        start=_alike(sights[0].start, sights[1].start) if sights else None,
        formula=found.formula,
        reads=found.reads,
        scratch=found.scratch,
    )


def _refuse_giants(name: str, there: Here) -> None:
    jumps = [each.jump for each in there.sights or ()]
    if max(*there.shape, *jumps, 0) > LARGEST_NUMBER:
        raise TooMuchWork(f"{name}: a size or a jump grows past 2**1024, which is the limit here.")


def _alike(height: Value, width: Value) -> PerAxis[Value]:
    return height if height == width else (height, width)

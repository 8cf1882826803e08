"""The layers a state gives: read as lines of PyTorch, YAML or rows of a form, and with one field changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import yaml

from app.catalog.architectures import Architectures
from app.conv.network.layers import Layers
from app.conv.network.parsing import parse
from app.conv.network.shape import Shape
from app.conv.network.table import NetworkTable, table
from app.conv.network.torch_lines import TorchLayer, refuse_other_channels, torch_layers
from app.conv.network.walk import named
from app.errors import BadInput
from app.practice.exploring.layers import LARGEST_SIZE
from app.practice.lab.network.state import By, Change, FormRow, NetworkState
from app.practice.lab.typed import MODES, per_axis, unreadable, whole

OPS = {
    "conv": "convolution",
    "depthwise": "depthwise convolution",
    "pointwise": "1 × 1 convolution",
    "max_pool": "max pool",
    "avg_pool": "average pool",
    "global_avg_pool": "global average pool",
    "batch_norm": "batch norm",
    "relu": "ReLU",
    "flatten": "flatten",
    "linear": "linear",
}
"""What a row of the form may be."""
HAVE = {
    "out": frozenset({"conv", "pointwise", "linear"}),
    "kernel": frozenset({"conv", "depthwise", "max_pool", "avg_pool"}),
    "stride": frozenset({"conv", "depthwise", "pointwise", "max_pool", "avg_pool"}),
    "padding": frozenset({"conv", "depthwise", "max_pool", "avg_pool"}),
    "groups": frozenset({"conv", "pointwise"}),
}
FIELDS = {
    "kernel": "kernel",
    "stride": "stride",
    "padding": "padding",
    "dilation": "dilation",
    "groups": "groups",
    "out_channels": "output channels",
    "out_features": "output features",
}
"""What can be changed of a layer."""
WHOLE = frozenset({"groups", "out_channels", "out_features"})
LONGEST_YAML_LINE = 120


@dataclass(frozen=True, slots=True)
class Given:
    """The layers as plain data and as layers, on an input, with their table."""

    input: Shape
    data: tuple[Mapping[str, object], ...]
    layers: Layers
    table: NetworkTable
    is_torch: bool = False


def given(state: NetworkState, known: Architectures) -> Given:
    """The network of a state, as it is. Raises an `AppError` that names line, row or layer."""
    match state.by:
        case By.KNOWN:
            found = known.architecture(state.of)
            return Given(found.input, tuple(found.words.layers), found.layers, found.table)
        case By.FORM:
            return on(
                shape(state.input), tuple(_row(row, number) for number, row in enumerate(state.rows, 1) if row.op)
            )
        case By.LINES if is_yaml(state.layers):
            return on(shape(state.input), _yaml(state.layers))
        case By.LINES:
            return _torch(shape(state.input), torch_layers(state.layers))


def on(input_: Shape, data: tuple[Mapping[str, object], ...], *, is_torch: bool = False) -> Given:
    """Plain data, read and measured."""
    if not data:
        raise BadInput("There is no layer yet; choose what the first one is.")
    layers = parse(list(data))
    return Given(input_, data, layers, table(layers, input_), is_torch)


def _torch(input_: Shape, lines: tuple[TorchLayer, ...]) -> Given:
    found = on(input_, tuple(each.data for each in lines), is_torch=True)
    refuse_other_channels(lines, found.table)
    return found


def shape(text: str) -> Shape:
    """`3 × 224 × 224`, or one number for a vector of features."""
    parts = text.replace("×", "x").replace(",", "x").lower().split("x")
    if not 1 <= len(parts) <= 3 or not all(part.strip().isdecimal() and part.strip().isascii() for part in parts):
        raise unreadable(text, "input", "channels, height and width as 3 × 224 × 224")
    sizes = tuple(whole(part, "input") for part in parts)
    if max(sizes) > LARGEST_SIZE:
        raise BadInput(f"The input size is over {LARGEST_SIZE:,}, which is the limit here.")
    return sizes


def is_yaml(text: str) -> bool:
    """A list of mappings begins with a dash or a bracket, and no line of PyTorch does."""
    lines = [line for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]
    return bool(lines) and (lines[0].lstrip().startswith(("-", "[", "{")) or lines[0].startswith("layers:"))


def _yaml(text: str) -> tuple[Mapping[str, object], ...]:
    """A list of layers as in content/architectures. Anchors are refused: nine of nine of nine are a bomb."""
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, yaml.SafeLoader)):
            raise BadInput("Aliases are not read here: write each layer out, or use repeat.")
        found: object = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"Line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        like = "- {op: conv, out_channels: 64, kernel: 3}"
        raise BadInput(f"{where}This is no YAML; a layer is a line such as {like}.") from None
    except (yaml.YAMLError, ValueError, RecursionError):
        raise BadInput("This is no YAML that can be read.") from None
    if isinstance(found, dict):
        found = cast("Mapping[str, object]", found).get("layers")
    return tuple(_mapping(each, number) for number, each in enumerate(_listed(found), 1))


def _listed(found: object) -> list[object]:
    if not isinstance(found, list):
        raise BadInput("The YAML must be a list of layers, each with an op.")
    return cast("list[object]", found)


def _mapping(each: object, number: int) -> Mapping[str, object]:
    if not isinstance(each, dict):
        raise BadInput(f"Layer {number} must be a mapping such as {{op: relu}}.")
    return cast("Mapping[str, object]", each)


def _row(row: FormRow, number: int) -> Mapping[str, object]:
    """A row as plain data; what its layer does not have is left where it is and counts for nothing."""
    if row.op not in OPS:
        raise BadInput(f"Row {number}: there is no such layer.")
    out = "out_features" if row.op == "linear" else "out_channels"
    data: dict[str, object] = {"op": row.op}
    try:
        for name, has in HAVE.items():
            typed: str = getattr(row, name)
            if row.op in has and typed.strip():
                field = out if name == "out" else name
                data[field] = value_typed(field, typed)
        parse([data])
    except BadInput as refusal:
        sentence = refusal.fields[0].detail if refusal.fields else refusal.sentence
        missing = refusal.fields[0].pointer.rpartition("/")[2] if refusal.fields else ""
        prefix = f"{FIELDS[missing]}: " if missing in FIELDS else ""
        raise BadInput(f"Row {number}: {prefix}{sentence}") from None
    return data


def value_typed(field: str, text: str) -> int | str | list[int]:
    """What was typed for a field, as data."""
    name = FIELDS[field]
    if field in WHOLE:
        return whole(text, name)
    if field == "padding" and text.strip().lower() in MODES:
        return text.strip().lower()
    value = per_axis(text, name)
    return list(value) if isinstance(value, tuple) else value


def changed(base: Given, change: Change) -> Given:
    """The network with one field changed. Raises an `AppError` where that leaves none."""
    names = layer_names(base)
    if change.layer not in names:
        raise BadInput("There is no such layer in this network.")
    if change.field not in FIELDS:
        raise BadInput("There is no such field.")
    index = names.index(change.layer)
    value = value_typed(change.field, change.value)
    data = list(base.data)
    data[index] = {**data[index], change.field: value}
    return on(base.input, tuple(data), is_torch=base.is_torch)


def layer_names(base: Given) -> list[str]:
    """The layers as the table names them; those inside of others stand with the one they are in."""
    return [name for name, _ in named(base.layers, "")]


def as_yaml(data: tuple[Mapping[str, object], ...]) -> str:
    """The layers as YAML, one a line where they fit."""
    return "".join(
        yaml.safe_dump([dict(each)], default_flow_style=None, sort_keys=False, width=LONGEST_YAML_LINE) for each in data
    )

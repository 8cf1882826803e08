"""The table of a network as a page shows it, and beside it the same network with one field changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import cast

from app.catalog.architectures import Architectures
from app.conv.network.layers import AvgPool, Conv, Layer, MaxPool
from app.conv.network.shape import shape_text
from app.conv.network.walk import NetworkRow, PerAxis
from app.conv.network.writing import pytorch, pytorch_lines
from app.errors import AppError
from app.practice.lab.network.layers import FIELDS, OPS, Given, as_yaml, changed, given, layer_names
from app.practice.lab.network.state import By, FormRow, NetworkState

WHOLE_INPUT = "all"
MEBIBYTE, KIBIBYTE = 2**20, 2**10


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """A layer in words, and the numbers behind its bars."""

    name: str
    op: str
    output: str
    params: int
    macs: int
    memory: str
    field: str
    jump: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing the change moves: "conv2, MACs", before and after, and how many times as much it is."""

    where: str
    before: str
    after: str
    times: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """What the change of a field does; `complaint` says why there is no such network."""

    sentence: str
    complaint: str = ""
    totals: tuple[Difference, ...] = ()
    rows: tuple[Difference, ...] = ()
    address: str = ""


@dataclass(frozen=True, slots=True)
class NetworkBoard:
    """The page; where `complaint` says something, the rest is empty."""

    state: NetworkState
    headline: str
    complaint: str = ""
    input: str = ""
    rows: tuple[BoardRow, ...] = ()
    totals: tuple[tuple[str, str], ...] = ()
    names: tuple[str, ...] = ()
    changed: Changed | None = None
    code: str = ""
    lead: str = ""
    more_rows: str = ""
    numbers: Mapping[str, object] = field(default_factory=dict[str, object])
    ops: Mapping[str, str] = field(default_factory=lambda: OPS)
    fields: Mapping[str, str] = field(default_factory=lambda: FIELDS)


def network_board(state: NetworkState, known: Architectures) -> NetworkBoard:
    """What the engine says of the layers; what cannot be read is named, and loses nothing."""
    try:
        return _board(state, given(state, known))
    except AppError as error:
        return NetworkBoard(state, "There is no such network.", complaint=error.sentence)


def _board(state: NetworkState, base: Given) -> NetworkBoard:
    totals = base.table.totals
    heaviest = max(base.table.rows, key=lambda row: row.params)
    busiest = max(base.table.rows, key=lambda row: row.macs)
    return NetworkBoard(
        state=state,
        headline=f"{_count(totals.params, 'parameter')}, {_count(totals.macs, 'MAC')}.",
        input=shape_text(base.input),
        rows=tuple(map(board_row, base.table.rows)),
        totals=(
            ("output", shape_text(base.table.output)),
            ("parameters", f"{totals.params:,} ({size(totals.param_bytes)} as float32)"),
            ("MACs", f"{totals.macs:,} ({totals.flops:,} FLOPs)"),
            ("activations", f"{size(totals.activation_bytes)} as float32, every layer's output kept"),
            ("field of the last map", axes_text(totals.receptive_field)),
        ),
        names=tuple(layer_names(base)),
        changed=_changed(state, base) if state.change.layer else None,
        code=pytorch(base.layers, base.input),
        lead=_lead(heaviest, busiest),
        more_rows=state.without_change().address if state.by is By.FORM else "",
        numbers=_numbers(base),
    )


def board_row(row: NetworkRow) -> BoardRow:
    """A row of the engine's table in words."""
    return BoardRow(
        name=row.name,
        op=row.op,
        output=shape_text(row.output_shape),
        params=row.params,
        macs=row.macs,
        memory=size(4 * row.activations),
        field=axes_text(row.receptive_field),
        jump="" if row.jump is None else axes_text(row.jump),
    )


def _lead(heaviest: NetworkRow, busiest: NetworkRow) -> str:
    if heaviest.name != busiest.name:
        return f"Why do the parameters sit in {heaviest.name} and the MACs in {busiest.name}?"
    return f"{busiest.name} has most of both. On an input twice as wide, which of the two grows, and by how much?"


def _changed(state: NetworkState, base: Given) -> Changed:
    change = state.change
    sentence = f"{change.layer}, with {FIELDS.get(change.field, 'field')} {change.value.strip() or 'empty'}"
    try:
        after = changed(base, change)
    except AppError as error:
        return Changed(sentence, complaint=error.sentence)
    return Changed(sentence, "", tuple(_totals(base, after)), tuple(_rows(base, after)), _taken(state, after))


def _totals(base: Given, after: Given) -> Iterator[Difference]:
    was, is_ = base.table.totals, after.table.totals
    yield _numbers_differ("parameters", was.params, is_.params)
    yield _numbers_differ("MACs", was.macs, is_.macs)
    yield Difference(
        "activations",
        size(was.activation_bytes),
        size(is_.activation_bytes),
        _times(was.activation_bytes, is_.activation_bytes),
    )
    yield Difference("field of the last map", axes_text(was.receptive_field), axes_text(is_.receptive_field))
    yield Difference("output", shape_text(base.table.output), shape_text(after.table.output))


def _rows(base: Given, after: Given) -> Iterator[Difference]:
    """Only what moves."""
    for was, is_ in zip(base.table.rows, after.table.rows, strict=True):
        if was.output_shape != is_.output_shape:
            yield Difference(f"{was.name}, output", shape_text(was.output_shape), shape_text(is_.output_shape))
        for what, before, now in (("parameters", was.params, is_.params), ("MACs", was.macs, is_.macs)):
            if before != now:
                yield _numbers_differ(f"{was.name}, {what}", before, now)
        if was.receptive_field != is_.receptive_field:
            yield Difference(f"{was.name}, field", axes_text(was.receptive_field), axes_text(is_.receptive_field))


def _numbers_differ(where: str, before: int, after: int) -> Difference:
    return Difference(where, f"{before:,}", f"{after:,}", _times(before, after))


def _times(before: int, after: int) -> str:
    return f"× {after / before:.3g}" if before and after != before else ""


def _taken(state: NetworkState, after: Given) -> str:
    """The address of the changed network, in the way the first was given."""
    if state.by is By.FORM:
        rows = [replace(row, **_typed(data)) for row, data in zip(_filled(state), after.data, strict=True)]
        return replace(state.without_change(), rows=tuple(rows)).address
    written = pytorch_lines(after.layers, after.input) if after.is_torch else as_yaml(after.data)
    input_ = shape_text(after.input)
    return replace(state.without_change(), by=By.LINES, input=input_, layers=written).address


def _filled(state: NetworkState) -> list[FormRow]:
    return [row for row in state.rows if row.op]


def _typed(data: Mapping[str, object]) -> dict[str, str]:
    """A row's boxes, from its data."""
    boxes = {"out_channels": "out", "out_features": "out"}
    shown = {boxes.get(name, name): value for name, value in data.items()}
    return {
        name: " × ".join(map(str, cast("list[int]", value))) if isinstance(value, list) else str(value)
        for name, value in shown.items()
        if name in FormRow.__slots__
    }


def _numbers(base: Given) -> Mapping[str, object]:
    """The network as the problem on stacks of layers takes it: its convolutions and max pools, if there is no more."""
    asked = [layer for layer in base.layers if isinstance(layer, Conv | MaxPool)]
    plain = all(isinstance(layer, Conv | MaxPool) or _is_silent(layer) for layer in base.layers)
    found = [_asked(layer) for layer in asked]
    if not plain or len(base.input) != 3 or not all(found):
        return {}
    return {"input": list(base.input), "layers": found}


def _is_silent(layer: Layer) -> bool:
    """What a question about sizes and parameters leaves out: functions of one number."""
    return layer.op == "elementwise"


def _asked(layer: Conv | MaxPool | AvgPool) -> Mapping[str, object]:
    """Empty for what the problem does not ask: rectangles, holes, groups, ceil_mode."""
    stride = layer.stride or layer.kernel
    (top, bottom), (left, right) = layer.padding if not isinstance(layer.padding, str) else ((0, 1), (0, 1))
    even = len({*layer.kernel}) == len({*stride}) == len({top, bottom, left, right}) == 1
    is_conv = isinstance(layer, Conv)
    if not even or layer.dilation != (1, 1) or (is_conv and (layer.groups > 1 or not layer.bias)):
        return {}
    if not is_conv and layer.ceil_mode:
        return {}
    window = {"op": layer.op, "kernel": layer.kernel[0], "stride": stride[0], "padding": top}
    return window | ({"out_channels": layer.out_channels} if is_conv else {})


def _count(number: int, noun: str) -> str:
    """`11,689,512 parameters`, and in millions from a million on."""
    for least, name in ((10**9, "billion "), (10**6, "million ")):
        if number >= least:
            return f"{number / least:.3g} {name}{noun}s" if number < 1000 * least else f"{number:,} {noun}s"
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def size(count: int) -> str:
    """Bytes as one says them."""
    if count >= MEBIBYTE:
        return f"{count / MEBIBYTE:,.1f} MiB"
    return f"{count / KIBIBYTE:,.1f} KiB" if count >= KIBIBYTE else f"{count} B"


def axes_text(value: PerAxis[int] | PerAxis[Fraction] | None) -> str:
    """One number, or height × width where they differ; None is the whole input."""
    if value is None:
        return WHOLE_INPUT
    return " × ".join(map(str, value)) if isinstance(value, tuple) else str(value)

"""Three layers as they are asked, worked on one design of many, and drawn."""

from collections.abc import Mapping

from app.problems.designing.appraisal import Appraisal
from app.problems.designing.building import value_of
from app.problems.figures import Stack, StackLayer
from app.problems.kind import Field, Step
from app.problems.output_size.three_layers.numbers import TABLE, Wanted, judged, solution
from app.problems.reading import Record


def fields(_: Wanted) -> tuple[Field, ...]:
    """The table of layers."""
    return (Field("layers", TABLE, "layers"),)


def steps(wanted: Wanted) -> Mapping[str, tuple[Step, ...]]:
    """One design that will do: its layers, then field and costs."""
    design = solution(wanted)
    found = judged(wanted, design)
    if not isinstance(found, Appraisal):
        return {"layers": ()}
    sizes = (wanted.input[1:], *(stage.shape[1:] for stage in found.stages))
    lines = [
        Step("size", _formula(before[0], record), " × ".join(map(str, after)), about=f"layer {n}: {_said(record)}")
        for n, (record, before, after) in enumerate(zip(design.rows, sizes, sizes[1:], strict=False), start=1)
    ]
    totals = (
        Step("field", _field_sum([*design.rows]), f"{found.field} px"),
        Step("params", " + ".join(f"{stage.params:,}" for stage in found.stages), f"{found.params:,}"),
        Step("macs", " + ".join(f"{stage.macs:,}" for stage in found.stages), f"{found.macs:,}"),
    )
    return {"layers": (*lines, *totals)}


def _said(record: Record) -> str:
    kernel, stride = value_of(record, "kernel"), value_of(record, "stride")
    filters, padding = value_of(record, "channels"), value_of(record, "padding")
    return f"{filters} filters of {kernel} × {kernel}, stride {stride}, padding {padding}"


def _formula(size: int, record: Record) -> str:
    kernel, padding, stride = (value_of(record, name) for name in ("kernel", "padding", "stride"))
    return f"⌊({size} − {kernel} + 2·{padding}) / {stride}⌋ + 1"


def _field_sum(rows: list[Record]) -> str:
    """`1 + 2·1 + 2·2 + 2·4`."""
    terms, jump = ["1"], 1
    for record in rows:
        terms.append(f"{(value_of(record, 'kernel') or 1) - 1}·{jump}")
        jump *= value_of(record, "stride") or 1
    return " + ".join(terms)


def facts(wanted: Wanted) -> Mapping[str, str]:
    """What the words may name."""
    channels, height, width = wanted.input
    return {
        "input": f"{height} × {width} × {channels}",
        "target": f"{wanted.size[0]} × {wanted.size[1]} × {wanted.channels}",
        "size": f"{wanted.size[0]} × {wanted.size[1]}",
        "channels": str(wanted.channels),
        "field": str(wanted.field),
        "params": f"{wanted.params:,}",
        "macs": f"{wanted.macs:,}",
        "height": str(height),
        "target_height": str(wanted.size[0]),
        "ratio": f"{height / wanted.size[0]:.3g}",
    }


def figure(wanted: Wanted) -> Stack:
    """Three empty layers between the input and what is to come out."""
    channels, height, width = wanted.input
    mine = StackLayer("conv", "yours to choose")
    last = StackLayer("conv", "yours to choose", f"{wanted.size[0]} × {wanted.size[1]} × {wanted.channels}")
    return Stack(input=f"{height} × {width} × {channels}", layers=(mine, mine, last))

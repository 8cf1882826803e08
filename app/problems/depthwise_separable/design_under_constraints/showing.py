"""The constraints as they are put, and one design that keeps them all, worked layer by layer."""

from collections.abc import Mapping
from math import prod

from app.conv.shapes import effective_kernel
from app.problems.depthwise_separable.design_under_constraints.numbers import TABLE, solution
from app.problems.designing.appraisal import Appraisal
from app.problems.designing.building import NAMES, value_of
from app.problems.figures import Stack, StackLayer
from app.problems.kind import Field, Step
from app.problems.output_size.three_layers.numbers import Wanted, judged
from app.problems.output_size.three_layers.showing import facts as named
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
    lines = [
        Step("size", f"{number}. {_said(record)}", " × ".join(map(str, (*stage.shape[1:], stage.shape[0]))))
        for number, (record, stage) in enumerate(zip(design.rows, found.stages, strict=True), start=1)
    ]
    totals = (
        Step("field", _field_sum(design.rows), f"{found.field} px"),
        Step("params", " + ".join(f"{stage.params:,}" for stage in found.stages), f"{found.params:,}"),
        Step("macs", " + ".join(f"{stage.macs:,}" for stage in found.stages), f"{found.macs:,}"),
    )
    return {"layers": (*lines, *totals)}


def _said(record: Record) -> str:
    """`depthwise convolution, kernel 3, stride 2, padding 2, dilation 2`."""
    cells = ((name, value_of(record, name)) for name, _ in record.cells if name != "layer")
    return ", ".join([NAMES[str(record["layer"])], *(f"{name} {cell}" for name, cell in cells if cell is not None)])


def _field_sum(rows: tuple[Record, ...]) -> str:
    """`1 + 2·1 + 2·2 + 4·4`; a 1 × 1 adds nothing."""
    terms = ["1"]
    for number, record in enumerate(rows):
        span = effective_kernel(value_of(record, "kernel") or 1, dilation=value_of(record, "dilation") or 1)
        jump = prod(value_of(each, "stride") or 1 for each in rows[:number])
        terms += [f"{span - 1}·{jump}"] if span > 1 else []
    return " + ".join(terms)


def facts(wanted: Wanted) -> Mapping[str, str]:
    """What the words may name."""
    dense = 9 * wanted.channels * (wanted.channels // 2)
    return {**named(wanted), "dense": f"{dense:,}", "separable": f"{9 * (wanted.channels // 2) + dense // 9:,}"}


def figure(wanted: Wanted) -> Stack:
    """Open layers between the input and what is to come out."""
    channels, height, width = wanted.input
    target = f"{wanted.size[0]} × {wanted.size[1]} × {wanted.channels}"
    mine = StackLayer("layers", "yours to choose")
    return Stack(input=f"{height} × {width} × {channels}", layers=(mine, StackLayer("last layer", "yours", target)))

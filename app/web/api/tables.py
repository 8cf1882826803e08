"""A network's table, as the calculator and the architectures send it."""

from fractions import Fraction

from pydantic import BaseModel, Field

from app.conv.network.table import NetworkTable, NetworkTotals
from app.conv.network.walk import NetworkRow, PerAxis

LARGEST_EXACT_FLOAT = 2**53


class RowOut(BaseModel):
    """One layer. Lists of a field, a jump or a start are [height, width]; null is the whole input."""

    name: str
    op: str
    input_shape: list[int]
    output_shape: list[int]
    params: int = Field(description="Learned numbers; running statistics are not among them.")
    running_statistics: int
    macs: int
    activations: int
    receptive_field: int | list[int] | None
    jump: int | float | list[int | float] | None
    start: int | float | list[int | float] | None
    formula: str


class TotalsOut(BaseModel):
    """The sums: 1 MAC is 2 FLOPs, bytes are float32's, and the field is that of the last map before the head."""

    params: int
    running_statistics: int
    macs: int
    flops: int
    activation_bytes: int
    param_bytes: int
    receptive_field: int | list[int] | None


class TableOut(BaseModel):
    """A row for each layer, and totals."""

    rows: list[RowOut]
    totals: TotalsOut


def table_out(table: NetworkTable) -> TableOut:
    """The whole table."""
    return TableOut(rows=[_row(row) for row in table.rows], totals=totals_out(table.totals))


def totals_out(totals: NetworkTotals) -> TotalsOut:
    """The sums alone."""
    return TotalsOut(
        params=totals.params,
        running_statistics=totals.running_statistics,
        macs=totals.macs,
        flops=totals.flops,
        activation_bytes=totals.activation_bytes,
        param_bytes=totals.param_bytes,
        receptive_field=_whole(totals.receptive_field),
    )


def _row(row: NetworkRow) -> RowOut:
    return RowOut(
        name=row.name,
        op=row.op,
        input_shape=list(row.input_shape),
        output_shape=list(row.output_shape),
        params=row.params,
        running_statistics=row.running_statistics,
        macs=row.macs,
        activations=row.activations,
        receptive_field=_whole(row.receptive_field),
        jump=_exact(row.jump),
        start=_exact(row.start),
        formula=row.formula,
    )


def _whole(value: PerAxis[int] | None) -> int | list[int] | None:
    return list(value) if isinstance(value, tuple) else value


def _exact(value: PerAxis[Fraction] | None) -> int | float | list[int | float] | None:
    match value:
        case None:
            return None
        case (height, width):
            return [number(height), number(width)]
        case _:
            return number(value)


def number(value: int | Fraction) -> int | float:
    """An exact number as JSON's: beyond 2^53, where a float would lose digits and overflow, its whole part."""
    if value == int(value) or abs(value) >= LARGEST_EXACT_FLOAT:
        return int(value)
    return float(value)

"""POST /calculate/output-size and /calculate/receptive-field."""

from collections.abc import Sequence

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, StrictBool

from app.conv.fields import FieldRow
from app.conv.shapes import exact_text
from app.practice.exploring.layers import (
    AxisField,
    AxisSize,
    SizeRequest,
    explore_output_size,
    explore_receptive_field,
)
from app.web.api.calculate.forms import LayerIn, PerAxis, each_axis
from app.web.api.tables import number

router = APIRouter()


class OutputSizeIn(LayerIn):
    """A layer and what it is put on."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"input": 224, "kernel": 7, "stride": 2, "padding": 3}]})

    input: PerAxis
    ceil_mode: StrictBool = False
    transposed: StrictBool = False
    output_padding: PerAxis = 0


class OutputSizeOut(BaseModel):
    """Lists are [height, width]; they are sent when one was received."""

    output: int | list[int]
    output_text: str | list[str]
    effective_kernel: int | list[int]
    divides_exactly: bool | list[bool]
    steps: list[str] = Field(examples=[["(224 - 7 + 2*3) / 2 = 111.5", "floor(111.5) + 1 = 112"]])


class ReceptiveFieldIn(BaseModel):
    """A plain stack, from the input on."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"layers": [{"kernel": 3, "stride": 2, "padding": 1}, {"kernel": 3}]}]},
    )

    layers: list[LayerIn]


class FieldRowOut(BaseModel):
    """One layer. `start` is where the first unit's field is centred, in pixels: 0.5 is the first pixel's centre."""

    receptive_field: int | list[int]
    jump: int | list[int]
    start: int | float | list[int | float]
    receptive_field_text: str | list[str]
    jump_text: str | list[str]
    start_text: str | list[str] = Field(description="Exact; `start` drops the half of a pixel beyond 2^53.")


class ReceptiveFieldOut(BaseModel):
    """Lists are [height, width]; they are sent when one was received."""

    rows: list[FieldRowOut]
    receptive_field: int | list[int]
    receptive_field_text: str | list[str]


@router.post("/output-size")
async def output_size(body: OutputSizeIn) -> OutputSizeOut:
    """The output size of one layer, with its working."""
    request = SizeRequest(
        input=body.input,
        layer=body.request(),
        ceil_mode=body.ceil_mode,
        transposed=body.transposed,
        output_padding=body.output_padding,
    )
    return _size_out(explore_output_size(request))


@router.post("/receptive-field")
async def receptive_field(body: ReceptiveFieldIn) -> ReceptiveFieldOut:
    """How much of the input one unit sees after each layer of a stack."""
    return _fields_out(explore_receptive_field(tuple(layer.request() for layer in body.layers)))


def _size_out(axes: Sequence[AxisSize]) -> OutputSizeOut:
    return OutputSizeOut(
        output=each_axis(axes, lambda axis: axis.output),
        output_text=each_axis(axes, lambda axis: str(axis.output)),
        effective_kernel=each_axis(axes, lambda axis: axis.effective_kernel),
        divides_exactly=each_axis(axes, lambda axis: axis.divides_exactly),
        steps=[step for axis in axes for step in axis.steps],
    )


def _fields_out(axes: Sequence[AxisField]) -> ReceptiveFieldOut:
    return ReceptiveFieldOut(
        rows=[_row_out(rows) for rows in zip(*(axis.rows for axis in axes), strict=True)],
        receptive_field=each_axis(axes, lambda axis: axis.receptive_field),
        receptive_field_text=each_axis(axes, lambda axis: str(axis.receptive_field)),
    )


def _row_out(axes: Sequence[FieldRow]) -> FieldRowOut:
    return FieldRowOut(
        receptive_field=each_axis(axes, lambda row: row.receptive_field),
        jump=each_axis(axes, lambda row: row.jump),
        start=each_axis(axes, lambda row: number(row.start)),
        receptive_field_text=each_axis(axes, lambda row: str(row.receptive_field)),
        jump_text=each_axis(axes, lambda row: str(row.jump)),
        start_text=each_axis(axes, lambda row: exact_text(row.start)),
    )

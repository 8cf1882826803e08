"""The output-size calculator."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.responses import Response

from app.practice.lab.sizes import ADDRESS, Layer, SizeState, size_board
from app.web.figures.window_row import draw_window_row
from app.web.pages.door import DoorDep
from app.web.pages.lab.figures import LabFigure, Practice, shown

router = APIRouter()

Typed = Annotated[str, Query(max_length=60)]
FIRST = SizeState()
FIGURE = LabFigure(
    address=ADDRESS,
    name="Output size",
    question="How large is what comes out, and which number would change it?",
    template="sizes.html",
    problems=("output-size", "pool-ceil", "transposed-size", "same-two-frameworks"),
)


class SizeQuery(BaseModel):
    """The boxes, as the address has them; what it leaves out is ResNet's first layer."""

    layer: Layer = FIRST.layer
    input: Typed = FIRST.input
    kernel: Typed = FIRST.kernel
    stride: Typed = FIRST.stride
    padding: Typed = FIRST.padding
    dilation: Typed = FIRST.dilation
    output_padding: Typed = FIRST.output_padding
    target: Typed = FIRST.target


@router.get(ADDRESS)
async def output_size(door: DoorDep, query: Annotated[SizeQuery, Query()]) -> Response:
    """A layer on an input, as the address says."""
    board = size_board(SizeState(**query.model_dump()))
    practice = Practice(FIGURE.problems[0], board.numbers) if board.numbers else None
    return shown(door, FIGURE, {"board": board, "draw_window_row": draw_window_row}, practice)

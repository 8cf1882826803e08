"""The output-size calculator."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.responses import Response

from app.practice.lab.sizes import ADDRESS, Layer, SizeState, size_board
from app.web.figures.window_row import draw_window_row
from app.web.pages.door import DoorDep
from app.web.pages.lab.figures import LabFigure, Practice, differ, drawing, shown

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

    def state(self) -> SizeState:
        """As the board takes it."""
        return SizeState(**self.model_dump())


SizeQueryDep = Annotated[SizeQuery, Query()]


@router.get(ADDRESS)
async def output_size(door: DoorDep, query: SizeQueryDep) -> Response:
    """A layer on an input, as the address says."""
    board = size_board(query.state())
    practice = Practice(FIGURE.problems[0], board.numbers) if board.numbers else None
    has_more = differ(board.state, FIRST, "dilation", "output_padding", "target")
    context = {"board": board, "has_more": has_more, "draw_window_row": draw_window_row}
    return shown(door, FIGURE, context, practice)


@router.get(f"{ADDRESS}-{{axis}}.svg")
async def row(query: SizeQueryDep, axis: Literal["height", "width"]) -> Response:
    """The windows on one axis as a file; where both are alike, either."""
    board = size_board(query.state())
    return drawing(
        lambda: draw_window_row(board.rows[0 if axis == "height" else -1], "row"),
        f"output-size-{axis}",
        complaint=board.complaint,
    )

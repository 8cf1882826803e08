"""Pooling, a shift of its input, and its gradient."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.responses import Response

from app.errors import Impossible
from app.practice.lab.pooling.board import NAMES, PoolingBoard, pooling_board
from app.practice.lab.pooling.state import ADDRESS, Design, PoolingState
from app.web.figures.pooling import pooling_sketches
from app.web.figures.sketch import alone, together
from app.web.pages.door import DoorDep
from app.web.pages.lab.figures import LabFigure, Practice, drawing, shown

router = APIRouter()

Typed = Annotated[str, Query(max_length=20)]
FIRST = PoolingState()
FIGURE = LabFigure(
    address=ADDRESS,
    name="Pooling",
    question="What does a shift by one pixel change, and where does the gradient go?",
    template="pooling.html",
    problems=("pool-by-hand", "pool-gradient", "global-pool", "pool-or-stride", "shift-the-input"),
)


class PoolingQuery(BaseModel):
    """The boxes, as the address has them."""

    design: Design = FIRST.design
    input: Typed = FIRST.input
    kernel: Typed = FIRST.kernel
    stride: Typed = FIRST.stride
    shift: Typed = FIRST.shift
    seed: Typed = FIRST.seed
    at: Typed = FIRST.at


PoolingQueryDep = Annotated[PoolingQuery, Query()]


@router.get(ADDRESS)
async def pooling(door: DoorDep, query: PoolingQueryDep) -> Response:
    """A map, made smaller and shifted, as the address says."""
    board = pooling_board(PoolingState(**query.model_dump()))
    pieces, practice = [], None
    if isinstance(board, PoolingBoard):
        pieces = [alone(sketch) for sketch in pooling_sketches(board)]
        practice = Practice(FIGURE.problems[0], board.numbers) if board.numbers else None
    return shown(door, FIGURE, {"board": board, "pieces": pieces, "designs": NAMES}, practice)


@router.get(f"{ADDRESS}.svg")
async def svg(query: PoolingQueryDep) -> Response:
    """The drawings as a file."""
    board = pooling_board(PoolingState(**query.model_dump()))
    if not isinstance(board, PoolingBoard):
        raise Impossible(board.complaint)
    return drawing(lambda: together("pooling", board.headline, pooling_sketches(board)), "pooling")

"""The gradient highway."""

from typing import Annotated

from anyio.to_thread import run_sync
from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.responses import Response

from app.practice.lab.gradients import ADDRESS, FILES, GradientState, Order, Shown, Weights, gradient_board, paths
from app.web.figures.gradient_norms import draw_gradient_norms
from app.web.figures.gradient_paths import draw_gradient_paths
from app.web.pages.door import DoorDep
from app.web.pages.lab.figures import LabFigure, Practice, differ, drawing, shown

router = APIRouter()

Typed = Annotated[str, Query(max_length=60)]
FIRST = GradientState()
FIGURE = LabFigure(
    address=ADDRESS,
    name="Gradient highway",
    question="What is left of a gradient behind many blocks, and what do skips promise?",
    template="gradients.html",
    problems=("gradient-after-blocks", "block-derivatives", "identity-is-no-guarantee"),
)


class GradientQuery(BaseModel):
    """The boxes, as the address has them."""

    blocks: Typed = FIRST.blocks
    gain: Typed = FIRST.gain
    width: Typed = FIRST.width
    seed: Typed = FIRST.seed
    weights: Weights = FIRST.weights
    order: Order = FIRST.order
    norm: Annotated[str, Query(max_length=2)] = FIRST.norm
    shown: Shown = FIRST.shown
    at: Typed = FIRST.at
    slopes: Typed = FIRST.slopes

    def state(self) -> GradientState:
        """As the board takes it."""
        return GradientState(**self.model_dump())


GradientQueryDep = Annotated[GradientQuery, Query()]


@router.get(ADDRESS)
async def gradients(door: DoorDep, query: GradientQueryDep) -> Response:
    """Both stacks, as the address says; beside the event loop, as they take a while."""
    board = await run_sync(gradient_board, query.state())
    context = {
        "board": board,
        "has_more": differ(board.state, FIRST, "width", "seed", "shown"),
        "draw_norms": draw_gradient_norms,
        "draw_paths": draw_gradient_paths,
    }
    return shown(door, FIGURE, context, Practice(FIGURE.problems[0], board.numbers) if board.numbers else None)


@router.get(f"{FILES}norms.svg")
async def norms(query: GradientQueryDep) -> Response:
    """The chart as a file."""
    board = await run_sync(gradient_board, query.state())
    return drawing(lambda: draw_gradient_norms(board, "norms"), "gradient-norms", complaint=board.complaint)


@router.get(f"{FILES}paths.svg")
async def paths_drawn(query: GradientQueryDep) -> Response:
    """The paths as a file."""
    through = paths(query.slopes)
    return drawing(lambda: draw_gradient_paths(through, "paths"), "gradient-paths")

"""What a layer costs, on paper and by the clock."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.responses import Response

from app.errors import AppError
from app.practice.lab.cost import ADDRESS, CostBoard, CostState, Timing, cost_board, timings
from app.practice.lab.cost.timing import Progress
from app.web.deps import EngineCostsDep, LongRunsDep, StopwatchDep, WorkLimitsDep
from app.web.figures.roofline import draw_roofline
from app.web.pages.door import Door, DoorDep
from app.web.pages.lab.figures import LabFigure, Practice, board_of, differ, drawing, shown

router = APIRouter()

Typed = Annotated[str, Query(max_length=20)]
FIRST = CostState()
FIGURE = LabFigure(
    address=ADDRESS,
    name="Cost of a layer",
    question="Which design of a layer is cheaper, by how much, and why is it not faster by as much?",
    template="cost.html",
    problems=("separable-cost", "separable-ratio", "bottleneck-params", "mbconv-cost", "grouped-between"),
)


class CostQuery(BaseModel):
    """The boxes, as the address has them; `measured` asks for the clock as well."""

    channels: Typed = FIRST.channels
    out: Typed = FIRST.out
    size: Typed = FIRST.size
    kernel: Typed = FIRST.kernel
    stride: Typed = FIRST.stride
    groups: Typed = FIRST.groups
    squeezed: Typed = FIRST.squeezed
    expansion: Typed = FIRST.expansion
    peak: Typed = FIRST.peak
    bandwidth: Typed = FIRST.bandwidth
    measured: bool = False

    def state(self) -> CostState:
        """As the board takes it."""
        return CostState(**self.model_dump(exclude={"measured"}))


CostQueryDep = Annotated[CostQuery, Query()]


@router.get(ADDRESS)
async def cost(
    door: DoorDep,
    query: CostQueryDep,
    runs: LongRunsDep,
    limits: WorkLimitsDep,
    stopwatch: StopwatchDep,
    costs: EngineCostsDep,
) -> Response:
    """The designs side by side. With `measured` the page waits for the clock: the way without JavaScript."""
    state, found, refusal = query.state(), (), ""
    if query.measured and not cost_board(state).complaint:
        try:
            found = await runs.last(door.visit.learner, timings(state, limits, stopwatch, costs))
        except AppError as error:
            refusal = error.sentence
    board = cost_board(state, _clock(found or ()))
    return shown(door, FIGURE, _context(board, refusal), _practice(board))


@router.get(f"{ADDRESS}/measured")
async def measured(
    door: DoorDep,
    query: CostQueryDep,
    runs: LongRunsDep,
    limits: WorkLimitsDep,
    stopwatch: StopwatchDep,
    costs: EngineCostsDep,
) -> Response:
    """The same line by line: which run is at hand, and in the end the board. Whoever leaves stops it."""
    state = query.state()

    def line(step: Progress) -> dict[str, str]:
        if isinstance(step, str):
            return {"said": step}
        return {"board": _html(door, cost_board(state, step))}

    return runs.streamed(door.visit.learner, timings(state, limits, stopwatch, costs), line)


@router.get(f"{ADDRESS}-roofline.svg")
async def roofline(query: CostQueryDep) -> Response:
    """The roofline as a file."""
    board = cost_board(query.state())
    return drawing(lambda: draw_roofline(board, "roofline"), "cost-roofline", complaint=board.complaint)


def _clock(step: Progress) -> tuple[Timing, ...]:
    return () if isinstance(step, str) else step


def _html(door: Door, board: CostBoard) -> str:
    return board_of(door, FIGURE, _context(board, ""), _practice(board))


def _context(board: CostBoard, refusal: str) -> dict[str, object]:
    has_more = differ(board.state, FIRST, "groups", "squeezed", "expansion", "peak", "bandwidth")
    return {"board": board, "has_more": has_more, "draw_roofline": draw_roofline, "refusal": refusal}


def _practice(board: CostBoard) -> Practice | None:
    return Practice("separable-cost", board.numbers) if board.numbers else None

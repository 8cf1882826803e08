"""A gradient through a real network, with its shortcuts and without."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.responses import Response

from app.errors import AppError, Impossible
from app.practice.lab.highway import (
    ADDRESS,
    HighwayBoard,
    HighwayState,
    Progress,
    Run,
    Weights,
    choices,
    highway_board,
    kept,
    run_of,
    sent_back,
)
from app.web.deps import EngineCostsDep, LongLimitsDep, LongRunsDep
from app.web.figures.gradient_norms import draw_gradient_norms
from app.web.pages.door import Door, DoorDep
from app.web.pages.lab.figures import LabFigure, board_of, drawing, shown

router = APIRouter()

Typed = Annotated[str, Query(max_length=20)]
FIRST = HighwayState()
FIGURE = LabFigure(
    address=ADDRESS,
    name="Shortcuts taken away",
    question="What becomes of a gradient in a real network, and what in the same layers without their shortcuts?",
    template="highway.html",
    problems=("gradient-after-blocks", "block-derivatives", "skip-proof", "identity-is-no-guarantee"),
)


class HighwayQuery(BaseModel):
    """The boxes, as the address has them; `run` asks for the answer, and without it there is the question."""

    of: Annotated[str, Query(max_length=60)] = FIRST.of
    norm: Annotated[str, Query(max_length=2)] | None = None
    weights: Weights = FIRST.weights
    seed: Typed = FIRST.seed
    at: Typed = FIRST.at
    guess: Typed = FIRST.guess
    run: bool = False

    def state(self) -> HighwayState:
        """As the board takes it."""
        norm = FIRST.norm if self.norm is None else self.norm
        return HighwayState(norm=norm, **self.model_dump(exclude={"run", "norm"}))


HighwayQueryDep = Annotated[HighwayQuery, Query()]


@router.get(ADDRESS)
async def highway(
    door: DoorDep, query: HighwayQueryDep, runs: LongRunsDep, limits: LongLimitsDep, costs: EngineCostsDep
) -> Response:
    """The question. With `run` the page waits for the answer, where it is not known from before."""
    board, refusal = _board(door, query), ""
    if query.run and not board.complaint and not board.stacks:
        try:
            await runs.last(door.visit.learner, sent_back(_run(door, query), limits, costs))
        except AppError as error:
            refusal = error.sentence
        board = _board(door, query)
    return shown(door, FIGURE, _context(door, board, refusal))


@router.get(f"{ADDRESS}/sent")
async def sent(
    door: DoorDep, query: HighwayQueryDep, runs: LongRunsDep, limits: LongLimitsDep, costs: EngineCostsDep
) -> Response:
    """The same line by line: which network is at hand, and in the end the board. Whoever leaves stops it."""

    def line(step: Progress) -> dict[str, str]:
        if isinstance(step, str):
            return {"said": step}
        return {"board": board_of(door, FIGURE, _context(door, _board(door, query), ""))}

    if complaint := _board(door, query).complaint:
        raise Impossible(complaint)
    return runs.streamed(door.visit.learner, sent_back(_run(door, query), limits, costs), line)


@router.get(f"{ADDRESS}-norms.svg")
async def norms(
    door: DoorDep, query: HighwayQueryDep, runs: LongRunsDep, limits: LongLimitsDep, costs: EngineCostsDep
) -> Response:
    """The chart as a file."""
    run = _run(door, query)
    if kept(run) is None:
        await runs.last(door.visit.learner, sent_back(run, limits, costs))
    board = highway_board(query.state(), door.desk.catalog.architectures, is_run=True)
    return drawing(lambda: draw_gradient_norms(board, "norms"), "highway-norms", complaint=board.complaint)


def _board(door: Door, query: HighwayQuery) -> HighwayBoard:
    return highway_board(query.state(), door.desk.catalog.architectures, is_run=query.run)


def _run(door: Door, query: HighwayQuery) -> Run:
    return run_of(query.state(), door.desk.catalog.architectures)[1]


def _context(door: Door, board: HighwayBoard, refusal: str) -> dict[str, object]:
    known = [(each.slug, each.words.name) for each in choices(door.desk.catalog.architectures)]
    return {"board": board, "known": known, "draw_norms": draw_gradient_norms, "refusal": refusal}

"""Receptive fields, on paper and in use."""

from typing import Annotated

from anyio.to_thread import run_sync
from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.responses import Response

from app.conv.work import WorkLimits
from app.errors import AppError, Impossible
from app.practice.lab.field.board import FieldBoard, Refused, field_board
from app.practice.lab.field.effective import Effective, Progress, effective
from app.practice.lab.field.state import ADDRESS, MOST_ROWS, By, FieldState, StackRow, rows_of
from app.web.deps import EngineCostsDep, LongLimitsDep, LongRunsDep, WorkLimitsDep
from app.web.figures.receptive import from_above, from_the_side, side_data
from app.web.figures.sketch import alone, together
from app.web.pages.door import Door, DoorDep
from app.web.pages.lab.figures import LabFigure, Practice, board_of, drawing, shown

router = APIRouter()

Typed = Annotated[str, Query(max_length=20)]
Column = Annotated[list[Typed], Query(max_length=MOST_ROWS)]
FIRST = FieldState()
FIGURE = LabFigure(
    address=ADDRESS,
    name="Receptive field",
    question="What can a unit see, what does it make use of, and which layer sees an object whole?",
    template="receptive_field.html",
    problems=("field-stack", "missed-objects", "field-centre", "layers-to-see"),
)


class FieldQuery(BaseModel):
    """The boxes, as the address has them; the rows come column by column. `used` asks for the effective field."""

    by: By = FIRST.by
    of: Annotated[str, Query(max_length=60)] = FIRST.of
    input: Typed = FIRST.input
    op: Column | None = None
    kernel: Column = []
    stride: Column = []
    padding: Column = []
    dilation: Column = []
    object: Typed = FIRST.object
    layer: Typed = FIRST.layer
    on: Typed = FIRST.on
    at: Typed = FIRST.at
    used: bool = False

    def state(self) -> FieldState:
        """As the board takes it."""
        return FieldState(
            rows=FIRST.rows if self.op is None else rows_of({"op": self.op, **self._columns()}),
            **self.model_dump(exclude={"used", *StackRow.__slots__}),
        )

    def _columns(self) -> dict[str, list[str]]:
        return {"kernel": self.kernel, "stride": self.stride, "padding": self.padding, "dilation": self.dilation}


FieldQueryDep = Annotated[FieldQuery, Query()]


@router.get(ADDRESS)
async def receptive_field(
    door: DoorDep,
    query: FieldQueryDep,
    runs: LongRunsDep,
    limits: WorkLimitsDep,
    long_limits: LongLimitsDep,
    costs: EngineCostsDep,
) -> Response:
    """A unit of a layer. What is quick comes with it; with `used` the page waits for what is not."""
    board, refusal = _board(door, query), ""
    match board:
        case FieldBoard(is_quick=True):
            board, refusal = await run_sync(_with_quick, door, query, board, limits)
        case FieldBoard() if query.used:
            try:
                work = effective(board.stack, board.unit, long_limits, costs)
                found = await runs.last(door.visit.learner, work)
                board = _board(door, query, found)
            except AppError as error:
                refusal = error.sentence
        case _:
            pass
    return shown(door, FIGURE, _context(door, board, refusal), _practice(board))


@router.get(f"{ADDRESS}/used")
async def used(
    door: DoorDep, query: FieldQueryDep, runs: LongRunsDep, limits: LongLimitsDep, costs: EngineCostsDep
) -> Response:
    """The effective field line by line: which draw is at hand, and in the end the board. Whoever leaves stops it."""
    board = _sound(_board(door, query))

    def line(step: Progress) -> dict[str, str]:
        if isinstance(step, str):
            return {"said": step}
        done = _board(door, query, step)
        return {"board": board_of(door, FIGURE, _context(door, done, ""), _practice(done))}

    return runs.streamed(door.visit.learner, effective(board.stack, board.unit, limits, costs), line)


@router.get(f"{ADDRESS}.svg")
async def svg(door: DoorDep, query: FieldQueryDep, limits: WorkLimitsDep) -> Response:
    """The drawings as a file; with the effective field where that is quick."""
    board = _sound(_board(door, query))
    if board.is_quick:
        board = _sound((await run_sync(_with_quick, door, query, board, limits))[0])
    sketches = [from_the_side(board), from_above(board)]
    return drawing(lambda: together("receptive-field", board.headline, sketches), "receptive-field")


def _board(door: Door, query: FieldQuery, found: Progress | None = None) -> FieldBoard | Refused:
    known = door.desk.catalog.architectures
    return field_board(query.state(), known, found if isinstance(found, Effective) else None)


def _sound(board: FieldBoard | Refused) -> FieldBoard:
    if isinstance(board, Refused):
        raise Impossible(board.complaint)
    return board


def _with_quick(
    door: Door, query: FieldQuery, board: FieldBoard, limits: WorkLimits
) -> tuple[FieldBoard | Refused, str]:
    """The board with the effective field, or as it was and why there is none."""
    try:
        *_, found = effective(board.stack, board.unit, limits)
    except AppError as error:
        return board, error.sentence
    return _board(door, query, found), ""


def _context(door: Door, board: FieldBoard | Refused, refusal: str) -> dict[str, object]:
    known = door.desk.catalog.architectures.by_slug
    pieces = (
        (alone(from_the_side(board), **side_data(board)), alone(from_above(board)))
        if isinstance(board, FieldBoard)
        else ()
    )
    return {
        "board": board,
        "known": [(slug, each.words.name) for slug, each in known.items()],
        "pieces": pieces,
        "refusal": refusal,
    }


def _practice(board: FieldBoard | Refused) -> Practice | None:
    return Practice(FIGURE.problems[0], board.numbers) if isinstance(board, FieldBoard) and board.numbers else None

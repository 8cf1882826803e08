"""The known networks, side by side and one by one."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from app.practice.lab.architectures import ADDRESS, FIRST, ArchitecturesBoard, architecture_board, architectures_board
from app.web.figures import draw
from app.web.figures.known_networks import draw_plane, draw_timeline
from app.web.pages.door import Door, DoorDep
from app.web.pages.lab.figures import LabFigure, drawing, shown

router = APIRouter()

PROBLEMS = ("innovation-to-architecture", "architectures-in-order", "name-the-architecture", "vgg-or-resnet")
FIGURE = LabFigure(
    address=ADDRESS,
    name="Architectures",
    question="What did each network bring, and what did it cost?",
    template="architectures.html",
    problems=PROBLEMS,
)
ONE = LabFigure(ADDRESS, "One architecture", "What is it made of?", "architecture.html", PROBLEMS)
Slugs = Annotated[list[Annotated[str, Query(max_length=40)]] | None, Query(max_length=30)]


@router.get(ADDRESS)
async def architectures(door: DoorDep, of: Slugs = None) -> Response:
    """The time line, the plane, and those of the address side by side."""
    drawn = {"draw_plane": draw_plane, "draw_timeline": draw_timeline}
    return shown(door, FIGURE, {"board": _board(door, of), **drawn})


@router.get(f"{ADDRESS}-plane.svg")
async def plane(door: DoorDep, of: Slugs = None) -> Response:
    """Parameters against MACs as a file, those of the address filled in."""
    return drawing(lambda: draw_plane(_board(door, of).known, "plane"), "architectures-plane")


@router.get(f"{ADDRESS}-timeline.svg")
async def timeline(door: DoorDep, of: Slugs = None) -> Response:
    """The time line as a file."""
    return drawing(lambda: draw_timeline(_board(door, of).known, "timeline"), "architectures-timeline")


@router.get(ADDRESS + "/{slug}.svg")
async def blocks(door: DoorDep, slug: str) -> Response:
    """One network in blocks as a file."""
    board = architecture_board(door.desk.catalog.architectures, slug)
    return drawing(lambda: draw(board.blocks, name="blocks"), slug)


@router.get(ADDRESS + "/{slug}")
async def architecture(door: DoorDep, slug: str) -> Response:
    """One network in blocks, with what was printed of it."""
    return shown(door, ONE, {"board": architecture_board(door.desk.catalog.architectures, slug)})


def _board(door: Door, of: list[str] | None) -> ArchitecturesBoard:
    return architectures_board(door.desk.catalog.architectures, FIRST if of is None else tuple(filter(None, of)))

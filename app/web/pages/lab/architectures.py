"""The known networks, side by side and one by one."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from app.practice.lab.architectures import ADDRESS, FIRST, architecture_board, architectures_board
from app.web.figures.known_networks import draw_plane, draw_timeline
from app.web.pages.door import DoorDep
from app.web.pages.lab.figures import LabFigure, shown

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
    board = architectures_board(door.desk.catalog.architectures, FIRST if of is None else tuple(filter(None, of)))
    return shown(door, FIGURE, {"board": board, "draw_plane": draw_plane, "draw_timeline": draw_timeline})


@router.get(ADDRESS + "/{slug}")
async def architecture(door: DoorDep, slug: str) -> Response:
    """One network in blocks, with what was printed of it."""
    return shown(door, ONE, {"board": architecture_board(door.desk.catalog.architectures, slug)})

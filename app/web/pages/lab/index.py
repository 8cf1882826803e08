"""What the lab holds."""

from fastapi import APIRouter
from starlette.responses import Response

from app.practice.searching import FigurePage
from app.web.pages.door import DoorDep
from app.web.pages.lab import (
    architectures,
    convolution,
    cost,
    gradients,
    highway,
    network,
    pooling,
    receptive_field,
    sizes,
    transfer,
)

router = APIRouter()

FIGURES = (
    convolution.FIGURE,
    sizes.FIGURE,
    receptive_field.FIGURE,
    pooling.FIGURE,
    network.FIGURE,
    gradients.FIGURE,
    highway.FIGURE,
    cost.FIGURE,
    architectures.FIGURE,
    transfer.FIGURE,
)

FIGURE_PAGES = tuple(FigurePage(each.address, each.name, each.question) for each in FIGURES)
"""For the search."""


@router.get("/lab")
async def index(door: DoorDep) -> Response:
    """A line for each figure."""
    return door.renderer.page(door.request, "pages/lab/index.html", {"figures": FIGURES})

"""What the lab holds."""

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import Response

from app.web.pages.door import DoorDep

router = APIRouter()


@dataclass(frozen=True, slots=True)
class LabFigure:
    """A page of the lab, and the one question it answers."""

    address: str
    name: str
    question: str


FIGURES = (
    LabFigure("/lab/output-size", "Output size", "How large is what comes out, and which number would change it?"),
)


@router.get("/lab")
async def index(door: DoorDep) -> Response:
    """A line for each figure."""
    return door.renderer.page(door.request, "pages/lab/index.html", {"figures": FIGURES})

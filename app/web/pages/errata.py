"""What is often printed and not true."""

from fastapi import APIRouter
from starlette.responses import Response

from app.practice.correcting import corrections
from app.web.pages.door import DoorDep

router = APIRouter(include_in_schema=False)


@router.get("/errata")
async def errata(door: DoorDep) -> Response:
    """Every claim with what holds instead."""
    return door.renderer.page(door.request, "pages/errata.html", {"errata": corrections(door.desk)})

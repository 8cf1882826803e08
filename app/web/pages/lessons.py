"""The chapter."""

from fastapi import APIRouter
from starlette.responses import Response

from app.web.pages.door import DoorDep

router = APIRouter(include_in_schema=False)


@router.get("/learn")
async def contents(door: DoorDep) -> Response:
    """The parts there are."""
    lessons = tuple(door.desk.catalog.lessons.by_slug.values())
    return door.renderer.page(door.request, "pages/learn/index.html", {"lessons": lessons})


@router.get("/learn/{slug}")
async def lesson(door: DoorDep, slug: str) -> Response:
    """One part."""
    return door.lesson(slug)

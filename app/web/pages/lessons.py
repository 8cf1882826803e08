"""The chapter."""

from fastapi import APIRouter
from starlette.responses import Response

from app.practice.lessons import cheat_sheet, glossary
from app.web.pages.door import DoorDep

router = APIRouter(include_in_schema=False)


@router.get("/learn")
async def contents(door: DoorDep) -> Response:
    """The parts there are."""
    lessons = tuple(door.desk.catalog.lessons.by_slug.values())
    return door.renderer.page(door.request, "pages/learn/index.html", {"lessons": lessons})


@router.get("/learn/cheat-sheet")
async def one_page(door: DoorDep) -> Response:
    """The whole chapter on one page, to print."""
    return door.renderer.page(door.request, "pages/learn/cheat_sheet.html", {"rows": cheat_sheet(door.desk)})


@router.get("/learn/glossary")
async def terms(door: DoorDep) -> Response:
    """The words of the field."""
    return door.renderer.page(door.request, "pages/learn/glossary.html", {"letters": glossary(door.desk)})


@router.get("/learn/{slug}")
async def lesson(door: DoorDep, slug: str) -> Response:
    """One part."""
    return door.lesson(slug)

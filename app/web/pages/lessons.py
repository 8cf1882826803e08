"""The chapters."""

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import RedirectResponse, Response

from app.practice.lessons import cheat_sheet, contents, glossary, mark
from app.web.pages.door import DoorDep

router = APIRouter(include_in_schema=False)


@router.get("/learn")
async def parts(door: DoorDep) -> Response:
    """The chapters with their parts, and how far one is."""
    context = {"contents": contents(door.desk, door.visit)}
    return door.renderer.page(door.request, "pages/learn/index.html", context)


@router.get("/learn/cheat-sheet")
async def one_page(door: DoorDep) -> Response:
    """Everything on one page, to print."""
    return door.renderer.page(door.request, "pages/learn/cheat_sheet.html", {"rows": cheat_sheet(door.desk)})


@router.get("/learn/glossary")
async def terms(door: DoorDep) -> Response:
    """The words of the field."""
    return door.renderer.page(door.request, "pages/learn/glossary.html", {"letters": glossary(door.desk)})


@router.get("/learn/{slug}")
async def lesson(door: DoorDep, slug: str) -> Response:
    """One part."""
    return door.lesson(slug)


@router.post("/learn/{slug}/mark")
async def bookmark(
    door: DoorDep,
    slug: str,
    section: Annotated[str | None, Form(max_length=100)] = None,
    finished: Annotated[bool | None, Form()] = None,
) -> Response:
    """Keep how far one has read: the section one is at, sent by the page, or that it is all read, said by a button."""
    await mark(door.desk, door.visit, slug, section=section, finished=finished)
    return RedirectResponse("/learn" if finished else f"/learn/{slug}", status_code=303)

"""The chapters."""

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import RedirectResponse, Response

from app.practice.lessons import cheat_sheet, contents, glossary, mark, moved, sources
from app.web.figures.drawing import draw_drawing
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


@router.get("/learn/sources")
async def works(door: DoorDep) -> Response:
    """What is cited."""
    return door.renderer.page(door.request, "pages/learn/sources.html", {"sources": sources(door.desk)})


@router.get("/learn/{slug}")
async def lesson(door: DoorDep, slug: str) -> Response:
    """One part."""
    return door.lesson(slug)


@router.get("/learn/{slug}/figures/{number}")
async def figure(door: DoorDep, slug: str, number: int) -> Response:
    """A figure of a part in another state, for htmx; anybody else finds that state in the lab."""
    address, drawn = moved(door.desk, slug, number, door.request.url.query)
    if not door.is_swap:
        return RedirectResponse(address, status_code=303)
    context = {"name": f"figure-{number}", "drawn": drawn, "draw_drawing": draw_drawing}
    return door.renderer.fragment("fragments/learn/drawn.html", context)


@router.post("/learn/{slug}/mark")
async def bookmark(
    door: DoorDep,
    slug: str,
    section: Annotated[str | None, Form(max_length=100)] = None,
    finished: Annotated[bool | None, Form()] = None,
) -> Response:
    """Keep how far one has read: the section one is at, sent by the page, or that it is all read, said by a button.

    The page sends it as it is left, when a redirect would be followed for nothing.
    """
    await mark(door.desk, door.visit, slug, section=section, finished=finished)
    if finished is None:
        return Response(status_code=204)
    return RedirectResponse("/learn" if finished else f"/learn/{slug}", status_code=303)

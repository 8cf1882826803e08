"""The diagnostic: its page, the way to its next question, and its end."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from app.practice import diagnosing
from app.web.pages.door import DIAGNOSTIC, DIAGNOSTIC_QUERY, DoorDep, question_address, variant_address

router = APIRouter(include_in_schema=False)


@router.get(DIAGNOSTIC)
async def diagnostic(door: DoorDep) -> Response:
    """As it stands."""
    page = diagnosing.diagnostic(door.desk, door.visit)
    return door.renderer.page(door.request, "pages/diagnostic.html", {"diagnostic": page})


@router.get(f"{DIAGNOSTIC}/next")
async def next_question(door: DoorDep, *, again: bool = False) -> Response:
    """The question that waits, or the next one; the page once it is over."""
    found = diagnosing.next_question(door.desk, door.visit, again=again)
    if found is None:
        return RedirectResponse(DIAGNOSTIC, status_code=303)
    address = question_address(found) if isinstance(found, UUID) else variant_address(found)
    return RedirectResponse(address + DIAGNOSTIC_QUERY, status_code=303)


@router.post(f"{DIAGNOSTIC}/end")
async def end(door: DoorDep) -> Response:
    """Stop here."""
    await diagnosing.end(door.desk, door.visit)
    return RedirectResponse(DIAGNOSTIC, status_code=303)

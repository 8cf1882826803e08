"""The self-assessment: nine rows of five."""

from collections.abc import Mapping

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from app.errors import BadInput
from app.practice import assessing
from app.web.pages.door import Door, DoorDep

router = APIRouter(include_in_schema=False)

ADDRESS = "/assess"
PREFIX = "score."


@router.get(ADDRESS)
async def assessment(door: DoorDep) -> Response:
    """Today's scores."""
    page = assessing.assessment(door.desk, door.visit)
    return door.renderer.page(door.request, "pages/assess.html", {"assessment": page})


@router.post(ADDRESS)
async def assess(door: DoorDep) -> Response:
    """Keep what was chosen. A form without any choice is sent back with a sentence, not an error page."""
    scores = await _scores(door)
    if scores:
        await assessing.assess(door.desk, door.visit, scores, None)
    if not door.is_swap:
        return RedirectResponse(ADDRESS, status_code=303)
    page = assessing.assessment(door.desk, door.visit)
    return door.renderer.fragment("fragments/assessed.html", {"assessment": page})


async def _scores(door: Door) -> Mapping[str, int]:
    form = await door.request.form()
    pairs = {name.removeprefix(PREFIX): value for name, value in form.items() if name.startswith(PREFIX)}
    if not all(isinstance(value, str) and value.isdecimal() and len(value) == 1 for value in pairs.values()):
        raise BadInput("A score is a number from 1 to 5.")
    return {name: int(str(value)) for name, value in pairs.items()}

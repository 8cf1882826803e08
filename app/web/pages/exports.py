"""Files to take along: the plan as a calendar, the cards as a deck and a table; and the calendar's secret address."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import RedirectResponse, Response

from app.errors import BadInput
from app.practice.exporting import calendars, decks
from app.web.calendar_keys import MEDIA_TYPE
from app.web.pages.door import DoorDep

router = APIRouter(include_in_schema=False)

PLAN = "/plan"
LAST_HOUR = 23


@router.get("/plan.ics")
async def calendar_file(door: DoorDep, alarm: Annotated[str, Query(max_length=10)] = "") -> Response:
    """The plan as a file: it does not move with the plan, as the address to subscribe to does."""
    link = str(door.request.url.replace(path=PLAN, query=""))
    text = calendars.calendar_of(door.desk, door.visit, link=link, alarm_hour=_hour(alarm))
    return _file(text.encode(), "receptive.ics", MEDIA_TYPE)


@router.post("/plan/calendar")
async def open_address(door: DoorDep) -> Response:
    """Make a secret address, in the place of the one there was."""
    await calendars.open_address(door.desk, door.visit)
    return RedirectResponse(PLAN, status_code=303)


@router.post("/plan/calendar/end")
async def end_address(door: DoorDep) -> Response:
    """End the secret address."""
    await calendars.end_address(door.desk, door.visit)
    return RedirectResponse(PLAN, status_code=303)


@router.get("/deck.apkg")
def deck(door: DoorDep) -> Response:
    """The cards for Anki. In a thread, since the deck is packed anew."""
    return _file(decks.apkg(door.desk.catalog, door.visit.now), "receptive.apkg", "application/octet-stream")


@router.get("/deck.tsv")
async def table(door: DoorDep) -> Response:
    """The cards between tabs."""
    text = decks.tsv(door.desk.catalog).encode()
    return _file(text, "receptive.tsv", "text/tab-separated-values; charset=utf-8")


def _hour(text: str) -> int | None:
    """The hour to be reminded at; a form sends nothing for none."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and int(text) <= LAST_HOUR):
        raise BadInput(f"A reminder comes at an hour from 0 to {LAST_HOUR}.")
    return int(text)


def _file(content: bytes, name: str, media_type: str) -> Response:
    return Response(content, 200, {"Content-Disposition": f'attachment; filename="{name}"'}, media_type)

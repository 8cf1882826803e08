"""Out of the product: the calendar by its secret address, the deck of flash cards."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel
from starlette.responses import Response

from app.practice.course import in_their_zone
from app.practice.exporting import calendars, decks
from app.practice.visit import Visit
from app.web.calendar_keys import MEDIA_TYPE, owner, secret_address
from app.web.deps import DeskDep, StampsDep, Surroundings, VisitDep
from app.web.errors import PROBLEM_RESPONSES

router = APIRouter(tags=["plan"], responses=PROBLEM_RESPONSES)

KEPT_BACK = {"Cache-Control": "private, no-cache"}


class AddressOut(BaseModel):
    """The secret address; null once it is ended."""

    address: str | None


@router.get("/calendar.ics", response_class=Response)
async def calendar(
    request: Request,
    key: Annotated[str, Query(max_length=100)],
    desk: DeskDep,
    stamps: StampsDep,
    alarm: Annotated[int | None, Query(ge=0, le=23)] = None,
) -> Response:
    """The plan as a calendar, for whoever has the key; `alarm` is an hour of the day to be reminded at."""
    here: Surroundings = request.app.state.surroundings
    with desk.store.read() as reader:
        learner: UUID = owner(reader, stamps, key)
        visit = in_their_zone(reader, Visit(learner, here.clock(), here.zone, here.rollover_hour, here.random_bits))
    link = str(request.url.replace(path="/plan", query=""))
    text = calendars.calendar_of(desk, visit, link=link, alarm_hour=alarm)
    return Response(text, 200, KEPT_BACK, MEDIA_TYPE)


@router.post("/calendar", status_code=201)
async def open_calendar(request: Request, desk: DeskDep, visit: VisitDep, stamps: StampsDep) -> AddressOut:
    """Make a secret address, in the place of the one there was."""
    await calendars.open_address(desk, visit)
    with desk.store.read() as reader:
        return AddressOut(address=secret_address(reader, stamps, visit.learner, request.url))


@router.delete("/calendar")
async def end_calendar(desk: DeskDep, visit: VisitDep) -> AddressOut:
    """End the secret address."""
    await calendars.end_address(desk, visit)
    return AddressOut(address=None)


@router.get("/deck.apkg", response_class=Response)
def deck(desk: DeskDep, visit: VisitDep) -> Response:
    """The flash cards as a deck for Anki. In a thread, since it is packed anew."""
    named = {"Content-Disposition": 'attachment; filename="receptive.apkg"'}
    return Response(decks.apkg(desk.catalog, visit.now), 200, named, "application/octet-stream")


@router.get("/deck.tsv", response_class=Response)
async def table(desk: DeskDep) -> Response:
    """The flash cards as a table between tabs."""
    named = {"Content-Disposition": 'attachment; filename="receptive.tsv"'}
    return Response(decks.tsv(desk.catalog), 200, named, "text/tab-separated-values; charset=utf-8")

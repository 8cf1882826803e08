"""The plan: the line of days, the settings, pauses, beginning again. A form that cannot be kept comes back as typed."""

from collections import defaultdict
from collections.abc import Awaitable
from dataclasses import replace
from datetime import date
from zoneinfo import available_timezones

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from app.errors import AppError, BadInput, FieldComplaint
from app.practice import planning
from app.practice.plan_pages import plan_page
from app.practice.planning import Wish, wish_of
from app.web.calendar_keys import secret_address
from app.web.days import Day
from app.web.pages.door import Door, DoorDep

router = APIRouter(include_in_schema=False)

PLAN = "/plan"
NO_DATE = "This is no date; one is written 2026-03-31."
ZONES = tuple(sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")))


@router.get(PLAN)
async def plan(door: DoorDep) -> Response:
    """The plan as it stands."""
    return _page(door)


@router.post(PLAN)
async def set_plan(door: DoorDep) -> Response:
    """Begin a plan or change it."""
    said = await _said(door)
    try:
        wish = _wish(door, said)
    except BadInput as error:
        return _page(door, error)
    return await _done(door, planning.set_plan(door.desk, door.visit, wish, said.get("token")), wish)


@router.post("/plan/pauses")
async def pause(door: DoorDep) -> Response:
    """Days without study."""
    said = await _said(door)
    try:
        first, last = _day(said, "first"), _day(said, "last")
    except BadInput as error:
        return _page(door, error)
    return await _done(door, planning.pause(door.desk, door.visit, first, last, said.get("token")))


@router.post("/plan/pauses/{first}/end")
async def end_pause(first: Day, door: DoorDep) -> Response:
    """Take a pause back."""
    return await _done(door, planning.end_pause(door.desk, door.visit, first))


@router.post("/plan/restart")
async def restart(door: DoorDep) -> Response:
    """Begin again today."""
    said = await _said(door)
    return await _done(door, planning.restart(door.desk, door.visit, said.get("token")))


async def _done(door: Door, writing: Awaitable[object], wish: Wish | None = None) -> Response:
    try:
        await writing
    except BadInput as error:
        return _page(door, error, wish)
    return RedirectResponse(PLAN, status_code=303)


async def _said(door: Door) -> dict[str, str]:
    form = await door.request.form()
    return {name: value.strip() for name, value in form.multi_items() if isinstance(value, str)}


def _wish(door: Door, said: dict[str, str]) -> Wish:
    """What the form asks for; what it does not name stays as it is."""
    with door.desk.store.read() as reader:
        now = wish_of(reader.plan(door.visit.learner), door.visit)
    is_whole = "timezone" in said  # a box that is not ticked is not sent, so only the whole form can say no
    return Wish(
        start_day=_day(said, "start_day") if said.get("start_day") else now.start_day,
        interview_day=_day(said, "interview_day") if said.get("interview_day") else None,
        zone=said.get("timezone") or now.zone,
        rollover_hour=_whole(said, "rollover_hour", now.rollover_hour),
        minutes_a_day=_whole(said, "minutes_per_day", now.minutes_a_day),
        busy="busy" in said if is_whole else now.busy,
        spread="spread" in said if is_whole else now.spread,
    )


def _day(said: dict[str, str], name: str) -> date:
    try:
        return date.fromisoformat(said.get(name, ""))
    except ValueError:
        raise BadInput(NO_DATE, (FieldComplaint(f"/{name}", NO_DATE),)) from None


def _whole(said: dict[str, str], name: str, otherwise: int) -> int:
    text = said.get(name, "")
    if not text:
        return otherwise
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
        sentence = "This must be a whole number."
        raise BadInput(sentence, (FieldComplaint(f"/{name}", sentence),))
    return int(text)


def _page(door: Door, error: AppError | None = None, wish: Wish | None = None) -> Response:
    fields = error.fields if isinstance(error, BadInput) else ()
    context = {
        "plan": replace(plan_page(door.desk, door.visit, wish), calendar=_address(door)),
        "zones": ZONES,
        "complaint": error.sentence if error else "",
        "complaints": defaultdict(str, {each.pointer.removeprefix("/"): each.detail for each in fields}),
        "token": door.stamps.token(door.visit.now, door.visit.random_bits),
    }
    return door.renderer.page(door.request, "pages/plan.html", context, status=422 if error else 200, here=PLAN)


def _address(door: Door) -> str:
    with door.desk.store.read() as reader:
        return secret_address(reader, door.stamps, door.visit.learner, door.request.url)

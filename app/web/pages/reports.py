"""The report, the links to share it, and what somebody sees who has one of these."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from app.practice import reporting
from app.practice.course import in_their_zone
from app.practice.visit import Visit
from app.web.deps import DeskDep, RendererDep, StampsDep, Surroundings
from app.web.pages.door import DoorDep
from app.web.report_keys import SHARED, addresses, owner

router = APIRouter(include_in_schema=False)

REPORT = "/report"
UNLISTED = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer"}


@router.get(REPORT)
async def report(door: DoorDep) -> Response:
    """One's own, with the links that can be read now."""
    with door.desk.store.read() as reader:
        links = addresses(reader, door.stamps, door.visit, door.request.url)
    context = {"report": reporting.report(door.desk, door.visit), "links": links, "lasting_days": reporting.LASTING}
    return door.renderer.page(door.request, "pages/report.html", context)


@router.post(f"{REPORT}/links")
async def share(door: DoorDep, days: Annotated[int, Form()]) -> Response:
    """Make a link."""
    await reporting.open_link(door.desk, door.visit, days)
    return RedirectResponse(f"{REPORT}#share", status_code=303)


@router.post(f"{REPORT}/links/{{link_id}}/end")
async def end(link_id: UUID, door: DoorDep) -> Response:
    """End a link."""
    await reporting.end_link(door.desk, door.visit, link_id)
    return RedirectResponse(f"{REPORT}#share", status_code=303)


@router.get(SHARED)
async def shared(
    request: Request,
    desk: DeskDep,
    renderer: RendererDep,
    stamps: StampsDep,
    key: Annotated[str, Query(max_length=100)] = "",
) -> Response:
    """The report for whoever has the key, and nothing else: no way into the product, and no cookie."""
    here: Surroundings = request.app.state.surroundings
    now = here.clock()
    with desk.store.read() as reader:
        learner = owner(reader, stamps, key, now)
        visit = in_their_zone(reader, Visit(learner, now, here.zone, here.rollover_hour, here.random_bits))
    response = renderer.page(request, "pages/shared.html", {"report": reporting.report(desk, visit)}, here="/")
    response.headers.update(UNLISTED)
    return response

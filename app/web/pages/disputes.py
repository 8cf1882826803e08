"""“You misjudged me”: under a verdict on an attempt, and under one that left none."""

from dataclasses import replace
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from app.practice import disputing, practising
from app.practice.answering import Submission
from app.practice.disputing import NOTED
from app.practice.sheet import Sheet
from app.practice.sheets import Progress, stored_verdict
from app.problems.figures import Figure
from app.web.pages.door import Door, DoorDep, Sent, question_address, variant_address
from app.web.pages.sheets import variant_named

router = APIRouter(include_in_schema=False)


@router.post("/attempts/{attempt_id}/dispute")
async def dispute(attempt_id: UUID, door: DoorDep) -> Response:
    """Dispute the verdict on an attempt."""
    sent = await door.sent()
    attempt = disputing.find_attempt(door.desk, door.visit, attempt_id)
    said = await disputing.dispute(door.desk, door.visit, attempt_id, sent.comment)
    address = question_address(attempt.question_id)
    sheet = practising.show(door.desk, door.visit, attempt.question_id, address)
    if not door.is_swap:
        return RedirectResponse(door.home(sheet), status_code=303)
    return _swap(door, replace(sheet, attempt=attempt_id, dispute=said.comment), sent)


@router.post("/questions/{question_id}/dispute")
async def dispute_unread(question_id: UUID, door: DoorDep) -> Response:
    """Dispute a verdict that left no attempt, on a question that was put."""
    sent = await door.sent()
    said = await disputing.dispute_unrecorded(door.desk, door.visit, question_id, _submission(sent), sent.comment)
    free = Progress(typed=sent.typed, verdict=stored_verdict(said))
    sheet = practising.show(door.desk, door.visit, question_id, question_address(question_id), free)
    figure = practising.figure_of(door.desk, door.visit, question_id)
    return _noted(door, replace(sheet, dispute=said.comment), figure, sent)


@router.post("/problems/{slug}/{numbers}/dispute")
async def dispute_look(slug: str, numbers: str, door: DoorDep) -> Response:
    """Dispute a verdict that left no attempt, where the question was only looked at."""
    sent, chosen = await door.sent(), variant_named(door, slug, numbers)
    said = await disputing.dispute_unrecorded(door.desk, door.visit, chosen, _submission(sent), sent.comment)
    free = Progress(typed=sent.typed, verdict=stored_verdict(said))
    sheet = practising.preview(door.desk, chosen, variant_address(chosen), free)
    return _noted(door, replace(sheet, dispute=said.comment), practising.figure(door.desk, chosen), sent)


def _submission(sent: Sent) -> Submission:
    return Submission(sent.typed, sent.token)


def _noted(door: Door, sheet: Sheet, figure: Figure | None, sent: Sent) -> Response:
    """Without htmx the page itself and no redirect, which would lose what was typed; sent again, it changes nothing."""
    return _swap(door, sheet, sent) if door.is_swap else door.page(sheet, figure, token=sent.token)


def _swap(door: Door, sheet: Sheet, sent: Sent) -> Response:
    """The same token again: whoever words it anew words the same dispute."""
    return door.swap("fragments/disputed.html", sheet, NOTED, token=sent.token)

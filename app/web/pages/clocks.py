"""Starting the clock of a spoken answer: on a question, and on a look, which becomes a question by it."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from app.errors import BadInput
from app.practice import practising
from app.practice.timing import PACES
from app.web.pages.door import Door, DoorDep, Sent, question_address
from app.web.pages.sheets import variant_named

router = APIRouter(include_in_schema=False)

UNTIMED = "untimed"


@router.post("/questions/{question_id}/clock")
async def clock(question_id: UUID, door: DoorDep) -> Response:
    """Begin to speak."""
    return await _start(door, question_id, await door.sent())


@router.post("/problems/{slug}/{numbers}/clock")
async def clock_for_look(slug: str, numbers: str, door: DoorDep) -> Response:
    """Put the question and begin to speak."""
    sent, chosen = await door.sent(), variant_named(door, slug, numbers)
    return await _start(door, await door.put(chosen, sent), sent)


async def _start(door: Door, question_id: UUID, sent: Sent) -> Response:
    seconds = _seconds(sent.pace)
    await practising.speak(door.desk, door.visit, question_id, seconds, sent.token)
    sheet = practising.show(door.desk, door.visit, question_id, question_address(question_id), sent.in_progress)
    said = f"You have {seconds} seconds." if seconds else "No clock is running. Take your time."
    return door.recorded(sheet, said, amid=sent)


def _seconds(pace: str) -> int | None:
    """The seconds that a button of the page stands for."""
    if pace == UNTIMED:
        return None
    if pace not in {str(seconds) for seconds in PACES}:
        raise BadInput("Choose how long you want to speak for.")
    return int(pace)

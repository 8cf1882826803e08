"""The band that a learner gives themselves, before the rubric is shown."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from app.errors import BadInput
from app.learning.rubric import Band
from app.practice import practising
from app.web.pages.door import DoorDep, question_address

router = APIRouter(include_in_schema=False)

NONE = "none"


@router.post("/questions/{question_id}/band")
async def band(question_id: UUID, door: DoorDep) -> Response:
    """Keep it, and show the rubric."""
    sent = await door.sent()
    await practising.give_band(door.desk, door.visit, question_id, _band(sent.band), sent.token)
    sheet = practising.show(door.desk, door.visit, question_id, question_address(question_id))
    return door.recorded(sheet, "The rubric is shown.")


def _band(given: str) -> Band | None:
    """The band of a radio button, or none for somebody who only wants to see."""
    if given == NONE:
        return None
    if given not in set(Band):
        raise BadInput("Choose the band you would give yourself, or ask to see the rubric without one.")
    return Band(given)

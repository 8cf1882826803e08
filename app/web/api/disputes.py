"""Disputing the verdict on an attempt."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, Field

from app.practice import disputing
from app.problems.grading import Outcome
from app.web.api.problems import Strict
from app.web.deps import DeskDep, IdempotencyKey, VisitDep
from app.web.errors import PROBLEM_RESPONSES

router = APIRouter(prefix="/attempts", tags=["questions"], responses=PROBLEM_RESPONSES)


class DisputeIn(Strict):
    """What was meant, or why the verdict is not right; at most 2,000 characters."""

    comment: str = Field(default="", examples=["I meant the side, 28, not the area."])


class DisputeOut(BaseModel):
    """What is kept, beside the question's numbers and the verdict; `readings` is null where nothing was understood."""

    id: UUID
    attempt_id: UUID
    outcome: Outcome
    answer: dict[str, str]
    readings: dict[str, str | None]
    comment: str
    disputed_at: datetime


@router.post("/{attempt_id}/dispute", status_code=201)
async def dispute(
    attempt_id: UUID, body: DisputeIn, desk: DeskDep, visit: VisitDep, key: IdempotencyKey = None
) -> DisputeOut:
    """Say that an answer was misjudged. Saying it again changes the comment only."""
    said = await disputing.dispute(desk, visit, attempt_id, body.comment, key)
    return DisputeOut(
        id=said.id,
        attempt_id=attempt_id,
        outcome=Outcome(said.outcome),
        answer=dict(said.answer),
        readings={name: reading["echo"] for name, reading in said.readings.items()},
        comment=said.comment,
        disputed_at=said.disputed_at,
    )

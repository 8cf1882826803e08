"""The scores a learner gives themselves."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field

from app.learning.self_assessment import AssessmentDay
from app.practice import assessing
from app.problems.skills import Skill
from app.web.api.problems import Strict
from app.web.deps import DeskDep, IdempotencyKey, VisitDep
from app.web.errors import PROBLEM_RESPONSES

router = APIRouter(prefix="/self-assessments", tags=["progress"], responses=PROBLEM_RESPONSES)

Score = Annotated[int, Field(ge=1, le=5)]


class AssessmentIn(Strict):
    """Scores from 1 (cannot) to 5 (can teach), for all nine skills or for some."""

    scores: Annotated[dict[str, Score], Field(min_length=1, examples=[{"output-size": 4, "pooling": 3}])]


class AssessmentOut(BaseModel):
    """What was scored on one study day. `short` are the skills under 4, the target."""

    study_day: date
    scores: dict[str, int]
    total: int
    complete: bool
    short: list[str]


class AssessmentsOut(BaseModel):
    """Every day with scores, the newest first."""

    items: list[AssessmentOut]
    next: None = None


@router.get("")
async def assessments(desk: DeskDep, visit: VisitDep) -> AssessmentsOut:
    """The history of scores."""
    return AssessmentsOut(items=[_out(day) for day in assessing.history(desk, visit)])


@router.post("", status_code=201)
async def assess(body: AssessmentIn, desk: DeskDep, visit: VisitDep, key: IdempotencyKey = None) -> AssessmentOut:
    """Score yourself today; a skill that was scored today already gets the new score."""
    return _out(await assessing.assess(desk, visit, body.scores, key))


def _out(day: AssessmentDay) -> AssessmentOut:
    complete = len(day.scores) == len(Skill)
    return AssessmentOut(
        study_day=day.day, scores=dict(day.scores), total=day.total, complete=complete, short=list(day.short)
    )

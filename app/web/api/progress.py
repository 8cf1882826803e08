"""Where a learner stands, as numbers."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel

from app.learning.calibration import Leaning
from app.practice.progress import Range, progress
from app.practice.progress_board import ProgressPage, SkillStanding
from app.problems.skills import Skill
from app.web.days import Day
from app.web.deps import DeskDep, KeptDep, VisitDep
from app.web.errors import PROBLEM_RESPONSES

router = APIRouter(tags=["progress"], responses=PROBLEM_RESPONSES)


class ReadinessOut(BaseModel):
    """Predicted recall on `day`, 0 to 1; null before the first answer."""

    day: date | None
    recall: float | None
    low: float | None
    high: float | None
    sentence: str


class ProofOut(BaseModel):
    """First answers of one form: `right` of `count`, `clean` of them without a hint that costs."""

    form: str
    count: int
    right: int
    clean: int


class StandingOut(BaseModel):
    """A skill: the level that is proved, the estimated chance of a right first answer, and the self-score.

    `level` is null, and its name empty, until answers prove one. `recall` is predicted for the day of the readiness.
    """

    skill: Skill
    level: int | None
    level_name: str
    estimate: float
    low: float
    high: float
    recall: float
    recall_today: float
    evidence: list[ProofOut]
    self_score: int | None
    calibration: Leaning
    seconds: float


class ReliabilityOut(BaseModel):
    """Answers given with one confidence."""

    confidence: int
    claimed: float
    right: int
    count: int


class DayOut(BaseModel):
    """A study day and its answers."""

    study_day: date
    answers: int


class LoadOut(BaseModel):
    """A day to come and its minutes."""

    day: date
    minutes: int


class SlipOut(BaseModel):
    """A misconception and how often it was made."""

    id: str
    title: str
    times: int


class ProgressOut(BaseModel):
    """Everything the progress page shows."""

    readiness: ReadinessOut
    skills: list[StandingOut]
    brier: float | None
    reliability: list[ReliabilityOut]
    days: list[DayOut]
    load: list[LoadOut]
    misconceptions: list[SlipOut]


def _shown(
    chapter: Annotated[str | None, Query(max_length=100)] = None,
    skill: Skill | None = None,
    first: Annotated[Day | None, Query(alias="from")] = None,
    last: Annotated[Day | None, Query(alias="to")] = None,
) -> Range:
    return Range(chapter=chapter, skill=skill, first=first, last=last)


@router.get("/progress")
async def where_one_stands(
    desk: DeskDep, visit: VisitDep, kept: KeptDep, shown: Annotated[Range, Depends(_shown)]
) -> ProgressOut:
    """From first answers, of all there are or of those asked for; readiness and load are about everything."""
    return kept.of(desk, visit, ("numbers", shown), lambda: _out(progress(desk, visit, shown)))


def _out(page: ProgressPage) -> ProgressOut:
    ready = page.readiness
    return ProgressOut(
        readiness=ReadinessOut(
            day=ready.day, recall=ready.recall, low=ready.low, high=ready.high, sentence=ready.headline
        ),
        skills=[_standing(each) for each in page.skills],
        brier=page.curve.brier,
        reliability=[
            ReliabilityOut(confidence=each.confidence, claimed=each.stated, right=each.right, count=each.count)
            for each in page.curve.points
        ],
        days=[DayOut(study_day=each.day, answers=each.answers) for each in page.heat.days if each.answers]
        if page.heat
        else [],
        load=[LoadOut(day=each.day, minutes=each.minutes) for each in page.load if each.minutes],
        misconceptions=[SlipOut(id=each.id, title=each.title, times=each.times) for each in page.slips],
    )


def _standing(found: SkillStanding) -> StandingOut:
    return StandingOut(
        skill=found.id,
        level=found.level,
        level_name=found.level_name,
        estimate=found.estimate,
        low=found.low,
        high=found.high,
        recall=found.recall.then,
        recall_today=found.recall.today,
        evidence=[
            ProofOut(form=each.form, count=each.count, right=each.right, clean=each.clean) for each in found.proofs
        ],
        self_score=found.score,
        calibration=found.leaning,
        seconds=found.seconds,
    )

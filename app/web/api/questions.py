"""A learner's questions: put, answered, hinted at, revealed."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from app.learning.rubric import Band
from app.practice import practising, sessions
from app.practice.answering import Submission
from app.practice.practising import Variant
from app.practice.records import level_for
from app.practice.sheet import BandView, Hint, Sheet
from app.practice.timing import seconds_since_asked
from app.practice.visit import Desk, Visit
from app.store.rows import Question
from app.web.api.problems import FieldShape, Level, Seed, Strict, Typed, field_shape, typed_in
from app.web.api.verdicts import AnsweredOut, SolutionOut, VerdictOut, solution_out, verdict_out
from app.web.deps import DeskDep, FreshSeed, IdempotencyKey, VisitDep, new_token
from app.web.errors import PROBLEM_RESPONSES

router = APIRouter(prefix="/questions", tags=["questions"], responses=PROBLEM_RESPONSES)

PAGE = 50


class AskIn(Strict):
    """Which problem. Without a seed: its own numbers the first time, then fresh ones, at the level one has come to."""

    slug: str
    seed: Seed | None = None
    level: Level | None = None


class AnswerIn(Strict):
    """What to answer, field by field; `confidence` from 1 (a guess) to 5 (certain)."""

    answer: Annotated[dict[str, Typed], Field(max_length=64, examples=[{"size": "112"}])]
    confidence: Annotated[int, Field(ge=1, le=5)] | None = None


class HintOut(BaseModel):
    """An opened hint."""

    number: int
    name: str
    text: str
    html: str
    left: int


class BandOut(BaseModel):
    """A row of the rubric; `reached` is the one this question has earned."""

    band: str
    title: str
    html: str
    reached: bool


class RevealOut(BaseModel):
    """Solution and rubric."""

    solution: SolutionOut
    rubric: list[BandOut]


class ClockIn(Strict):
    """How long one wants to speak for; null for no limit."""

    seconds: int | None = Field(default=60, examples=[60, 90])


class ClockOut(BaseModel):
    """A clock as it stands: `left` seconds of `seconds`; both are null where there is no limit."""

    seconds: int | None
    left: int | None


class BandIn(Strict):
    """The band one gives oneself; null to see the rubric without one."""

    band: Annotated[Band | None, Field(strict=False)]


class EvidenceOut(BaseModel):
    """One thing that was seen, and the best band that it leaves."""

    aspect: str = Field(examples=["hints"])
    seen: str = Field(examples=["two hints"])
    leaves: str = Field(examples=["Lean hire"])


class BandsOut(BaseModel):
    """The band that the learner gave themselves (the first stands), the one that was earned, and by what."""

    own: str | None
    earned: str
    evidence: list[EvidenceOut]


class QuestionOut(BaseModel):
    """A question as it stands for this learner. Solution and rubric are there once it is right or revealed."""

    id: UUID
    slug: str
    revision: int
    level: int
    seed: int | None
    params: dict[str, Any]
    prompt_text: str
    prompt_html: str
    fields: list[FieldShape]
    asked_at: datetime
    attempts: int
    verdict: VerdictOut | None
    hints: list[HintOut]
    solution: SolutionOut | None
    rubric: list[BandOut]
    clock: ClockOut | None = None
    own_band: str | None = None
    evidence: list[EvidenceOut] = []


class QuestionRow(BaseModel):
    """A question in a list."""

    id: UUID
    slug: str
    level: int
    seed: int | None
    asked_at: datetime


class QuestionsOut(BaseModel):
    """A page of questions, newest first; `next` goes into `before` for the page after it."""

    items: list[QuestionRow]
    next: UUID | None


@router.get("")
async def questions(
    desk: DeskDep, visit: VisitDep, before: UUID | None = None, limit: Annotated[int, Query(ge=1, le=PAGE)] = PAGE
) -> QuestionsOut:
    """What this learner was asked."""
    with desk.store.read() as reader:
        found = reader.questions(visit.learner, limit=limit + 1, before=before)
    page = found[:limit]
    items = [QuestionRow(id=e.id, slug=e.slug, level=e.level, seed=e.seed, asked_at=e.asked_at) for e in page]
    return QuestionsOut(items=items, next=page[-1].id if len(found) > limit else None)


@router.post("", status_code=201)
async def ask(
    body: AskIn, response: Response, desk: DeskDep, visit: VisitDep, fresh: FreshSeed, key: IdempotencyKey = None
) -> QuestionOut:
    """Put a question."""
    question = await practising.ask(desk, visit, _chosen(desk, visit, body, fresh), key)
    response.headers["Location"] = f"/api/v1/questions/{question.id}"
    return _question(desk, visit, question)


@router.get("/{question_id}")
async def question(question_id: UUID, desk: DeskDep, visit: VisitDep) -> QuestionOut:
    """A question as it stands."""
    return _question(desk, visit, practising.find(desk, visit, question_id))


@router.post("/{question_id}/answer")
async def answer(
    question_id: UUID, body: AnswerIn, desk: DeskDep, visit: VisitDep, key: IdempotencyKey = None
) -> AnsweredOut:
    """Answer it. What cannot be read, or is right under another convention, costs nothing and leaves no attempt."""
    seconds = seconds_since_asked(desk, visit, question_id)
    sent = Submission(typed_in(body.answer), key or new_token(), body.confidence, seconds)
    answered = await practising.answer(desk, visit, question_id, sent)
    return AnsweredOut(
        **verdict_out(answered.verdict).model_dump(),
        attempt_id=answered.attempt.id if answered.attempt else None,
        due_day=sessions.due_day(desk, visit, question_id),
    )


@router.post("/{question_id}/clock")
async def clock(
    question_id: UUID, body: ClockIn, desk: DeskDep, visit: VisitDep, key: IdempotencyKey = None
) -> ClockOut:
    """Start the clock of a spoken answer. One that runs already goes on; 409 once the answer is committed."""
    await practising.speak(desk, visit, question_id, body.seconds, key)
    found = _clock(_sheet(desk, visit, question_id))
    return found or ClockOut(seconds=None, left=None)


@router.post("/{question_id}/band")
async def band(question_id: UUID, body: BandIn, desk: DeskDep, visit: VisitDep, key: IdempotencyKey = None) -> BandsOut:
    """Give oneself a band, before one looks at the rubric. 409 while the question is not over."""
    await practising.give_band(desk, visit, question_id, body.band, key)
    sheet = _sheet(desk, visit, question_id)
    earned = next(each.id for each in sheet.rubric if each.reached)
    return BandsOut(own=_own_band(sheet), earned=earned, evidence=_evidence(sheet))


@router.post("/{question_id}/hint")
async def hint(question_id: UUID, desk: DeskDep, visit: VisitDep, key: IdempotencyKey = None) -> HintOut:
    """Open the next hint. 409 when all are open."""
    number = await practising.open_hint(desk, visit, question_id, key)
    sheet = _sheet(desk, visit, question_id)
    return _hint(sheet.hints[number - 1], sheet)


@router.post("/{question_id}/reveal")
async def reveal(question_id: UUID, desk: DeskDep, visit: VisitDep) -> RevealOut:
    """Show solution and rubric."""
    await practising.reveal(desk, visit, question_id)
    sheet = _sheet(desk, visit, question_id)
    return RevealOut(solution=solution_out(sheet.solution or ()), rubric=_rubric(sheet.rubric))


def _chosen(desk: Desk, visit: Visit, body: AskIn, fresh: int) -> Variant:
    problem = desk.catalog.problem(body.slug)
    if body.seed is not None:
        return Variant(body.slug, body.seed, body.level or problem.level)
    if body.level is not None or problem.given is None or _was_asked(desk, visit, body.slug):
        return Variant(body.slug, fresh, body.level or level_for(desk, visit, body.slug))
    return Variant(body.slug, None, problem.level)


def _was_asked(desk: Desk, visit: Visit, slug: str) -> bool:
    with desk.store.read() as reader:
        return bool(reader.questions(visit.learner, slug=slug, limit=1))


def _sheet(desk: Desk, visit: Visit, question_id: UUID) -> Sheet:
    return practising.show(desk, visit, question_id, f"/api/v1/questions/{question_id}")


def _question(desk: Desk, visit: Visit, question: Question) -> QuestionOut:
    sheet = _sheet(desk, visit, question.id)
    return QuestionOut(
        id=question.id,
        slug=question.slug,
        revision=question.revision,
        level=question.level,
        seed=question.seed,
        params=dict(question.params),
        prompt_text=sheet.prompt_text,
        prompt_html=sheet.prompt_html,
        fields=[field_shape(box) for box in sheet.boxes],
        asked_at=question.asked_at,
        attempts=sheet.attempts,
        verdict=verdict_out(sheet.verdict) if sheet.verdict else None,
        hints=[_hint(each, sheet) for each in sheet.hints],
        solution=solution_out(sheet.solution) if sheet.solution is not None else None,
        rubric=_rubric(sheet.rubric),
        clock=_clock(sheet),
        own_band=_own_band(sheet),
        evidence=_evidence(sheet),
    )


def _own_band(sheet: Sheet) -> str | None:
    return sheet.own_band.id or None if sheet.own_band else None


def _evidence(sheet: Sheet) -> list[EvidenceOut]:
    return [EvidenceOut(aspect=line.aspect, seen=line.seen, leaves=line.leaves) for line in sheet.evidence]


def _clock(sheet: Sheet) -> ClockOut | None:
    clock = sheet.explaining.clock if sheet.explaining else None
    if clock is None:
        return None
    return ClockOut(seconds=clock.seconds, left=clock.left if clock.seconds else None)


def _hint(each: Hint, sheet: Sheet) -> HintOut:
    left = sheet.next_hint.left if sheet.next_hint else 0
    return HintOut(number=each.number, name=each.name, text=each.text, html=each.html, left=left)


def _rubric(bands: tuple[BandView, ...]) -> list[BandOut]:
    return [BandOut(band=each.id, title=each.title, html=each.html, reached=each.reached) for each in bands]

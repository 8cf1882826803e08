"""A learner's plan: set, paused, what is due today, tasks, and undoing an answer."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, Field

from app.catalog.plan import Task
from app.errors import BadInput, FieldComplaint
from app.learning.plan import MINUTES_A_DAY, ROLLOVER_HOUR, due_days
from app.practice import planning, practising, sessions, undoing
from app.practice.course import Course, course_of
from app.practice.planning import Wish
from app.practice.sessions import Put
from app.practice.sittings import open_sitting
from app.practice.visit import Desk, Visit
from app.store.rows import Attempt, Question
from app.store.writer import Writer
from app.web.api.problems import Strict
from app.web.days import Day
from app.web.deps import DeskDep, FreshSeed, IdempotencyKey, VisitDep
from app.web.errors import PROBLEM_RESPONSES

router = APIRouter(tags=["plan"], responses=PROBLEM_RESPONSES)


class PlanIn(Strict):
    """A plan; `interview_day` is the earliest possible, or null. `spread` caps a day by its minutes."""

    start_day: Day
    interview_day: Day | None = None
    timezone: Annotated[str, Field(max_length=100, examples=["Europe/Berlin"])]
    rollover_hour: Annotated[int, Field(ge=0, le=23)] = ROLLOVER_HOUR
    minutes_per_day: Annotated[int, Field(ge=1, le=planning.LONGEST_DAY)] = MINUTES_A_DAY
    busy: bool = False
    spread: bool = True


class PauseIn(Strict):
    """Days without study, the first and the last included."""

    first: Day
    last: Day


class PauseOut(BaseModel):
    """A pause as the plan has it; those that touch are one."""

    first: date
    last: date


class CheckpointOut(BaseModel):
    """A day of the ladder; `done_on` is null while it is open."""

    index: int
    name: str
    due_day: date
    done_on: date | None


class PlanOut(BaseModel):
    """The plan with its five days."""

    start_day: date
    interview_day: date | None
    timezone: str
    rollover_hour: int
    minutes_per_day: int
    busy: bool
    spread: bool
    pauses: list[PauseOut]
    checkpoints: list[CheckpointOut]


class DueOut(BaseModel):
    """
    Something to do today; `checkpoint` and `task` where it is a task.

    What is repeated has `recall`, predicted for the day `recall_day`, and `missed`: whether the last answer was wrong.
    """

    item: str = Field(examples=["task:D3.2", "problem:output-size", "card:paths"])
    title: str
    minutes: float
    checkpoint: int | None
    task: int | None
    recall: float | None
    recall_day: date | None
    missed: bool


class TodayOut(BaseModel):
    """What is left of today, in order. `mode` says how repeats were chosen, `moved_on` how many had no room."""

    study_day: date
    phase: str
    mode: str
    checkpoints: list[int]
    minutes: int
    items: list[DueOut]
    moved_on: int


@dataclass(frozen=True, slots=True)
class Place:
    """Which task: a checkpoint from 0 to 4 and a number from 1 to 3; and dice for its numbers."""

    index: int
    n: int
    seed: FreshSeed


class TaskIn(Strict):
    """Nothing, to be put the task's next question; or the day on which it was done elsewhere, with the share right."""

    study_day: Day | None = None
    score: Annotated[float | None, Field(ge=0, le=1)] = None


NOTHING = TaskIn()


class TaskOut(BaseModel):
    """A task as it stands; `question_id` is the question that waits, null once it is over."""

    checkpoint: int
    task: int
    title: str
    is_over: bool
    question_id: UUID | None
    left: int


class UndoneOut(BaseModel):
    """An answer that no longer counts; `question_id` is null for one to a card."""

    attempt_id: UUID
    question_id: UUID | None


@router.get("/plan")
async def plan(desk: DeskDep, visit: VisitDep) -> PlanOut:
    """The plan. 404 before one was begun."""
    with desk.store.read() as reader:
        planning.find_plan(reader, visit)
    return _plan(desk, visit)


@router.put("/plan")
async def set_plan(body: PlanIn, desk: DeskDep, visit: VisitDep, key: IdempotencyKey = None) -> PlanOut:
    """Begin a plan, or change the one there is; pauses and what was done stay."""
    wish = Wish(
        start_day=body.start_day,
        interview_day=body.interview_day,
        zone=body.timezone,
        rollover_hour=body.rollover_hour,
        minutes_a_day=body.minutes_per_day,
        busy=body.busy,
        spread=body.spread,
    )
    await planning.set_plan(desk, visit, wish, key)
    return _plan(desk, visit)


@router.post("/plan/pauses", status_code=201)
async def pause(body: PauseIn, desk: DeskDep, visit: VisitDep, key: IdempotencyKey = None) -> PlanOut:
    """Pause. What is open behind it moves, the interview does not."""
    await planning.pause(desk, visit, body.first, body.last, key)
    return _plan(desk, visit)


@router.delete("/plan/pauses/{first}")
async def end_pause(first: Day, desk: DeskDep, visit: VisitDep) -> PlanOut:
    """Take back the pause that begins on this day; of one under way, the days that have been stay."""
    await planning.end_pause(desk, visit, first)
    return _plan(desk, visit)


@router.post("/plan/restart", status_code=201)
async def restart(desk: DeskDep, visit: VisitDep, key: IdempotencyKey = None) -> PlanOut:
    """Begin again today. Answers and memory stay."""
    await planning.restart(desk, visit, key)
    return _plan(desk, visit)


@router.get("/plan/today")
async def today(desk: DeskDep, visit: VisitDep) -> TodayOut:
    """What is left of today, in order and in minutes."""
    with desk.store.read() as reader:
        planning.find_plan(reader, visit)
        course = course_of(desk.catalog, reader, visit)
    queue = sessions.queue_of(desk, course, visit)
    return TodayOut(
        study_day=visit.study_day,
        phase=queue.session.phase,
        mode=queue.session.mode,
        checkpoints=list(queue.session.checkpoints),
        minutes=queue.minutes,
        items=[
            DueOut(
                item=due.item,
                title=due.title,
                minutes=due.minutes,
                checkpoint=due.task.checkpoint if due.task else None,
                task=due.task.number if due.task else None,
                recall=due.repeat.recall if due.repeat else None,
                recall_day=due.repeat.by if due.repeat else None,
                missed=due.repeat is not None and due.repeat.was_missed,
            )
            for due in queue.dues
        ],
        moved_on=queue.moved_on,
    )


@router.post("/checkpoints/{index}/tasks/{n}", status_code=201)
async def task(
    place: Annotated[Place, Depends()],
    desk: DeskDep,
    visit: VisitDep,
    body: TaskIn = NOTHING,
    key: IdempotencyKey = None,
) -> TaskOut:
    """Put the next question of a task (answer it at /questions), or enter a task that was done on an earlier day."""
    chosen = desk.catalog.ladder.task(place.index, place.n)
    if body.study_day is not None:
        if body.score is None:
            sentence = "A task that is entered afterwards needs the share of it that was right."
            raise BadInput(sentence, (FieldComplaint("/score", sentence),))
        await sessions.enter_task(desk, visit, chosen, day=body.study_day, score=body.score, token=key)
        return _task(_course(desk, visit), chosen, None)
    course = _course(desk, visit)
    put = sessions.next_of_task(desk, visit, course, chosen, seed=place.seed)
    question = await _put(desk, visit, put, key)
    return _task(_course(desk, visit), chosen, question)


@router.post("/attempts/{attempt_id}/undo")
async def undo(attempt_id: UUID, desk: DeskDep, visit: VisitDep, response: Response) -> UndoneOut:
    """Let an answer to a question or a card no longer count: what followed from it is as it was without it."""
    answer = await undoing.undo(desk, visit, attempt_id)
    if not isinstance(answer, Attempt):
        return UndoneOut(attempt_id=attempt_id, question_id=None)
    response.headers["Location"] = f"/api/v1/questions/{answer.question_id}"
    return UndoneOut(attempt_id=answer.id, question_id=answer.question_id)


def _course(desk: Desk, visit: Visit) -> Course:
    with desk.store.read() as reader:
        planning.find_plan(reader, visit)
        return course_of(desk.catalog, reader, visit)


async def _put(desk: Desk, visit: Visit, put: Put, key: str | None) -> UUID | None:
    if put.question or put.variant is None:
        return put.question

    def then(writer: Writer, question: Question) -> None:
        sessions.mark_for(desk, visit, writer, put.serving, question)

    return (await practising.ask(desk, visit, put.variant, key, then)).id


def _plan(desk: Desk, visit: Visit) -> PlanOut:
    course = _course(desk, visit)
    due = due_days(course.plan, course.done)
    return PlanOut(
        start_day=course.plan.start,
        interview_day=course.plan.interview,
        timezone=course.plan.zone,
        rollover_hour=course.plan.rollover_hour,
        minutes_per_day=course.plan.minutes_a_day,
        busy=course.plan.busy,
        spread=course.is_spread,
        pauses=[PauseOut(first=each.first, last=each.last) for each in course.plan.pauses],
        checkpoints=[
            CheckpointOut(index=index, name=each.name, due_day=due[index], done_on=course.done.get(index))
            for index, each in enumerate(desk.catalog.ladder.checkpoints)
        ],
    )


def _task(course: Course, chosen: Task, question: UUID | None) -> TaskOut:
    index, n = chosen.checkpoint, chosen.number
    is_over = course.is_over(index, n) and question is None
    left = 0 if is_over else sum(fate is None for fate in open_sitting(course.sat, chosen).fates)
    return TaskOut(checkpoint=index, task=n, title=chosen.title, is_over=is_over, question_id=question, left=left)

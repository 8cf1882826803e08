"""The session: a queue that runs by itself, and what came of it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import RedirectResponse, Response

from app.errors import Missing
from app.practice import undoing
from app.practice.course import course_of
from app.practice.sessions import Put, next_of_task, next_put, task_named
from app.practice.summing_up import summary
from app.web.deps import FreshSeed
from app.web.pages.door import Door, DoorDep, question_address, variant_address
from app.web.pages.serving import session_query

router = APIRouter(include_in_schema=False)

PLAN = "/plan"
SUMMARY = "/session/summary"


@router.get("/session")
async def session(
    door: DoorDep,
    seed: FreshSeed,
    after: Annotated[str | None, Query(max_length=80)] = None,
    of: Annotated[str | None, Query(max_length=80)] = None,
    task: Annotated[str | None, Query(max_length=10)] = None,
) -> Response:
    """The next question: of the task one is in or has chosen, or else of today; the summary once all is done."""
    if not _is_planned(door):
        return RedirectResponse(PLAN, status_code=303)
    put = _of_task(door, task, seed) if task else next_put(door.desk, door.visit, after=after, of=of, seed=seed)
    return RedirectResponse(_address(put) if put else SUMMARY, status_code=303)


@router.get(SUMMARY)
async def session_summary(door: DoorDep) -> Response:
    """What was right, and what returns when."""
    found = summary(door.desk, door.visit)
    return door.renderer.page(door.request, "pages/session.html", {"summary": found})


@router.post("/attempts/{attempt_id}/undo")
async def undo(attempt_id: UUID, door: DoorDep) -> Response:
    """Let an attempt no longer count."""
    await undoing.undo(door.desk, door.visit, attempt_id)
    return RedirectResponse(SUMMARY, status_code=303)


def _is_planned(door: Door) -> bool:
    """Without a plan nothing is marked as done, and the first question would come again for ever."""
    with door.desk.store.read() as reader:
        return reader.plan(door.visit.learner) is not None


def _of_task(door: Door, code: str, seed: int) -> Put:
    task = task_named(door.desk, f"task:{code}")
    if task is None:
        raise Missing("There is no such task.")
    with door.desk.store.read() as reader:
        course = course_of(door.desk.catalog, reader, door.visit)
    return next_of_task(door.desk, door.visit, course, task, seed=seed)


def _address(put: Put) -> str:
    query = session_query(put.serving)
    if put.question:
        return question_address(put.question) + query
    if put.card:
        return f"/cards/{put.card}{query}"
    return variant_address(put.variant) + query if put.variant else SUMMARY

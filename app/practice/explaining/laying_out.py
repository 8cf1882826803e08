"""What the page shows of an explanation: the text to write, the clock that runs, the points to go through, the end."""

from math import ceil

from app.catalog.explanation import Explanation
from app.catalog.words import to_html
from app.practice.explaining.views import Explaining, RunningClock, Step
from app.practice.sheet import Marked, Status
from app.practice.timing import PACES
from app.practice.visit import Visit
from app.store.rows import Clock


def running(clock: Clock | None, visit: Visit) -> RunningClock | None:
    """A clock as it stands at this moment; its seconds are rounded up, and never fewer than none."""
    if clock is None or clock.seconds is None:
        return RunningClock(None) if clock else None
    passed = (visit.now - clock.started_at).total_seconds()
    ends_at = clock.started_at.timestamp() + clock.seconds
    shown = visit.now.fromtimestamp(ends_at, visit.zone).strftime("%H:%M:%S")
    return RunningClock(clock.seconds, left=max(ceil(clock.seconds - passed), 0), ends_at=shown)


def explaining(
    explanation: Explanation, typed: str, said: Marked | None, clock: RunningClock | None, *, is_over: bool
) -> Explaining:
    """The explanation as it stands."""
    checklist = said.checklist if said else None
    refused = next((mark.message for mark in said.marks if mark.status is Status.UNREADABLE), "") if said else ""
    points = tuple(explanation.says[point.id] for point in explanation.brief.points)
    return Explaining(
        step=_step(clock, has_checklist=checklist is not None, is_over=is_over),
        typed=typed,
        refusal=refused,
        paces=PACES,
        clock=clock,
        checklist=checklist,
        points=points if is_over else (),
        model_html=to_html(explanation.model) if is_over else "",
    )


def _step(clock: RunningClock | None, *, has_checklist: bool, is_over: bool) -> Step:
    if is_over:
        return Step.OVER
    if has_checklist:
        return Step.CHECKING
    return Step.SPEAKING if clock else Step.WRITING

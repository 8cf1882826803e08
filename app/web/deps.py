"""What a request brings into a use case: the desk, the learner, the clock and the dice."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import perf_counter
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Depends, Header, Request
from starlette.exceptions import HTTPException

from app.conv.plan import Costs
from app.conv.work import LONG_LIMITS, STANDARD_LIMITS, WorkLimits
from app.practice.course import in_their_zone
from app.practice.searching import Search, SearchWhenAsked
from app.practice.visit import Desk, Visit
from app.web.kept import Kept
from app.web.long import LongRuns
from app.web.render import Renderer
from app.web.session import LearnerId
from app.web.stamps import Stamps

TOKEN_BYTES = 16
ESTIMATES = Costs()


def system_clock() -> datetime:
    """The one place that reads the clock."""
    return datetime.now(UTC)  # noqa: TID251 - every other module is handed the time


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the application was set up with; tests put their own clock and dice here."""

    desk: Desk
    renderer: Renderer
    zone: ZoneInfo
    rollover_hour: int
    stamps: Stamps
    clock: Callable[[], datetime] = system_clock
    random_bits: Callable[[int], int] = secrets.randbits
    stopwatch: Callable[[], float] = perf_counter  # seconds since some moment
    long_runs: LongRuns = field(default_factory=LongRuns)
    kept: Kept = field(default_factory=Kept)


def _surroundings(request: Request) -> Surroundings:
    found: Surroundings = request.app.state.surroundings
    return found


def _desk(request: Request) -> Desk:
    return _surroundings(request).desk


def _renderer(request: Request) -> Renderer:
    return _surroundings(request).renderer


def _stamps(request: Request) -> Stamps:
    return _surroundings(request).stamps


def _visit(request: Request) -> Visit:
    """The learner of the cookie, now. A program's token is not known before the learner has made one."""
    learner: LearnerId | None = getattr(request.state, "learner", None)
    if learner is None:
        raise HTTPException(401, "This server knows no such token.", {"WWW-Authenticate": "Bearer"})
    here = _surroundings(request)
    visit = Visit(learner.value, here.clock(), here.zone, here.rollover_hour, here.random_bits)
    with here.desk.store.read() as reader:
        return in_their_zone(reader, visit)


def _kept(request: Request) -> Kept:
    return _surroundings(request).kept


def _long_runs(request: Request) -> LongRuns:
    return _surroundings(request).long_runs


def _stopwatch(request: Request) -> Callable[[], float]:
    return _surroundings(request).stopwatch


def _search(request: Request) -> Search:
    found: SearchWhenAsked = request.app.state.searching
    return found.search


def _work_limits(request: Request) -> WorkLimits:
    found: WorkLimits = getattr(request.app.state, "work_limits", STANDARD_LIMITS)
    return found


def _long_limits(request: Request) -> WorkLimits:
    found: WorkLimits = getattr(request.app.state, "long_limits", LONG_LIMITS)
    return found


def _engine_costs(request: Request) -> Costs:
    found: Costs = getattr(request.app.state, "engine_costs", ESTIMATES)
    return found


def _fresh_seed(request: Request) -> int:
    return _surroundings(request).random_bits(SEED_BITS)


def new_token() -> str:
    """What makes sending one answer twice harmless, for a program that brings no key of its own."""
    return secrets.token_urlsafe(TOKEN_BYTES)


SEED_BITS = 20  # short enough to be read out
DeskDep = Annotated[Desk, Depends(_desk)]
RendererDep = Annotated[Renderer, Depends(_renderer)]
VisitDep = Annotated[Visit, Depends(_visit)]
KeptDep = Annotated[Kept, Depends(_kept)]
LongRunsDep = Annotated[LongRuns, Depends(_long_runs)]
StopwatchDep = Annotated[Callable[[], float], Depends(_stopwatch)]
EngineCostsDep = Annotated[Costs, Depends(_engine_costs)]
LongLimitsDep = Annotated[WorkLimits, Depends(_long_limits)]
WorkLimitsDep = Annotated[WorkLimits, Depends(_work_limits)]
SearchDep = Annotated[Search, Depends(_search)]
StampsDep = Annotated[Stamps, Depends(_stamps)]
FreshSeed = Annotated[int, Depends(_fresh_seed)]
IdempotencyKey = Annotated[
    str | None,
    Header(alias="Idempotency-Key", min_length=1, max_length=200, description="Sending it again changes nothing."),
]

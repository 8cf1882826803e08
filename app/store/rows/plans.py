"""Plans, what was done of them, and what a memory is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.store.rows.values import Json


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """
    A plan as its learner set it at one time; the newest row holds, and the older ones are its history.

    A restart begins a new run: what was done before belongs to the run before.
    """

    learner_id: UUID
    id: UUID
    run_id: UUID  # the first version of its run has its own id here
    token: str | None  # the same token is the same version
    start_day: date
    interview_day: date | None
    pauses: Sequence[tuple[str, str]]  # first and last day of each, ISO 8601
    rollover_hour: int
    minutes_a_day: int
    busy: bool
    spread: bool  # what is overdue is spread over the days to come
    made_at: datetime
    study_day: date
    zone: str  # of the plan from here on


@dataclass(frozen=True, slots=True)
class TaskMark:
    """
    A question that was put for a task of a checkpoint; or, without one, a task entered afterwards for an earlier day.

    What became of the question is in its attempts. `score` is the share that was right, of a task entered afterwards.
    """

    learner_id: UUID
    id: UUID
    run_id: UUID
    token: str | None  # the same token is the same mark
    checkpoint: int  # 0 to 4
    task: int  # 1 to 3
    place: int | None  # which of the task's questions, from 0
    question_id: UUID | None
    score: float | None
    marked_at: datetime
    study_day: date  # the day it counts for
    zone: str


@dataclass(frozen=True, slots=True)
class CardAnswer:
    """A flash card that was answered by typing, as it was marked."""

    learner_id: UUID
    id: UUID
    token: str  # the same token is the same answer
    card: str
    answer: str  # as typed
    is_right: bool
    answered_at: datetime
    study_day: date
    zone: str
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """The first attempt at a question, as far as memory is concerned; read for replaying, and no row itself."""

    question_id: UUID
    slug: str
    at: datetime
    study_day: date
    outcome: str
    hints_open: int
    seconds: float | None
    confidence: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A question whose solution was asked for; read for replaying, and no row itself."""

    question_id: UUID
    slug: str
    at: datetime
    study_day: date


@dataclass(frozen=True, slots=True)
class Undoing:
    """An attempt, or an answer to a card, that no longer counts. It stays where it is."""

    learner_id: UUID
    undone_id: UUID
    undone_at: datetime
    study_day: date
    zone: str


@dataclass(frozen=True, slots=True)
class CalendarAddress:
    """A secret address of a learner's calendar, or its end; the newest row holds."""

    learner_id: UUID
    id: UUID
    open: bool
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Remembered:
    """What replaying a learner's answers gives, kept so that it need not be replayed; `state` is its JSON."""

    learner_id: UUID
    state: Json
    kept_at: datetime

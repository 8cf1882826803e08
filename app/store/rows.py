"""
What the store keeps, as frozen values; a field is a column of the same name.

Instants are aware and come back in UTC. A study day and the zone it was counted in stay as they were written, whatever
the learner's settings become.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Learner:
    """Someone who has written something, guest or not."""

    id: UUID
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Question:
    """A problem with drawn numbers, put to one learner. The numbers are kept, not only the seed that drew them."""

    learner_id: UUID
    id: UUID
    slug: str
    kind: str
    revision: int
    level: int
    seed: int | None  # None: the problem's own numbers
    params: Json
    token: str | None  # the same token asks the same question again
    asked_at: datetime
    study_day: date
    zone: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """One understood answer with its verdict. Attempts are only ever added."""

    learner_id: UUID
    id: UUID
    question_id: UUID
    token: str  # the same token is the same attempt
    answered_at: datetime
    study_day: date
    zone: str
    answer: Mapping[str, str]  # as typed, by field
    outcome: str
    score: float  # share of fields that are right, 0 to 1
    verdict: Json
    misconceptions: tuple[str, ...]
    confidence: int | None
    hints_open: int
    seconds: float | None = None  # from seeing the question, or the verdict before, to this answer


@dataclass(frozen=True, slots=True)
class Opening:
    """A hint or the solution that a learner opened; each opens once."""

    learner_id: UUID
    question_id: UUID
    what: str  # "hint-1" to "hint-3", or "solution"
    token: str | None  # the same token is the same opening
    opened_at: datetime
    study_day: date
    zone: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """
    A learner's word against a verdict, with all that is needed to judge the answer again.

    It stands by itself: answers that leave no attempt can be disputed too. Only its comment can change.
    """

    learner_id: UUID
    id: UUID
    attempt_id: UUID | None  # None: the answer left no attempt
    token: str | None  # the same token is the same dispute
    slug: str
    revision: int
    level: int
    seed: int | None
    params: Json
    answer: Mapping[str, str]  # as typed, by field
    readings: Mapping[str, Json]  # by field: how it was to be read, and what was read
    outcome: str
    verdict: Json
    comment: str
    disputed_at: datetime
    study_day: date
    zone: str


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


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock that runs for a spoken explanation, started once for a question. Its end does not depend on any page."""

    learner_id: UUID
    question_id: UUID
    token: str | None  # the same token is the same start
    seconds: int | None  # None: spoken without a limit
    started_at: datetime
    study_day: date
    zone: str


@dataclass(frozen=True, slots=True)
class Commitment:
    """An explanation as it was committed, once for a question, before anything was shown. It is never changed."""

    learner_id: UUID
    question_id: UUID
    token: str  # the same token is the same commitment
    way: str  # "written" or "spoken"
    text: str  # as typed; may be empty where it was spoken
    seconds: float | None  # from seeing the question, or from starting the clock, to committing
    committed_at: datetime
    study_day: date
    zone: str


@dataclass(frozen=True, slots=True)
class OwnBand:
    """The band that a learner gave themselves before they saw the rubric, once for a question."""

    learner_id: UUID
    question_id: UUID
    token: str | None  # the same token is the same band
    band: str | None  # None: they asked to see the rubric without one
    given_at: datetime
    study_day: date
    zone: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """Scores a learner has given themselves at one time, for some skills or all; the latest of a day is what holds."""

    learner_id: UUID
    id: UUID
    token: str | None  # the same token is the same assessment
    scores: Mapping[str, int]  # skill -> 1 (cannot) to 5 (can teach)
    assessed_at: datetime
    study_day: date
    zone: str


@dataclass(frozen=True, slots=True)
class DayTally:
    """What the answers of a study day add up to; a cache, built from attempts."""

    learner_id: UUID
    study_day: date
    answers: int
    sums: Json


@dataclass(frozen=True, slots=True)
class WholeTally:
    """What all answers of a learner add up to; a cache as well."""

    learner_id: UUID
    sums: Json


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many answers were given on a study day; read for a chart, and no row itself."""

    study_day: date
    answers: int


@dataclass(frozen=True, slots=True)
class Tried:
    """An attempt with what it was an answer to; read for counting, and no row itself."""

    study_day: date
    slug: str
    level: int
    first: bool  # no attempt at the question and no look at its solution came before
    outcome: str
    hints_open: int
    seconds: float | None
    confidence: int | None
    misconceptions: tuple[str, ...]


Row = TypeVar(
    "Row",
    Learner,
    Question,
    Attempt,
    Opening,
    Dispute,
    PlanVersion,
    TaskMark,
    CardAnswer,
    Undoing,
    CalendarAddress,
    Remembered,
    Clock,
    Commitment,
    OwnBand,
    Assessment,
    DayTally,
    WholeTally,
)


@dataclass(frozen=True, slots=True)
class Recorded(Generic[Row]):
    """What is stored now, and whether this call stored it. What derives from a row happens only when it is new."""

    row: Row
    new: bool

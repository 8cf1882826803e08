"""Questions and what was done about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.store.rows.values import Json


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
    confidence: int | None  # how sure one was on committing, 1 to 5
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

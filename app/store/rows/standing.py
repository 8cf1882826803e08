"""Where a learner stands: scores they gave themselves, what their answers add up to, how far they have read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.store.rows.values import Json


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
class Bookmark:
    """Where a learner is in a part of the chapter: the last section they saw, and whether they say it is read."""

    learner_id: UUID
    lesson: str
    section: str  # its name on the page; empty where none was seen
    finished: bool
    marked_at: datetime
    study_day: date
    zone: str


@dataclass(frozen=True, slots=True)
class DiagnosticStep:
    """A question that was put in a diagnostic, or its end. What became of the question is in its attempts."""

    learner_id: UUID
    run_id: UUID  # the first question's
    place: int  # from 0
    question_id: UUID | None  # None: ended here
    put_at: datetime
    study_day: date
    zone: str


@dataclass(frozen=True, slots=True)
class ReportLink:
    """A secret address at which others can read a learner's report until it expires, unless it is ended before."""

    learner_id: UUID
    id: UUID
    made_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class ReportLinkEnd:
    """A secret address that its learner has ended."""

    learner_id: UUID
    link_id: UUID
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class DayTally:
    """What the answers of a study day add up to, and all before it; a cache, built from attempts."""

    learner_id: UUID
    study_day: date
    answers: int
    by_problem: Mapping[str, int]  # how many of them each problem got
    sums: Json
    before: Json  # the same sums, over all days before


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many answers were given on a study day; read for a chart, and no row itself."""

    study_day: date
    answers: int


@dataclass(frozen=True, slots=True)
class DayCounts:
    """How many answers each problem got on a study day; likewise."""

    study_day: date
    by_problem: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Tried:
    """An attempt with what it was an answer to; read for counting, and no row itself."""

    study_day: date
    slug: str
    level: int
    earliest: bool  # no attempt at the question came before
    first: bool  # nor a look at its solution
    outcome: str
    hints_open: int
    seconds: float | None
    confidence: int | None
    misconceptions: tuple[str, ...]

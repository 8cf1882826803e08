"""What the plan's page and the session's summary show."""

from dataclasses import dataclass
from datetime import date

from app.practice.boards import NextStep
from app.practice.planning import Wish


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task of a checkpoint and what became of it: new, open, solved or missed."""

    code: str
    title: str
    minutes: int
    standing: str
    holds_html: str
    address: str  # where it is begun or gone on with; empty without a plan


@dataclass(frozen=True, slots=True)
class Step:
    """A checkpoint on the line of days."""

    name: str
    title: str
    day: date
    done_on: date | None
    note: str  # "done 2 days late", "due today"
    is_today: bool
    minutes: int
    tasks: tuple[TaskRow, ...]


@dataclass(frozen=True, slots=True)
class LineDay:
    """A mark on the line of days: a checkpoint, the beginning of a pause, the interview."""

    name: str
    day: date
    note: str
    kind: str  # done, open, pause or interview
    is_today: bool


@dataclass(frozen=True, slots=True)
class LoadRow:
    """A day to come on which something is predicted to be due."""

    day: date
    what: str
    minutes: int


@dataclass(frozen=True, slots=True)
class PauseRow:
    """Days without study."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The plan: one sentence, one thing to do, then the line of days, what lies ahead, and the settings."""

    headline: str
    lead: str
    next: NextStep | None  # None without a plan
    steps: tuple[Step, ...]
    line: tuple[LineDay, ...]
    kept: str  # "2 of 3 sessions kept."
    load: tuple[LoadRow, ...]
    pauses: tuple[PauseRow, ...]
    wish: Wish
    is_planned: bool
    today: date
    calendar: str = ""  # the secret address, if there is one


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """Something that was answered today, and when it returns."""

    title: str
    standing: str  # solved or missed
    note: str
    returns: date | None
    attempt: str  # the id to undo it by; empty for what cannot be undone


@dataclass(frozen=True, slots=True)
class LastAnswer:
    """The newest answer that counts, of whatever day: what a step back takes away."""

    attempt: str
    title: str
    day: date


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of today's session."""

    headline: str
    lead: str
    rows: tuple[SummaryRow, ...]
    next: NextStep
    last: LastAnswer | None  # None where nothing counts

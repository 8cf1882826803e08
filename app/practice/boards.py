"""What the pages that list things show: Today and Problems."""

from dataclasses import dataclass
from datetime import date

from app.learning.agenda import Standing
from app.learning.levels import Grasp


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """One problem in a list; `address` is where clicking it goes, `level` the one its next question has."""

    slug: str
    address: str
    title: str
    summary: str
    skill: str
    skill_name: str
    level: int
    minutes: int
    grasp: Grasp
    standing: Standing


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """The problems of one skill with how they stand ("2 solid, 5 new"); without a name, just a list."""

    name: str
    tally: str
    rows: tuple[ProblemRow, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """A choice of a filter or an order: where it leads, and how many problems are behind it."""

    name: str
    address: str
    chosen: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Choosing:
    """A skill that can be chosen for a mixed drill."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class ProblemList:
    """The page of problems, with the ways to look at it."""

    headline: str
    chapters: tuple[Way, ...]  # empty where there is but one
    skills: tuple[Way, ...]
    grasps: tuple[Way, ...]
    levels: tuple[Way, ...]
    sorts: tuple[Way, ...]
    groups: tuple[ProblemGroup, ...]
    choosing: tuple[Choosing, ...]


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one thing to do now."""

    title: str
    why: str
    button: str
    address: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """One of the ladder's days: Day 0, 3, 7, 14, 21 after the first answer."""

    name: str
    day: date
    done: bool
    today: bool


@dataclass(frozen=True, slots=True)
class DueRow:
    """One thing that is due today, with why: "Day 3", or how much of it is predicted to be there."""

    title: str
    note: str
    minutes: str


@dataclass(frozen=True, slots=True)
class PastQuestion:
    """A question this learner was put, newest first."""

    address: str
    title: str
    asked: str  # its numbers in a line: "224 × 224, kernel 7, stride 2, padding 3"
    standing: Standing
    note: str  # what the last answer showed: "You counted the steps, not the positions."


@dataclass(frozen=True, slots=True)
class Today:
    """The first page: one sentence, one thing to do, then the rest."""

    headline: str
    next: NextStep
    ladder: tuple[Checkpoint, ...]  # empty without a plan
    recent: tuple[PastQuestion, ...]
    dues: tuple[DueRow, ...] = ()
    notes: tuple[str, ...] = ()  # why these, and what was moved on
    offers_plan: bool = False
    asks_for_scores: bool = False  # a checkpoint's day, and not all nine skills are scored yet

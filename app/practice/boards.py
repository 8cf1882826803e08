"""What the pages that list things show: Today and Problems."""

from dataclasses import dataclass
from datetime import date

from app.learning.agenda import Standing


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """One problem in a list; `address` is where clicking it goes."""

    slug: str
    address: str
    title: str
    summary: str
    skill: str
    skill_name: str
    level: int
    minutes: int
    standing: Standing


@dataclass(frozen=True, slots=True)
class SkillChoice:
    """One choice of the skill filter, with the number of problems behind it. The first, `id` "", is all of them."""

    id: str
    name: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class ProblemList:
    """The page of all problems, filtered by skill."""

    headline: str
    skills: tuple[SkillChoice, ...]
    rows: tuple[ProblemRow, ...]


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
    ladder: tuple[Checkpoint, ...]  # empty before the first answer
    recent: tuple[PastQuestion, ...]

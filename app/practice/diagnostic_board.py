"""What the diagnostic's page shows."""

from dataclasses import dataclass

from app.learning.diagnostic import LEAST
from app.problems.skills import Skill


@dataclass(frozen=True, slots=True)
class Change:
    """A skill that was asked about: the estimated chance of a right first answer, without these answers and with them.

    Estimates are from 0 to 1; `before` is None where nothing was known, and `low` to `high` is the range now. A level
    is empty where none is proved.
    """

    id: Skill
    name: str
    right: int
    asked: int
    before: float | None
    after: float
    low: float
    high: float
    level_before: str
    level_after: str


@dataclass(frozen=True, slots=True)
class DiagnosticPage:
    """The diagnostic as it stands."""

    answered: int
    most: int
    is_begun: bool
    is_over: bool
    changes: tuple[Change, ...]

    @property
    def headline(self) -> str:
        """The one sentence."""
        if not self.is_begun:
            return f"Let {LEAST} to {self.most} questions find out where you stand."
        if not self.is_over:
            return f"{self.answered} answered; {self.most - self.answered} to go at most."
        if not self.changes:
            return "You stopped before the first answer."
        right, asked = sum(each.right for each in self.changes), sum(each.asked for each in self.changes)
        return f"{right} of {asked} right."

    @property
    def lead(self) -> str:
        """What it is, or what came of it."""
        if not self.is_over:
            return (
                "Each question is about the skill that is least certain by now, harder after a right answer and easier "
                "after a wrong one. “I don’t know” is an answer too, and you can stop at any time."
            )
        return "These answers count like all others. This is what they changed."

    @property
    def weakest(self) -> Change | None:
        """Where to begin: the skill with the lowest estimate now."""
        return min(self.changes, key=lambda each: each.after, default=None)

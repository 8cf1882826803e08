"""The self-assessment: a score from 1 (cannot) to 5 (can teach) for each skill, taken again on every checkpoint day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

TARGET = 4
"""Every skill at 4 or 5 before the interview."""


@dataclass(frozen=True, slots=True)
class AssessmentDay:
    """What somebody scored themselves on one study day; skills they did not come to are missing."""

    day: date
    scores: Mapping[str, int]

    @property
    def total(self) -> int:
        """The sum of the scores."""
        return sum(self.scores.values())

    @property
    def short(self) -> tuple[str, ...]:
        """The skills scored under the target."""
        return tuple(skill for skill, score in self.scores.items() if score < TARGET)


def by_day(given: Iterable[tuple[date, Mapping[str, int]]]) -> tuple[AssessmentDay, ...]:
    """Scores in the order they were given, gathered by day: of a skill scored twice on a day the later holds."""
    days: dict[date, dict[str, int]] = {}
    for day, scores in given:
        days.setdefault(day, {}).update(scores)
    return tuple(AssessmentDay(day, scores) for day, scores in sorted(days.items()))


def before(days: Iterable[AssessmentDay], day: date) -> Mapping[str, int]:
    """The last score of each skill before a day."""
    found: dict[str, int] = {}
    for each in days:
        if each.day < day:
            found |= each.scores
    return found

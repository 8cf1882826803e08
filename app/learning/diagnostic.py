"""
The diagnostic: eight to ten questions, each chosen by the answers before it. Pure; the caller brings the dice.

Which skill comes next is the one whose estimate is most uncertain (`mastery.doubt`); among equals the first in the
chapter's order. Its numbers are one level harder than the last question's after a right answer, one easier after a
wrong one: whoever can do one skill at a level is likely to be near it in the next, and a question that is as likely to
be missed as not says most. It ends after eight questions once every estimate is sure enough, and after ten in any case.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from app.learning.mastery import Evidence, doubt

LEAST, MOST = 8, 10  # questions
SURE_ENOUGH = 0.225
"""A standard deviation of the estimate: one right and one wrong answer at level 2 leave sqrt(0.25/5) = 0.2236."""
FIRST_LEVEL = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of this diagnostic that was answered."""

    slug: str
    level: int
    was_right: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A problem that may be put: what it is about, the levels of its numbers, its minutes, whether one only chooses."""

    slug: str
    skill: str
    levels: tuple[int, ...]
    minutes: int
    is_choice: bool


@dataclass(frozen=True, slots=True)
class Pick:
    """What is put next."""

    slug: str
    level: int


def is_over(asked: Sequence[Asked], evidence: Mapping[str, Collection[Evidence]]) -> bool:
    """Whether enough was asked. `evidence` is all there is about each skill, these answers included."""
    if len(asked) < LEAST:
        return False
    return len(asked) >= MOST or all(doubt(each) <= SURE_ENOUGH for each in evidence.values())


def next_pick(
    asked: Sequence[Asked], evidence: Mapping[str, Collection[Evidence]], candidates: Collection[Candidate]
) -> Pick:
    """The next question: of the skill that is least sure, at the level that follows from the last answer."""
    skill = max(evidence, key=lambda each: doubt(evidence[each]))
    level = next_level(asked)
    chosen = min(
        (each for each in candidates if each.skill == skill),
        key=lambda each: _reluctance(each, level, {one.slug for one in asked}),
    )
    return Pick(chosen.slug, min(chosen.levels, key=lambda each: (abs(each - level), each)))


def next_level(asked: Sequence[Asked]) -> int:
    """One harder after a right answer, one easier after a wrong one, from 1 to 3; 2 to begin with."""
    if not asked:
        return FIRST_LEVEL
    last = asked[-1]
    return min(last.level + 1, 3) if last.was_right else max(last.level - 1, 1)


def _reluctance(candidate: Candidate, level: int, asked: Collection[str]) -> tuple[bool, bool, bool, int, str]:
    """New before asked, numbers of the level before others, working out before choosing, then the shortest."""
    return (
        candidate.slug in asked,
        level not in candidate.levels,
        candidate.is_choice,
        candidate.minutes,
        candidate.slug,
    )

"""What to practise behind a part: two problems on the skills one has least, and why just these."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from app.catalog.catalog import Catalog
from app.catalog.lessons import Aloud, Check, Lesson
from app.catalog.problem import Problem
from app.learning.mastery import Mastery, mastery
from app.learning.tally import Tally
from app.practice.lessons.views import Offer, Practise
from app.practice.standings import evidence_by_skill
from app.problems.skills import Skill

OFFERED = 2


def practise(catalog: Catalog, lesson: Lesson, tally: Tally, today: date) -> Practise:
    """Two problems that are not asked in the part, on the skill with the lowest estimate; the part's own goes first."""
    evidence = evidence_by_skill(catalog, tally.asked, today)
    known = {skill: mastery(evidence.get(skill, ())) for skill in skills_of(catalog, lesson)}
    ranked = sorted(known, key=lambda skill: known[skill].estimate)
    others = [each for each in catalog.chapters.chapter(lesson.chapter).problems if each.slug not in lesson.checks]
    problems = [
        problem
        for skill in ranked
        for problem in weakest((each for each in others if each.skill is skill), tally.latest)
    ]
    return Practise(tuple(map(_offer, problems[:OFFERED])), _why(catalog, known, ranked[0]))


def skills_of(catalog: Catalog, lesson: Lesson) -> tuple[Skill, ...]:
    """The part's own, and those of the problems that it asks."""
    asked = [catalog.problems[block.slug].skill for block in lesson.blocks if isinstance(block, Check | Aloud)]
    return tuple(dict.fromkeys([lesson.skill, *asked]))


def weakest(problems: Iterable[Problem], answers: Mapping[str, Sequence[bool]]) -> list[Problem]:
    """The problems from the one that was answered worst: (clean + 1) / (answers + 2) of the last first answers."""

    def standing(problem: Problem) -> tuple[float, int]:
        found = answers.get(problem.slug, ())
        return (sum(found) + 1) / (len(found) + 2), problem.level

    return sorted(problems, key=standing)


def _why(catalog: Catalog, known: Mapping[Skill, Mastery], skill: Skill) -> str:
    name, proofs = catalog.skills[skill].name, known[skill].proofs
    right, count = sum(proof.right for proof in proofs), sum(proof.count for proof in proofs)
    if not any(each.count for each in known.values()):
        return "You have not answered anything on this yet, so these are the most basic ones of the part’s own skill."
    if not count:
        return f"{name}: you have not answered anything on it yet, and the rest of this part stands better."
    if len(known) == 1:
        return f"{name}: {right} of {count} first answers were right so far, and on these two you are weakest."
    return f"{name}: {right} of {count} first answers were right, the lowest of the skills that this part asks for."


def _offer(problem: Problem) -> Offer:
    return Offer(problem.title, f"/problems/{problem.slug}", problem.minutes)

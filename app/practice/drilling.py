"""Drills: question after question over chosen skills, or on numbers that tempt to one mistake."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.catalog.problem import Problem
from app.errors import Missing
from app.learning.agenda import next_in_drill
from app.practice.practising import Variant
from app.practice.records import Record, record_of
from app.practice.visit import Desk, Visit
from app.problems.skills import Skill

TRIES = 60  # seeds that are looked at for numbers on which a mistake can be made


@dataclass(frozen=True, slots=True)
class Drill:
    """What is drilled: skills mixed with each other (none: all of them), or one mistake."""

    skills: tuple[Skill, ...] = ()
    mistake: str = ""


def is_known(desk: Desk, drill: Drill) -> bool:
    """Whether there is anything to drill."""
    return bool(_making(desk, drill.mistake)) if drill.mistake else True


def named(desk: Desk, drill: Drill) -> str:
    """What it is called where one is in the midst of it."""
    if drill.mistake:
        words = next(each.mistakes[drill.mistake] for each in _making(desk, drill.mistake).values())
        return f"Drill: “{words.title.rstrip('.')}”"
    names = [desk.catalog.skills[skill].name for skill in drill.skills]
    return f"Mixed drill: {', '.join(names)}" if names else "Mixed drill over everything"


def next_variant(desk: Desk, visit: Visit, drill: Drill, *, after: str | None, seed: int) -> Variant:
    """The next question: another problem than the last if there is one. Raises `Missing` for nothing to drill."""
    with desk.store.read() as reader:
        record = record_of(reader, visit)
    candidates = _making(desk, drill.mistake) if drill.mistake else _training(desk, drill.skills)
    if not candidates:
        raise Missing("There is nothing to drill under that name.")
    places = {slug: record.place(slug) for slug in candidates}
    slug = next_in_drill(places, after=after, roll=seed)
    problem = candidates[slug]
    return _tempting(problem, record, drill.mistake, seed)


def _training(desk: Desk, skills: tuple[Skill, ...]) -> Mapping[str, Problem]:
    wanted = skills or tuple(Skill)
    return {slug: each for slug, each in desk.catalog.problems.items() if each.skill in wanted}


def _making(desk: Desk, mistake: str) -> Mapping[str, Problem]:
    """The problems in which this mistake can be made."""
    return {slug: each for slug, each in desk.catalog.problems.items() if mistake in each.kind.mistakes}


def _tempting(problem: Problem, record: Record, mistake: str, seed: int) -> Variant:
    """Numbers on which the mistake can be made, at the learner's level or, failing that, at another."""
    level = record.level(problem)
    if not mistake:
        return Variant(problem.slug, seed, level)
    solver = problem.kind.mistakes[mistake]
    for each in (level, *(other for other in problem.levels if other != level)):
        for near in range(seed, seed + TRIES):
            if solver(problem.draw(near, each)):
                return Variant(problem.slug, near, each)
    return Variant(problem.slug, seed, level)

"""The list of problems: by skill, filtered and sorted as its address says."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode

from app.catalog.problem import Problem
from app.learning.levels import Grasp
from app.practice.boards import Choosing, ProblemGroup, ProblemList, ProblemRow, Way
from app.practice.records import Record, record_of
from app.practice.reviewing import address_of
from app.practice.visit import Desk, Visit
from app.problems.kind import LEVELS
from app.problems.skills import Skill

GRASPS = {Grasp.NEW: "New", Grasp.SHAKY: "Shaky", Grasp.SOLID: "Solid"}


class Sort(StrEnum):
    """What comes first."""

    SKILL = "skill"
    WEAKEST = "weakest"
    OLDEST = "oldest"
    SHORTEST = "shortest"


SORTS = {Sort.SKILL: "by skill", Sort.WEAKEST: "weakest first", Sort.OLDEST: "longest ago", Sort.SHORTEST: "shortest"}
WEAKNESS = (Grasp.SHAKY, Grasp.NEW, Grasp.SOLID)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What the address asks to see; None is everything."""

    chapter: str | None = None
    skill: Skill | None = None
    grasp: Grasp | None = None
    level: int | None = None
    sort: Sort = Sort.SKILL

    @property
    def address(self) -> str:
        """Where this view lives; what is at its default is left out."""
        named = {"chapter": self.chapter, "skill": self.skill, "grasp": self.grasp, "level": self.level}
        sort = {} if self.sort is Sort.SKILL else {"sort": self.sort}
        query = urlencode({name: str(value) for name, value in named.items() if value} | sort)
        return f"/problems?{query}" if query else "/problems"

    def shows(self, problem: Problem, record: Record) -> bool:
        """Whether a problem belongs to it."""
        return (
            self.skill in (None, problem.skill)
            and self.grasp in (None, record.grasp(problem.slug))
            and self.level in (None, record.level(problem))
        )


def problem_list(desk: Desk, visit: Visit, view: View) -> ProblemList:
    """The problems of a view, each with where the learner stands. Raises `Missing` for a chapter there is not."""
    everything = desk.catalog.chapters.chapter(view.chapter).problems if view.chapter else _all(desk)
    with desk.store.read() as reader:
        record = record_of(reader, visit)
    trained = {each.skill for each in _all(desk)}
    shown = sorted((each for each in everything if view.shows(each, record)), key=_order(view.sort, record))
    return ProblemList(
        headline=_headline(desk, view, record, everything),
        chapters=_chapters(desk, view),
        skills=_skills(desk, view, everything),
        grasps=_grasps(view, record, everything),
        levels=_levels(view),
        sorts=tuple(Way(name, replace(view, sort=sort).address, sort is view.sort) for sort, name in SORTS.items()),
        groups=_groups(desk, view, record, shown),
        choosing=tuple(Choosing(skill, desk.catalog.skills[skill].name) for skill in Skill if skill in trained),
    )


def _all(desk: Desk) -> tuple[Problem, ...]:
    return tuple(desk.catalog.problems.values())


def _order(sort: Sort, record: Record) -> Callable[[Problem], tuple[int, ...]]:
    """What to sort by; equals stay in the catalog's order."""

    def key(problem: Problem) -> tuple[int, ...]:
        match sort:
            case Sort.SKILL:
                return ()
            case Sort.WEAKEST:
                return (WEAKNESS.index(record.grasp(problem.slug)),)
            case Sort.OLDEST:
                return (record.place(problem.slug).last_asked,)
            case Sort.SHORTEST:
                return (problem.minutes,)

    return key


def _headline(desk: Desk, view: View, record: Record, everything: Iterable[Problem]) -> str:
    skill = [each for each in everything if view.skill in (None, each.skill)]
    solid = sum(record.grasp(each.slug) is Grasp.SOLID for each in skill)
    problems = "1 problem" if len(skill) == 1 else f"{len(skill)} problems"
    if view.skill:
        return f"{problems} to learn to {desk.catalog.skills[view.skill].can}: {solid} solid so far."
    if not solid:
        return f"{problems}, each with fresh numbers as often as you like."
    return f"You have {solid} of {len(skill)} problems solid."


def _groups(desk: Desk, view: View, record: Record, shown: list[Problem]) -> tuple[ProblemGroup, ...]:
    """A heading for each skill, where they are sorted by skill; else one list without."""
    if view.sort is not Sort.SKILL or view.skill:
        return (ProblemGroup("", "", tuple(_row(each, record) for each in shown)),) if shown else ()
    by_skill: dict[Skill, list[Problem]] = {}
    for each in shown:
        by_skill.setdefault(each.skill, []).append(each)
    return tuple(
        ProblemGroup(desk.catalog.skills[skill].name, _tally(found, record), tuple(_row(e, record) for e in found))
        for skill, found in by_skill.items()
    )


def _tally(problems: list[Problem], record: Record) -> str:
    """`2 solid, 1 shaky, 4 new`, without what there is none of."""
    grasps = [record.grasp(each.slug) for each in problems]
    counts = ((grasps.count(grasp), grasp) for grasp in (Grasp.SOLID, Grasp.SHAKY, Grasp.NEW))
    return ", ".join(f"{count} {grasp}" for count, grasp in counts if count)


def _row(problem: Problem, record: Record) -> ProblemRow:
    place = record.place(problem.slug)
    return ProblemRow(
        slug=problem.slug,
        address=address_of(problem, record.last.get(problem.slug), place.standing),
        title=problem.title,
        summary=problem.summary,
        skill=problem.skill,
        skill_name=problem.skill_name,
        level=record.level(problem),
        minutes=problem.minutes,
        grasp=record.grasp(problem.slug),
        standing=place.standing,
    )


def _chapters(desk: Desk, view: View) -> tuple[Way, ...]:
    """Nothing where there is but one."""
    chapters = desk.catalog.chapters.by_slug
    offered = (
        Way(each.title, replace(view, chapter=slug).address, slug == view.chapter, len(each.problems))
        for slug, each in chapters.items()
    )
    every = Way("All", replace(view, chapter=None).address, view.chapter is None, len(desk.catalog.problems))
    return (every, *offered) if len(chapters) > 1 else ()


def _skills(desk: Desk, view: View, everything: Iterable[Problem]) -> tuple[Way, ...]:
    counts = dict.fromkeys(Skill, 0)
    for problem in everything:
        counts[problem.skill] += 1
    offered = [
        Way(desk.catalog.skills[skill].name, replace(view, skill=skill).address, skill is view.skill, count)
        for skill, count in counts.items()
        if count
    ]
    every = Way("All", replace(view, skill=None).address, view.skill is None, sum(counts.values()))
    return (every, *offered)


def _grasps(view: View, record: Record, everything: Iterable[Problem]) -> tuple[Way, ...]:
    """With the numbers behind each, within the chosen skill."""
    of_skill = [each for each in everything if view.skill in (None, each.skill)]
    counts: Mapping[Grasp, int] = {
        grasp: sum(record.grasp(each.slug) is grasp for each in of_skill) for grasp in GRASPS
    }
    offered = (
        Way(name, replace(view, grasp=grasp).address, grasp is view.grasp, counts[grasp])
        for grasp, name in GRASPS.items()
    )
    return (Way("All", replace(view, grasp=None).address, view.grasp is None, len(of_skill)), *offered)


def _levels(view: View) -> tuple[Way, ...]:
    offered = (Way(str(each), replace(view, level=each).address, each == view.level) for each in LEVELS)
    return (Way("any", replace(view, level=None).address, view.level is None), *offered)

"""Where a learner stands: what was measured beside what they say of themselves, and what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlencode

from app.learning.self_assessment import AssessmentDay, before
from app.learning.study_days import ONE_DAY
from app.learning.tally import Tally
from app.practice.assessing import assessed_days
from app.practice.boards import Way
from app.practice.course import course_of
from app.practice.progress_board import HeatDay, HeatMap, ProgressPage, ScorePoint
from app.practice.prospects import load_ahead, prospect, recalled_by_skill
from app.practice.standings import calibrated, slips, standings
from app.practice.tallying import answers_by_day, tally_between, whole_tally
from app.practice.visit import Desk, Visit
from app.problems.skills import Skill
from app.store.reader import Reader

HEAT_WEEKS = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """What the address asks to see: one chapter or all, one skill or all, and days from and to, both included."""

    chapter: str | None = None
    skill: Skill | None = None
    first: date | None = None
    last: date | None = None

    @property
    def address(self) -> str:
        """Where this view lives."""
        named = {"chapter": self.chapter, "skill": self.skill, "from": self.first, "to": self.last}
        query = urlencode({name: str(value) for name, value in named.items() if value})
        return f"/progress?{query}" if query else "/progress"

    @property
    def skills(self) -> tuple[Skill, ...]:
        """Those that are shown."""
        return (self.skill,) if self.skill else tuple(Skill)


def progress(desk: Desk, visit: Visit, shown: Range) -> ProgressPage:
    """Everything on the page. Readiness and load are about everything and all days, whatever the range.

    Raises `Missing` for a chapter there is not.
    """
    today, about = visit.study_day, _about(desk, shown)
    with desk.store.read() as reader:
        course = course_of(desk.catalog, reader, visit)
        tally = _of(about, _tally(reader, visit, shown))
        answers = answers_by_day(reader, visit.learner, *_half_year(shown, today), about=about)
        assessed = assessed_days(reader, visit)
    recalled = recalled_by_skill(desk.catalog, course, today, skills=shown.skills, about=about)
    return ProgressPage(
        readiness=prospect(desk.catalog, course, today),
        skills=standings(desk.catalog, tally, before(assessed, today + ONE_DAY), recalled, today),
        curve=calibrated(tally),
        scores=_scores(assessed, shown),
        load=load_ahead(course, today),
        heat=_heat_map(answers, *_half_year(shown, today)),
        slips=slips(desk.catalog, tally, about),
        chapters=_chapters(desk, shown),
        ways=_ways(desk, shown),
        chapter=shown.chapter,
        skill=shown.skill,
        first=shown.first,
        last=shown.last,
        is_empty=not tally.asked,
    )


def _tally(reader: Reader, visit: Visit, shown: Range) -> Tally:
    if shown.first is None and shown.last is None:
        return whole_tally(reader, visit.learner)
    return tally_between(reader, visit.learner, shown.first or date.min, shown.last or date.max)


def _about(desk: Desk, shown: Range) -> frozenset[str] | None:
    """The problems of the chapter and the skill that are shown; None for all of them."""
    if shown.chapter is None and shown.skill is None:
        return None
    every = desk.catalog.problems.values()
    found = desk.catalog.chapters.chapter(shown.chapter).problems if shown.chapter else every
    return frozenset(problem.slug for problem in found if shown.skill in (None, problem.skill))


def _of(about: frozenset[str] | None, tally: Tally) -> Tally:
    """The part about some problems. Slips are not kept by problem: they are told apart by their names."""
    if about is None:
        return tally
    return replace(
        tally,
        asked={at: count for at, count in tally.asked.items() if at[0] in about},
        sure={said: share for said, share in tally.sure.items() if said[0] in about},
    )


def _half_year(shown: Range, today: date) -> tuple[date, date]:
    """The days of the heat map: half a year at most, up to today or the end of the range."""
    last = min(shown.last or today, today)
    earliest = last - timedelta(weeks=HEAT_WEEKS)
    return max(shown.first or earliest, earliest), last


def _heat_map(answers: Mapping[date, int], first: date, last: date) -> HeatMap | None:
    """None without an answer in these days."""
    if not answers:
        return None
    span = [first + at * ONE_DAY for at in range((last - first).days + 1)]
    shaded = tuple(HeatDay(day, answers.get(day, 0)) for day in span)
    return HeatMap(shaded, len(answers), sum(answers.values()))


def _scores(days: tuple[AssessmentDay, ...], shown: Range) -> tuple[ScorePoint, ...]:
    """The days on which all nine skills were scored."""
    return tuple(
        ScorePoint(each.day, each.total, len(each.scores))
        for each in days
        if len(each.scores) == len(Skill) and (shown.first or date.min) <= each.day <= (shown.last or date.max)
    )


def _chapters(desk: Desk, shown: Range) -> tuple[Way, ...]:
    """Nothing where there is but one."""
    chapters = desk.catalog.chapters.by_slug
    every = Way("All", replace(shown, chapter=None).address, shown.chapter is None)
    offered = (
        Way(each.title, replace(shown, chapter=slug).address, slug == shown.chapter) for slug, each in chapters.items()
    )
    return (every, *offered) if len(chapters) > 1 else ()


def _ways(desk: Desk, shown: Range) -> tuple[Way, ...]:
    names = {skill: desk.catalog.skills[skill].name for skill in Skill}
    every = Way("All", replace(shown, skill=None).address, shown.skill is None)
    return (
        every,
        *(Way(name, replace(shown, skill=skill).address, skill is shown.skill) for skill, name in names.items()),
    )

"""What is to be expected: recall on the day of the interview, what would raise it most, and the minutes until then."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache

from app.catalog.catalog import Catalog
from app.learning.memory import Items, Memory, Session, forecast, readiness
from app.learning.plan import OFFSETS, Plan
from app.practice.course import Course
from app.practice.plan_words import counted, lasting, spoken
from app.practice.progress_board import Advice, LoadDay, Readiness, Recall
from app.practice.remembering import problem_item
from app.problems.skills import Skill

WITHOUT_A_DATE = timedelta(days=7)
LONGEST_LOOK = 60  # days


def day_that_counts(course: Course, today: date) -> date:
    """The interview's, while it is to come; else a week from today."""
    interview = course.plan.interview
    return interview if interview and interview > today else today + WITHOUT_A_DATE


def prospect(catalog: Catalog, course: Course, today: date) -> Readiness:
    """The sentence about the day that counts, with its range and what to do."""
    day = day_that_counts(course, today)
    found = readiness(course.memory, course.items.minutes, day)
    if not found.answered:
        return Readiness(
            headline="Nothing is measured yet.",
            lead="Answer one question, and this page begins to say where you stand.",
            advice=Advice("", "Answer a question", "/"),
        )
    return Readiness(
        headline=f"{_when(course, day)} you would recall about {_of_a_hundred(found.recall)} of 100.",
        lead=_lead(found.low, found.high, found.answered, found.items),
        day=day,
        recall=found.recall,
        low=found.low,
        high=found.high,
        advice=_advice(catalog, course, today, day),
    )


def recalled_by_skill(
    catalog: Catalog, course: Course, today: date, *, skills: tuple[Skill, ...], about: Collection[str] | None
) -> Mapping[Skill, Recall]:
    """The share of each skill's problems, all or some, that is predicted to be recalled."""
    day = day_that_counts(course, today)
    items: dict[Skill, list[str]] = {skill: [] for skill in skills}
    for slug, problem in catalog.problems.items():
        if problem.skill in items and (about is None or slug in about):
            items[problem.skill].append(problem_item(slug))
    return {
        skill: Recall(_share(course.memory, of_skill, today), _share(course.memory, of_skill, day))
        for skill, of_skill in items.items()
    }


def _share(memory: Memory, items: Collection[str], day: date) -> float:
    return sum(memory.recall(item, day) for item in items) / max(len(items), 1)


def load_ahead(course: Course, today: date) -> tuple[LoadDay, ...]:
    """Each day until the interview with its minutes, if every session is kept; nothing without a date ahead."""
    interview = course.plan.interview
    if not course.is_planned or interview is None or interview <= today:
        return ()
    days = min((interview - today).days + 1, LONGEST_LOOK)
    return _minutes_ahead(course.plan, frozenset(course.done.items()), course.memory, today, course.items, days)


@lru_cache(maxsize=512)
def _minutes_ahead(
    plan: Plan, done: frozenset[tuple[int, date]], memory: Memory, today: date, items: Items, days: int
) -> tuple[LoadDay, ...]:
    """Kept, since somebody who looks at one skill after another asks for the same days again."""
    ahead = forecast(plan, dict(done), memory, today, items=items, days=days)
    return tuple(LoadDay(each.session.day, round(each.minutes), _named(each.session, plan.interview)) for each in ahead)


def _named(session: Session, interview: date | None) -> str:
    if session.day == interview:
        return "interview"
    return ", ".join(f"Day {OFFSETS[each]}" for each in session.checkpoints)


def _when(course: Course, day: date) -> str:
    return f"On {spoken(day)}" if day == course.plan.interview else "In a week"


def _of_a_hundred(share: float) -> int:
    return round(100 * share)


def _lead(low: float, high: float, answered: int, items: int) -> str:
    reach = f"{within(low, high)}, by how fast you have forgotten so far."
    never = items - answered
    if not never:
        return reach
    return f"{reach} {counted(never, 'thing')} of {items} you have not met yet, and these count as not known."


def within(low: float, high: float) -> str:
    """The range of a share, in hundredths; after many answers there is none left."""
    lowest, highest = _of_a_hundred(low), _of_a_hundred(high)
    return "That is sure to one in a hundred" if lowest == highest else f"Between {lowest} and {highest}"


def _advice(catalog: Catalog, course: Course, today: date, day: date) -> Advice | None:
    """The problem whose right answer today would raise recall on the day most, for each of its minutes."""
    best = max(_gains(catalog, course, today, day), default=None)
    if best is None:
        return None
    _, slug, gain = best
    problem = catalog.problems[slug]
    points = f"{100 * gain / len(course.items.minutes):.1f}"
    return Advice(
        sentence=f"“{problem.title}” takes about {lasting(problem.minutes)} and would raise that by {points}, "
        "more for its minutes than anything else.",
        button="Answer it",
        address=f"/problems/{slug}?fresh=1",
    )


def _gains(catalog: Catalog, course: Course, today: date, day: date) -> Iterator[tuple[float, str, float]]:
    """Recall won for each minute, the problem, and recall won; what was answered today already has had its turn."""
    for slug, problem in catalog.problems.items():
        item = problem_item(slug)
        trace = course.memory.traces.get(item)
        if trace is None or trace.last < today:
            gain = course.memory.gain(item, today, day)
            yield gain / problem.minutes, slug, gain

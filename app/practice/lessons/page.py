"""One part of a chapter for one learner."""

from collections.abc import Iterable, Mapping, Sequence

from app.catalog.lessons import Lesson
from app.catalog.problem import Problem
from app.practice.lessons.checks import Place, asked_in
from app.practice.lessons.setting import Setting
from app.practice.lessons.terms import TermLinks
from app.practice.lessons.views import LessonPage, Offer
from app.practice.sheet import Sheet
from app.practice.tallying import whole_tally
from app.practice.visit import Desk, Visit


def lesson_page(desk: Desk, visit: Visit, slug: str, held: Mapping[Place, Sheet] | None = None) -> LessonPage:
    """One part; sheets that are `held` stand as they are, for what was typed in them is kept nowhere.

    Raises `Missing`.
    """
    lesson = desk.catalog.lessons.lesson(slug)
    terms = TermLinks(desk.catalog.glossary, lesson.skill)
    setting = Setting(desk.catalog, lesson.numbers, asked_in(desk, visit, lesson, held or {}), terms)
    with desk.store.read() as reader:
        answers = whole_tally(reader, visit.learner).latest
        mark = reader.bookmarks(visit.learner).get(slug)
    return LessonPage(
        lesson,
        chapter=desk.catalog.chapters.chapter(lesson.chapter),
        sections=lesson.sections,
        blocks=tuple(setting.shown(block) for block in lesson.blocks),
        practise=tuple(map(_offer, weakest(_others(desk, lesson), answers)[:2])),
        is_finished=mark is not None and mark.finished,
        previous=desk.catalog.lessons.before(lesson),
        next=desk.catalog.lessons.after(lesson),
    )


def weakest(problems: Iterable[Problem], answers: Mapping[str, Sequence[bool]]) -> list[Problem]:
    """The problems from the one that was answered worst: (clean + 1) / (answers + 2) of the last first answers."""

    def standing(problem: Problem) -> tuple[float, int]:
        found = answers.get(problem.slug, ())
        return (sum(found) + 1) / (len(found) + 2), problem.level

    return sorted(problems, key=standing)


def _others(desk: Desk, lesson: Lesson) -> list[Problem]:
    """Of its chapter, on its skill, and not asked in it."""
    return [
        problem
        for problem in desk.catalog.chapters.chapter(lesson.chapter).problems
        if problem.skill is lesson.skill and problem.slug not in lesson.checks
    ]


def _offer(problem: Problem) -> Offer:
    return Offer(problem.title, f"/problems/{problem.slug}", problem.minutes)

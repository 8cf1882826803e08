"""One part of a chapter for one learner."""

from collections.abc import Mapping

from app.practice.lessons.checks import Place, asked_in
from app.practice.lessons.onward import practise
from app.practice.lessons.setting import Setting
from app.practice.lessons.terms import TermLinks
from app.practice.lessons.views import LessonPage
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
        tally = whole_tally(reader, visit.learner)
        mark = reader.bookmarks(visit.learner).get(slug)
    return LessonPage(
        lesson,
        chapter=desk.catalog.chapters.chapter(lesson.chapter),
        sections=lesson.sections,
        blocks=tuple(setting.shown(block) for block in lesson.blocks),
        practise=practise(desk.catalog, lesson, tally, visit.study_day),
        is_finished=mark is not None and mark.finished,
        previous=desk.catalog.lessons.before(lesson),
        next=desk.catalog.lessons.after(lesson),
    )

"""The chapters as one reads them: blocks with their numbers set, questions on the way, and what comes next."""

from app.practice.lessons.checks import Place, in_place, is_check
from app.practice.lessons.marking import contents, mark
from app.practice.lessons.moving import moved
from app.practice.lessons.one_page import cheat_sheet, glossary, sources
from app.practice.lessons.onward import practise, weakest
from app.practice.lessons.page import lesson_page
from app.practice.lessons.views import LessonPage

__all__ = [
    "LessonPage",
    "Place",
    "cheat_sheet",
    "contents",
    "glossary",
    "in_place",
    "is_check",
    "lesson_page",
    "mark",
    "moved",
    "practise",
    "sources",
    "weakest",
]

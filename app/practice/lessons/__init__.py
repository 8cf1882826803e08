"""The chapter as one reads it: blocks with their numbers set, questions to answer on the way, and what comes next."""

from app.practice.lessons.checks import Place, in_place, is_check
from app.practice.lessons.page import lesson_page, weakest
from app.practice.lessons.views import LessonPage

__all__ = ["LessonPage", "Place", "in_place", "is_check", "lesson_page", "weakest"]

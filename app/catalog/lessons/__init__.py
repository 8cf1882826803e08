"""The parts of the chapters: a file each, with numbers that the engine works out."""

from app.catalog.lessons.blocks import (
    Aloud,
    Block,
    Callout,
    CalloutKind,
    Check,
    Picture,
    Predict,
    Prose,
    Section,
    texts_of,
)
from app.catalog.lessons.knobs import Choice, Knob, Slide, values_at
from app.catalog.lessons.lesson import Lesson, Lessons, load_lessons, part_and_slug
from app.catalog.lessons.worked import Worked, work_out
from app.catalog.lessons.worked_words import numbers_in, wrong_in

__all__ = [
    "Aloud",
    "Block",
    "Callout",
    "CalloutKind",
    "Check",
    "Choice",
    "Knob",
    "Lesson",
    "Lessons",
    "Picture",
    "Predict",
    "Prose",
    "Section",
    "Slide",
    "Worked",
    "load_lessons",
    "numbers_in",
    "part_and_slug",
    "texts_of",
    "values_at",
    "work_out",
    "wrong_in",
]

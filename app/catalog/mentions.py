"""Where the parts of the chapters use a word of the glossary."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.catalog.glossary import Glossary
from app.catalog.lessons import Lesson, Lessons, Prose, Section


@dataclass(frozen=True, slots=True)
class Mention:
    """The first in a part: under which of its headings; None above the first of them."""

    lesson: Lesson
    section: Section | None

    @property
    def address(self) -> str:
        """Where it is read."""
        return f"/learn/{self.lesson.slug}" + (f"#{self.section.anchor}" if self.section else "")


Mentions = Mapping[str, tuple[Mention, ...]]
"""By the id of a term, in the order of the parts; a term that no paragraph uses is not in it."""


def mentions(glossary: Glossary, lessons: Lessons) -> Mentions:
    """The first use of each term in each part."""
    found: dict[str, dict[str, Mention]] = {}
    for lesson in lessons.by_slug.values():
        for term, mention in _uses(glossary, lesson):
            found.setdefault(term, {}).setdefault(lesson.slug, mention)
    return {term: tuple(by_lesson.values()) for term, by_lesson in found.items()}


def _uses(glossary: Glossary, lesson: Lesson) -> Iterator[tuple[str, Mention]]:
    pattern, section = glossary.pattern, None
    for block in lesson.blocks:
        if isinstance(block, Section):
            section = block
        elif isinstance(block, Prose):
            for form in dict.fromkeys(each.lower() for each in pattern.findall(block.words)):
                yield glossary.by_form[form].id, Mention(lesson, section)

"""How far one has read: a bookmark in each part, and what the list of chapters says of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.catalog.chapters import Chapter
from app.catalog.lessons import Lesson, Section
from app.errors import BadInput
from app.practice.visit import Desk, Visit
from app.store.rows import Bookmark
from app.store.writer import Writer


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part in the list; `at` is the section where one stopped, None where one has not begun or is through."""

    lesson: Lesson
    is_finished: bool
    at: Section | None

    @property
    def address(self) -> str:
        """Where one goes on."""
        return f"/learn/{self.lesson.slug}" + (f"#{self.at.anchor}" if self.at else "")


@dataclass(frozen=True, slots=True)
class ChapterRows:
    """A chapter with its parts, and the chapters that it presupposes."""

    chapter: Chapter
    presupposes: tuple[Chapter, ...]
    rows: tuple[PartRow, ...]

    @property
    def read(self) -> int:
        """How many of its parts are read."""
        return sum(row.is_finished for row in self.rows)

    @property
    def minutes_left(self) -> int:
        """How long the parts that are not read take."""
        return sum(row.lesson.minutes for row in self.rows if not row.is_finished)


@dataclass(frozen=True, slots=True)
class Contents:
    """The chapters, and the part to go on with: the last that was left in its midst, else the first not read."""

    chapters: tuple[ChapterRows, ...]
    onward: PartRow | None

    @property
    def minutes_left(self) -> int:
        """How long all that is not read takes."""
        return sum(each.minutes_left for each in self.chapters)


def contents(desk: Desk, visit: Visit) -> Contents:
    """The chapters with their parts for one learner."""
    with desk.store.read() as reader:
        marks = reader.bookmarks(visit.learner)
    chapters = tuple(_chapter(desk, each, marks) for each in desk.catalog.chapters.by_slug.values())
    rows = [row for each in chapters for row in each.rows]
    begun = [row for row in rows if row.at]
    latest = max(begun, key=lambda row: marks[row.lesson.slug].marked_at, default=None)
    return Contents(chapters, latest or next((row for row in rows if not row.is_finished), None))


async def mark(desk: Desk, visit: Visit, slug: str, *, section: str | None, finished: bool | None) -> None:
    """Move the bookmark of a part; what is None stays as it was. Raises `Missing`, or `BadInput`."""
    lesson = desk.catalog.lessons.lesson(slug)
    if section and section not in {each.anchor for each in lesson.sections}:
        raise BadInput("This part has no such section.")

    def record(writer: Writer) -> None:
        writer.ensure_learner(visit.learner, visit.now)
        known = writer.bookmarks(visit.learner).get(slug)
        writer.put_bookmark(
            Bookmark(
                learner_id=visit.learner,
                lesson=slug,
                section=section if section is not None else known.section if known else "",
                finished=finished if finished is not None else known is not None and known.finished,
                marked_at=visit.now,
                study_day=visit.study_day,
                zone=visit.zone.key,
            )
        )

    await desk.store.write(record)


def _chapter(desk: Desk, chapter: Chapter, marks: Mapping[str, Bookmark]) -> ChapterRows:
    return ChapterRows(
        chapter,
        presupposes=tuple(desk.catalog.chapters.chapter(slug) for slug in chapter.presupposes),
        rows=tuple(_row(lesson, marks.get(lesson.slug)) for lesson in chapter.lessons),
    )


def _row(lesson: Lesson, known: Bookmark | None) -> PartRow:
    finished = known is not None and known.finished
    at = next((each for each in lesson.sections if known and each.anchor == known.section), None)
    return PartRow(lesson, finished, None if finished else at)

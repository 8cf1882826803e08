"""The questions in the midst of a part. Each is a question like any other: put, answered, hinted at and remembered."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from app.catalog.lessons import Check, Lesson
from app.catalog.problem import Problem
from app.errors import Gone
from app.practice import practising
from app.practice.practising import Variant
from app.practice.sheet import Sheet
from app.practice.visit import Desk, Visit
from app.problems.figures import Figure

OWN = "own"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a check stands: in which part, and which of its checks it is, from 1."""

    lesson: str
    number: int

    @property
    def anchor(self) -> str:
        """Its name on the page, with which the ids of its parts begin."""
        return f"check-{self.number}"

    @property
    def address(self) -> str:
        """Where it is on the pages."""
        return f"/learn/{self.lesson}#{self.anchor}"

    @property
    def query(self) -> str:
        """What brings a form that is sent from there back."""
        return f"?check={self.lesson}:{self.number}"


@dataclass(frozen=True, slots=True)
class Asked:
    """A check as it stands for one learner."""

    place: Place
    problem: Problem
    sheet: Sheet
    figure: Figure | None


def is_check(desk: Desk, place: Place, slug: str) -> bool:
    """Whether a question of this problem is asked there."""
    lesson = desk.catalog.lessons.by_slug.get(place.lesson)
    return lesson is not None and 0 < place.number <= len(lesson.checks) and lesson.checks[place.number - 1] == slug


def in_place(sheet: Sheet, place: Place) -> Sheet:
    """The sheet with names of its own on the page of its part, to which its forms come back."""
    prefix = f"{place.anchor}-"
    boxes = tuple(replace(box, prefix=prefix) for box in sheet.boxes)
    return replace(sheet, lesson=place.lesson, prefix=prefix, boxes=boxes, query=place.query)


def asked_in(desk: Desk, visit: Visit, lesson: Lesson, held: Mapping[Place, Sheet]) -> Iterator[Asked]:
    """The checks of a part in their order: a sheet that is held, else the last question, else a look at its numbers."""
    checks = [block for block in lesson.blocks if isinstance(block, Check)]
    for number, check in enumerate(checks, start=1):
        asked = _asked(desk, visit, check, Place(lesson.slug, number))
        yield replace(asked, sheet=in_place(held.get(asked.place, asked.sheet), asked.place))


def _asked(desk: Desk, visit: Visit, check: Check, place: Place) -> Asked:
    problem = desk.catalog.problem(check.slug)
    chosen = _variant(problem, check.numbers)
    with desk.store.read() as reader:
        put = reader.last_question_with(visit.learner, problem.slug, level=chosen.level, seed=chosen.seed)
    if put is not None:
        with suppress(Gone):  # its problem has changed: it is asked as if it never had been
            sheet = practising.show(desk, visit, put.id, f"/questions/{put.id}")
            return Asked(place, problem, sheet, practising.figure_of(desk, visit, put.id))
    sheet = practising.preview(desk, chosen, f"/problems/{check.slug}/{check.numbers}")
    return Asked(place, problem, sheet, practising.figure(desk, chosen))


def _variant(problem: Problem, numbers: str) -> Variant:
    if numbers == OWN:
        return Variant(problem.slug, None, problem.level)
    level, _, seed = numbers.partition("-")
    return Variant(problem.slug, int(seed), int(level))

"""The figures of the lab, and what each ends in: its numbers as a question, the problems that ask, a link to share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from starlette.responses import Response

from app.errors import AppError, Impossible
from app.practice import practising
from app.practice.practising import Variant
from app.web.figures.standalone import standalone
from app.web.pages.door import Door, variant_address


@dataclass(frozen=True, slots=True)
class LabFigure:
    """A page of the lab, the one question it answers, and the problems that ask what it shows.

    `template` is the name of its page and of the board in it, which htmx swaps.
    """

    address: str
    name: str
    question: str
    template: str
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Practice:
    """These very numbers as a question of a problem."""

    slug: str
    numbers: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Link:
    """A problem that asks about this, or a lesson that tells of it, by its title."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Onward:
    """Where a figure leads: the parts of the chapter on the skills of its problems, the problems, and its own numbers.

    `these` is the address of the numbers as a question, empty where they make none.
    """

    these: str
    problems: tuple[Link, ...]
    lessons: tuple[Link, ...]


def shown(door: Door, figure: LabFigure, context: Mapping[str, Any], practice: Practice | None = None) -> Response:
    """The page, or its board alone for htmx."""
    known = _known(door, figure, context, practice)
    if door.is_swap:
        return door.renderer.fragment(f"fragments/lab/{figure.template}", known)
    return door.renderer.page(door.request, f"pages/lab/{figure.template}", known)


def board_of(door: Door, figure: LabFigure, context: Mapping[str, Any], practice: Practice | None = None) -> str:
    """The board alone, as text for a line of a stream."""
    known = _known(door, figure, context, practice)
    return door.renderer.html(f"fragments/lab/{figure.template}", known)


def _known(door: Door, figure: LabFigure, context: Mapping[str, Any], practice: Practice | None) -> Mapping[str, Any]:
    """What the board's template may name; `query` is the state as the address has it, for the links to its drawings."""
    ends = {"figure": figure, "onward": onward(door, figure, practice), "query": door.request.url.query}
    return {**context, **ends}


def onward(door: Door, figure: LabFigure, practice: Practice | None) -> Onward:
    """The links below a figure."""
    asking = [door.desk.catalog.problem(slug) for slug in figure.problems]
    skills = {problem.skill for problem in asking}
    lessons = door.desk.catalog.lessons.by_slug.values()
    return Onward(
        _these(door, practice) if practice else "",
        tuple(Link(problem.title, f"/problems/{problem.slug}") for problem in asking),
        tuple(Link(lesson.title, f"/learn/{lesson.slug}") for lesson in lessons if lesson.skill in skills),
    )


def _these(door: Door, practice: Practice) -> str:
    chosen = Variant(practice.slug, None, door.desk.catalog.problem(practice.slug).level, practice.numbers)
    try:
        practising.numbers(door.desk, chosen)
    except AppError:  # too large, or with nothing to ask about: the figure shows more than the kind asks
        return ""
    return variant_address(chosen)


def differ(state: object, first: object, *boxes: str) -> bool:
    """Whether one of these boxes holds something of its own: a form that folds them away then unfolds them."""
    return any(getattr(state, box) != getattr(first, box) for box in boxes)


def drawing(draw: Callable[[], Markup], name: str, *, complaint: str = "") -> Response:
    """A figure as a file to keep, which needs no stylesheet. Raises `Impossible` where its boxes were refused."""
    if complaint:
        raise Impossible(complaint)
    headers = {"Content-Disposition": f'attachment; filename="{name}.svg"'}
    return Response(standalone(draw()), media_type="image/svg+xml", headers=headers)

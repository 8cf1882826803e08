"""Figures that are moved on the page of their part: the boxes of their forms, and what they show once one is moved."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from app.catalog.architectures import Architectures
from app.catalog.lessons import Choice, Knob, Picture, Slide, values_at
from app.errors import Missing
from app.practice.picturing import Drawn, drawn
from app.practice.visit import Desk

MOST_SIDE_BY_SIDE = 4
"""So many choices stand beside each other; more become a list that opens."""


@dataclass(frozen=True, slots=True)
class Option:
    """A value, and as it is read."""

    value: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Knobbed:
    """A part of the figure's address as a box of its form. Without a knob it is sent along as it is."""

    name: str
    value: str
    id: str
    knob: Knob | None
    options: tuple[Option, ...] = ()
    is_alone: bool = True  # of its name in the form

    @property
    def form(self) -> str:
        """What one moves."""
        match self.knob:
            case None:
                return "kept"
            case Slide():
                return "slide"
            case Choice():
                # Buttons of one name are one choice to a browser, wherever in the form they stand.
                return "picks" if self.is_alone and len(self.options) <= MOST_SIDE_BY_SIDE else "list"

    @property
    def says_value(self) -> bool:
        """Whether a slide says where it stands: windows count from 0 in an address, and from 1 in words."""
        return self.name != "at"


def boxes(picture: Picture, figure: str, known: Architectures) -> tuple[Knobbed, ...]:
    """Of a figure that can be moved, in the order of its address, since some names occur more than once."""
    return tuple(_boxes(picture, figure, known)) if picture.knobs else ()


def moved(desk: Desk, slug: str, number: int, query: str) -> tuple[str, Drawn]:
    """The address of a part's figure, counted from 1, in another state, and what it shows. Raises `AppError`."""
    pictures = desk.catalog.lessons.lesson(slug).pictures
    if not 0 < number <= len(pictures) or not pictures[number - 1].knobs:
        raise Missing("This part has no such figure to move.")
    address = f"{urlsplit(pictures[number - 1].address).path}?{query}"
    found = drawn(desk.catalog, address)
    if found is None:
        raise Missing("This figure is a table, which stands in the lab.")
    return address, found


def _boxes(picture: Picture, figure: str, known: Architectures) -> Iterator[Knobbed]:
    knobs = {(each.name, each.place): each for each in picture.knobs}
    values = tuple(values_at(picture.address))
    several = {name for name, place, _ in values if place > 1}
    for name, place, value in values:
        knob = knobs.get((name, place))
        offered = knob.values if isinstance(knob, Choice) else ()
        yield Knobbed(
            name=name,
            value=value,
            id=f"{figure}-{name}-{place}",
            knob=knob,
            options=tuple(Option(each, _read(each, known), each == value) for each in offered),
            is_alone=name not in several,
        )


def _read(value: str, known: Architectures) -> str:
    """A network by its name; several numbers apart, each with a minus as wide as a digit."""
    if value in known.by_slug:
        return known.by_slug[value].words.name
    return ", ".join(f"−{word[1:]}" if word.startswith("-") else word for word in re.split("[ |]", value))

"""What can be moved in a figure on the page of its part: a number along a slide, or one of a few choices.

A line of the block: `move stride 1..3`, `move size 8..64/8`, `move out 64 | 128 | 256 (channels out)`; in
`move stride:2 1..2` it is the second of several values of that name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import parse_qsl, urlsplit

MOVES = "move "
LINE = re.compile(r"move (?P<name>[a-z_]+)(?::(?P<place>\d+))? (?P<values>[^()]+?)(?: \((?P<label>[^()]+)\))?")
RANGE = re.compile(r"(?P<least>\d+)\.\.(?P<most>\d+)(?:/(?P<step>\d+))?")
BETWEEN = " | "


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """A whole number from `least` to `most`; `place` counts from 1 among the values of that name."""

    name: str
    place: int
    label: str
    least: int
    most: int
    step: int

    def takes(self, value: str) -> bool:
        """Whether it can stand there."""
        return value.isdecimal() and int(value) in range(self.least, self.most + 1, self.step)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of some values, as the address has them."""

    name: str
    place: int
    label: str
    values: tuple[str, ...]

    def takes(self, value: str) -> bool:
        """Whether it can stand there."""
        return value in self.values


Knob: TypeAlias = Slide | Choice


def knob(line: str) -> Knob | None:
    """What a line of a figure's block says can be moved; None where it cannot be read."""
    found = LINE.fullmatch(line)
    if not found:
        return None
    name, place = found["name"], int(found["place"] or 1)
    label = found["label"] or name.replace("_", " ")
    span = RANGE.fullmatch(found["values"])
    if not span:
        values = tuple(found["values"].split(BETWEEN))
        return Choice(name=name, place=place, label=label, values=values) if len(values) > 1 else None
    least, most, step = int(span["least"]), int(span["most"]), int(span["step"] or 1)
    return Slide(name=name, place=place, label=label, least=least, most=most, step=step) if least < most else None


def values_at(address: str) -> Iterator[tuple[str, int, str]]:
    """Name, place among those of that name, and value of each part of an address."""
    seen: dict[str, int] = {}
    for name, value in parse_qsl(urlsplit(address).query, keep_blank_values=True):
        seen[name] = seen.get(name, 0) + 1
        yield name, seen[name], value


def unfit(address: str, knobs: tuple[Knob, ...]) -> Iterator[str]:
    """What is wrong with them: the figure has no such value, or begins where the knob does not reach."""
    known = {(name, place): value for name, place, value in values_at(address)}
    for each in knobs:
        value = known.get((each.name, each.place))
        if value is None:
            yield f"The figure's address has no {each.name} number {each.place}, which is to be moved."
        elif not each.takes(value):
            yield f"The figure begins with {each.name} at {value}, where it cannot be moved to."

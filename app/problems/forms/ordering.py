"""Lines put in an order. Any order will do in which each line stands below what it needs, with none that is false."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import ClassVar, TypeAlias

from app.problems.forms.form import Form
from app.problems.forms.options import Option
from app.problems.reading import Ask, Order, Reading, Refused, Understood, Value

LEFT_OUT = "left-out"
"""The mistake of somebody who stops before everything that is needed stands there."""

ENTRY = re.compile(r"(?:(?P<place>[^\s.)]+)[.)]\s+)?(?P<id>\S+)")
PLACE = re.compile("[1-9][0-9]?")
Saying: TypeAlias = tuple[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Line(Option):
    """A line to place.

    `needs` are the lines that have to stand above it, each with the mistake of somebody who lets this one come first.
    `false` is the mistake of somebody who uses the line at all, where it does not belong. Lines that say the same may
    stand for each other.
    """

    needs: Mapping[str, str] = field(default_factory=dict[str, str])
    false: str = ""

    @property
    def says(self) -> Saying:
        """What a reader sees of it."""
        return self.key, tuple(sorted(self.facts.items()))


@dataclass(frozen=True, slots=True)
class Slip:
    """The first line that cannot stand where it does, or the end, where something is missing.

    `place` counts from 0, so it is also how many lines stand; `lacking` are ids of lines that should be above;
    `share` is how much of the order stands.
    """

    place: int
    line: str  # empty at the end
    mistake: str
    lacking: tuple[str, ...]
    share: Fraction


@dataclass(frozen=True, slots=True)
class Ordering(Form):
    """`lines` as they are shown at first. Without a false one among them all have to be placed.

    `alike` holds for each line those that say the same, itself among them, from the one that needs least. An order is
    held against hundreds of others while numbers are drawn, so this is worked out once.
    """

    name: ClassVar[str] = "ordering"
    lines: tuple[Line, ...]
    alike: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "alike", _alike(self.lines))

    @property
    def has_slack(self) -> bool:
        """Where several orders are right, they agree."""
        return True

    @property
    def uses_all(self) -> bool:
        """Whether no line may be left out."""
        return not any(line.false for line in self.lines)

    def read(self, text: str) -> Reading:
        """`a, c, b`, with commas or line breaks, or numbered lines in any order: `1. a`, `3. b`, `2. c`."""
        entries = [ENTRY.fullmatch(part.strip()) for part in re.split(r"[,;\n]", text) if part.strip()]
        if not entries:
            return Refused("No line has a place yet.")
        pairs = [(entry["place"], entry["id"].lower()) for entry in entries if entry]
        known = {line.id for line in self.lines}
        if len(pairs) < len(entries) or not all(line in known for _, line in pairs):
            return Refused(f"An order names the lines: {', '.join(line.id for line in self.lines)}.")
        return _in_order(pairs) or self._understood(pairs)

    def _understood(self, pairs: list[tuple[str | None, str]]) -> Reading:
        order = Order(tuple(line for _, line in sorted(pairs, key=lambda pair: int(pair[0] or 0))))
        missing = len(self.lines) - len(order.ids)
        if len(set(order.ids)) < len(order.ids):
            return Ask("A line stands there twice. Each has one place.")
        if self.uses_all and missing:
            return Ask(f"{missing} of {len(self.lines)} lines have no place yet, and all of them have one.")
        return Understood(order, self.written(order))

    def places(self, text: str) -> Mapping[str, str]:
        """What stands in the box of each line that has a place: numbers from 1, or what was typed if it is none."""
        reading = self.read(text)
        if isinstance(reading, Understood) and isinstance(reading.value, Order):
            return {line: str(place) for place, line in enumerate(reading.value.ids, start=1)}
        entries = [ENTRY.fullmatch(part.strip()) for part in text.split("\n")]
        return {entry["id"].lower(): entry["place"] for entry in entries if entry and entry["place"]}

    def agrees(self, given: Value, right: Value) -> bool:
        """The same lines in the same order, or two orders that both stand."""
        if not isinstance(given, Order) or not isinstance(right, Order):
            return False
        return self._taken(given) == self._taken(right) or (self.slip(given) is None and self.slip(right) is None)

    def slip(self, order: Order) -> Slip | None:
        """Where an order goes wrong first; None where it stands."""
        lines = {line.id: line for line in self.lines}
        needed = [line.id for line in self.lines if not line.false]
        shown: set[str] = set()
        for place, taken in enumerate(self._taken(order)):
            line, share = lines[taken], Fraction(place, len(needed) + 1)
            if line.false:
                return Slip(place, order.ids[place], line.false, (), share)
            lacking = tuple(each for each in line.needs if each not in shown)
            if lacking:
                return Slip(place, order.ids[place], line.needs[lacking[0]], lacking, share)
            shown.add(taken)
        missing = tuple(each for each in needed if each not in shown)
        return Slip(len(shown), "", LEFT_OUT, missing, Fraction(len(shown), len(needed) + 1)) if missing else None

    def _taken(self, order: Order) -> tuple[str, ...]:
        """The lines as they are meant: of several that say the same, the one that is needed first comes first."""
        taken: list[str] = []
        for each in order.ids:
            taken.append(next(line for line in self.alike[each] if line not in taken))
        return tuple(taken)

    def written(self, value: Value) -> str:
        """The ids in their order."""
        return ", ".join(value.ids) if isinstance(value, Order) else str(value)

    def stated(self) -> str:
        """Whether lines may be left out."""
        return "every line has a place" if self.uses_all else "leave out what does not belong"


def _in_order(pairs: list[tuple[str | None, str]]) -> Ask | Refused | None:
    """What is wrong with the numbers in front of the lines, if they are numbered."""
    places = [place for place, _ in pairs]
    if all(place is None for place in places):
        return None
    numbers = [int(place) for place in places if place and PLACE.fullmatch(place)]
    if len(numbers) < len(places):
        return Refused("A place is a whole number: 1 for the first line. Leave the box of an unused line empty.")
    double = next((number for number in numbers if numbers.count(number) > 1), None)
    return Ask(f"Two lines have the place {double}.") if double else None


def _alike(lines: tuple[Line, ...]) -> Mapping[str, tuple[str, ...]]:
    """For each line those that say the same: from the one that needs least, and false ones behind."""
    depth = _depths(lines)
    found: dict[Saying, list[str]] = {}
    for line in sorted(lines, key=lambda line: (bool(line.false), depth[line.id])):
        found.setdefault(line.says, []).append(line.id)
    return {line.id: tuple(found[line.says]) for line in lines}


def _depths(lines: tuple[Line, ...]) -> Mapping[str, int]:
    """How long the longest chain of needs above each line is."""
    needs = {line.id: tuple(line.needs) for line in lines}
    depths: dict[str, int] = {}

    def depth(line: str) -> int:
        if line not in depths:
            depths[line] = 1 + max((depth(each) for each in needs[line]), default=0)
        return depths[line]

    return {line: depth(line) for line in needs}

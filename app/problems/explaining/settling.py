"""From a committed text and ticked points to what is there.

words found, ticked             there: the words show it
words found, tick taken away    not there: whoever wrote it knows better
no words, ticked                asked once where; there if the quotation stands in the text
no words, ticked, spoken        there, by the speaker's own word: nothing was written that could show it
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from app.problems.explaining.patterns import Span
from app.problems.explaining.points import Brief, Point
from app.problems.explaining.words import stands_in
from app.problems.grading import Outcome


class How(StrEnum):
    """How a point stands in the end."""

    FOUND = "found"
    QUOTED = "quoted"
    SAID = "said"  # aloud, by their own word
    TAKEN_BACK = "taken_back"  # the pass found words, the writer says that they mean something else
    UNPLACED = "unplaced"  # ticked, and no place in the text was named that holds it
    MISSING = "missing"


THERE = frozenset({How.FOUND, How.QUOTED, How.SAID})


@dataclass(frozen=True, slots=True)
class Told:
    """An explanation as it was committed. A spoken one may come without text."""

    text: str
    spoken: bool = False


@dataclass(frozen=True, slots=True)
class Ticked:
    """The points that the writer sees in it; `places` holds a quotation for each that they were asked about."""

    points: frozenset[str]
    places: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Held:
    """One point, how it stands, and by which words or which quotation."""

    point: Point
    how: How
    words: tuple[Span, ...] = ()
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """Every point as it stands in the end, and the slogans that nothing carries."""

    points: tuple[Held, ...]
    slogans: tuple[str, ...] = ()

    @property
    def there(self) -> frozenset[str]:
        """The points that are made."""
        return frozenset(each.point.id for each in self.points if each.how in THERE)

    @property
    def missing_essentials(self) -> tuple[str, ...]:
        """The essential points that are not."""
        return tuple(each.point.id for each in self.points if each.point.essential and each.how not in THERE)

    @property
    def score(self) -> float:
        """The share of points that are there, each by its weight, 0 to 1."""
        made = sum(each.point.weight for each in self.points if each.how in THERE)
        return float(Fraction(made, sum(each.point.weight for each in self.points)))

    @property
    def outcome(self) -> Outcome:
        """Correct with every essential point, wrong without any point."""
        if not self.missing_essentials:
            return Outcome.CORRECT
        return Outcome.PARTLY if self.there else Outcome.WRONG


def unplaced(brief: Brief, told: Told, ticked: Ticked) -> tuple[str, ...]:
    """The ticked points that nothing in the text shows and whose place was not asked for yet."""
    if told.spoken:
        return ()
    found = brief.found_in(told.text)
    return tuple(
        point.id
        for point in brief.points
        if point.id in ticked.points and point.id not in found and point.id not in ticked.places
    )


def settle(brief: Brief, told: Told, ticked: Ticked) -> Settled:
    """What is there, once every question about places was asked."""
    found = brief.found_in(told.text)
    held = tuple(_held(point, told, ticked, found.get(point.id, ())) for point in brief.points)
    there = frozenset(each.point.id for each in held if each.how in THERE)
    return Settled(held, brief.slogans_in(told.text, there))


def _held(point: Point, told: Told, ticked: Ticked, words: tuple[Span, ...]) -> Held:
    if point.id not in ticked.points:
        return Held(point, How.TAKEN_BACK if words else How.MISSING, words)
    if words:
        return Held(point, How.FOUND, words)
    if told.spoken:
        return Held(point, How.SAID)
    quote = ticked.places.get(point.id, "").strip()
    return Held(point, How.QUOTED if stands_in(quote, told.text) else How.UNPLACED, quote=quote)

"""A text in one's own words, and the points that its writer ticks in it."""

import re
from dataclasses import dataclass
from typing import ClassVar

from app.problems.explaining.words import count_words
from app.problems.forms.form import Form
from app.problems.forms.options import NOTHING
from app.problems.reading import Reading, Refused, Understood, Value

FEWEST_WORDS = 5
LONGEST = 4_000  # characters; a minute's answer has about 900


@dataclass(frozen=True, slots=True)
class Prose(Form):
    """A text of a few sentences, kept as it was typed; notes on what was spoken may be shorter."""

    name: ClassVar[str] = "prose"
    fewest: int = FEWEST_WORDS

    def read(self, text: str) -> Reading:
        """The text, if it is one."""
        count = count_words(text)
        if count < self.fewest:
            return Refused(f"Write at least {self.fewest} words; here {'is' if count == 1 else 'are'} {count}.")
        if len(text) > LONGEST:
            return Refused(f"A text has at most {LONGEST:,} characters; this one has {len(text):,}. Shorten it.")
        return Understood(text, f"{count} word{'' if count == 1 else 's'}")


@dataclass(frozen=True, slots=True)
class Checklist(Form):
    """Ids of points, between commas. What they say is not told before the text they are about is committed."""

    name: ClassVar[str] = "points"
    points: tuple[str, ...]

    def read(self, text: str) -> Reading:
        """The points of these ids; nothing at all, an empty list and `none` say that none is there."""
        listed = text.strip().removeprefix("[").removesuffix("]")
        named = [part.strip().lower() for part in re.split(r"[,;\n]", listed) if part.strip()]
        known = {point.lower(): point for point in self.points}
        if named == [NOTHING]:
            return Understood(frozenset(), NOTHING)
        if any(name not in known for name in named):
            return Refused("Tick points of the list, by their ids.")
        chosen = frozenset(known[name] for name in named)
        return Understood(chosen, self.written(chosen))

    def written(self, value: Value) -> str:
        """The ids in the order of the points."""
        if not isinstance(value, frozenset):
            return str(value)
        return ", ".join(point for point in self.points if point in value) or NOTHING

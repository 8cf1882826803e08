"""Choosing: one option of several, or all that apply. What an option says is content, looked up by its `words`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from app.problems.figures import Figure
from app.problems.forms.form import Form
from app.problems.reading import Reading, Refused, Understood, Value

NOTHING = "none"


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose. `words` names its text in the content (its id, if empty), which `facts` fill in."""

    id: str
    words: str = ""
    facts: Mapping[str, str] = field(default_factory=dict[str, str])
    figure: Figure | None = None

    @property
    def key(self) -> str:
        """Where its text is found."""
        return self.words or self.id


@dataclass(frozen=True, slots=True)
class Choice(Form):
    """Exactly one of the options. Where several questions share their options, `as_row` puts them into a list each."""

    name: ClassVar[str] = "choice"
    options: tuple[Option, ...]
    as_row: bool = False

    def read(self, text: str) -> Reading:
        """The option of that id."""
        found = _known(self.options, text)
        if found is None:
            return Refused(f"Choose one of the {len(self.options)} options.")
        return Understood(found, found)


@dataclass(frozen=True, slots=True)
class Choices(Form):
    """All options that apply, in any order; `none` says that none does."""

    name: ClassVar[str] = "choices"
    options: tuple[Option, ...]

    def read(self, text: str) -> Reading:
        """The options of these ids, between commas or line breaks."""
        if text.strip().lower() == NOTHING:
            return Understood(frozenset(), NOTHING)
        parts = [part for part in re.split(r"[,;\n]", text) if part.strip()]
        found = [_known(self.options, part) for part in parts]
        if not found or None in found:
            return Refused("Tick every option that applies.")
        chosen = frozenset(each for each in found if each is not None)
        return Understood(chosen, self.written(chosen))

    def written(self, value: Value) -> str:
        """The ids in the order of the options."""
        if not isinstance(value, frozenset):
            return str(value)
        return ", ".join(option.id for option in self.options if option.id in value) or NOTHING


def _known(options: tuple[Option, ...], text: str) -> str | None:
    wanted = text.strip().lower()
    return next((option.id for option in options if option.id.lower() == wanted), None)

"""What every form can do."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import ClassVar

from app.problems.reading import Reading, Value, read
from app.problems.reading.outcome import Wanted


@dataclass(frozen=True, slots=True)
class Form:
    """One way of answering. A form whose values only agree when they are equal has nothing to say about `agrees`."""

    name: ClassVar[str]

    @property
    def has_slack(self) -> bool:
        """Whether values that differ may agree."""
        return False

    def read(self, text: str) -> Reading:
        """What was typed, as a value of this form, or asked about again."""
        return read(self.name, text, self.wanted())

    def wanted(self) -> Wanted:
        """What the reader has to know of the box."""
        return Wanted()

    def agrees(self, given: Value, right: Value) -> bool:
        """Whether `given` says what `right` says."""
        return given == right

    def glance(self, value: Value) -> Hashable:  # noqa: ARG002 - every value looks alike, unless a form knows better
        """What values that agree have in common: those that differ in it need not be compared. None: nothing."""
        return None

    def written(self, value: Value) -> str:
        """A value as one writes it."""
        return str(value)

    def stated(self) -> str:
        """What stands beside the box about how it is judged; most forms need nothing."""
        return ""

    def examples(self) -> tuple[Value, ...]:
        """Two well-formed values, one of which at least is not the right one."""
        return ()

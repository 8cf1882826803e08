"""One number: exact, exact or well rounded, or within a stated tolerance."""

from dataclasses import dataclass
from fractions import Fraction
from math import floor, log10
from typing import ClassVar

from app.problems.forms.form import Form
from app.problems.reading import Value, echo

HALF_A_PERCENT = Fraction(1, 200)
WORDS = {2: "two", 3: "three", 4: "four"}


@dataclass(frozen=True, slots=True)
class Integer(Form):
    """A whole number. With `figures`, a number rounded to at least so many significant figures will do."""

    name: ClassVar[str] = "integer"
    figures: int = 0
    like: tuple[int, int] = (640, 1152)

    @property
    def has_slack(self) -> bool:
        """Where rounding is allowed."""
        return self.figures > 0

    def agrees(self, given: Value, right: Value) -> bool:
        """Equal, or `right` rounded to as many figures as `given` shows."""
        if given == right or not self.figures:
            return given == right
        if not isinstance(given, int) or not isinstance(right, int):
            return False
        digits = len(str(abs(right)))
        if given % 10 or 2 * abs(given - right) > 10 ** max(digits - self.figures, 0):
            return False  # no rounding ends in anything but 0, or goes further than half of its last figure
        return any(rounded(right, figures) == given for figures in range(self.figures, digits))

    def written(self, value: Value) -> str:
        """`230,912`."""
        return f"{value:,}" if isinstance(value, int) else str(value)

    def stated(self) -> str:
        """How far one may round."""
        return f"exact, or to {WORDS[self.figures]} figures" if self.figures else ""

    def examples(self) -> tuple[Value, ...]:
        """Two numbers of an ordinary size."""
        return self.like


def rounded(value: int, figures: int) -> int:
    """`value` to so many significant figures, half away from zero: 3,699,376,128 to three is 3,700,000,000."""
    unit = 10 ** max(len(str(abs(value))) - figures, 0)
    sign = -1 if value < 0 else 1
    return sign * ((2 * abs(value) + unit) // (2 * unit)) * unit


@dataclass(frozen=True, slots=True)
class Real(Form):
    """A number within `tolerance` of the right one, relative to it. In percent, 44.9, 44.9 % and 0.449 are one."""

    name: ClassVar[str] = "real"
    tolerance: Fraction = HALF_A_PERCENT
    percent: bool = False

    @property
    def has_slack(self) -> bool:
        """Always: a percentage may be given as a share, too."""
        return True

    def agrees(self, given: Value, right: Value) -> bool:
        """Within the tolerance, its ends included."""
        if not isinstance(given, int | Fraction) or not isinstance(right, int | Fraction):
            return False
        return self._is_close(given, right) or (self.percent and self._is_close(given * 100, right))

    def _is_close(self, given: Fraction | int, right: Fraction | int) -> bool:
        return abs(given - right) <= self.tolerance * abs(right)

    def written(self, value: Value) -> str:
        """Four figures, or exactly where that is shorter; with a percent sign where the box is in percent."""
        shown = figured(Fraction(value)) if isinstance(value, int | Fraction) else str(value)
        return f"{shown} %" if self.percent else shown

    def stated(self) -> str:
        """The tolerance."""
        return f"within {figured(self.tolerance * 100)} %" if self.tolerance else "exact; a fraction will do"

    def examples(self) -> tuple[Value, ...]:
        """Two decimals."""
        return (Fraction("12.5"), Fraction("37.5")) if self.percent else (Fraction("0.25"), Fraction("0.75"))


def figured(value: Fraction) -> str:
    """`8.845`, `0.1131`, `12.5`, `1,024`: four figures beyond what stands before the point."""
    if value.denominator == 1:
        return f"{value.numerator:,}"
    before = floor(log10(abs(value))) + 1
    places = max(4 - before, 1)
    return f"{float(value):,.{places}f}".rstrip("0").rstrip(".")


@dataclass(frozen=True, slots=True)
class Ratio(Real):
    """A real number that may also be written as 1:9 or 9x."""

    name: ClassVar[str] = "ratio"

    def written(self, value: Value) -> str:
        """As a decimal."""
        if isinstance(value, Fraction) and value == value // 1:
            return echo.real(value)
        return Real.written(self, value)  # a class with slots is made anew, and super() means the old one

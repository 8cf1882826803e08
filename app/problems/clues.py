"""What can be said of a wrong number that no mistake explains: how far off it is, when that is telling."""

from enum import StrEnum
from fractions import Fraction

from app.problems.forms import AnyForm, Real
from app.problems.reading import Value


class Clue(StrEnum):
    """How a number relates to the right one."""

    DOUBLE = "double"
    HALF = "half"
    ONE_MORE = "one-more"
    ONE_LESS = "one-less"
    NEGATED = "negated"
    INVERTED = "inverted"
    NEARLY = "nearly"  # within ten times the tolerance
    THOUSAND_TIMES = "thousand-times"
    THOUSANDTH = "thousandth"
    MILLION_TIMES = "million-times"
    MILLIONTH = "millionth"
    TEN_TIMES = "ten-times"
    TENTH = "tenth"


FACTORS = {
    Fraction(2): Clue.DOUBLE,
    Fraction(1, 2): Clue.HALF,
    Fraction(-1): Clue.NEGATED,
    Fraction(1000): Clue.THOUSAND_TIMES,
    Fraction(1, 1000): Clue.THOUSANDTH,
    Fraction(10**6): Clue.MILLION_TIMES,
    Fraction(1, 10**6): Clue.MILLIONTH,
    Fraction(10): Clue.TEN_TIMES,
    Fraction(1, 10): Clue.TENTH,
}
SMALLEST_OFF_BY_ONE = 3  # below, everything is off by one from something
NEARLY = 10  # times the tolerance


def clue(form: AnyForm, given: Value, right: Value) -> Clue | None:
    """The first relation that holds, or none."""
    if not isinstance(given, int | Fraction) or not isinstance(right, int | Fraction) or right == 0:
        return None
    for factor, found in FACTORS.items():
        scaled = given / factor
        if form.agrees(scaled.numerator if scaled.denominator == 1 else scaled, right):
            return found
    if isinstance(form, Real):
        return _of_real(form, given, right)
    if abs(right) >= SMALLEST_OFF_BY_ONE and abs(given - right) == 1:
        return Clue.ONE_MORE if given > right else Clue.ONE_LESS
    return None


def _of_real(form: Real, given: Fraction | int, right: Fraction | int) -> Clue | None:
    if abs(given - right) <= NEARLY * form.tolerance * abs(right):
        return Clue.NEARLY
    return Clue.INVERTED if given and form.agrees(1 / Fraction(given), right) else None

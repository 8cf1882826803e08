"""Formulas built piece by piece together with their values, spelled as learners spell them, and then read."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.problems.reading import Expression, Understood, Wanted, read
from app.problems.reading.expressions.values import value_at

SYMBOLS = ("W", "K", "P", "S", "C_in")
POINTS = [
    {"W": 11, "K": 3, "P": 1, "S": 2, "C_in": 5},
    {"W": 8, "K": 5, "P": 2, "S": 3, "C_in": 7},
    {"W": 29, "K": 4, "P": 0, "S": 5, "C_in": 2},
]
Value: TypeAlias = Callable[[Mapping[str, int]], Fraction]
SUM, PRODUCT, POWER, ATOM = range(4)


@dataclass(frozen=True)
class Typed:
    """A piece of text, how tightly it holds together, and what it is worth."""

    text: str
    holds: int
    value: Value

    def within(self, least: int) -> str:
        return self.text if self.holds >= least else f"({self.text})"


def number(value: int, spelled: str) -> Typed:
    return Typed(spelled.format(value), ATOM, lambda _: Fraction(value))


def symbol(name: str, spelled: str) -> Typed:
    return Typed(spelled, ATOM, lambda point: Fraction(point[name]))


def added(left: Typed, right: Typed, sign: str) -> Typed:
    text = f"{left.text}{sign}{right.within(PRODUCT)}"
    if sign.strip() == "+":
        return Typed(text, SUM, lambda point: left.value(point) + right.value(point))
    return Typed(text, SUM, lambda point: left.value(point) - right.value(point))


def multiplied(left: Typed, right: Typed, sign: str) -> Typed:
    text = f"{left.within(PRODUCT)}{sign}{right.within(POWER)}"
    return Typed(text, PRODUCT, lambda point: left.value(point) * right.value(point))


def beside(left: Typed, right: Typed, blank: str) -> Typed:
    """A number never stands second, and a quotient not first without brackets."""
    second = right.within(POWER)
    text = f"{left.within(POWER)}{blank}{f'({second})' if second[0].isdigit() else second}"
    return Typed(text, PRODUCT, lambda point: left.value(point) * right.value(point))


def divided(upper: Typed, lower: Typed, sign: str) -> Typed:
    text = f"{upper.within(PRODUCT)}{sign}{lower.within(POWER)}"
    if sign.strip() == "//":
        return Typed(text, PRODUCT, lambda point: Fraction(upper.value(point) // lower.value(point)))
    return Typed(text, PRODUCT, lambda point: upper.value(point) / lower.value(point))


def fraction(upper: Typed, lower: Typed) -> Typed:
    text = rf"\frac{{{upper.text}}}{{{lower.text}}}"
    return Typed(text, ATOM, lambda point: upper.value(point) / lower.value(point))


def powered(base: Typed, exponent: int, spelled: str) -> Typed:
    raised = str(exponent).translate(str.maketrans("123", "¹²³")) if spelled == "²" else f"{spelled}{exponent}"
    return Typed(f"{base.within(ATOM)}{raised}", POWER, lambda point: base.value(point) ** exponent)


def rounded(of: Typed, spelled: str) -> Typed:
    rounding = math.ceil if "c" in spelled or "⌈" in spelled else math.floor
    return Typed(spelled.replace("…", of.text), ATOM, lambda point: Fraction(rounding(of.value(point))))


def negative(of: Typed, sign: str) -> Typed:
    return Typed(f"{sign}{of.within(PRODUCT)}", SUM, lambda point: -of.value(point))


SPELLINGS = {"W": "Ww", "K": "Kk", "P": "P", "S": "s", "C_in": ["C_in", "C_{in}", "Cin", "cin", "Cᵢₙ"]}
# A TeX command ends where no letter follows.
ROUNDINGS = ["floor(…)", "⌊…⌋", r"\lfloor … \rfloor ", "Floor( … )", "ceil(…)", "⌈…⌉", r"\left\lceil … \right\rceil "]
LEAVES = st.builds(number, st.integers(0, 12), st.sampled_from(["{}", "{}.0"])) | st.sampled_from(
    [(name, spelled) for name, spellings in SPELLINGS.items() for spelled in spellings]
).map(lambda pair: symbol(*pair))


def grown(below: st.SearchStrategy[Typed]) -> st.SearchStrategy[Typed]:
    return (
        st.builds(added, below, below, st.sampled_from([" + ", "+", " - ", "-", "−"]))
        | st.builds(multiplied, below, below, st.sampled_from(["*", " · ", "×", " x ", r" \times "]))
        | st.builds(beside, below, below, st.sampled_from(["", " "]))
        | st.builds(divided, below, below, st.sampled_from(["/", " / ", "÷", "//"]))
        | st.builds(fraction, below, below)
        | st.builds(powered, below, st.integers(1, 3), st.sampled_from(["^", "**", " ^ ", "²"]))
        | st.builds(rounded, below, st.sampled_from(ROUNDINGS))
        | st.builds(negative, below, st.sampled_from("-−"))
    )


def has_a_value(typed: Typed) -> bool:
    """Wherever it is worked out, it divides by something."""
    try:
        return bool([typed.value(point) for point in POINTS])
    except ZeroDivisionError:
        return False


@given(typed=st.recursive(LEAVES, grown, max_leaves=9))
@settings(max_examples=500, deadline=None)
def test_a_formula_means_what_was_typed(typed: Typed) -> None:
    assume(has_a_value(typed))
    expected = [typed.value(point) for point in POINTS]
    reading = read("expression", typed.text, Wanted(symbols=SYMBOLS))
    assert isinstance(reading, Understood), (typed.text, reading)
    assert isinstance(reading.value, Expression)
    assert [value_at(reading.value.tree, point) for point in POINTS] == expected, typed.text

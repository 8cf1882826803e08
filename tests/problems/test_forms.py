"""When two values say the same, form by form."""

from fractions import Fraction

import pytest

from app.problems.forms import Choice, Choices, Form, Integer, Option, Ratio, Real, Shape
from app.problems.reading import Refused, Understood, Value

THIRD = Fraction(1, 3)
RGB = (Option("red"), Option("green"), Option("blue"))


@pytest.mark.parametrize(
    ("form", "given", "right", "agrees"),
    [
        (Integer(), 3_699_376_128, 3_699_376_128, True),
        (Integer(), 3_700_000_000, 3_699_376_128, False),
        (Integer(figures=3), 3_700_000_000, 3_699_376_128, True),
        (Integer(figures=3), 3_699_000_000, 3_699_376_128, True),
        (Integer(figures=3), 3_690_000_000, 3_699_376_128, False),  # cut off, not rounded
        (Integer(figures=3), 4_000_000_000, 3_699_376_128, False),  # one figure
        (Integer(figures=3), 3_699_376_127, 3_699_376_128, False),
        (Integer(figures=3), 418_000_000, 418_267_136, True),
        (Integer(figures=3), 70, 69, False),  # a number with few figures is exact
        (Integer(figures=3), 100, 99, False),
        (Real(tolerance=Fraction(1, 100)), Fraction("0.33"), THIRD, True),  # off by exactly one percent
        (Real(tolerance=Fraction(1, 200)), Fraction("0.33"), THIRD, False),
        (Real(tolerance=Fraction(1, 200)), Fraction("-0.333"), -THIRD, True),
        (Real(tolerance=Fraction(0)), Fraction("0.3333333333"), THIRD, False),
        (Real(tolerance=Fraction(0)), THIRD, THIRD, True),
        (Real(), Fraction("0.0001"), 0, False),
        (Real(percent=True), Fraction("44.9"), Fraction("44.8979"), True),
        (Real(percent=True), Fraction("0.449"), Fraction("44.8979"), True),  # typed as 44.9 % or as a share
        (Real(percent=True), Fraction("4.49"), Fraction("44.8979"), False),
        (Ratio(), Fraction(9), Fraction("8.99"), True),
        (Shape(("height", "width")), (28, 28), (28, 28), True),
        (Choice(RGB), "red", "red", True),
        (Choices(RGB), frozenset({"red"}), frozenset({"red", "blue"}), False),
    ],
)
def test_values_agree_as_the_form_says(form: Form, given: Value, right: Value, agrees: bool) -> None:
    assert form.agrees(given, right) is agrees


@pytest.mark.parametrize(
    ("form", "stated"),
    [
        (Integer(), ""),
        (Integer(figures=3), "exact, or to three figures"),
        (Real(), "within 0.5 %"),
        (Real(tolerance=Fraction(1, 50)), "within 2 %"),
        (Real(tolerance=Fraction(0)), "exact; a fraction will do"),
    ],
)
def test_what_is_let_pass_is_stated(form: Form, stated: str) -> None:
    assert form.stated() == stated


@pytest.mark.parametrize(
    ("form", "value", "written"),
    [
        (Integer(), 230_912, "230,912"),
        (Real(), Fraction("8.8445"), "8.845"),
        (Real(), Fraction("0.11306"), "0.1131"),
        (Real(), Fraction(1, 512), "0.001953"),
        (Real(), Fraction(1024), "1,024"),
        (Real(percent=True), Fraction(4490, 100), "44.9 %"),
        (Ratio(), Fraction(49), "49"),
        (Ratio(), Fraction(614_400, 84_992), "7.229"),
        (Shape(("h", "w")), (28, 14), "28 × 14"),
        (Choices(RGB), frozenset({"blue", "red"}), "red, blue"),
        (Choices(RGB), frozenset[str](), "none"),
    ],
)
def test_values_are_written_as_one_writes_them(form: Form, value: Value, written: str) -> None:
    assert form.written(value) == written


@pytest.mark.parametrize("text", ["red", " Red ", "RED"])
def test_an_option_is_chosen_by_its_id(text: str) -> None:
    assert Choice(RGB).read(text) == Understood("red", "red")


@pytest.mark.parametrize("text", ["", "yellow", "red, blue"])
def test_what_is_no_option_is_refused(text: str) -> None:
    assert Choice(RGB).read(text) == Refused("Choose one of the 3 options.")


@pytest.mark.parametrize("text", ["blue, red", "red;blue", "red\nblue,", "Red, blue, red"])
def test_several_options_come_in_any_order(text: str) -> None:
    assert Choices(RGB).read(text) == Understood(frozenset({"red", "blue"}), "red, blue")


def test_none_of_the_options_has_to_be_said() -> None:
    assert Choices(RGB).read("none") == Understood(frozenset(), "none")
    assert isinstance(Choices(RGB).read(" "), Refused)
    assert isinstance(Choices(RGB).read("red, yellow"), Refused)

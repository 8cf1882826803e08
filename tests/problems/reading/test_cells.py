"""Reading a grid, as it is typed, pasted, printed by NumPy or sent by a program."""

from fractions import Fraction

import pytest

from app.problems.reading import Ask, Cells, Refused, Understood, as_typed, cells

TWO_BY_TWO = Cells(((1, 2), (3, -4)))


@pytest.mark.parametrize(
    "text",
    [
        "1 2; 3 -4",
        "1, 2; 3, -4",
        "1 2\n3 -4",
        "1\t2\n3\t-4",
        "1\t2\r\n3\t-4\r\n",
        "[[1, 2], [3, -4]]",
        "[[ 1  2]\n [ 3 -4]]",
        "[1 2; 3 -4]",
        "1 2; 3 −4",
        "1\t2\t\t\n3\t-4\t\t\n\t\t\t",  # room of the page that was not used
        as_typed([[1, 2], [3, -4]]),
    ],
)
def test_one_grid_in_the_ways_people_write_it(text: str) -> None:
    reading = cells(text)
    assert isinstance(reading, Understood)
    assert reading.value == TWO_BY_TWO
    assert reading.echo == "[1 2; 3 -4]"


@pytest.mark.parametrize(("text", "value"), [("7", 7), ("[7]", 7), ("[[7]]", 7), ("0.5", Fraction(1, 2))])
def test_a_single_cell_is_a_grid(text: str, value: Fraction | int) -> None:
    reading = cells(text)
    assert isinstance(reading, Understood)
    assert reading.value == Cells(((value,),))


def test_fractions_stay_exact() -> None:
    reading = cells("1/3 0.25\n2 -7/3")
    assert isinstance(reading, Understood)
    assert reading.value == Cells(((Fraction(1, 3), Fraction(1, 4)), (2, Fraction(-7, 3))))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1 2; 3", "Row 2 has 1, and the longest row has 2. Fill in or take away."),
        ("1\t\t3\n4\t5\t6", "Row 1, column 2 is empty."),
        ("\t2\n3\t4", "Row 1, column 1 is empty."),
        ("1\t2\n\t\n3\t4", "Row 2 is empty, and the longest row has 2. Fill in or take away."),
    ],
)
def test_a_hole_is_asked_about(text: str, sentence: str) -> None:
    reading = cells(text)
    assert isinstance(reading, Ask)
    assert reading.message == sentence


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("", "Nothing was typed yet."),
        ("\t\n\t", "Nothing was typed yet."),
        ("1 2; 3 x", "Row 2, column 2: "),
        ("[[1, 2], [3, 4]", "These brackets do not close."),
        ("1 " * 65, "A grid here has at most 64 rows and 64 columns."),
        ("1\n" * 65, "A grid here has at most 64 rows and 64 columns."),
        ("1" * 4001, "That is 4,001 characters; a grid has at most 4,000."),
    ],
)
def test_what_is_no_grid_is_refused_with_its_place(text: str, begins: str) -> None:
    reading = cells(text)
    assert isinstance(reading, Refused)
    assert reading.message.startswith(begins)

"""A table is read row by row and cell by cell: in every way in which people and programs write one."""

from fractions import Fraction

import pytest

from app.problems.forms import Choice, Column, Integer, Option, Real, Table
from app.problems.reading import Record, Records, Refused, Understood, as_typed

EMPTY = Records(())
LAYERS = Table(
    columns=(
        Column("layer", Choice((Option("conv"), Option("max_pool"))), required=True),
        Column("kernel", Integer(), required=True),
        Column("stride", Integer(), blank="1"),
        Column("rate", Real()),
    ),
    rows=3,
    like=(EMPTY, EMPTY),
)


def row(layer: str, kernel: int, stride: int | None = None, rate: Fraction | None = None) -> Record:
    return Record((("layer", layer), ("kernel", kernel), ("stride", stride), ("rate", rate)))


TWO = Records((row("conv", 3, 2, Fraction(1, 10_000)), row("max_pool", 2)))


@pytest.mark.parametrize(
    "text",
    [
        "conv\t3\t2\t0.0001\nmax_pool\t2\t\t",
        "conv\t3\t2\t1e-4\r\nmax_pool\t2\r\n",
        "conv, 3, 2, 0.0001\nmax_pool, 2",
        "CONV,3,2,1/10000 ; Max_Pool,2,,",
        "layer=conv kernel=3 stride=2 rate=1e-4\nkernel=2, layer=max_pool",
        "rate = 0.0001, layer = conv, kernel = 3, stride = 2; layer = max_pool, kernel = 2",
        "\t\t\t\nconv\t3\t2\t1e-4\n\t\t\t\nmax_pool\t2\t\t\n\t\t\t",
        as_typed([["conv", 3, 2, "1e-4"], ["max_pool", 2, None, None]]),
        as_typed([{"layer": "conv", "kernel": 3, "stride": 2, "rate": 1e-4}, {"layer": "max_pool", "kernel": 2}]),
        LAYERS.written(TWO),
    ],
)
def test_the_same_rows_are_read_however_they_are_written(text: str) -> None:
    reading = LAYERS.read(text)
    assert isinstance(reading, Understood), reading
    assert reading.value == TWO


def test_a_program_may_send_numbers_alone() -> None:
    numbers = Table((Column("kernel", Integer()), Column("stride", Integer())), rows=2, like=(EMPTY, EMPTY))
    reading = numbers.read(as_typed([[3, 2], [5, 1]]))
    assert isinstance(reading, Understood)
    assert [(each["kernel"], each["stride"]) for each in _rows(reading)] == [(3, 2), (5, 1)]


def _rows(reading: Understood) -> tuple[Record, ...]:
    assert isinstance(reading.value, Records)
    return reading.value.rows


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("conv\t3\t2\t\nconv\t3\ttwo and\t", "Row 2, stride: “two” is not a number."),
        ("\t\t\t\nconv\t\t2\t", "Row 1, kernel: this cell is empty."),
        ("dense\t3\t\t", "Row 1, layer: Choose one of the 2 options."),
        ("conv, 3, 2, 0.1, 7", "Row 1: there are 5 cells for 4 columns: layer, kernel, stride, rate."),
        ("layer=conv padding=1", "Row 1: “padding” is no column; there are layer, kernel, stride, rate."),
        ("layer=conv kernel=3 kernel=5", "Row 1: kernel is given twice."),
        ("", "Nothing was filled in yet."),
        ("\t\t\n\t\t", "Nothing was filled in yet."),
        ("conv,3;conv,3;conv,3;conv,3", "1 to 3 rows are wanted here; 4 are filled in."),
        ("x" * 4_001, "That is 4,001 characters; a table has at most 4,000."),
    ],
)
def test_what_cannot_be_read_is_named_by_its_row_and_column(text: str, message: str) -> None:
    reading = LAYERS.read(text)
    assert isinstance(reading, Refused)
    assert reading.message.startswith(message)


def test_a_table_may_ask_for_a_number_of_rows_and_for_rows_that_mean_something() -> None:
    exact = Table(LAYERS.columns, rows=2, least=2, like=(EMPTY, EMPTY), check=_strides_twice)
    few = exact.read("conv,3")
    assert isinstance(few, Refused)
    assert few.message == "2 rows are wanted here; 1 is filled in."
    same = exact.read("conv,3,1;conv,3,1")
    assert isinstance(same, Refused)
    assert same.message == "Row 1 does not stride."
    assert isinstance(exact.read("conv,3,2;conv,3,2"), Understood)


def _strides_twice(table: Records) -> str:
    idle = next((number for number, each in enumerate(table.rows, start=1) if each["stride"] != 2), None)
    return f"Row {idle} does not stride." if idle else ""


@pytest.mark.parametrize("text", ["conv\t3;\t=\tx\n\t\t\t\nmax_pool\t2\t\t", "k=3\t3\t\t\nconv\t2\t\t"])
def test_whatever_was_typed_into_a_page_stands_in_its_cell_again(text: str) -> None:
    shown = [list(cells) for cells in LAYERS.texts(text)]
    assert shown == [line.split("\t") for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize(
    ("value", "text"),
    [(Fraction(1, 100_000), "0.00001"), (Fraction(-5, 4), "-1.25"), (Fraction(1, 3), "1/3"), (Fraction(6, 2), "3")],
)
def test_a_number_in_a_cell_is_written_without_rounding(value: Fraction, text: str) -> None:
    assert LAYERS.written(Records((row("conv", 3, None, value),))) == f"layer=conv, kernel=3, rate={text}"

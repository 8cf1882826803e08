"""The phases of a plan: the table they are filled into, and how its rows are understood and written."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor, log10
from typing import Literal, TypeAlias

from app.problems.forms import Choice, Column, Integer, Option, Real, Table
from app.problems.reading import Record, Records

Optimiser: TypeAlias = Literal["adam", "sgd"]
TRAINS = ("head", "last-stage", "last-two", "all")
"""What a phase trains, from the least to the most; each with the head."""
OPTIMISERS: tuple[Optimiser, ...] = ("adam", "sgd")
NAMES: Mapping[Optimiser, str] = {"adam": "Adam", "sgd": "SGD"}
MOST_PHASES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """One row; without a backbone rate where the head trains alone."""

    row: int
    trains: str
    epochs: int
    head: Fraction
    backbone: Fraction | None
    optimiser: Optimiser


def row(trains: str, epochs: int, head: str, backbone: str = "", optimiser: str = "adam") -> Record:
    """A row of the table."""
    return Record(
        (
            ("trains", trains),
            ("epochs", epochs),
            ("head_rate", Fraction(head)),
            ("backbone_rate", Fraction(backbone) if backbone else None),
            ("optimiser", optimiser),
        )
    )


def missing(table: Records) -> str:
    """What keeps the rows from meaning something."""
    for number, record in enumerate(table.rows, start=1):
        if record["trains"] != "head" and record["backbone_rate"] is None:
            return f"Row {number} trains some of the backbone: give its rate, too."
        if any(isinstance(cell, int | Fraction) and cell <= 0 for _, cell in record.cells):
            return f"Row {number}: epochs and rates are above 0."
    return ""


TABLE = Table(
    columns=(
        Column("trains", Choice(tuple(Option(each) for each in TRAINS)), required=True),
        Column("epochs", Integer(), required=True),
        Column("head_rate", Real(), required=True),
        Column("backbone_rate", Real(), blank="frozen"),
        Column("optimiser", Choice(tuple(Option(each) for each in OPTIMISERS)), blank="Adam"),
    ),
    rows=MOST_PHASES,
    like=(
        Records((row("head", 4, "0.002"), row("all", 6, "3e-5", "2e-5"))),
        Records((row("head", 7, "0.003", optimiser="sgd"),)),
    ),
    check=missing,
)


def phases(table: Records) -> tuple[Phase, ...]:
    """The rows as phases; an optimiser that is left out is Adam."""
    return tuple(_phase(number, record) for number, record in enumerate(table.rows, start=1))


def _phase(number: int, record: Record) -> Phase:
    epochs, trains = record["epochs"], str(record["trains"])
    return Phase(
        row=number,
        trains=trains,
        epochs=epochs if isinstance(epochs, int) else 0,
        head=_rate(record, "head_rate") or Fraction(0),
        backbone=None if trains == "head" else _rate(record, "backbone_rate"),
        optimiser="sgd" if record["optimiser"] == "sgd" else "adam",
    )


def _rate(record: Record, column: str) -> Fraction | None:
    cell = record[column]
    return Fraction(cell) if isinstance(cell, int | Fraction) else None


def written(rate: Fraction) -> str:
    """`1e−4`, `3e−4`, `0.03` as 3e−2."""
    power = floor(log10(rate))
    return f"{float(rate / Fraction(10) ** power):.3g}e{power}".replace("-", "−")


def said(rate: Fraction, optimiser: Optimiser) -> str:
    """`1e−4 with Adam`."""
    return f"{written(rate)} with {NAMES[optimiser]}"

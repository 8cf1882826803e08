"""The single changes one can make to a plan: one cell of one phase, a phase more or less, one option."""

from collections.abc import Iterator
from fractions import Fraction
from functools import partial

from app.problems.findings import Edits
from app.problems.forms import Choice, Choices
from app.problems.options_said import say
from app.problems.reading import Record, Records, Value
from app.problems.transfer_learning.transfer_plan.choices import FORMS
from app.problems.transfer_learning.transfer_plan.phases import (
    MOST_PHASES,
    NAMES,
    OPTIMISERS,
    TRAINS,
    missing,
    row,
    said,
    written,
)

RATES = tuple(Fraction(each) for each in ("1e-6", "1e-5", "3e-5", "1e-4", "3e-4", "1e-3", "3e-3", "1e-2"))
EPOCHS = (5, 10, 20, 30)
TOPICS = {
    "start": "weights",
    "batch_norm": "batch norm",
    "preparing": "pixels",
    "channels": "first layer",
    "altering": "augmentation",
    "split": "split",
    "outputs": "outputs",
    "metrics": "report",
    "stopping": "stop",
}
FIRST = row("head", 10, "1e-3")
LAST = (row("last-stage", 20, "1e-4", "1e-5"), row("all", 10, "1e-4", "1e-5"))


def edits(_: object, field: str, value: Value) -> Edits:
    """Every plan that differs by one change."""
    match FORMS.get(field), value:
        case None, Records():
            return (each for each in _of_table(value) if not missing(each[1]))
        case Choice() as form, str():
            others = (option.id for option in form.options if option.id != value)
            return ((f"{TOPICS[field]}: “{say(each)}” instead of “{say(value)}”", each) for each in others)
        case Choices() as form, frozenset():
            return ((f"{TOPICS[field]}: {change}", edited) for change, edited in _of_choices(form, value))
        case _:
            return ()


def _of_choices(form: Choices, value: frozenset[str]) -> Iterator[tuple[str, Value]]:
    for option in form.options:
        if option.id in value:
            yield f"without “{say(option.id)}”", value - {option.id}
    for option in form.options:
        if option.id not in value:
            yield f"“{say(option.id)}” as well", value | {option.id}


def _of_table(table: Records) -> Iterator[tuple[str, Records]]:
    """The head alone first, then the numbers, then what trains, then phases more or less."""
    rows = table.rows
    if len(rows) < MOST_PHASES:
        yield f"a new row 1: {_phase(FIRST)}", Records((FIRST, *rows))
    for at, record in enumerate(rows):
        for change, changed in _cells(record):
            yield f"row {at + 1}: {change}", Records((*rows[:at], changed, *rows[at + 1 :]))
    if len(rows) < MOST_PHASES:
        for last in LAST:
            yield f"a new row {len(rows) + 1}: {_phase(last)}", Records((*rows, last))
    if len(rows) > 1:
        for at in range(len(rows)):
            yield f"row {at + 1} left out", Records((*rows[:at], *rows[at + 1 :]))


def _cells(record: Record) -> Iterator[tuple[str, Record]]:
    yield from _rates(record)
    epochs = record["epochs"]
    for count in EPOCHS:
        if count != epochs:
            yield f"{count} epochs instead of {epochs}", record.changed("epochs", count)
    optimiser = record["optimiser"] or "adam"
    for name in OPTIMISERS:
        if name != optimiser:
            yield (
                f"{NAMES[name]} instead of {NAMES['adam' if name == 'sgd' else 'sgd']}",
                record.changed("optimiser", name),
            )
    for trains in TRAINS:
        if trains != record["trains"]:
            yield (
                f"train {say(trains)} instead of {say(str(record['trains']))}",
                record.changed("trains", trains),
            )


def _rates(record: Record) -> Iterator[tuple[str, Record]]:
    """Either rate as it could be instead, the nearest first."""
    for column in ("backbone_rate", "head_rate"):
        cell = record[column]
        if not isinstance(cell, int | Fraction) or (column == "backbone_rate" and record["trains"] == "head"):
            continue
        now = Fraction(cell)
        for rate in sorted(RATES, key=partial(_apart, now)):
            if rate != now:
                name = column.replace("_", " ")
                yield f"{name} {written(rate)} instead of {written(now)}", record.changed(column, rate)


def _apart(here: Fraction, there: Fraction) -> Fraction:
    """How many times one is the other."""
    return max(there / here, here / there)


def _phase(record: Record) -> str:
    """`head, 10 epochs at 1e−3 with Adam`."""
    head, backbone = record["head_rate"], record["backbone_rate"]
    rate = said(Fraction(head), "adam") if isinstance(head, int | Fraction) else ""
    behind = f", backbone {written(Fraction(backbone))}" if isinstance(backbone, int | Fraction) else ""
    return f"{say(str(record['trains']))}, {record['epochs']} epochs at {rate}{behind}"

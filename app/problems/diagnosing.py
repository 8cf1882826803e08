"""Diagnosis: which mistakes give exactly what was typed, alone, on one axis, two at once, or else how far off it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from app.problems.clues import Clue, clue
from app.problems.findings import Findings
from app.problems.forms import Choices, Grid, Ordering, Shape, Slip
from app.problems.kind import Answers, Field, Kind, P, Params
from app.problems.reading import Cells, Order, Understood, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistaken:
    """A wrong value and the mistakes that give it, likeliest first.

    `together` says that the mistakes were all made, not one of them; `axis` that they were made on one axis only.
    `cells` tells right cells of a grid from wrong ones, where it has the right size; `slip` is where an order goes
    wrong. `clue` is there without mistakes. With `findings`, rules judged the value, and the mistakes are those that it
    breaks.
    """

    reading: Understood
    mistakes: tuple[str, ...]
    on: Params  # the question's own numbers, or those that follow from the rows above
    axis: str = ""
    together: bool = False
    cells: tuple[tuple[bool, ...], ...] = ()
    slip: Slip | None = None
    clue: Clue | None = None
    findings: Findings = ()

    @property
    def share(self) -> Fraction:
        """How much of it is right: right cells of a grid, lines that stand, rules that hold; else nothing."""
        if self.slip:
            return self.slip.share
        marks = [each for row in self.cells for each in row] or [e.holds for e in self.findings if e.binding]
        return Fraction(sum(marks), len(marks)) if marks else Fraction(0)


def diagnose(kind: Kind[P], params: P, field: Field, reading: Understood) -> Mistaken:
    """Why this value is wrong, as far as that can be told."""
    if isinstance(field.form, Ordering):
        return _out_of_order(field.form, reading, params)
    wrong = dict(_claims(kind, params, field.name))
    right = kind.solve(params)[field.name]
    marks = _cells(right, reading.value) if isinstance(field.form, Grid) else ()
    exactly = tuple(name for name, value in wrong.items() if field.form.agrees(reading.value, value)) or tuple(
        name for name, test in kind.accepts_under.items() if test(params, field.name, reading.value)
    )
    if exactly:
        return Mistaken(reading=reading, mistakes=exactly, on=params, cells=marks)
    match field.form:
        case Shape(axes=axes) if kind.accepts is None:  # else the right shape is one of many
            found = _on_one_axis(axes, right, wrong, reading, params)
        case Choices():
            found = _by_option(right, wrong, reading, params)
        case _:
            found = None
    return (
        found
        or _two_at_once(kind, params, field, reading, marks)
        or Mistaken(reading=reading, mistakes=(), on=params, cells=marks, clue=clue(field.form, reading.value, right))
    )


def _out_of_order(form: Ordering, reading: Understood, params: Params) -> Mistaken:
    """An order is wrong from its first line that cannot stand, and that line names the mistake."""
    slip = form.slip(reading.value) if isinstance(reading.value, Order) else None
    return Mistaken(reading=reading, mistakes=(slip.mistake,) if slip else (), on=params, slip=slip)


def _claims(kind: Kind[P], params: P, field: str) -> Iterator[tuple[str, Value]]:
    for name, solver in kind.mistakes.items():
        answers: Answers = solver(params)
        if field in answers:
            yield name, answers[field]


def _on_one_axis(
    axes: tuple[str, ...], right: Value, wrong: dict[str, Value], reading: Understood, params: Params
) -> Mistaken | None:
    for position, axis in enumerate(axes):
        one = tuple(name for name, value in wrong.items() if reading.value == _mixed(right, value, position))
        if one:
            return Mistaken(reading=reading, mistakes=one, on=params, axis=axis)
    return None


def _mixed(right: Value, wrong: Value, position: int) -> Value | None:
    """The right shape with one entry taken from the wrong one."""
    if not (isinstance(right, tuple) and isinstance(wrong, tuple)):
        return None
    return (*right[:position], wrong[position], *right[position + 1 :])


def _by_option(right: Value, wrong: dict[str, Value], reading: Understood, params: Params) -> Mistaken | None:
    """Mistakes each of which explains some of the options that are ticked or left out wrongly."""
    if not (isinstance(right, frozenset) and isinstance(reading.value, frozenset)):
        return None
    off = right ^ reading.value
    sets = {name: value for name, value in wrong.items() if isinstance(value, frozenset)}
    partly = tuple(name for name, value in sets.items() if value != right and right ^ value <= off)
    return Mistaken(reading=reading, mistakes=partly, on=params, together=len(partly) > 1) if partly else None


def _two_at_once(
    kind: Kind[P], params: P, field: Field, reading: Understood, marks: tuple[tuple[bool, ...], ...]
) -> Mistaken | None:
    for pair, solver in kind.together.items():
        value = solver(params).get(field.name)
        if value is not None and field.form.agrees(reading.value, value):
            return Mistaken(reading=reading, mistakes=pair, on=params, together=True, cells=marks)
    return None


def _cells(right: Value, given: Value) -> tuple[tuple[bool, ...], ...]:
    """Which cells are right; nothing where the grids differ in size."""
    if not (isinstance(right, Cells) and isinstance(given, Cells)) or right.size != given.size:
        return ()
    return tuple(tuple(a == b for a, b in zip(*rows, strict=True)) for rows in zip(given.rows, right.rows, strict=True))

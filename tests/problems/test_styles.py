"""The right answer in every style in which people write it, kind by kind; and texts of all sorts, which break none."""

import string
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.problems.forms import AnyForm, Choice, Choices, Grid, Integer, Ordering, Real, Shape, Table
from app.problems.grading import Outcome, judge
from app.problems.kind import AnyKind
from app.problems.kinds import KINDS
from app.problems.reading import Cells, Order, Records, Understood, Value, as_typed
from tests.problems.drawing import drawn

LEVELS = [(kind, level) for kind in KINDS.values() for level in kind.levels]
each_level = pytest.mark.parametrize(("kind", "level"), LEVELS, ids=[f"{kind.id}-{level}" for kind, level in LEVELS])
each_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)

FULL_WIDTH = str.maketrans(string.digits, "０１２３４５６７８９")
NUMBERS: tuple[Callable[[int], str], ...] = (
    str,
    lambda n: f"{n:,}",
    lambda n: f"{n:,}".replace(",", " "),
    lambda n: f"{n:,}".replace(",", "\u202f"),
    lambda n: f"{n:,}".replace(",", "'"),
    lambda n: f"{n:_}",
    lambda n: f"  {n}\t",
    lambda n: str(n).replace("-", "−"),
    lambda n: str(n).translate(FULL_WIDTH),
)
SHAPES = ("×", " × ", "x", " X ", "*", ", ", "; ", " ")
BRACKETS = ("{}", "({})", "[{}]", "{{{}}}")


def styles(form: AnyForm, value: Value, turn: int) -> str:
    """`value` as somebody types it, in another style with every turn."""
    match form, value:
        case Integer(), int():
            return NUMBERS[turn % len(NUMBERS)](value)
        case Shape(), tuple():
            inner = SHAPES[turn % len(SHAPES)].join(str(each) for each in value)
            return BRACKETS[turn % len(BRACKETS)].format(inner)
        case Real(), _:
            return reals(form, Fraction(str(value)), turn)
        case Grid(), Cells(rows=rows):
            return grids(rows, turn)
        case Table(), Records():
            return tables(form, value, turn)
        case _:
            return of_options(form, value, turn)


def of_options(form: AnyForm, value: Value, turn: int) -> str:
    """An option, several of them, or lines in their order; and what can be written in one way only."""
    match form, value:
        case Choice(), str():
            return (value, value.upper(), f" {value} ")[turn % 3]
        case Choices(), frozenset():
            return (", ", ";", "\n")[turn % 3].join(sorted(value, reverse=turn % 2 == 0)) or "none"
        case Ordering(), Order(ids):
            return orders(ids, turn)
        case _:
            return form.written(value)


def orders(ids: tuple[str, ...], turn: int) -> str:
    """Between commas, in lines, and numbered in whatever order."""
    numbered = [f"{place}. {line}" for place, line in enumerate(ids, start=1)]
    ways = (", ".join(ids), "\n".join(ids).upper(), "; ".join(ids), "\r\n".join(reversed(numbered)))
    return ways[turn % len(ways)]


def reals(form: Real, value: Fraction, turn: int) -> str:
    """A fraction, a long decimal, scientific; in percent with and without its sign."""
    ways = [f"{value.numerator}/{value.denominator}", f"{float(value):.10f}", f"{float(value):.9e}"]
    return (ways + [f"{float(value):.8f} %"] * form.percent)[turn % (3 + form.percent)]


def grids(rows: tuple[tuple[Fraction | int, ...], ...], turn: int) -> str:
    """As from a spreadsheet, as NumPy prints it, as a list of lists, in one line."""
    texts = [[str(each) for each in row] for row in rows]
    ways = (
        "\n".join("\t".join(row) for row in texts),
        "[" + "\n ".join("[" + " ".join(row) + "]" for row in texts) + "]",
        "[" + ", ".join("[" + ", ".join(row) + "]" for row in texts) + "]",
        "; ".join(" ".join(row) for row in texts),
        "\r\n".join("\t".join([*row, "", ""]) for row in texts) + "\r\n\t\t",
    )
    return ways[turn % len(ways)]


def tables(form: Table, value: Records, turn: int) -> str:
    """As the page sends it, between commas, with names, as a program's objects and lists."""
    texts = [["" if cell is None else str(cell) for _, cell in row.cells] for row in value.rows]
    empty = "\t" * (len(form.columns) - 1)
    ways = (
        "\n".join("\t".join(row) for row in texts) + f"\n{empty}\n{empty}",
        "\n".join(", ".join(row) for row in texts),
        form.written(value),
        "\r\n".join(" ".join(f"{name}={cell}" for name, cell in row.cells if cell is not None) for row in value.rows),
        as_typed([dict(row.cells) for row in value.rows]),
        as_typed([[cell for _, cell in row.cells] for row in value.rows]),
    )
    return ways[turn % len(ways)]


@each_level
def test_the_right_answer_is_right_in_every_style(kind: AnyKind, level: int, seeds: int) -> None:
    for seed in range(seeds):
        params = drawn(kind, seed=seed, level=level)
        right = kind.solve(params)
        typed = {
            field.name: styles(field.form, right[field.name], seed + place)
            for place, field in enumerate(kind.fields(params))
        }
        assert judge(kind, params, typed).outcome is Outcome.CORRECT, (seed, typed)


@each_kind
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=500))
def test_no_text_breaks_a_form_or_is_read_as_another(kind: AnyKind, text: str) -> None:
    """What is understood can be written out and is understood as the same value again."""
    params = drawn(kind, seed=1, level=kind.levels[0])
    for field in kind.fields(params):
        reading = field.form.read(text)
        if isinstance(reading, Understood) and not isinstance(field.form, Real):
            again = field.form.read(styles(field.form, reading.value, 0))
            assert isinstance(again, Understood), (field.name, text)
            assert again.value == reading.value

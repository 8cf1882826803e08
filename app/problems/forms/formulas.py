"""A formula in the question's own symbols, compared by what it means."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from typing import ClassVar

from app.problems.forms.form import Form
from app.problems.meaning import Comparison, CounterExample, Domain, Same, compare
from app.problems.meaning.points import points
from app.problems.reading import Expression, Value, Wanted, echo
from app.problems.reading.expressions.reader import formula
from app.problems.reading.expressions.values import TooLarge, Undefined, value_at
from app.problems.reading.expressions.written import written
from app.problems.refuting import Refutation, Row

GLANCES = 3  # points


@dataclass(frozen=True, slots=True)
class Formula(Form):
    """An expression. `aliases` are words that may stand for a symbol, `domain` is where the symbols live."""

    name: ClassVar[str] = "expression"
    symbols: tuple[str, ...]
    like: tuple[str, str]  # two formulas that show how one is typed
    aliases: tuple[tuple[str, str], ...] = ()  # word, symbol
    domain: Domain = Domain()  # noqa: RUF009 - frozen, and one for all

    @property
    def has_slack(self) -> bool:
        """Always: one formula can be written in many ways."""
        return True

    def wanted(self) -> Wanted:
        """The symbols."""
        return Wanted(symbols=self.symbols, aliases=dict(self.aliases))

    def agrees(self, given: Value, right: Value) -> bool:
        """Whether both mean the same."""
        if not isinstance(given, Expression) or not isinstance(right, Expression):
            return False
        ours, theirs = self.glance(given), self.glance(right)
        if ours and theirs and ours != theirs:
            return False
        return isinstance(self.compared(given, right), Same)

    def glance(self, value: Value) -> tuple[Fraction, ...] | None:
        """What it comes to at a few points; None where it has no value there, or none that is exact."""
        return _at_first_points(value, self) if isinstance(value, Expression) else None

    def compared(self, given: Value, right: Value) -> Comparison | None:
        """How one stands to the other; None for what is no formula."""
        if not isinstance(given, Expression) or not isinstance(right, Expression):
            return None
        return _compared(given, right, self.domain)

    def written(self, value: Value) -> str:
        """In one normal form: `⌊(W − K + 2P)/S⌋ + 1`."""
        return written(value.tree) if isinstance(value, Expression) else str(value)

    def examples(self) -> tuple[Value, ...]:
        """Two formulas."""
        return tuple(formula(text, *self.symbols) for text in self.like)

    def parted(self, given: Value, right: Value) -> Refutation | None:
        """Numbers on which a wrong formula and the right one part; nothing where there are none to show."""
        found = self.compared(given, right)
        example = None if found is None or isinstance(found, Same) else found.counter_example
        if example is None:
            return None
        rows = (Row("your formula", self.written(given)),)
        return Refutation(_point(example.point), rows, _shown(example, "given"), _shown(example, "right"))


@lru_cache(maxsize=1024)  # the same claims are held against each other for every question
def _compared(given: Expression, right: Expression, domain: Domain) -> Comparison:
    return compare(given, right, domain)


@lru_cache(maxsize=4096)
def _at_first_points(expression: Expression, form: Formula) -> tuple[Fraction, ...] | None:
    symbols = tuple(sorted(form.symbols))
    try:
        values = [value_at(expression.tree, point) for point in islice(points(symbols, form.domain), GLANCES)]
    except (KeyError, TooLarge, Undefined):
        return None
    return tuple(Fraction(value) for value in values) if all(isinstance(e, int | Fraction) for e in values) else None


def _point(point: Mapping[str, int]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in point.items()) or "these numbers"


def _shown(example: CounterExample, side: str) -> str:
    value = example.given if side == "given" else example.right
    return echo.real(Fraction(value))

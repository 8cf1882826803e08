"""Numbers of a lesson: `{{ size(224, 7, stride=2, padding=3) }}` is worked out, and keeps its working.

An expression is read as Python reads one and never run. It may name a solver, numbers, tuples of them, and + - * / **.
"""

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from app.catalog.lessons.solvers import SOLVERS, Number, Solver
from app.conv.shapes import exact_text
from app.errors import AppError, BadInput

EXPRESSION = re.compile(r"\{\{(?P<text>.+?)\}\}", re.DOTALL)
"""What stands between double braces."""

PYTHONS_NAME = re.compile(r"^\w+\(\) ")
"""How Python begins a complaint about arguments: with a name that no author knows."""

MOST_DECIMALS = 6
LARGEST_POWER = 4096
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Worked:
    """A number as it is printed, and the lines that lead to it."""

    shown: str
    steps: tuple[str, ...]


def work_out(expression: str, solvers: Mapping[str, Solver] = SOLVERS) -> Worked:
    """The number behind an expression, or the numbers, where a solver gives a row of them.

    `percent(x)` and `percent(x, 1)`, `rounded(x, 2)` and `scientific(x, 2)` say how a fraction is printed; without them
    it has to end within six decimals. Raises `BadInput` with the sentence for the author.
    """
    try:
        tree = ast.parse(expression.strip(), mode="eval").body
    except (SyntaxError, ValueError):
        raise BadInput(f"“{expression.strip()}” is not an expression.") from None
    sum_ = _Sum(solvers)
    try:
        shown = sum_.shown(tree)
    except AppError as error:
        raise BadInput(f"“{expression.strip()}”: {error.sentence}") from None
    except (TypeError, ZeroDivisionError) as error:
        raise BadInput(f"“{expression.strip()}”: {PYTHONS_NAME.sub('', str(error))}.") from None
    if not sum_.is_solver(tree):
        sum_.steps.append(f"{ast.unparse(tree)} = {shown}")
    return Worked(shown, tuple(dict.fromkeys(sum_.steps)))


class _Sum:
    """One expression on its way to a number; gathers the lines of the solvers it names."""

    def __init__(self, solvers: Mapping[str, Solver]) -> None:
        self._solvers = solvers
        self.steps: list[str] = []

    def is_solver(self, tree: ast.expr) -> bool:
        """Whether all of it is one solver, whose own lines then say everything."""
        return isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name) and tree.func.id in self._solvers

    def shown(self, tree: ast.expr) -> str:
        """As it is printed."""
        match tree:
            case ast.Call(func=ast.Name(id="percent"), args=[of, *places], keywords=[]):
                return f"{_rounded(100 * self._number(of), _places(places))} %"
            case ast.Call(func=ast.Name(id="rounded"), args=[of, places], keywords=[]):
                return _rounded(self._number(of), _places([places]))
            case ast.Call(func=ast.Name(id="scientific"), args=[of, *places], keywords=[]):
                return _scientific(self._number(of), _places(places))
            case _ if self.is_solver(tree):
                value = self._solved(tree)
                return _row(value) if isinstance(value, tuple) else _exact(value)
            case _:
                return _exact(self._number(tree))

    def _number(self, tree: ast.expr) -> Number:
        match tree:
            case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
                return value if isinstance(value, int) else Fraction(str(value))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return -self._number(operand)
            case ast.BinOp(left=left, op=ast.Pow(), right=ast.Constant(value=int() as power)):
                return _power(self._number(left), power)
            case ast.BinOp(left=left, op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div() as sign, right=right):
                return _combined(self._number(left), sign, self._number(right))
            case _ if self.is_solver(tree):
                return _single(self._solved(tree), tree)
            case ast.Call(func=ast.Name(id=name)):
                known = ", ".join(sorted(self._solvers))
                raise BadInput(f"Nothing is called {name}. There are {known}, percent, rounded and scientific.")
            case _:
                raise BadInput(f"{ast.unparse(tree)} is no number, and names no solver.")

    def _solved(self, tree: ast.expr) -> Number | tuple[Number, ...]:
        match tree:
            case ast.Call(func=ast.Name(id=name), args=args, keywords=keywords):
                given = [_argument(each) for each in args]
                named = {each.arg: _argument(each.value) for each in keywords if each.arg}
                self.steps.extend(self._solvers[name].steps(*given, **named))
                return self._solvers[name].value(*given, **named)
            case _:
                raise BadInput(f"{ast.unparse(tree)} names no solver.")


def _single(value: Number | tuple[Number, ...], tree: ast.expr) -> Number:
    if isinstance(value, tuple):
        raise BadInput(f"{ast.unparse(tree)} is a row of numbers, which stands by itself.")
    return value


def _power(base: Number, power: int) -> Number:
    if not 0 <= power <= LARGEST_POWER:
        raise BadInput(f"A power is a whole number, 0 to {LARGEST_POWER}.")
    return base**power


def _combined(left: Number, sign: ast.operator, right: Number) -> Number:
    match sign:
        case ast.Add():
            return left + right
        case ast.Sub():
            return left - right
        case ast.Mult():
            return left * right
        case _:
            return Fraction(left) / Fraction(right)


def _argument(tree: ast.expr) -> Any:
    try:
        return ast.literal_eval(tree)
    except ValueError:
        raise BadInput(f"{ast.unparse(tree)} is no number.") from None


def _places(given: list[ast.expr]) -> int:
    match given:
        case []:
            return 0
        case [ast.Constant(value=int() as places)] if 0 <= places <= MOST_DECIMALS:
            return places
        case _:
            raise BadInput(f"Say to how many places, 0 to {MOST_DECIMALS}.")


def _rounded(value: Number, places: int) -> str:
    """Half away from zero, as one rounds by hand."""
    scaled = abs(Fraction(value)) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    sign = "−" if value < 0 and whole else ""
    digits, decimals = divmod(whole, 10**places)
    return f"{sign}{digits:,}" + (f".{decimals:0{places}}" if places else "")


def _scientific(value: Number, places: int) -> str:
    """`5.2 × 10⁻³`: a figure before the point, and so many behind it."""
    exact = Fraction(value)
    digits, power = f"{Decimal(exact.numerator) / exact.denominator:.{places}e}".split("e")
    return f"{digits.replace('-', '−')} × 10{str(int(power)).translate(RAISED)}"


def _row(values: tuple[Number, ...]) -> str:
    """As decimals where all of them end, else as fractions."""
    decimals = [exact_text(Fraction(value)) for value in values]
    shown = map(str, map(Fraction, values)) if any("/" in each for each in decimals) else decimals
    return ", ".join(shown).replace("-", "−")


def _exact(value: Number) -> str:
    for places in range(MOST_DECIMALS + 1):
        if (Fraction(value) * 10**places).denominator == 1:
            return _rounded(value, places)
    raise BadInput("This fraction does not end: say rounded(…, places) or percent(…).")

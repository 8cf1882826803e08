"""Numbers of a lesson: `{{ size(224, 7, stride=2, padding=3) }}` is worked out, and keeps its working.

An expression is read as Python reads one and never run. It may name a solver, numbers, tuples of them, and + - * / **.
"""

import ast
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from app.catalog.lessons.solvers import SOLVERS, Number
from app.errors import AppError, BadInput

EXPRESSION = re.compile(r"\{\{(?P<text>.+?)\}\}", re.DOTALL)
"""What stands between double braces."""

MOST_DECIMALS = 6
LARGEST_POWER = 4096


@dataclass(frozen=True, slots=True)
class Worked:
    """A number as it is printed, and the lines that lead to it."""

    shown: str
    steps: tuple[str, ...]


def work_out(expression: str) -> Worked:
    """The number behind an expression.

    `percent(x)` and `percent(x, 1)`, and `rounded(x, 2)`, say how a fraction is printed; without them it has to end
    within six decimals. Raises `BadInput` with the sentence for the author.
    """
    try:
        tree = ast.parse(expression.strip(), mode="eval").body
    except (SyntaxError, ValueError):
        raise BadInput(f"“{expression.strip()}” is not an expression.") from None
    steps: list[str] = []
    try:
        shown = _shown(tree, steps)
    except AppError as error:
        raise BadInput(f"“{expression.strip()}”: {error.sentence}") from None
    except (TypeError, ZeroDivisionError) as error:
        raise BadInput(f"“{expression.strip()}”: {error}.") from None
    if not _names_a_solver(tree):
        steps.append(f"{ast.unparse(tree)} = {shown}")
    return Worked(shown, tuple(dict.fromkeys(steps)))


def _names_a_solver(tree: ast.expr) -> bool:
    return isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name) and tree.func.id in SOLVERS


def _shown(tree: ast.expr, steps: list[str]) -> str:
    match tree:
        case ast.Call(func=ast.Name(id="percent"), args=[of, *places], keywords=[]):
            return f"{_rounded(100 * _number(of, steps), _places(places))} %"
        case ast.Call(func=ast.Name(id="rounded"), args=[of, places], keywords=[]):
            return _rounded(_number(of, steps), _places([places]))
        case _:
            return _exact(_number(tree, steps))


def _number(tree: ast.expr, steps: list[str]) -> Number:
    match tree:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return value if isinstance(value, int) else Fraction(str(value))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_number(operand, steps)
        case ast.BinOp(left=left, op=ast.Pow(), right=ast.Constant(value=int() as power)):
            if not 0 <= power <= LARGEST_POWER:
                raise BadInput(f"A power is a whole number, 0 to {LARGEST_POWER}.")
            return _number(left, steps) ** power
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div() as sign, right=right):
            return _combined(_number(left, steps), sign, _number(right, steps))
        case ast.Call(func=ast.Name(id=name), args=args, keywords=keywords) if name in SOLVERS:
            given = [_argument(each) for each in args]
            named = {each.arg: _argument(each.value) for each in keywords if each.arg}
            steps.extend(SOLVERS[name].steps(*given, **named))
            return SOLVERS[name].value(*given, **named)
        case ast.Call(func=ast.Name(id=name)):
            raise BadInput(f"Nothing is called {name}. There are {', '.join(sorted(SOLVERS))}, percent and rounded.")
        case _:
            raise BadInput(f"{ast.unparse(tree)} is no number, and names no solver.")


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


def _exact(value: Number) -> str:
    for places in range(MOST_DECIMALS + 1):
        if (Fraction(value) * 10**places).denominator == 1:
            return _rounded(value, places)
    raise BadInput("This fraction does not end: say rounded(…, places) or percent(…).")

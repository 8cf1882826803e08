"""Kind `skip-proof-wrong-line`: the same proof with one of its lines said falsely, to be found.

What is true, what is false and where it comes from: `statements`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from annotated_types import Len

from app.errors import BadInput
from app.problems.dice import pick
from app.problems.forms import Choice, Option, Ordering
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver, Step
from app.problems.reading import Order
from app.problems.skills import Skill
from app.problems.skip_gradient.statements import (
    FALSEHOODS,
    PROOFS,
    SCOPES,
    STATEMENTS,
    Letter,
    Map,
    Scope,
    falsehoods,
    letters,
    step,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flawed(Params):
    """How far the proof goes, its statements in an order that works, and what is said in place of one of them."""

    scope: Scope = "all"
    order: Annotated[tuple[str, ...], Len(4, 20)]
    false: str
    x: Letter = "x"
    f: Map = "F"


def check(flawed: Flawed) -> None:
    """Raises `BadInput` for a falsehood of another proof, and for an order that does not work."""
    known = falsehoods(flawed.scope)
    if flawed.false not in known:
        raise BadInput(f"What is false in this proof is one of {', '.join(known)}.")
    stated = sorted(line.id for line in PROOFS[flawed.scope])
    form = Ordering(PROOFS[flawed.scope])
    if sorted(flawed.order) != stated or form.slip(Order(flawed.order)):
        raise BadInput(f"The proof has these lines, each below what it uses: {', '.join(stated)}.")


def rows(flawed: Flawed) -> Mapping[str, str]:
    """line1, line2 and so on, with the statement that belongs there."""
    return {f"line{number}": statement for number, statement in enumerate(flawed.order, start=1)}


def said(flawed: Flawed, statement: str) -> str:
    """What stands where a statement belongs."""
    return flawed.false if statement == FALSEHOODS[flawed.false].instead_of else statement


def fields(flawed: Flawed) -> tuple[Field, ...]:
    """One of the lines."""
    options = tuple(Option(row, words=said(flawed, statement)) for row, statement in rows(flawed).items())
    return (Field("line", Choice(options), "line"),)


def row_of(flawed: Flawed, statement: str) -> str | None:
    """The line where a statement belongs; None where the proof does without it."""
    return next((row for row, each in rows(flawed).items() if each == statement), None)


def solve(flawed: Flawed) -> Answers:
    """The line that says something else than it should."""
    return {"line": row_of(flawed, FALSEHOODS[flawed.false].instead_of) or ""}


def doubting(statement: str) -> Solver[Flawed]:
    """The solver that takes a true line for the false one."""

    def solver(flawed: Flawed) -> Answers:
        row = row_of(flawed, statement)
        return {"line": row} if row and said(flawed, statement) == statement else {}

    return solver


MISTAKES: Mapping[str, Solver[Flawed]] = {f"doubts-{name}": doubting(name) for name in sorted(STATEMENTS)}


def draw(dice: Dice, level: int) -> Flawed:
    """The letters, an order that works, and what is false in it."""
    scope = SCOPES[level - 1]
    x, f = letters(dice)
    return Flawed(scope=scope, order=_some_order(dice, scope), false=pick(dice, falsehoods(scope)), x=x, f=f)


def _some_order(dice: Dice, scope: Scope) -> tuple[str, ...]:
    """Line after line, one of those of which everything they use already stands there."""
    order: list[str] = []
    while len(order) < len(PROOFS[scope]):
        free = [line.id for line in PROOFS[scope] if line.id not in order and set(line.needs) <= set(order)]
        order.append(pick(dice, tuple(free)))
    return tuple(order)


def steps(flawed: Flawed) -> Mapping[str, tuple[Step, ...]]:
    """Which line it is, and what should stand there."""
    statement = FALSEHOODS[flawed.false].instead_of
    number = (row_of(flawed, statement) or "").removeprefix("line")
    return {"line": (Step("flaw", f"line {number}"), step(statement, x=flawed.x, f=flawed.f))}


def facts(flawed: Flawed) -> Mapping[str, str]:
    """What the words may name."""
    return {"x": flawed.x, "f": flawed.f, "count": str(len(flawed.order))}


def figure(_: Flawed) -> None:
    """None: the lines say all there is."""


KIND = Kind(
    id="skip-proof-wrong-line",
    skill=Skill.SKIP_GRADIENT,
    params=Flawed,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    working=steps,
    step_keys=STATEMENTS | {"flaw"},
    option_keys=STATEMENTS | FALSEHOODS.keys(),
    facts=facts,
    figure=figure,
)

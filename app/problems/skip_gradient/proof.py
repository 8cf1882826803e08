"""Kind `skip-proof`: the proof that skips keep one term of the gradient whole, as lines to be put in order.

Level 1 is one block, level 2 the ordered product of N blocks and its expansion, level 3 adds the plain network, the
paths and where the identity is spoiled. What each line needs and where its claims come from: `statements`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Len

from app.errors import BadInput
from app.problems.forms import Line
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver, Step
from app.problems.ordered import as_shown, misplacing, right_order, shuffled
from app.problems.skills import Skill
from app.problems.skip_gradient.statements import (
    FALSEHOODS,
    PROOFS,
    SCOPES,
    SLIPS,
    STATEMENTS,
    Letter,
    Map,
    Scope,
    falsehoods,
    letters,
    step,
)

EXTRAS = {1: 2, 2: 2, 3: 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof(Params):
    """How far the proof goes, what is false among its lines, the order in which all are shown, and its letters."""

    scope: Scope = "all"
    extras: Annotated[tuple[str, ...], Len(1, 6)]
    shown: Annotated[tuple[str, ...], Len(0, 20)] = ()
    x: Letter = "x"
    f: Map = "F"


def lines(proof: Proof) -> tuple[Line, ...]:
    """What is true, in an order that is right, and what is false."""
    return (*PROOFS[proof.scope], *(Line(extra, false=FALSEHOODS[extra].mistake) for extra in proof.extras))


def check(proof: Proof) -> None:
    """Raises `BadInput` for falsehoods of another proof, and for other lines."""
    known = falsehoods(proof.scope)
    if len(set(proof.extras)) < len(proof.extras) or not set(proof.extras) <= set(known):
        raise BadInput(f"What is false in this proof is one of {', '.join(known)}, each once.")
    as_shown(lines(proof), proof.shown)


def fields(proof: Proof) -> tuple[Field, ...]:
    """The order."""
    return (Field("order", as_shown(lines(proof), proof.shown), "order"),)


def solve(proof: Proof) -> Answers:
    """One right order of several."""
    return {"order": right_order(lines(proof))}


MISTAKES: Mapping[str, Solver[Proof]] = {mistake: misplacing(lines, mistake) for mistake in SLIPS}


def draw(dice: Dice, level: int) -> Proof:
    """The letters, what is false, and the order in which the lines are shown."""
    scope = SCOPES[level - 1]
    known = falsehoods(scope)
    extras = tuple(known[int(at)] for at in dice.permutation(len(known))[: EXTRAS[level]])
    x, f = letters(dice)
    proof = Proof(scope=scope, extras=extras, x=x, f=f)
    return replace(proof, shown=shuffled(dice, lines(proof)))


def steps(proof: Proof) -> Mapping[str, tuple[Step, ...]]:
    """The proof, line by line."""
    return {"order": tuple(step(line.id, x=proof.x, f=proof.f) for line in PROOFS[proof.scope])}


def facts(proof: Proof) -> Mapping[str, str]:
    """What the words may name."""
    return {"x": proof.x, "f": proof.f, "task": TASKS[proof.scope]}


TASKS: Mapping[Scope, str] = {
    "one": "one residual block hands on a term of the gradient that has passed no layer",
    "all": "through N residual blocks one term of the gradient arrives whole, at any depth",
    "limits": "through N residual blocks one term of the gradient arrives whole, what happens without skips, and where "
    "the argument ends",
}


def figure(_: Proof) -> None:
    """None: the first line describes the block, and drawing it would place that line."""


KIND = Kind(
    id="skip-proof",
    skill=Skill.SKIP_GRADIENT,
    params=Proof,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    working=steps,
    step_keys=STATEMENTS,
    option_keys=STATEMENTS | FALSEHOODS.keys(),
    facts=facts,
    figure=figure,
)

"""The seed gate: numbers are drawn again until the right answer and every mistake that applies part company."""

from itertools import combinations

import numpy as np

from app.errors import Impossible
from app.problems.findings import Findings, all_hold, broken
from app.problems.forms import AnyForm
from app.problems.kind import Answers, Field, Kind, P, Test
from app.problems.reading.outcome import Value

DRAWS = 500  # a kind that needs more is drawing from too narrow a range: mend its `draw`


def generate(kind: Kind[P], *, seed: int, level: int) -> P:
    """The question of this kind that belongs to a seed. The same seed and level give the same numbers."""
    dice = np.random.Generator(np.random.PCG64([seed, level]))
    for _ in range(DRAWS):
        params = kind.draw(dice, level)
        if _exists(kind, params) and parts(kind, params):
            return params
    raise LookupError(f"{kind.id}: no numbers without a collision in {DRAWS} draws (seed {seed}, level {level}).")


def parts(kind: Kind[P], params: P) -> bool:
    """Whether every claim about every field is a different one, so that a wrong answer names one mistake.

    Two mistakes made at once may give what another gives, but never what is right.
    """
    right = kind.solve(params)
    mistaken = [solver(params) for solver in kind.mistakes.values()]
    claims = [right, *mistaken, *(solver(params) for solver in kind.conventions.values())]
    for asked in kind.fields(params):
        values = [answers[asked.name] for answers in claims if asked.name in answers]
        if _some_agree(asked.form, values):
            return False
    if kind.accepts and any(_is_accepted(kind.accepts, params, claim) for claim in mistaken):
        return False
    if not _rules_part(kind, params):
        return False
    return not any(agreeing(kind, params, solver(params)) for solver in kind.together.values())


def also_right(kind: Kind[P], params: P) -> tuple[str, ...]:
    """Mistakes that give the right answer somewhere on these numbers, as a problem's own numbers may."""
    return tuple(name for name, solver in kind.mistakes.items() if agreeing(kind, params, solver(params)))


def agreeing(kind: Kind[P], params: P, claim: Answers) -> bool:
    """Whether a claim says the right thing about some field."""
    return any(is_right(kind, params, field, claim[field.name]) for field in kind.fields(params) if field.name in claim)


def is_right(kind: Kind[P], params: P, field: Field, value: Value) -> bool:
    """Whether a value is a right answer to a field: every rule holds, or solver or kind accept it."""
    if findings := found_in(kind, params, field.name, value):
        return all_hold(findings)
    if field.form.agrees(value, kind.solve(params)[field.name]):
        return True
    return kind.accepts is not None and kind.accepts(params, field.name, value)


def found_in(kind: Kind[P], params: P, field: str, value: Value) -> Findings:
    """What each rule finds in an answer to a field; nothing where no rule judges it."""
    return kind.inspect(params, field, value) if kind.inspect else ()


def _rules_part(kind: Kind[P], params: P) -> bool:
    """Whether the right answer breaks no rule, and a mistake that bears the name of a rule breaks that one."""
    right = kind.solve(params).items()
    if any(broken(found_in(kind, params, name, value)) for name, value in right):
        return False
    return all(
        rule in broken(found_in(kind, params, name, value))
        for rule in kind.rules & kind.mistakes.keys()
        for name, value in kind.mistakes[rule](params).items()
    )


def _some_agree(form: AnyForm, values: list[Value]) -> bool:
    if len(set(values)) < len(values):
        return True
    if not form.has_slack:
        return False
    glances = [form.glance(value) for value in values]
    pairs = combinations(zip(values, glances, strict=True), 2)
    alike = ((a, b) for (a, at), (b, bt) in pairs if at is None or bt is None or at == bt)
    return any(form.agrees(a, b) or form.agrees(b, a) for a, b in alike)


def _is_accepted(accepts: Test[P], params: P, claim: Answers) -> bool:
    """Whether some part of a claim is right although the solver says something else."""
    return any(accepts(params, name, value) for name, value in claim.items())


def _exists(kind: Kind[P], params: P) -> bool:
    try:
        kind.check(params)
    except Impossible:
        return False
    return True

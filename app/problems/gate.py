"""The seed gate: numbers are drawn again until the right answer and every mistake that applies part company."""

from collections.abc import Iterator

import numpy as np

from app.errors import Impossible
from app.problems.kind import Answers, Kind, P
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
    """Whether every claim about every field is a different one, so that a wrong answer names one mistake."""
    seen: set[tuple[str, Value]] = set()
    for _, answers in _claims(kind, params):
        claims = set(answers.items())
        if claims & seen:
            return False
        seen |= claims
    return True


def also_right(kind: Kind[P], params: P) -> tuple[str, ...]:
    """Mistakes that give the right answer somewhere on these numbers, as a problem's own numbers may."""
    right = kind.solve(params).items()
    return tuple(name for name, solver in kind.mistakes.items() if solver(params).items() & right)


def _claims(kind: Kind[P], params: P) -> Iterator[tuple[str, Answers]]:
    yield "right", kind.solve(params)
    for solvers in (kind.mistakes, kind.conventions):
        for name, solver in solvers.items():
            yield name, solver(params)


def _exists(kind: Kind[P], params: P) -> bool:
    try:
        kind.check(params)
    except Impossible:
        return False
    return True

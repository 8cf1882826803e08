"""Rows that somebody has answered, as the rows below take them."""

from collections.abc import Iterable, Mapping

from app.problems.kind import Answers, P, Solver
from app.problems.rounding import meant

NOTHING: Mapping[str, int] = {}


def believed(answers: Answers, rows: Iterable[str], asked: P, solvers: Iterable[Solver[P]]) -> dict[str, int]:
    """The whole numbers among these rows; a rounded one as the claim that it was rounded from."""
    claims = [solver(asked) for solver in solvers]
    return {
        row: meant(value, (claim.get(row) for claim in claims))
        for row in rows
        if isinstance(value := answers.get(row), int)
    }

"""Rows that somebody has answered, as the rows below take them."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import TypeVar

from app.problems.kind import Answers, P, Params, Solver
from app.problems.rounding import meant

NOTHING: Mapping[str, int] = {}
B = TypeVar("B", bound=Params)


def taking(believed: type[B], asked: P, answers: Answers, rows: Iterable[str], solvers: Iterable[Solver[P]]) -> B:
    """The same numbers, with what was answered in these rows as `known`."""
    known = _claimed(answers, rows, asked, solvers)
    return believed(**{each.name: getattr(asked, each.name) for each in fields(asked)} | {"known": known})


def _claimed(answers: Answers, rows: Iterable[str], asked: P, solvers: Iterable[Solver[P]]) -> dict[str, int]:
    """The whole numbers among these rows; a rounded one as the claim that it was rounded from."""
    claims = [solver(asked) for solver in solvers]
    return {
        row: meant(value, (claim.get(row) for claim in claims))
        for row in rows
        if isinstance(value := answers.get(row), int)
    }

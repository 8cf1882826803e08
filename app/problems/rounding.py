"""Rows that may be rounded and are worked on with: what somebody means by them, and what may come of adding them up."""

from collections.abc import Iterable

from app.problems.forms import Integer
from app.problems.forms.numbers import rounded
from app.problems.reading import Value

FIGURES = 3
COUNT = Integer(figures=FIGURES)
MOST_FIGURES = 6  # of a number that still shows that it was rounded


def meant(given: int, claims: Iterable[Value | None]) -> int:
    """The exact number behind a rounded one: the first claim that it is a rounding of, else the number itself."""
    return next((claim for claim in claims if isinstance(claim, int) and COUNT.agrees(given, claim)), given)


def adds_up(given: int, parts: Iterable[int]) -> bool:
    """Whether a rounded number may be the sum of these parts, each rounded to three figures before it was added."""
    exact = tuple(parts)
    total, off = sum(exact), sum(_half_unit(part) for part in exact)
    if rounded(given, FIGURES) == given:
        off += _half_unit(total)
    return rounded(given, MOST_FIGURES) == given and abs(given - total) <= off


def _half_unit(value: int) -> float:
    """Half of the last figure that is kept."""
    return 10 ** max(len(str(abs(value))) - FIGURES, 0) / 2 if abs(value) >= 10**FIGURES else 0.0

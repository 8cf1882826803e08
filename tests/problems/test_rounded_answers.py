"""A whole number that may be rounded: what agrees with it, against decimal arithmetic."""

from decimal import ROUND_HALF_UP, Decimal

import pytest

from app.problems.forms import Integer

FORM = Integer(figures=3)


def decimal_roundings(right: int, least: int) -> set[int]:
    """Every rounding to at least so many figures, half away from zero."""
    digits = len(str(abs(right)))
    units = (Decimal(1).scaleb(digits - figures) for figures in range(least, digits + 1))
    return {int((Decimal(right) / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit) for unit in units}


@pytest.mark.parametrize("right", [7, 99, 999, 1_005, 12_345, 99_950, 99_949, 3_699_376_128, -12_350, 1_000_000])
def test_exactly_the_roundings_to_three_figures_or_more_agree(right: int) -> None:
    allowed = decimal_roundings(right, 3) | {right}
    unit = 10 ** max(len(str(abs(right))) - 3, 0)
    near = {right + step * unit // 20 for step in range(-60, 61)} | {value + 1 for value in allowed} | {right // 10}
    for given in near | allowed:
        assert FORM.agrees(given, right) == (given in allowed), given

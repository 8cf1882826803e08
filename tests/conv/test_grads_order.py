"""The order of two blocks' factors, held to the commutator written out and to the theory of central differences."""

from math import tanh

import pytest

from app.conv.grads.order import FIRST, LAST, START, STEP, largest_error


def factor(weight: list[list[float]], x: list[float]) -> tuple[list[list[float]], list[float]]:
    """I + J entry by entry, and what the block gives."""
    sums = [sum(w * each for w, each in zip(row, x, strict=True)) for row in weight]
    made = [
        [float(i == j) + (1 - tanh(total) ** 2) * row[j] for j in (0, 1)]
        for i, (row, total) in enumerate(zip(weight, sums, strict=True))
    ]
    return made, [each + tanh(total) for each, total in zip(x, sums, strict=True)]


def product(left: list[list[float]], right: list[list[float]]) -> list[list[float]]:
    return [[sum(left[i][k] * right[k][j] for k in (0, 1)) for j in (0, 1)] for i in (0, 1)]


def test_the_last_block_leftmost_is_off_by_what_differences_are_off_by() -> None:
    """A central difference is off by about step² / 6 times a third derivative, which is some ones here."""
    assert STEP**2 / 100 < largest_error(last_leftmost=True) < 10 * STEP**2


def test_the_other_way_round_is_off_by_how_far_the_factors_do_not_commute() -> None:
    first, between = factor(FIRST.tolist(), START.tolist())
    last, _ = factor(LAST.tolist(), between)
    one, other = product(last, first), product(first, last)
    apart = max(abs(one[i][j] - other[i][j]) for i in (0, 1) for j in (0, 1))
    assert apart > 0.1
    assert largest_error(last_leftmost=False) == pytest.approx(apart, abs=1e-7)

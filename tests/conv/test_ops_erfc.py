"""erfc beside the C library's, and beside printed figures."""

import math
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from app.conv import grads, ops
from app.conv.ops.erfc import erfc

UNITS = 6  # in the last place: 4 of ours, 2 of the C library's


def units_apart(got: NDArray[Any], wanted: list[float]) -> float:
    return float(np.max(np.abs(got - wanted) / np.spacing(wanted)))


GRIDS = [
    np.linspace(-7, 7, 20_001),
    np.linspace(0, 26, 20_001),
    np.concatenate([sign * 10.0 ** np.linspace(-20, 0, 401) for sign in (-1, 1)]),
    np.nextafter(np.array([-0.5, -0.5, 0.5, 0.5]), [-1.0, 0.0, 0.0, 1.0]),
]


@pytest.mark.parametrize("grid", GRIDS)
def test_it_is_within_a_few_units_of_the_c_librarys(grid: NDArray[Any]) -> None:
    assert units_apart(erfc(grid), [math.erfc(x) for x in grid.tolist()]) <= UNITS


@given(st.lists(st.floats(-30, 26, allow_subnormal=False), min_size=1, max_size=20))
def test_any_number_is(numbers: list[float]) -> None:
    assert units_apart(erfc(np.array(numbers)), [math.erfc(x) for x in numbers]) <= UNITS


def test_its_figures_are_those_in_print() -> None:
    # Abramowitz and Stegun, Handbook of Mathematical Functions (1964), table 7.1: erf(0.5), erf(1), erf(2).
    got = 1 - erfc(np.array([0.5, 1.0, 2.0]))
    np.testing.assert_allclose(got, [0.5204998778, 0.8427007929, 0.9953222650], atol=1e-10, rtol=0)


def test_the_ends_of_the_line() -> None:
    ends = np.array([-np.inf, -1e308, -30.0, 0.0, 28.0, 1e308, np.inf, np.nan])
    np.testing.assert_array_equal(erfc(ends), [2, 2, 2, 1, 0, 0, 0, np.nan])


def test_any_shape_and_either_precision() -> None:
    assert erfc(np.zeros((3, 0), np.float32)).shape == (3, 0)
    long = np.linspace(-3, 3, 10_000, dtype=np.float32).reshape(100, 100)[:, ::2]
    got = erfc(long)
    assert got.dtype == np.float32
    np.testing.assert_allclose(got, [[math.erfc(x) for x in row] for row in long.tolist()], rtol=6e-8)


def test_gelu_and_its_slope_are_made_of_the_normal_distribution() -> None:
    x, normal = np.linspace(-5, 5, 101), NormalDist()
    np.testing.assert_allclose(ops.gelu(x), [v * normal.cdf(v) for v in x.tolist()], rtol=1e-9, atol=1e-15)
    (slope,) = grads.gelu_vjp(np.ones_like(x), x)
    np.testing.assert_allclose(slope, [normal.cdf(v) + v * normal.pdf(v) for v in x.tolist()], rtol=1e-9, atol=1e-15)

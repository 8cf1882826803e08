"""Sums of integers near the largest that float64 holds exactly, and far from it, beside Python's own integers."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from app.conv import ops

LIMIT = 2**53


def rows(image: list[int], weight: list[int]) -> tuple[NDArray[Any], NDArray[Any]]:
    return np.array(image).reshape(1, 1, 1, -1), np.array(weight).reshape(1, 1, 1, -1)


@pytest.mark.parametrize(
    ("image", "weight", "expected"),
    [
        ([LIMIT], [1], LIMIT),
        ([LIMIT + 1], [1], LIMIT + 1),  # which float64 rounds to 2^53
        ([LIMIT, 1], [1, 1], LIMIT + 1),
        ([LIMIT // 2, LIMIT // 2 - 1], [1, 1], LIMIT - 1),
        ([LIMIT // 2 + 1, LIMIT // 2], [1, 1], LIMIT + 1),
        ([LIMIT // 3, 1], [-3, -2], -LIMIT),  # 2^53 = 3 · 3002399751580330 + 2
        ([LIMIT // 3, 3], [-3, -1], -LIMIT - 1),
        ([2**61, -(2**61), 1], [1, 1, 1], 1),
        ([2**62], [0], 0),
    ],
)
def test_a_sum_about_as_large_as_float64_holds_is_exact(image: list[int], weight: list[int], expected: int) -> None:
    x, w = rows(image, weight)
    assert ops.conv2d(x, w).tolist() == [[[[expected]]]]
    assert ops.linear(x[0, 0], w[0, 0]).tolist() == [[expected]]
    channels, kernels = x.reshape(1, -1, 1, 1), w.reshape(-1, 1, 1, 1)
    assert ops.conv_transpose2d(channels, kernels).tolist() == [[[[expected]]]]


@given(st.data(), st.integers(1, 4), st.integers(20, 29))
def test_sums_are_those_of_pythons_integers_on_both_sides_of_the_limit(data: Any, count: int, bits: int) -> None:
    numbers = st.lists(st.integers(-(2**bits), 2**bits), min_size=count, max_size=count)
    image, weight = data.draw(numbers), data.draw(numbers)
    expected = sum(a * b for a, b in zip(image, weight, strict=True))
    x, w = rows(image, weight)
    got = ops.conv2d(x, w)
    assert got.dtype == np.int64
    assert got.item() == expected


@given(st.integers(1, 3), st.sampled_from([2**24, 2**28]))
def test_depthwise_and_grouped_layers_of_integers_are_exact_too(multiplier: int, size: int) -> None:
    dice = np.random.default_rng(multiplier)
    image, weight = dice.integers(-size, size, (1, 2, 5, 5)), dice.integers(-size, size, (2 * multiplier, 1, 3, 3))
    got = ops.conv2d(image, weight, padding=1, groups=2)
    wider = np.pad(image, ((0, 0), (0, 0), (1, 1), (1, 1))).astype(object)  # Python's integers
    for o, y, x in np.ndindex(2 * multiplier, 5, 5):
        assert got[0, o, y, x] == (wider[0, o // multiplier, y : y + 3, x : x + 3] * weight[o, 0].astype(object)).sum()

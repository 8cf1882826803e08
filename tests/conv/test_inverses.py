"""Sizes asked backwards, against hand work and against trying every number there is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.conv.inverses import (
    Bounds,
    Window,
    input_sizes,
    kernels,
    kernels_steps,
    output_paddings,
    paddings,
    paddings_steps,
    strides,
    strides_steps,
    windows,
)
from app.conv.shapes import output_size, transposed_output_size
from app.errors import AppError, BadInput

SIZES, KERNELS, STRIDES, PADDINGS, DILATIONS = (
    st.integers(1, 40),
    st.integers(1, 7),
    st.integers(1, 5),
    st.integers(0, 6),
    st.integers(1, 3),
)
TARGETS = st.integers(1, 45)


def gives(target: int, size: int, kernel: int, *, stride: int = 1, padding: int = 0, dilation: int = 1) -> bool:
    """Whether the size formula says so; a kernel that does not fit gives nothing."""
    try:
        return output_size(size, kernel, stride=stride, padding=padding, dilation=dilation) == target
    except AppError:
        return False


def test_the_stem_of_resnet_halves_with_a_padding_of_3_alone() -> None:
    # (224 − 7 + 2p)/2 must lie in [111, 112): 222 <= 217 + 2p < 224, so 2p is 5 or 6.
    assert list(paddings(224, 7, 112, stride=2, most=10)) == [3]


def test_keeping_the_size_takes_half_the_effective_kernel() -> None:
    assert list(paddings(32, 5, 32, most=10)) == [2]
    assert list(paddings(32, 3, 32, dilation=4, most=10)) == [4]  # 4*(3 - 1)/2
    assert list(paddings(32, 4, 32, most=10)) == []  # an even kernel needs one side more


def test_two_paddings_may_give_the_same_size_at_a_stride() -> None:
    # floor((8 - 3 + 2p)/4) + 1 = 2: p = 0 gives 5/4, p = 1 gives 7/4.
    assert list(paddings(8, 3, 2, stride=4, most=9)) == [0, 1]


def test_strides_that_reach_a_size() -> None:
    # floor(55/s) = 27 only for s = 2; floor(6/s) = 0 for every s from 7 on.
    assert list(strides(56, 3, 28, padding=1, most=56)) == [2]
    assert list(strides(7, 1, 1, most=10)) == [7, 8, 9, 10]


def test_kernels_that_reach_a_size() -> None:
    # AlexNet: floor((227 - k)/4) + 1 = 55 for 216 <= 227 - k <= 219.
    assert list(kernels(227, 55, stride=4, most=20)) == [8, 9, 10, 11]


def test_an_output_of_112_at_stride_2_comes_from_two_inputs() -> None:
    assert list(input_sizes(112, 7, stride=2, padding=3)) == [223, 224]


def test_the_output_padding_tells_those_two_apart() -> None:
    assert list(output_paddings(112, 7, 223, stride=2, padding=3)) == [0]
    assert list(output_paddings(112, 7, 224, stride=2, padding=3)) == [1]
    assert list(output_paddings(112, 7, 225, stride=2, padding=3)) == []


def test_integers_of_any_size_stay_exact() -> None:
    huge = 10**40
    # 2e40 - 2 <= 2e40 - 3 + 2p <= 2e40 - 1: 2p is 1 or 2.
    assert list(paddings(2 * huge, 3, huge, stride=2, most=huge)) == [1]
    assert strides(huge * 7 + 1, 1, huge + 1, most=huge)[0] == 7


@given(SIZES, KERNELS, STRIDES, PADDINGS, DILATIONS)
def test_every_inverse_finds_the_layer_it_comes_from(n: int, k: int, s: int, p: int, d: int) -> None:
    if not any(gives(target, n, k, stride=s, padding=p, dilation=d) for target in range(1, 60)):
        return
    target = output_size(n, k, stride=s, padding=p, dilation=d)
    assert p in paddings(n, k, target, stride=s, dilation=d, most=6)
    assert s in strides(n, k, target, padding=p, dilation=d, most=5)
    assert k in kernels(n, target, stride=s, padding=p, dilation=d, most=7)
    assert n in input_sizes(target, k, stride=s, padding=p, dilation=d)


@given(SIZES, KERNELS, STRIDES, TARGETS, DILATIONS)
def test_paddings_are_those_that_trying_finds(n: int, k: int, s: int, t: int, d: int) -> None:
    tried = [p for p in range(31) if gives(t, n, k, stride=s, padding=p, dilation=d)]
    assert list(paddings(n, k, t, stride=s, dilation=d, most=30)) == tried


@given(SIZES, KERNELS, PADDINGS, TARGETS, DILATIONS)
def test_strides_are_those_that_trying_finds(n: int, k: int, p: int, t: int, d: int) -> None:
    tried = [s for s in range(1, 61) if gives(t, n, k, stride=s, padding=p, dilation=d)]
    assert list(strides(n, k, t, padding=p, dilation=d, most=60)) == tried


@given(SIZES, STRIDES, PADDINGS, TARGETS, DILATIONS)
def test_kernels_are_those_that_trying_finds(n: int, s: int, p: int, t: int, d: int) -> None:
    tried = [k for k in range(1, 61) if gives(t, n, k, stride=s, padding=p, dilation=d)]
    assert list(kernels(n, t, stride=s, padding=p, dilation=d, most=60)) == tried


@given(KERNELS, STRIDES, PADDINGS, TARGETS, DILATIONS)
def test_input_sizes_are_those_that_trying_finds(k: int, s: int, p: int, t: int, d: int) -> None:
    tried = [n for n in range(1, 300) if gives(t, n, k, stride=s, padding=p, dilation=d)]
    assert list(input_sizes(t, k, stride=s, padding=p, dilation=d)) == tried


@given(SIZES, KERNELS, STRIDES, PADDINGS, DILATIONS)
def test_output_paddings_are_those_that_trying_finds(n: int, k: int, s: int, p: int, d: int) -> None:
    found: dict[int, list[int]] = {}  # target -> the output paddings that make it
    for extra in range(6):
        try:
            made = transposed_output_size(n, k, stride=s, padding=p, dilation=d, output_padding=extra)
        except AppError:
            continue
        found.setdefault(made, []).append(extra)
    for target in range(1, 250):
        assert list(output_paddings(n, k, target, stride=s, padding=p, dilation=d)) == found.get(target, [])


def test_all_windows_within_bounds_that_halve_eight() -> None:
    bounds = Bounds(kernel=4, stride=2, padding=1)
    tried = [
        Window(k, s, p)
        for k in range(1, 5)
        for s in range(1, 3)
        for p in range(2)
        if gives(4, 8, k, stride=s, padding=p)
    ]
    assert list(windows(8, 4, bounds=bounds)) == tried
    assert Window(3, 2, 1) in tried
    assert Window(2, 2, 0) in tried


def test_the_working_is_the_pair_of_inequalities() -> None:
    assert paddings_steps(56, 3, 28, stride=2, most=5) == (
        "27*2 <= 56 - 3 + 2*p <= 28*2 - 1",
        "1 <= 2*p <= 2",
        "p = 1",
    )
    assert strides_steps(56, 3, 28, padding=1, most=9) == ("56 - 3 + 2*1 = 55", "27*s <= 55 < 28*s", "s = 2")
    assert kernels_steps(227, 55, stride=4, most=20) == (
        "54*4 <= 227 + 2*0 - (k) <= 55*4 - 1",
        "8 <= k <= 11",
        "8 <= k <= 11",
    )
    assert kernels_steps(32, 32, padding=4, dilation=4, most=20)[1:] == ("9 <= 4*(k - 1) + 1 <= 9", "k = 3")
    assert paddings_steps(32, 4, 32, most=5)[-1] == "no p up to 5 does it"


def test_numbers_no_layer_has_are_refused() -> None:
    with pytest.raises(BadInput, match="The target size is 0; it must be at least 1"):
        paddings(8, 3, 0, most=5)
    with pytest.raises(BadInput, match="The stride is 0"):
        kernels(8, 3, stride=0, most=5)

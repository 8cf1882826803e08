"""Laws that hold for every layer, on random layers of small integers, so that every comparison is exact."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from app.conv import ops

Array = NDArray[Any]

PAIRS = st.tuples(st.integers(1, 3), st.integers(1, 3))
SIDES = st.tuples(st.integers(0, 2), st.integers(0, 2))
SEEDS = st.integers(0, 2**32)


@dataclass(frozen=True)
class Sliding:
    """The arguments of a convolution that always fits on 9 by 8."""

    kernel: tuple[int, int]
    stride: tuple[int, int]
    padding: tuple[tuple[int, int], tuple[int, int]]
    dilation: tuple[int, int]


SLIDINGS = st.builds(Sliding, PAIRS, PAIRS, st.tuples(SIDES, SIDES), PAIRS)


def integers(seed: int, *shape: int) -> Array:
    return np.random.default_rng(seed).integers(-9, 10, shape)


@given(SLIDINGS, SEEDS, st.integers(1, 3))
def test_a_transposed_convolution_is_the_adjoint(layer: Sliding, seed: int, groups: int) -> None:
    # <conv(x), y> = <x, conv_transpose(y)>, up to the cells that the floor of the size formula never looked at.
    image, weight = integers(seed, 2, 2 * groups, 9, 8), integers(seed + 1, 3 * groups, 2, *layer.kernel)
    forward = ops.conv2d(image, weight, None, layer.stride, layer.padding, layer.dilation, groups)
    back = integers(seed + 2, *forward.shape)
    plain = ops.conv_transpose2d(back, weight, None, layer.stride, 0, 0, groups, layer.dilation)
    (top, bottom), (left, right) = layer.padding
    wider = np.pad(image, ((0, 0), (0, 0), (top, bottom), (left, right)))[..., : plain.shape[2], : plain.shape[3]]
    assert (forward * back).sum() == (wider * plain).sum()


@given(SLIDINGS, SEEDS, st.integers(1, 3))
def test_depthwise_is_a_layer_per_channel(layer: Sliding, seed: int, multiplier: int) -> None:
    image, weight = integers(seed, 2, 3, 9, 8), integers(seed + 1, 3 * multiplier, 1, *layer.kernel)
    alone = [
        ops.conv2d(
            image[:, c : c + 1],
            weight[c * multiplier :][:multiplier],
            None,
            layer.stride,
            layer.padding,
            layer.dilation,
        )
        for c in range(3)
    ]
    for kind in (np.int64, np.float32, np.float64):
        got = ops.depthwise_conv2d(
            image.astype(kind), weight.astype(kind), None, layer.stride, layer.padding, layer.dilation
        )
        assert got.dtype == kind
        np.testing.assert_array_equal(got, np.concatenate(alone, axis=1))


@given(SLIDINGS, SEEDS)
def test_floats_take_other_ways_to_the_same_sums(layer: Sliding, seed: int) -> None:
    image, weight = integers(seed, 1, 2, 9, 8), integers(seed + 1, 4, 2, *layer.kernel)
    exact = ops.conv2d(image, weight, None, layer.stride, layer.padding, layer.dilation)
    got = ops.conv2d(image.astype(float), weight.astype(float), None, layer.stride, layer.padding, layer.dilation)
    np.testing.assert_array_equal(got, exact)


@given(SEEDS, st.integers(1, 3), st.integers(0, 2), st.integers(1, 2))
def test_the_whiteboard_computes_what_the_large_layer_does(seed: int, stride: int, padding: int, dilation: int) -> None:
    image, weight = integers(seed, 1, 2, 6, 7).astype(float), integers(seed + 1, 3, 2, 3, 2).astype(float)
    small = ops.conv2d(image, weight, None, stride, padding, dilation)
    large = ops.conv2d(image, weight, None, (stride, stride), padding, dilation)  # pairs are not for the whiteboard
    np.testing.assert_array_equal(small, large)


@given(SEEDS)
def test_depthwise_then_pointwise_is_a_full_layer_of_low_rank(seed: int) -> None:
    image, depth, point = integers(seed, 1, 3, 9, 8), integers(seed + 1, 3, 1, 3, 3), integers(seed + 2, 5, 3, 1, 1)
    two_steps = ops.pointwise_conv2d(ops.depthwise_conv2d(image, depth), point)
    np.testing.assert_array_equal(two_steps, ops.conv2d(image, point * depth[:, 0]))
    np.testing.assert_array_equal(two_steps, ops.pointwise_conv2d(ops.depthwise_conv2d(image, depth), point[..., 0, 0]))


@given(SEEDS, st.integers(-2, 2), st.integers(-2, 2))
def test_away_from_the_borders_a_shift_moves_through_a_layer_of_stride_one(seed: int, down: int, across: int) -> None:
    inner, weight = integers(seed, 1, 1, 3, 3), integers(seed + 1, 1, 1, 3, 3)
    image = np.pad(inner, ((0, 0), (0, 0), (5, 5), (5, 5)))
    shifted = np.roll(image, (down, across), axis=(2, 3))
    np.testing.assert_array_equal(
        ops.conv2d(shifted, weight, padding=1),
        np.roll(ops.conv2d(image, weight, padding=1), (down, across), axis=(2, 3)),
    )


@given(SEEDS)
def test_true_convolution_in_full_is_commutative(seed: int) -> None:
    image, kernel = integers(seed, 1, 1, 4, 5), integers(seed + 1, 1, 1, 2, 3)
    one_way, other_way = ops.convolve2d(image, kernel, padding="full"), ops.convolve2d(kernel, image, padding="full")
    np.testing.assert_array_equal(one_way, other_way)


def test_true_convolution_in_full_multiplies_polynomials() -> None:
    # (1 + 2x)(1 + 3x) = 1 + 5x + 6x²
    got = ops.convolve2d([[[[1, 2]]]], [[[[1, 3]]]], padding="full")
    assert got.ravel().tolist() == [1, 5, 6]


@given(SEEDS, st.integers(1, 3), st.integers(1, 3))
def test_one_axis_is_an_image_of_height_one(seed: int, stride: int, dilation: int) -> None:
    line, weight, bias = integers(seed, 2, 4, 9), integers(seed + 1, 6, 2, 3), integers(seed + 2, 6)
    flat = ops.conv2d(line[:, :, None], weight[:, :, None], bias, (1, stride), (0, 2), (1, dilation), 2)
    for padding in (2, (2,), (2, 2), ((2, 2),)):
        got = ops.conv1d(line, weight, bias, stride, padding, dilation, 2)
        np.testing.assert_array_equal(got, flat[:, :, 0])


@given(SEEDS, st.integers(1, 4))
def test_causal_outputs_do_not_know_the_future(seed: int, dilation: int) -> None:
    line, weight = integers(seed, 1, 1, 8), integers(seed + 1, 1, 1, 3)
    changed = line.copy()
    changed[..., 5:] += 1
    before, after = (ops.conv1d(each, weight, padding="causal", dilation=dilation) for each in (line, changed))
    assert before.shape == line.shape
    np.testing.assert_array_equal(before[..., :5], after[..., :5])


def test_causal_padding_of_an_image_is_for_its_last_axis() -> None:
    got = ops.conv2d(np.ones((1, 1, 5, 5), int), np.ones((1, 1, 2, 3), int), padding="causal")
    assert got.tolist() == [[[[2, 4, 6, 6, 6]] * 4]]


# A kernel of three ones over 1 to 6, at stride 2 (torch 2.13; tf.nn and jax.lax for the others).
@pytest.mark.parametrize(
    ("padding", "expected"), [(1, [3, 9, 15]), ("same_upper", [6, 12, 11]), ("same_lower", [3, 9, 15])]
)
def test_libraries_differ_on_same_padding_at_a_stride(padding: Any, expected: list[int]) -> None:
    assert ops.conv1d([[[1, 2, 3, 4, 5, 6]]], [[[1, 1, 1]]], stride=2, padding=padding).ravel().tolist() == expected


def test_ceil_mode_drops_a_window_that_would_start_past_the_end() -> None:
    assert ops.max_pool2d(np.arange(16).reshape(1, 1, 4, 4), 1, 2, ceil_mode=True).tolist() == [[[[0, 2], [8, 10]]]]


def test_average_pools_count_their_padding_unless_told_otherwise() -> None:
    ones = np.ones((1, 1, 2, 2))
    assert ops.avg_pool2d(ones, 2, 2, 1).tolist() == [[[[0.25, 0.25], [0.25, 0.25]]]]
    assert ops.avg_pool2d(ones, 2, 2, 1, count_include_pad=False).tolist() == [[[[1, 1], [1, 1]]]]


@given(SEEDS, st.integers(1, 4), st.integers(1, 3), st.integers(1, 2), st.booleans())
def test_pools_are_what_loops_over_their_windows_say(
    seed: int, kernel: int, stride: int, dilation: int, ceil: bool
) -> None:
    image, padding = integers(seed, 1, 1, 9, 8).astype(float), kernel // 2
    largest, found = ops.max_pool2d(image, kernel, stride, padding, dilation, ceil, return_indices=True)
    mean = ops.avg_pool2d(image, kernel, stride, padding, ceil, count_include_pad=False, dilation=dilation)
    norm = ops.lp_pool2d(image, 1, kernel, stride, padding=padding, dilation=dilation)
    for y, x in np.ndindex(largest.shape[2:]):
        rows = [r for r in y * stride - padding + dilation * np.arange(kernel) if 0 <= r < 9]
        columns = [c for c in x * stride - padding + dilation * np.arange(kernel) if 0 <= c < 8]
        window = image[0, 0][np.ix_(rows, columns)]
        assert largest[0, 0, y, x] == window.max() == image.ravel()[found[0, 0, y, x]]
        assert mean[0, 0, y, x] == pytest.approx(window.mean())
        if y < norm.shape[2] and x < norm.shape[3]:
            assert norm[0, 0, y, x] == np.abs(window).sum()


@pytest.mark.parametrize("kind", ["int8", "uint8", "int64", "float32", "float64"])
def test_a_max_pool_keeps_its_dtype_and_never_takes_the_padding(kind: str) -> None:
    lowest = np.iinfo(kind).min if "int" in kind else -np.inf
    got, found = ops.max_pool2d(np.full((1, 1, 2, 2), lowest, kind), 2, 1, 1, return_indices=True)
    assert got.dtype == kind
    assert (got == lowest).all()
    assert found.ravel().tolist() == [0, 0, 1, 0, 0, 1, 2, 2, 3]
    assert (ops.max_pool2d(np.full((1, 1, 2, 2), lowest, kind), 2, 1, 1) == lowest).all()


def test_a_global_pool_is_an_adaptive_one_to_a_single_cell() -> None:
    image = integers(0, 2, 3, 5, 4)
    np.testing.assert_allclose(ops.global_avg_pool2d(image), ops.adaptive_avg_pool2d(image, 1), rtol=1e-15)
    np.testing.assert_array_equal(ops.global_max_pool2d(image)[..., 0, 0], image.reshape(2, 3, -1).max(axis=2))
    np.testing.assert_array_equal(ops.adaptive_avg_pool2d(image, None), image)
    assert ops.adaptive_avg_pool2d(image, (None, 2)).shape == (2, 3, 5, 2)


def test_normalized_numbers_have_mean_zero_and_variance_one() -> None:
    image = integers(0, 4, 3, 5, 4).astype(float)
    for normal, axes in (
        (ops.batch_norm(image, None, None, training=True, eps=0), (0, 2, 3)),
        (ops.layer_norm(image, (3, 5, 4), eps=0), (1, 2, 3)),
    ):
        np.testing.assert_allclose(normal.mean(axes), 0, atol=1e-14)
        np.testing.assert_allclose(normal.var(axes), 1)


def test_dropout_keeps_the_mean_and_repeats_itself_from_the_same_generator() -> None:
    ones = np.ones((100, 100), np.float32)
    got = ops.dropout(ones, 0.25, generator=np.random.default_rng(3))
    np.testing.assert_array_equal(got, ops.dropout(ones, 0.25, generator=np.random.default_rng(3)))
    assert got.dtype == np.float32
    assert sorted(set(got.ravel().tolist())) == [0, pytest.approx(4 / 3)]
    assert 0.98 < got.mean() < 1.02
    np.testing.assert_array_equal(ops.dropout(ones, 0.25, training=False), ones)
    assert not ops.dropout(ones, 1, generator=np.random.default_rng(3)).any()


@pytest.mark.parametrize("name", ["relu", "relu6"])
def test_integers_pass_through_a_ramp_as_integers(name: str) -> None:
    got = getattr(ops, name)(np.array([-3, 0, 4, 9], np.int8))
    assert got.dtype == np.int8
    assert got.tolist() == [0, 0, 4, 9 if name == "relu" else 6]


def test_saturated_activations_warn_of_nothing() -> None:
    far = np.array([-np.inf, -1e30, 1e30, np.inf], np.float32)
    assert ops.sigmoid(far).tolist() == [0, 0, 1, 1]
    for got in (ops.silu(far), ops.gelu(far), ops.gelu(far, "tanh"), ops.softmax(far, 0)):
        assert got.dtype == np.float32


def test_an_empty_batch_is_fine() -> None:
    none, weight = np.ones((0, 4, 6, 6)), np.ones((4, 4, 3, 3))
    assert ops.conv2d(none, weight).shape == (0, 4, 4, 4)
    assert ops.depthwise_conv2d(none, weight[:, :1]).shape == (0, 4, 4, 4)
    assert ops.conv_transpose2d(none, weight).shape == (0, 4, 8, 8)
    assert (
        ops.max_pool2d(none, 2).shape
        == ops.avg_pool2d(none, 2).shape
        == ops.lp_pool2d(none, 2, 2).shape
        == (0, 4, 3, 3)
    )
    assert ops.global_avg_pool2d(none).shape == ops.global_max_pool2d(none).shape == (0, 4, 1, 1)
    assert ops.upsample_nearest(none, scale_factor=2).shape == (0, 4, 12, 12)
    assert ops.linear(np.ones((0, 3)), np.ones((2, 3))).shape == (0, 2)


@pytest.mark.parametrize("channels", [1, 3])
def test_a_step_that_is_never_taken_may_be_of_any_size(channels: int) -> None:
    image = np.arange(channels * 25, dtype=np.float64).reshape(1, channels, 5, 5)
    ones, point = np.ones((channels, 1, 5, 5)), np.ones((channels, 1, 1, 1))
    whole = image.sum(axis=(2, 3), keepdims=True)
    assert np.array_equal(ops.conv2d(image, ones, stride=10**18, groups=channels), whole)
    assert np.array_equal(ops.conv2d(image, point, dilation=10**18, groups=channels), image)
    assert np.array_equal(ops.max_pool2d(image, 5, stride=10**18), image.max(axis=(2, 3), keepdims=True))

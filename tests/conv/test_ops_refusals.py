"""What no layer is: each refusal is a sentence with the numbers in it, before anything large is allocated."""

# ruff: noqa: E501 - a call and its sentence stand on one line

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from app.conv import ops
from app.errors import AppError, BadInput, Impossible, TooMuchWork

nan = float("nan")
IMAGE, WEIGHT = np.ones((1, 4, 5, 5)), np.ones((4, 4, 3, 3))
BROKEN: Any = "sideways"

Call = Callable[[], Any]


def refused(call: Call, kind: type[AppError]) -> str:
    with pytest.raises(kind) as refusal:
        call()
    return refusal.value.sentence


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: ops.conv2d(IMAGE, WEIGHT, stride=0), "The stride is 0; it must be at least 1."),
        (lambda: ops.conv2d(IMAGE, WEIGHT, stride=nan), "The stride must be a whole number, not nan."),  # pyright: ignore[reportArgumentType] - as a caller without types
        (lambda: ops.conv2d(IMAGE, WEIGHT, padding=(0, -1)), "The padding is -1; it must be at least 0."),
        (lambda: ops.conv2d(IMAGE, WEIGHT, padding=(1, 1, 1)), "The padding has 3 entries; it is one number, (height, width) or ((top, bottom), (left, right))."),
        (lambda: ops.conv2d(IMAGE, WEIGHT, padding=BROKEN), "There is no padding of that name; the names are valid, same, same_upper, same_lower, full and causal."),
        (lambda: ops.conv2d(IMAGE, WEIGHT, dilation=(1, 1, 1)), "The dilation has 3 entries; it is one number, or (height, width)."),
        (lambda: ops.conv2d(IMAGE, WEIGHT, groups=True), "The number of groups must be a whole number, not True."),
        (lambda: ops.conv2d([[[[1, 2], [3]]]], WEIGHT), "The input is no array: its rows have different lengths, or hold no numbers."),
        (lambda: ops.relu(np.array([None], object)), "The input must hold real numbers, not object."),
        (lambda: ops.relu([2**70]), "The input must hold real numbers, not object."),
        (lambda: ops.max_pool2d(IMAGE, 2.0), "The kernel must be a whole number, not 2.0."),  # pyright: ignore[reportArgumentType] - as a caller without types
        (lambda: ops.avg_pool2d(IMAGE, 2, divisor_override=0), "The divisor_override is 0; it must be at least 1."),
        (lambda: ops.lp_pool2d(IMAGE, 0, 2), "The norm_type is 0; a norm has one above 0."),
        (lambda: ops.lp_pool2d(IMAGE, nan, 2), "The norm_type is nan; it must be finite."),
        (lambda: ops.adaptive_avg_pool2d(IMAGE, (1, 2, 3)), "The output size has 3 entries; it is one number, or (height, width)."),
        (lambda: ops.batch_norm(IMAGE, None, None), "Outside training, batch normalization needs a running mean and a running variance."),
        (lambda: ops.batch_norm(IMAGE, [0, 0, 0, 0], None, training=True), "Training updates the running mean in place: it must be a writeable array of floats, or None."),
        (lambda: ops.layer_norm(IMAGE, 5, eps=-1), "The eps is -1; it must be at least 0."),
        (lambda: ops.gelu(IMAGE, BROKEN), 'The approximation of GELU is "none" or "tanh".'),
        (lambda: ops.linear(IMAGE, IMAGE), "A linear layer takes (…, I) and a weight (O, I), not (1, 4, 5, 5) and (1, 4, 5, 5)."),
        (lambda: ops.pad(IMAGE, (-1, 0)), "The padding is -1; it must be at least 0."),
        (lambda: ops.pad(IMAGE, (1, 0, 1)), "The padding has 3 entries; 4 axes have two each, and it pads them from the last."),
        (lambda: ops.pad(IMAGE, (1, 0), BROKEN), "There is no such way of padding; there are constant, reflect, replicate, circular."),
        (lambda: ops.pad(IMAGE, (1, 0), "reflect", 3), "Only constant padding has a value; this is reflect."),
        (lambda: ops.upsample_nearest(IMAGE), "Upsampling needs a size or a scale factor, and not both."),
        (lambda: ops.upsample_nearest(IMAGE, scale_factor=0), "The scale factor is 0; it must be above 0."),
        (lambda: ops.upsample_nearest(IMAGE, scale_factor=0.1), "The output size is 0; it must be at least 1."),
        (lambda: ops.dropout(IMAGE, 1.5), "The dropout probability is 1.5; it must be at most 1."),
        (lambda: ops.dropout(IMAGE), "Dropout in training draws at random: pass it a generator."),
        (lambda: ops.conv_transpose2d(IMAGE, WEIGHT, padding="same"), "A transposed convolution needs its padding in numbers: libraries disagree on what the names mean."),
        (lambda: ops.conv1d(IMAGE[0], WEIGHT[0], stride=(1, 2)), "The stride has 2 entries; along one axis it is one number."),
        (lambda: ops.conv1d(IMAGE[0], WEIGHT[0], padding=(1, 2, 3)), "The padding has 3 entries; along one axis it is one number, or (before, after)."),
    ],
)  # fmt: skip
def test_what_was_not_understood_is_refused(call: Call, sentence: str) -> None:
    assert refused(call, BadInput) == sentence


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: ops.max_pool2d(IMAGE, 3, padding=2), "A pool's padding is at most half its effective kernel: 2*2 = 4 is more than 3."),
        (lambda: ops.max_pool2d(IMAGE, 6), "A kernel of 6 does not fit in 5."),
        (lambda: ops.depthwise_conv2d(IMAGE, WEIGHT), "A depthwise kernel takes one channel; this weight takes 4."),
        (lambda: ops.depthwise_conv2d(IMAGE, WEIGHT[:3, :1]), "4 groups do not divide 3 output channels: 3 / 4 = 0.75."),
        (lambda: ops.pointwise_conv2d(IMAGE, WEIGHT), "A pointwise kernel is 1 by 1; this one is 3 by 3."),
        (lambda: ops.conv_transpose2d(IMAGE, WEIGHT[:3]), "The weight takes 3 input channels; the input has 4."),
        (lambda: ops.conv_transpose2d(IMAGE, WEIGHT, output_padding=1), "An output padding of 1 is not smaller than max(1, 1) = 1, the larger of stride and dilation."),
        (lambda: ops.batch_norm(IMAGE, np.zeros(3), np.ones(4)), "4 channels need a running mean of shape (4,); this one has (3,)."),
        (lambda: ops.batch_norm(np.ones((1, 4)), None, None, training=True), "Training needs more than 1 value per channel; an input of shape (1, 4) has 1."),
        (lambda: ops.layer_norm(IMAGE, (4, 5)), "An input of shape (1, 4, 5, 5) does not end in the normalized shape (4, 5)."),
        (lambda: ops.layer_norm(IMAGE, 5, np.ones(4)), "A normalized shape of (5,) needs a weight of that shape; this one has (4,)."),
        (lambda: ops.softmax(IMAGE, 4), "The input has 4 axes; there is no axis 4, as the first is 0."),
        (lambda: ops.linear(np.ones(3), np.ones((2, 4))), "The weight takes 4 features; the input has 3."),
        (lambda: ops.pad(IMAGE, (5, 0), "reflect"), "Padding of 5 is too far to reflect 5 cells: 4 is the most."),
        (lambda: ops.pad(IMAGE, (6, 0), "circular"), "Padding of 6 is too far to circular 5 cells: 5 is the most."),
        (lambda: ops.pad(np.ones((2, 0)), (1, 0), "replicate"), "There is nothing to replicate in an axis of 0 cells."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_its_equation(call: Call, sentence: str) -> None:
    assert refused(call, Impossible) == sentence


@pytest.mark.parametrize(
    "call",
    [
        lambda: ops.conv2d(IMAGE, WEIGHT, padding=10**6),
        lambda: ops.conv2d(np.ones((1, 1, 6, 6)), np.ones((1, 1, 3, 3)), padding=10**6),
        lambda: ops.depthwise_conv2d(IMAGE, WEIGHT[:, :1], padding=10**6),
        lambda: ops.conv_transpose2d(IMAGE, WEIGHT, stride=10**6),
        lambda: ops.max_pool2d(np.ones((1, 1, 1, 1)), 2 * 10**6, padding=10**6),
        lambda: ops.adaptive_avg_pool2d(IMAGE, 10**6),
        lambda: ops.pad(IMAGE, (10**6, 0, 10**6, 0)),
        lambda: ops.upsample_nearest(IMAGE, scale_factor=10**6),
    ],
)
def test_a_million_million_cells_are_refused_before_they_are_allocated(call: Call) -> None:
    assert "cells is over 1,073,741,824, which is the limit here." in refused(call, TooMuchWork)


def test_integers_of_other_layers_that_could_overflow_are_refused_too() -> None:
    big = np.full((1, 2, 1, 1), 2**62)
    assert "could reach" in refused(lambda: ops.linear(big[..., 0, 0], np.ones((1, 2), int)), TooMuchWork)
    assert "could reach" in refused(lambda: ops.conv_transpose2d(big, np.ones((2, 1, 1, 1), int)), TooMuchWork)


def test_lists_and_numpy_integers_will_do() -> None:
    size: Any = np.int64(2)
    got = ops.max_pool2d([[[[1, 2], [3, 4]]]], [size, 2], np.array([1, 2]))  # pyright: ignore[reportArgumentType] - arrays are no Sequence, but work
    assert got.tolist() == [[[[4]]]]

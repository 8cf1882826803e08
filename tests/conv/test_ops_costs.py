"""What an op is said to take, against published counts and what it is seen to allocate."""

import tracemalloc
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.conv import ops
from app.conv.ops.costs import convolution_cost, pool_cost, transposed_cost
from app.errors import Impossible


def allocated(call: Callable[[], Any]) -> int:
    """The most bytes alive at once during a call."""
    tracemalloc.start()
    call()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def test_macs_are_the_published_ones() -> None:
    # ResNet-50's stem, and its 3×3 of the second stage: 64·3·49·112² and 128·128·9·28².
    stem = convolution_cost((1, 3, 224, 224), (64, 3, 7, 7), stride=2, padding=3)
    assert stem.macs == 118_013_952
    assert convolution_cost((2, 128, 28, 28), (128, 128, 3, 3), padding=1).macs == 2 * 115_605_504
    assert transposed_cost((1, 2, 3, 3), (2, 4, 2, 2), stride=2).macs == 18 * 16
    assert pool_cost((1, 64, 112, 112), 3, stride=2, padding=1).macs == 64 * 56 * 56 * 9


SIZES = st.integers(40, 80)
SMALL = st.integers(1, 3)
KINDS = st.sampled_from(["float64", "int64"])
SLACK = 150_000  # bytes: what NumPy buffers of strided operands, whatever their size


@settings(max_examples=25)
@given(SIZES, SMALL, SMALL, SMALL, st.integers(0, 4), st.tuples(st.sampled_from([1, 2, 4]), KINDS))
def test_no_op_allocates_more_than_it_was_said_to(
    size: int, kernel: int, stride: int, dilation: int, padding: int, operands: tuple[int, str]
) -> None:
    groups, kind = operands
    image, weight = np.ones((2, 4, size, size), kind), np.ones((8, 4 // groups, kernel, kernel), kind)
    cost = convolution_cost(image.shape, weight.shape, stride=stride, padding=padding, dilation=dilation, groups=groups)
    assert (
        allocated(lambda: ops.conv2d(image, weight, None, stride, padding, dilation, groups))
        < cost.working_bytes + SLACK
    )
    back = np.ones((4, 8 // groups, kernel, kernel), kind)
    spread = transposed_cost(image.shape, back.shape, stride=stride, groups=groups, dilation=dilation)
    call = lambda: ops.conv_transpose2d(image, back, None, stride, 0, 0, groups, dilation)  # noqa: E731 - it is measured
    assert allocated(call) < spread.working_bytes + SLACK


@settings(max_examples=25)
@given(SIZES, SMALL, SMALL, SMALL, st.booleans())
def test_no_pool_allocates_more_than_it_was_said_to(
    size: int, kernel: int, stride: int, dilation: int, ceil_mode: bool
) -> None:
    image = np.ones((2, 4, size, size))
    cost = pool_cost(image.shape, kernel, stride=stride, dilation=dilation, ceil_mode=ceil_mode)
    most = cost.working_bytes + SLACK
    assert allocated(lambda: ops.max_pool2d(image, kernel, stride, 0, dilation, ceil_mode)) < most
    assert allocated(lambda: ops.max_pool2d(image, kernel, stride, 0, dilation, ceil_mode, return_indices=True)) < most
    assert allocated(lambda: ops.avg_pool2d(image, kernel, stride, 0, ceil_mode, dilation=dilation)) < most
    assert allocated(lambda: ops.lp_pool2d(image, 2, kernel, stride, ceil_mode, dilation=dilation)) < most


def test_a_kernel_as_large_as_its_image_does_not_need_its_square() -> None:
    # 3·2049 positions of 4096 taps would be 201 MB in one piece, and 67 MB row by row.
    image, weight = np.ones((1, 1, 4, 4096)), np.ones((1, 1, 2, 2048))
    assert allocated(lambda: ops.conv2d(image, weight)) < 16 * 2**20


def test_a_large_layer_is_computed_in_blocks_of_rows() -> None:
    # All of im2col would be 9·16·96·96·8 bytes = 10.6 MB, beside 1.2 MB of output and 1.2 MB of padded input.
    image, weight = np.ones((1, 16, 96, 96)), np.ones((16, 16, 3, 3))
    assert allocated(lambda: ops.conv2d(image, weight, padding=1)) < 7 * 2**20


def test_a_batch_of_depthwise_layers_is_not_dealt_out_at_once() -> None:
    # The output is 6.5 MB, and so would be each of three copies of the whole input.
    image, weight = np.ones((1, 256, 56, 56)), np.ones((256, 1, 3, 3))
    assert allocated(lambda: ops.depthwise_conv2d(image, weight, padding=1)) < 14 * 2**20


def test_an_impossible_layer_has_no_cost() -> None:
    with pytest.raises(Impossible, match=r"^A kernel of 5 does not fit in 3\.$"):
        convolution_cost((1, 1, 3, 3), (1, 1, 5, 5))

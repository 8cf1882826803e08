"""Depthwise layers by every way of summing them, beside loops over their outputs."""

from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from app.conv import ops
from app.conv.ops import depthwise
from tests.conv.test_ops_costs import allocated

Array = NDArray[Any]

COUNT, CHANNELS = 2, 5  # five channels in blocks of two or three: the last block is never a whole one
WAYS = st.sampled_from([0, 10**9])  # every run is long; every run is short
BLOCKS = st.sampled_from([1, 300, 2**18])  # a channel at a time; some; all


@dataclass(frozen=True)
class Layer:
    """Everything that decides where a kernel stands."""

    size: tuple[int, int]
    kernel: tuple[int, int]
    stride: tuple[int, int]
    padding: tuple[tuple[int, int], tuple[int, int]]
    dilation: tuple[int, int]
    multiplier: int

    @property
    def output(self) -> tuple[int, int]:
        rows, columns = (
            (n + sum(p) - d * (k - 1) - 1) // s + 1
            for n, k, s, p, d in zip(self.size, self.kernel, self.stride, self.padding, self.dilation, strict=True)
        )
        return rows, columns


def pairs(least: int, most: int) -> st.SearchStrategy[tuple[int, int]]:
    return st.tuples(st.integers(least, most), st.integers(least, most))


LAYERS = st.builds(
    Layer, pairs(1, 9), pairs(1, 5), pairs(1, 4), st.tuples(pairs(0, 9), pairs(0, 9)), pairs(1, 3), st.integers(1, 2)
)


def arrays(layer: Layer, kind: str) -> tuple[Array, Array]:
    dice = np.random.default_rng(sum(layer.size) + sum(layer.kernel))
    image = dice.integers(-9, 10, (COUNT, CHANNELS, *layer.size))
    return image.astype(kind), dice.integers(-9, 10, (CHANNELS * layer.multiplier, 1, *layer.kernel)).astype(kind)


def one_by_one(image: Array, weight: Array, layer: Layer) -> Array:
    wider = np.pad(image, ((0, 0), (0, 0), *layer.padding))
    outputs = np.empty((COUNT, len(weight), *layer.output), image.dtype)
    (down, across), (vertical, horizontal), (rows, columns) = layer.stride, layer.dilation, layer.kernel
    for n, o, y, x in np.ndindex(outputs.shape):
        plane = wider[n, o // layer.multiplier, y * down :: vertical, x * across :: horizontal]
        outputs[n, o, y, x] = (plane[:rows, :columns] * weight[o, 0]).sum()
    return outputs


@settings(max_examples=200)
@given(LAYERS, WAYS, BLOCKS, st.sampled_from(["float32", "float64"]))
def test_every_way_gives_the_sums_that_loops_give(layer: Layer, short: int, block: int, kind: str) -> None:
    assume(min(layer.output) > 0)
    image, weight = arrays(layer, kind)
    with patch.object(depthwise, "SHORT_RUN", short), patch.object(depthwise, "BLOCK_CELLS", block):
        got = ops.depthwise_conv2d(image, weight, None, layer.stride, layer.padding, layer.dilation)
    assert got.dtype == kind
    np.testing.assert_array_equal(got, one_by_one(image, weight, layer))


@pytest.mark.parametrize("sides", [(6, 0), (8, 0), (0, 6), (0, 8)])
def test_an_image_may_be_narrower_than_its_padding(sides: tuple[int, int]) -> None:
    layer = Layer((2, 2), (3, 2), (1, 1), ((1, 1), sides), (1, sum(sides)), 1)  # one column sees it, one only padding
    image, weight = arrays(layer, "float64")
    with patch.object(depthwise, "SHORT_RUN", 0):
        got = ops.depthwise_conv2d(image, weight, None, 1, layer.padding, layer.dilation)
    np.testing.assert_array_equal(got, one_by_one(image, weight, layer))


@pytest.mark.parametrize("short", [0, 10**9])
@pytest.mark.parametrize("stride", [1, 2])
@pytest.mark.parametrize("cell", [(0, 0), (3, 0), (3, 6), (6, 6)])
def test_a_nan_is_seen_only_by_the_kernels_that_stand_over_it(short: int, stride: int, cell: tuple[int, int]) -> None:
    image = np.ones((1, 3, 7, 7))
    image[:, 1, *cell] = np.nan
    with patch.object(depthwise, "SHORT_RUN", short):
        got = ops.depthwise_conv2d(image, np.zeros((3, 1, 3, 3)), None, stride, 1)
    down, across = ([abs(stride * place - of) <= 1 for place in range(got.shape[2])] for of in cell)
    assert np.isnan(got[0, 1]).tolist() == [[near and beside for beside in across] for near in down]
    assert not got[0, ::2].any()


def test_a_kernel_of_thousands_is_not_copied_for_each_of_its_columns() -> None:
    # 1500 copies of 11,501 cells and of two rows beside them would be 414 MB for each of two channels.
    image, weight = np.ones((1, 2, 1, 13_000)), np.ones((2, 1, 1, 1500))
    assert allocated(lambda: ops.depthwise_conv2d(image, weight)) < 16 * 2**20
    assert (ops.depthwise_conv2d(image, weight) == 1500).all()

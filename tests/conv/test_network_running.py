"""Networks on arrays: their shapes, their weights, and their gradients, against finite differences and plain ops."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.conv.network.layers import LayerNorm
from app.conv.network.parsing import parse
from app.conv.network.running import forward, input_gradient, run
from app.conv.network.running.leaves import passed_leaf
from app.conv.network.running.weights import Weights
from app.conv.network.table import table
from app.conv.network.walk import NetworkRow
from app.conv.ops import Array, conv2d, relu
from app.conv.work import WorkLimits
from app.errors import AppError, BadInput, Impossible, TooMuchWork
from tests.conv.networks import Data, bottleneck, conv, resnet


def noise(*shape: int, dtype: Any = np.float64) -> Array:
    return np.random.default_rng(7).standard_normal(shape).astype(dtype)


EVERY_OP: list[list[Data]] = [
    [conv(4, 3, 2, 1, groups=2), {"op": "relu6"}, {"op": "batch_norm"}],
    [{"op": "depthwise", "kernel": 3, "multiplier": 2, "dilation": 2}, {"op": "gelu"}],
    [{"op": "pointwise", "out_channels": 3, "groups": 1}, {"op": "silu"}, {"op": "layer_norm"}],
    [{"op": "conv_transpose", "out_channels": 3, "kernel": 3, "stride": 2, "padding": 1, "output_padding": 1}],
    [{"op": "max_pool", "kernel": 3, "stride": 2, "padding": 1, "ceil_mode": True}, {"op": "tanh"}],
    [{"op": "avg_pool", "kernel": 3, "padding": 1, "count_include_pad": False}, {"op": "upsample", "scale": [2, 1]}],
    [{"op": "avg_pool", "kernel": 2, "dilation": 2, "stride": 1}, {"op": "adaptive_avg_pool", "output": [3, 2]}],
    [{"op": "global_avg_pool"}, {"op": "linear", "out_features": 5}, {"op": "softmax"}],
    [{"op": "softmax"}, {"op": "scale", "bias": True}, {"op": "select", "channels": [1, 0, 1]}, conv(2, 1)],
    [{"op": "squeeze_excite", "squeeze_channels": 2, "activation": "silu", "gate": "sigmoid"}],
    [{"op": "residual", "body": [conv(2, 3, 1, 1)], "shortcut": [{"op": "sigmoid"}], "activation": "tanh"}],
    [{"op": "concat", "branches": [[conv(3, 1)], [], [{"op": "relu"}]]}, conv(2, 1)],
    [{"op": "repeat", "times": 3, "body": [conv(2, 3, 1, 1), {"op": "dropout", "p": 0.5}]}, {"op": "flatten"}],
    [
        conv(6, 1),
        {"op": "tokens", "class_token": True, "positions": True},
        {"op": "layer_norm"},
        {"op": "linear", "out_features": 12},
        {"op": "attention", "heads": 2},
        {"op": "first_token"},
    ],
]


@pytest.mark.parametrize("layers", EVERY_OP)
def test_every_op_gives_the_shape_of_its_table(layers: list[Data]) -> None:
    parsed = parse(layers)
    assert forward(parsed, noise(2, 2, 7, 6), 0).shape == (2, *table(parsed, (2, 7, 6)).output)


@pytest.mark.parametrize("layers", EVERY_OP)
def test_gradients_are_those_of_finite_differences(layers: list[Data]) -> None:
    parsed, image, weights = parse(layers), noise(1, 2, 7, 6), Weights(3)
    output = run(parsed, image, weights).output
    unit = tuple(n // 2 for n in output.shape)
    gradient = input_gradient(parsed, image, unit, weights)
    step = 1e-6
    for place in np.ndindex(image.shape):
        nudge = np.zeros_like(image)
        nudge[place] = step
        higher, lower = (run(parsed, image + sign * nudge, weights).output[unit] for sign in (1, -1))
        assert gradient[place] == pytest.approx((higher - lower) / (2 * step), abs=1e-6)


def test_a_network_is_its_ops_in_a_row() -> None:
    image, weights = noise(1, 3, 8, 8), Weights(5)
    layers = parse([conv(4, 3, 1, 1), {"op": "relu"}, {"op": "repeat", "times": 2, "body": [conv(4, 3)]}])
    by_hand = relu(conv2d(image, weights.draw("conv1", (4, 3, 3, 3), np.float64), padding=1))
    for name in ("repeat1.1.conv1", "repeat1.2.conv1"):
        by_hand = conv2d(by_hand, weights.draw(name, (4, 4, 3, 3), np.float64))
    np.testing.assert_allclose(forward(layers, image, 5), by_hand, rtol=1e-12)


def test_groups_of_a_depthwise_layer_are_its_channels() -> None:
    image, weights = noise(1, 3, 6, 6), Weights(5)
    kernels = weights.draw("depthwise1", (3, 1, 3, 3), np.float64)
    apart = [conv2d(image[:, c : c + 1], kernels[c : c + 1]) for c in range(3)]
    found = forward(parse([{"op": "depthwise", "kernel": 3}]), image, 5)
    np.testing.assert_allclose(found, np.concatenate(apart, axis=1), rtol=1e-12)


def test_same_padding_at_a_stride_is_tensorflows() -> None:
    # 3 ones over 1 … 6 at stride 2, the odd zero at the end: 1+2+3, 3+4+5, 5+6.
    image = np.arange(1.0, 7).reshape(1, 1, 1, 6)
    layer = {"op": "conv", "out_channels": 1, "kernel": [1, 3], "stride": [1, 2], "padding": "same", "bias": False}
    kernels = Weights(0).draw("conv1", (1, 1, 1, 3), np.float64).ravel()
    windows = np.array([[1, 2, 3], [3, 4, 5], [5, 6, 0]])
    np.testing.assert_allclose(forward(parse([layer]), image, 0).ravel(), windows @ kernels)


def test_an_average_leaves_padding_out_if_told_to() -> None:
    pool = {"op": "avg_pool", "kernel": 2, "padding": 1}
    ones = np.ones((1, 1, 2, 2))
    assert forward(parse([pool]), ones, 0).ravel().tolist() == [0.25] * 4
    assert forward(parse([{**pool, "count_include_pad": False}]), ones, 0).ravel().tolist() == [1] * 4


def test_layers_of_one_shape_have_weights_of_their_own() -> None:
    one, other = (Weights(0).draw(name, (4, 3, 3, 3), np.float64) for name in ("conv1", "conv2"))
    assert not np.array_equal(one, other)


def test_a_seed_is_a_network() -> None:
    layers, image = parse([conv(4, 3)]), noise(1, 3, 6, 6)
    assert np.array_equal(forward(layers, image, 1), forward(layers, image, 1))
    assert not np.array_equal(forward(layers, image, 1), forward(layers, image, 2))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("layers", EVERY_OP)
def test_the_batchs_dtype_is_kept(layers: list[Data], dtype: Any) -> None:
    parsed, image = parse(layers), noise(1, 2, 7, 6, dtype=dtype)
    passed = run(parsed, image, Weights(0))
    assert passed.output.dtype == passed.back(np.ones_like(passed.output)).dtype == dtype


def test_examples_of_a_batch_do_not_meet() -> None:
    layers, batch = parse([bottleneck(2, 1, projected=True, strides_first=False)]), noise(3, 4, 5, 5)
    one_by_one = [forward(layers, batch[n : n + 1], 0) for n in range(3)]
    np.testing.assert_allclose(forward(layers, batch, 0), np.concatenate(one_by_one), rtol=1e-10)


STEPS = st.sampled_from(
    [
        conv(3, 3, 1, 1),
        conv(4, 3, 2),
        {"op": "max_pool", "kernel": 2},
        {"op": "conv_transpose", "out_channels": 2, "kernel": 3, "stride": 2},
        {"op": "depthwise", "kernel": 5, "padding": "same"},
        {"op": "upsample", "scale": 2},
        {"op": "batch_norm"},
        {"op": "residual", "body": [{"op": "pointwise", "out_channels": 3}, {"op": "depthwise", "kernel": 1}]},
        {"op": "concat", "branches": [[{"op": "relu"}], [conv(2, 3, 1, 1)]]},
        {"op": "flatten"},
        {"op": "linear", "out_features": 3},
    ]
)


@given(st.lists(STEPS, max_size=6))
def test_random_stacks_have_the_shapes_and_weights_of_their_table(layers: list[Data]) -> None:
    parsed = parse(layers)
    try:
        found = table(parsed, (3, 12, 12))
    except AppError:
        return
    batch = np.zeros((1, 3, 12, 12), np.float32)
    assert forward(parsed, batch, 0).shape[1:] == found.output
    assert [row.params for row in found.rows] == [learned_by(row) for row in found.rows]


def learned_by(row: NetworkRow) -> int:
    """The parameters of one of `STEPS`, from the channels that go in and come out."""
    channels_in, channels_out = row.input_shape[0], row.output_shape[0]
    match row.op:
        case "conv" | "conv_transpose":
            return channels_out * (channels_in * 9 + 1)
        case "depthwise":
            return channels_out * (2 if "residual" in row.name else 26)
        case "pointwise" | "linear":
            return channels_out * (channels_in + 1)
        case "batch_norm":
            return 2 * channels_out
        case _:
            return 0


def test_work_is_weighed_before_anything_is_made() -> None:
    layers = parse(resnet((3, 4, 6, 3), strides_first=False))
    batch = np.zeros((1, 3, 224, 224), np.float32)
    with pytest.raises(TooMuchWork, match=r"\+ 25610152 \+ 1\*64\*114\*114\) \* 4 bytes = 234,539,584 bytes; 67"):
        forward(layers, batch, 0)
    # The max pool's 64·56·56 windows of 9 cells count as well: 4,089,184,256 + 1,806,336.
    with pytest.raises(TooMuchWork, match=r"This takes 1\*4090990592 = 4,090,990,592 MACs; 2,000,000,000 are granted"):
        forward(layers, batch, 0, limits=WorkLimits(array_bytes=10**9))


def test_a_network_of_10_to_the_12_cells_is_refused_with_the_equation() -> None:
    layers = parse([{"op": "conv", "out_channels": 1, "kernel": 2, "padding": 500_000, "bias": False}])
    with pytest.raises(
        TooMuchWork, match=r"\(1\*1\*1\*1 \+ 1\*1000000000000 \+ 4 \+ 1\*1\*1000001\*1000001\) \* 8 bytes"
    ):
        forward(layers, np.ones((1, 1, 1, 1)), 0)


@pytest.mark.parametrize("stride", [10**6, 10**18])
@pytest.mark.parametrize("layer", [conv(2, 3, 1, 1), {"op": "depthwise", "kernel": 3}, {"op": "max_pool", "kernel": 2}])
def test_strides_past_the_end_all_find_one_window(layer: Data, stride: int) -> None:
    image = noise(1, 2, 5, 5)
    once, far = ({**layer, "stride": step} for step in (7, stride))
    assert np.array_equal(forward(parse([once]), image, 0), forward(parse([far]), image, 0))


def test_a_kernel_of_one_has_no_holes() -> None:
    image, point = noise(1, 2, 5, 5), {"op": "depthwise", "kernel": 1, "padding": 1}
    assert np.array_equal(forward(parse([point]), image, 0), forward(parse([{**point, "dilation": 10**18}]), image, 0))


@pytest.mark.parametrize("kernel", [30_000, 10**18])
def test_windows_that_hang_far_over_the_end_are_weighed_too(kernel: int) -> None:
    pool = parse([{"op": "avg_pool", "kernel": kernel, "ceil_mode": True}])
    with pytest.raises(TooMuchWork, match=rf"1\*1\*{kernel}\*{kernel}\) \* 8 bytes"):
        forward(pool, noise(1, 1, 3, 3), 0)


def test_scores_of_attention_are_weighed_too() -> None:
    layers = parse([{"op": "attention", "heads": 2}])
    with pytest.raises(TooMuchWork, match=r"1\*2\*10000\*10000\) \* 8 bytes"):
        forward(layers, np.zeros((1, 10_000, 6)), 0)


def test_what_is_no_batch_is_refused() -> None:
    layers = parse([{"op": "relu"}])
    batches: list[Any] = [np.ones((1, 2), np.int64), np.array([["a"]]), np.array([[None]]), np.ones(3), np.ones((0, 3))]
    for batch in batches:
        with pytest.raises(BadInput, match=r"A batch is a float array of \(N, …\)"):
            forward(layers, batch, 0)


def test_a_unit_that_is_not_there_has_no_gradient() -> None:
    with pytest.raises(Impossible, match=r"There is no unit \(0, 0, 9, 9\) in an output of shape \(1, 4, 6, 6\)"):
        input_gradient(parse([conv(4, 3)]), noise(1, 3, 8, 8), (0, 0, 9, 9), Weights(0))


def test_positive_weights_are_positive() -> None:
    drawn = Weights(0, positive=True).draw("conv1", (8, 4, 3, 3), np.float64)
    assert drawn.min() > 0
    assert drawn.sum() / 8 == pytest.approx(1, abs=0.1)


def test_a_layer_norm_leaves_the_gradients_of_its_factors_and_offsets() -> None:
    """With y = γ·x̂ + β, ∂γ = Σ ∂y·x̂ and ∂β = Σ ∂y, over all pixels of all images."""
    image, gradient, found = noise(2, 3, 4, 5), noise(2, 3, 4, 5)[::-1] + 1, dict[str, Array]()
    passed_leaf(LayerNorm(), "norm", image, Weights(0), found).back(gradient)
    centred = image - image.mean(axis=1, keepdims=True)
    upright = centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + 1e-5)
    assert found.keys() == {"norm.weight", "norm.bias"}
    np.testing.assert_allclose(found["norm.weight"], (gradient * upright).sum((0, 2, 3)))
    np.testing.assert_allclose(found["norm.bias"], gradient.sum((0, 2, 3)))

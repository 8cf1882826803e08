"""Every vector-Jacobian product against central differences in float64."""

from collections.abc import Callable
from typing import Any, cast

import numpy as np
import pytest
from numpy.typing import NDArray

from app.conv import grads, ops
from app.conv.grads import VJPS
from app.errors import Impossible

Array = NDArray[Any]

STEP = 1e-6
ORDINARY = ("input", "weight", "bias")
NAMES = {"batch_norm": ("input", "running_mean", "running_var", "weight", "bias")}


def numbers(*shape: int) -> Array:
    """Normal numbers, none of them near 0 or 6, where ramps have their corners; no two close to each other."""
    count = int(np.prod(shape))
    spread = np.linspace(-2, 2, count) + 0.013
    return np.random.default_rng(count).permutation(spread).reshape(shape)


def differences(run: Callable[[], Array], array: Array, grad: Array) -> Array:
    """Σ grad · (f(x + h) − f(x − h)) / 2h for each number of `array`, which is moved in place."""
    slopes = np.empty(array.shape)
    for at in np.ndindex(array.shape):
        middle = array[at]
        array[at] = middle + STEP
        above = (run() * grad).sum()
        array[at] = middle - STEP
        slopes[at] = (above - (run() * grad).sum()) / (2 * STEP)
        array[at] = middle
    return slopes


IMAGE = numbers(2, 4, 5, 4)
LINE = numbers(2, 4, 7)
CASES: list[tuple[str, list[Array | None], dict[str, Any]]] = [
    ("conv2d", [IMAGE, numbers(6, 4, 3, 2), numbers(6)], {}),
    ("conv2d", [IMAGE, numbers(6, 2, 2, 3), None], {"stride": (2, 1), "padding": ((1, 0), (2, 1)), "groups": 2}),
    ("conv2d", [IMAGE, numbers(4, 1, 2, 2), numbers(4)], {"dilation": 2, "padding": "same", "groups": 4}),
    ("convolve2d", [IMAGE, numbers(6, 2, 3, 2), numbers(6)], {"stride": 2, "padding": "full", "groups": 2}),
    ("conv1d", [LINE, numbers(6, 2, 3), numbers(6)], {"stride": 2, "padding": "causal", "groups": 2}),
    ("conv1d", [LINE, numbers(6, 4, 3), None], {"stride": (2,), "padding": (1, 0), "dilation": 2}),
    ("depthwise_conv2d", [IMAGE, numbers(8, 1, 3, 3), numbers(8)], {"padding": 1, "stride": 2}),
    ("pointwise_conv2d", [IMAGE, numbers(3, 4, 1, 1), numbers(3)], {"stride": 2}),
    ("pointwise_conv2d", [IMAGE, numbers(3, 4), None], {"padding": 1}),
    ("conv_transpose2d", [IMAGE, numbers(4, 3, 3, 2), numbers(3)], {}),
    (
        "conv_transpose2d",
        [IMAGE, numbers(4, 3, 2, 3), numbers(6)],
        {"stride": (2, 1), "padding": (1, 2), "output_padding": (2, 1), "dilation": (3, 2), "groups": 2},
    ),
    ("linear", [numbers(2, 3, 4), numbers(5, 4), numbers(5)], {}),
    ("linear", [numbers(4), numbers(5, 4), None], {}),
    ("max_pool2d", [IMAGE], {"kernel_size": 3, "stride": 2, "padding": 1, "ceil_mode": True}),
    ("max_pool2d", [IMAGE], {"kernel_size": 2, "dilation": 2}),
    ("avg_pool2d", [IMAGE], {"kernel_size": 3, "stride": 2, "padding": 1, "ceil_mode": True}),
    ("avg_pool2d", [IMAGE], {"kernel_size": (2, 3), "padding": 1, "count_include_pad": False, "dilation": (2, 1)}),
    ("avg_pool2d", [IMAGE], {"kernel_size": 2, "divisor_override": 3}),
    ("lp_pool2d", [IMAGE], {"norm_type": 2, "kernel_size": 2, "stride": 1}),
    ("lp_pool2d", [IMAGE], {"norm_type": 3, "kernel_size": 3, "stride": 2, "ceil_mode": True}),
    ("adaptive_avg_pool2d", [IMAGE], {"output_size": (3, 3)}),
    ("global_avg_pool2d", [IMAGE], {}),
    ("global_max_pool2d", [IMAGE], {}),
    ("batch_norm", [IMAGE, None, None, numbers(4), numbers(4)], {"training": True}),
    ("batch_norm", [IMAGE, None, None, None, None], {"training": True, "eps": 0.1}),
    ("layer_norm", [IMAGE, numbers(5, 4), numbers(5, 4)], {"normalized_shape": (5, 4)}),
    ("layer_norm", [IMAGE, None, None], {"normalized_shape": 4}),
    ("relu", [IMAGE], {}),
    ("relu6", [4 * IMAGE], {}),
    ("sigmoid", [IMAGE], {}),
    ("silu", [IMAGE], {}),
    ("gelu", [IMAGE], {}),
    ("gelu", [IMAGE], {"approximate": "tanh"}),
    ("softmax", [IMAGE], {"dim": 1}),
    ("softmax", [IMAGE], {"dim": -1}),
    ("pad", [IMAGE], {"pad": (1, 2, 3, 0), "value": 2}),
    ("pad", [IMAGE], {"pad": (1, 2, 3, 0), "mode": "reflect"}),
    ("pad", [IMAGE], {"pad": (1, 2, 3, 0, 2, 0), "mode": "replicate"}),
    ("pad", [IMAGE], {"pad": (1, 2, 3, 0), "mode": "circular"}),
    ("upsample_nearest", [IMAGE], {"scale_factor": (2, 1.5)}),
    ("upsample_nearest", [IMAGE], {"size": 3}),
]


@pytest.mark.parametrize(("name", "arrays", "arguments"), CASES)
def test_a_gradient_is_what_finite_differences_say(
    name: str, arrays: list[Array | None], arguments: dict[str, Any]
) -> None:
    operands = [None if array is None else array.copy() for array in arrays]
    op, vjp = getattr(ops, name), cast("Callable[..., tuple[Array | None, ...]]", VJPS[name])
    named: dict[str, Any] = dict(zip(NAMES.get(name, ORDINARY), operands, strict=False)) | arguments

    def run() -> Array:
        return op(**named)

    grad = numbers(*run().shape)
    got = vjp(grad, **named)
    moved = [named[each] for each in ORDINARY[: len(got)]]
    for array, slope in zip(moved, got, strict=True):
        assert (slope is None) == (array is None)
        if array is not None and slope is not None:
            np.testing.assert_allclose(slope, differences(run, array, grad), rtol=2e-6, atol=2e-7)


def test_every_op_has_its_gradient() -> None:
    conversions = {"Around", "Array", "PaddingName", "Pair", "PerAxis", "Sides"}
    assert set(VJPS) == set(ops.__all__) - conversions
    assert {name for name, *_ in CASES} | {"dropout"} == set(VJPS)


def test_batch_norm_in_use_scales_the_gradient_and_in_training_updates_nothing() -> None:
    image, weight = numbers(2, 3, 2, 2), np.array([1.0, 2, 3])
    mean, var = np.zeros(3), np.array([4.0, 4, 4])
    grad = np.ones(image.shape)
    to_input, to_weight, to_bias = grads.batch_norm_vjp(grad, image, mean, var, weight, np.zeros(3), eps=0)
    np.testing.assert_allclose(to_input, grad * weight[:, None, None] / 2)
    assert to_weight is not None
    np.testing.assert_allclose(to_weight, image.sum((0, 2, 3)) / 2)
    np.testing.assert_array_equal(to_bias, [8, 8, 8])
    grads.batch_norm_vjp(grad, image, mean, var, training=True)
    assert mean.tolist() == [0, 0, 0]


def test_dropout_drops_of_the_gradient_what_it_dropped() -> None:
    image = numbers(3, 50)
    kept = ops.dropout(image, 0.3, generator=np.random.default_rng(1)) / image
    (got,) = grads.dropout_vjp(np.ones(image.shape), image, 0.3, generator=np.random.default_rng(1))
    np.testing.assert_allclose(got, kept)


def test_the_first_of_equals_takes_the_gradient_of_a_maximum() -> None:
    (got,) = grads.max_pool2d_vjp([[[[5.0]]]], np.zeros((1, 1, 2, 2)), 2)
    assert got.tolist() == [[[[5, 0], [0, 0]]]]


def test_a_norm_of_zero_has_no_gradient() -> None:
    (got,) = grads.lp_pool2d_vjp([[[[5.0]]]], np.zeros((1, 1, 2, 2)), 2, 2)
    assert not got.any()


def test_float32_gradients_stay_in_float32() -> None:
    for name, arrays, arguments in CASES:
        small = [None if array is None else array.astype(np.float32) for array in arrays]
        named: dict[str, Any] = dict(zip(NAMES.get(name, ORDINARY), small, strict=False)) | arguments
        vjp: Any = VJPS[name]
        grad = np.ones(getattr(ops, name)(**named).shape, np.float32)
        assert all(slope is None or slope.dtype == np.float32 for slope in vjp(grad, **named)), name


def test_a_gradient_has_the_shape_of_its_output() -> None:
    with pytest.raises(
        Impossible, match=r"^The output has shape \(1, 1, 2, 2\), so its gradient has too; this one has"
    ):
        grads.conv2d_vjp(np.ones((1, 1, 3, 3)), np.ones((1, 1, 4, 4)), np.ones((1, 1, 3, 3)))

"""The ops beside PyTorch: every expected number was printed by torch 2.13 (CPU, float64)."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from app.conv import ops

Array = NDArray[Any]

nan = float("nan")
IMAGE = np.array(
    [[3, -1, 4, 1, -5], [9, 2, -6, 5, 3], [-5, 8, 9, -7, 9], [3, 2, -3, 8, 4], [6, 2, -6, 4, 3]], float
).reshape(1, 1, 5, 5)
KERNEL = np.array([[1, 0, -2], [3, 1, 0]], float).reshape(1, 1, 2, 3)
NUMBERS = np.array([-3, -1, 0, 0.5, 2, 7])


def agrees(got: Array, expected: object) -> None:
    np.testing.assert_allclose(got.squeeze(), np.array(expected), rtol=1e-9, atol=1e-9)


def test_a_strided_padded_dilated_convolution_with_bias() -> None:
    got = ops.conv2d(IMAGE, KERNEL, np.array([0.5]), (2, 1), (1, 2), (1, 2))
    agrees(got, [[3.5, -0.5, 13.5, -1.5, 7.5], [7.5, -1.5, -2.5, 19.5, 30.5], [12.5, -13.5, 7.5, 12.5, -17.5]])


def test_same_padding_of_an_even_kernel() -> None:
    got = ops.conv2d(IMAGE, [[[[1, 2], [3, 4]]]], padding="same")
    rows = [[36, -11, 8, 18, 4], [30, 50, 3, 26, 30], [28, 20, 18, 51, 21], [33, -22, 11, 40, 13], [10, -10, 2, 10, 3]]
    agrees(got, rows)


def test_a_transposed_convolution_with_everything() -> None:
    got = ops.conv_transpose2d(IMAGE[:, :, :2, :3], KERNEL, None, 2, 1, 1, 1, 2)
    zeros = [0] * 8
    agrees(got, [zeros, [0, 2, 0, -13, 0, 0, 0, 12], zeros, [0, 15, 0, -16, 0, -6, 0, 0]])


def test_a_grouped_transposed_convolution_of_integers_stays_exact() -> None:
    image, weight = np.arange(1, 9).reshape(1, 2, 2, 2), np.arange(1, 17).reshape(2, 2, 2, 2)
    got = ops.conv_transpose2d(image, weight, [0, 1, 2, 3], (2, 1), (1, 0), (1, 0), 2)
    assert got.dtype == np.int64
    agrees(
        got,
        [
            [[3, 10, 8], [3, 10, 8], [9, 24, 16]],
            [[8, 23, 17], [16, 39, 25], [22, 53, 33]],
            [[57, 128, 74], [65, 144, 82], [79, 174, 98]],
            [[78, 173, 99], [94, 205, 115], [108, 235, 131]],
        ],
    )


@pytest.mark.parametrize(
    ("arguments", "values", "places"),
    [
        ((3, 2, 1, 1, True), [[9, 5, 5], [9, 9, 9], [6, 8, 8]], [[5, 8, 8], [5, 12, 14], [20, 18, 18]]),
        (
            (2, 1, 1, 2, False),
            [[2, 9, 5, 3, 5], [8, 9, 8, 9, 1], [2, 9, 8, 4, 8], [8, 9, 8, 9, 4], [2, 3, 8, 4, 8]],
            [[6, 5, 8, 9, 8], [11, 12, 11, 12, 3], [6, 5, 18, 19, 18], [11, 12, 11, 12, 23], [16, 15, 18, 19, 18]],
        ),
    ],
)
def test_a_max_pool_and_where_it_found_its_maxima(arguments: Any, values: object, places: object) -> None:
    largest, found = ops.max_pool2d(IMAGE, *arguments, return_indices=True)
    agrees(largest, values)
    agrees(found, places)
    agrees(ops.max_pool2d(IMAGE, *arguments), values)


def test_a_nan_is_larger_than_anything() -> None:
    image = IMAGE.copy()
    image[0, 0, 2, 2] = nan
    largest, found = ops.max_pool2d(image, 3, 1, return_indices=True)
    agrees(largest, [[nan] * 3] * 3)
    agrees(found, [[12] * 3] * 3)
    agrees(ops.max_pool2d(image, 3, 1), [[nan] * 3] * 3)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((2, 2, 1, True), [[0.75, 0.75, -1], [1, 3.25, 2.5], [2.25, -1.25, 4.75]]),
        ((2, 2, 1, True, False), [[3, 1.5, -2], [2, 3.25, 2.5], [4.5, -1.25, 4.75]]),
        ((3, 2, 1, False, True, 5), [[2.6, 1, 0.8], [3.8, 3.6, 4.4], [2.6, 1.4, 3.8]]),
        ((3, 3, 1, True), [[1.4444444444, 0.2222222222], [1.7777777778, 2.3333333333]]),
    ],
)
def test_an_average_pool_counts_as_pytorch_counts(arguments: Any, expected: object) -> None:
    agrees(ops.avg_pool2d(IMAGE, *arguments), np.array(expected))


def test_what_hangs_over_the_padding_is_not_counted() -> None:
    agrees(ops.avg_pool2d(IMAGE[..., :4, :4], 3, 2, ceil_mode=True), [[23 / 9, 1], [14 / 6, 1.75]])


def test_a_two_norm_pool() -> None:
    agrees(ops.lp_pool2d(IMAGE, 2, 2, 2), [[9.7467943448, 8.8317608663], [10.0995049384, 14.2478068488]])


def test_a_norm_pool_that_hangs_over_makes_up_for_the_cells_it_lacks() -> None:
    rows = [
        [9.1457742738, 7.4047206305, 6.7239508136],
        [8.7590382798, 11.7228132576, 11.6618574282],
        [7.6517247311, 8.2425705996, 4.7622031559],
    ]
    agrees(ops.lp_pool2d(np.abs(IMAGE), 3, 2, 2, ceil_mode=True), rows)


def test_an_adaptive_pool_that_does_not_divide() -> None:
    agrees(ops.adaptive_avg_pool2d(IMAGE, (3, 2)), [[11 / 6, 1 / 3], [19 / 9, 22 / 9], [2 / 3, 5 / 3]])


def test_batch_norm_in_use() -> None:
    got = ops.batch_norm(IMAGE, [1.0], [4.0], [2.0], [-1.0])
    agrees(got[0, 0, 0], [0.9999975, -2.9999975, 1.99999625, -1, -6.9999925])


def test_batch_norm_in_training_updates_in_place_with_the_unbiased_variance() -> None:
    mean, var = np.array([1.0]), np.array([4.0])
    got = ops.batch_norm(IMAGE, mean, var, training=True)
    agrees(got[0, 0, 0], [0.1875068841, -0.6277404382, 0.3913187147, -0.220116777, -1.4429877606])
    agrees(mean, 1.108)
    agrees(var, 6.1076666667)


def test_layer_norm() -> None:
    got = ops.layer_norm(IMAGE[0, 0, :2], 5, [1, 2, 3, 4, 5], [0, 0, 0, 0, 1])
    agrees(got[0], [0.8124996033, -0.8749995728, 3.3749983521, 0.7499996338, -7.4374958801])
    agrees(got[1], [1.2999108738, -0.2437332888, -5.24026571, 1.9498663107, 1.4062221481])


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (ops.gelu(NUMBERS), [-0.0040496941, -0.1586552539, 0, 0.3457312306, 1.9544997361, 7]),
        (ops.gelu(NUMBERS, "tanh"), [-0.0036373921, -0.1588080094, 0, 0.3457140098, 1.9545976941, 7]),
        (ops.silu(NUMBERS), [-0.1422776195, -0.2689414214, 0, 0.3112296656, 1.761594156, 6.9936226416]),
        (ops.sigmoid(NUMBERS), [0.0474258732, 0.2689414214, 0.5, 0.6224593312, 0.880797078, 0.9990889488]),
        (ops.softmax(NUMBERS, 0), [4.49712e-05, 0.0003322945, 0.0009032701, 0.0014892406, 0.0066743132, 0.9905559105]),
        (ops.relu6(NUMBERS), [0, 0, 0, 0.5, 2, 6]),
    ],
)
def test_activations(got: Array, expected: object) -> None:
    np.testing.assert_allclose(got, np.array(expected), atol=6e-11)


@pytest.mark.parametrize(
    ("mode", "rows"),
    [
        ("reflect", [[-6, 2, 9, 2, -6, 2], [4, -1, 3, -1, 4, -1], [-6, 2, 9, 2, -6, 2]]),
        ("replicate", [[3, 3, 3, -1, 4, 4], [3, 3, 3, -1, 4, 4], [9, 9, 9, 2, -6, -6]]),
        ("circular", [[2, -6, 9, 2, -6, 9], [-1, 4, 3, -1, 4, 3], [2, -6, 9, 2, -6, 9]]),
    ],
)
def test_padding_modes(mode: Any, rows: object) -> None:
    agrees(ops.pad(IMAGE[:, :, :2, :3], (2, 1, 1, 0), mode), rows)


def test_upsampling_to_a_size_and_by_a_broken_factor() -> None:
    agrees(ops.upsample_nearest(np.arange(3).reshape(1, 1, 1, 3), (1, 7)), [0, 0, 0, 1, 1, 2, 2])
    stretched = ops.upsample_nearest(np.arange(4).reshape(1, 1, 1, 4), scale_factor=(1, 2.5))
    agrees(stretched, [0, 0, 0, 1, 1, 2, 2, 2, 3, 3])


def test_random_layers_agree_with_torch_where_it_is_installed() -> None:
    torch = pytest.importorskip("torch")
    dice = np.random.default_rng(0)
    for stride, padding, dilation, groups in ((1, 1, 1, 1), (2, 3, 1, 2), (3, 0, 2, 4), (2, 2, 3, 1)):
        image, weight = dice.standard_normal((2, 4, 13, 9)), dice.standard_normal((8, 4 // groups, 3, 3))
        theirs = torch.nn.functional.conv2d(
            *map(torch.from_numpy, (image, weight)), None, stride, padding, dilation, groups
        )
        np.testing.assert_allclose(
            ops.conv2d(image, weight, None, stride, padding, dilation, groups), theirs, atol=1e-12
        )

"""The convolution engine, against loops written from the definition, hand work and the laws convolutions obey."""

import tracemalloc
from dataclasses import dataclass
from itertools import product
from typing import Any, Literal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from app.conv.ops import Pair, Sides, conv2d
from app.conv.shapes import effective_kernel, output_size, resolve_padding
from app.errors import BadInput, Impossible, TooMuchWork

Array = NDArray[Any]

PAIRS = st.tuples(st.integers(1, 3), st.integers(1, 3))
SIDES = st.tuples(st.integers(0, 3), st.integers(0, 3))


@dataclass(frozen=True)
class Layer:
    """A random layer of integers, so that every comparison is exact."""

    image: Array
    weight: Array
    bias: Array
    stride: Pair
    padding: Sides
    dilation: Pair
    groups: int

    def run(self) -> Array:
        return conv2d(
            self.image,
            self.weight,
            self.bias,
            stride=self.stride,
            padding=self.padding,
            dilation=self.dilation,
            groups=self.groups,
        )


@st.composite
def layers(draw: st.DrawFn) -> Layer:
    """A layer that exists: the kernel fits, the groups divide."""
    groups, per_input, per_output = (draw(st.integers(1, 3)) for _ in range(3))
    kernel, dilation, padding = draw(st.tuples(PAIRS, PAIRS, st.tuples(SIDES, SIDES)))
    height, width = (
        max(1, effective_kernel(taps, dilation=holes) - sum(ends)) + draw(st.integers(0, 4))
        for taps, holes, ends in zip(kernel, dilation, padding, strict=True)
    )
    dice = np.random.default_rng(draw(st.integers(0, 2**32)))
    return Layer(
        image=dice.integers(-9, 10, (draw(st.integers(1, 2)), groups * per_input, height, width)),
        weight=dice.integers(-9, 10, (groups * per_output, per_input, *kernel)),
        bias=dice.integers(-9, 10, groups * per_output),
        stride=draw(PAIRS),
        padding=padding,
        dilation=dilation,
        groups=groups,
    )


def by_definition(layer: Layer) -> Array:
    """Every output as its own sum of products; taps outside the image are zeros that are never read."""
    (images, _, height, width), (outputs, taken, *kernel) = layer.image.shape, layer.weight.shape
    (top, bottom), (left, right) = layer.padding
    rows = range(0, height + top + bottom - (kernel[0] - 1) * layer.dilation[0], layer.stride[0])
    columns = range(0, width + left + right - (kernel[1] - 1) * layer.dilation[1], layer.stride[1])
    out = np.zeros((images, outputs, len(rows), len(columns)), np.int64)
    for n, o, (y, row), (x, column) in product(range(images), range(outputs), enumerate(rows), enumerate(columns)):
        total = int(layer.bias[o])
        for c, i, j in product(range(taken), range(kernel[0]), range(kernel[1])):
            channel = o // (outputs // layer.groups) * taken + c
            at_row, at_column = row + i * layer.dilation[0] - top, column + j * layer.dilation[1] - left
            if 0 <= at_row < height and 0 <= at_column < width:
                total += int(layer.image[n, channel, at_row, at_column]) * int(layer.weight[o, c, i, j])
        out[n, o, y, x] = total
    return out


@given(layers())
def test_the_engine_computes_the_definition(layer: Layer) -> None:
    np.testing.assert_array_equal(layer.run(), by_definition(layer))


@given(layers())
def test_the_size_formula_and_the_engine_cannot_drift_apart(layer: Layer) -> None:
    height, width = (
        output_size(
            layer.image.shape[2 + axis],
            layer.weight.shape[2 + axis],
            stride=layer.stride[axis],
            padding=layer.padding[axis],
            dilation=layer.dilation[axis],
        )
        for axis in (0, 1)
    )
    assert layer.run().shape == (len(layer.image), len(layer.weight), height, width)


@given(
    st.integers(1, 60),
    st.integers(1, 9),
    st.integers(1, 6),
    st.tuples(st.integers(0, 9), st.integers(0, 9)),
    st.integers(1, 4),
)
def test_the_formula_and_the_engine_agree_on_one_channel_or_both_refuse(
    size: int, kernel: int, stride: int, padding: tuple[int, int], dilation: int
) -> None:
    image, weight = np.ones((1, 1, 1, size)), np.ones((1, 1, 1, kernel))
    try:
        got = conv2d(image, weight, stride=stride, padding=((0, 0), padding), dilation=dilation).shape[-1]
    except Impossible:
        with pytest.raises(Impossible):
            output_size(size, kernel, stride=stride, padding=padding, dilation=dilation)
    else:
        assert output_size(size, kernel, stride=stride, padding=padding, dilation=dilation) == got


@given(layers(), st.integers(-5, 5), st.integers(-5, 5))
def test_a_convolution_is_linear_in_its_input(layer: Layer, a: int, b: int) -> None:
    silent = np.zeros_like(layer.bias)
    other = layer.image[..., ::-1, :] + 1
    outputs = [
        Layer(image, layer.weight, silent, layer.stride, layer.padding, layer.dilation, layer.groups).run()
        for image in (a * layer.image + b * other, layer.image, other)
    ]
    np.testing.assert_array_equal(outputs[0], a * outputs[1] + b * outputs[2])


@given(layers())
def test_groups_are_separate_layers_side_by_side(layer: Layer) -> None:
    parts = zip(
        np.split(layer.image, layer.groups, axis=1),
        np.split(layer.weight, layer.groups),
        np.split(layer.bias, layer.groups),
        strict=True,
    )
    alone = [Layer(*part, layer.stride, layer.padding, layer.dilation, 1).run() for part in parts]
    np.testing.assert_array_equal(layer.run(), np.concatenate(alone, axis=1))


@given(layers())
def test_dilation_is_a_kernel_with_holes(layer: Layer) -> None:
    (down, across), (rows, columns) = layer.dilation, layer.weight.shape[2:]
    spans = (effective_kernel(rows, dilation=down), effective_kernel(columns, dilation=across))
    holed = np.zeros((*layer.weight.shape[:2], *spans), np.int64)
    holed[..., ::down, ::across] = layer.weight
    plain = Layer(layer.image, holed, layer.bias, layer.stride, layer.padding, (1, 1), layer.groups)
    np.testing.assert_array_equal(layer.run(), plain.run())


def one_row(*, padding: int | Pair | Sides) -> list[int]:
    """A kernel of three ones over 1 to 6, at stride 2."""
    row, ones = np.arange(1, 7).reshape(1, 1, 1, 6), np.ones((1, 1, 1, 3), np.int64)
    return conv2d(row, ones, stride=2, padding=padding).ravel().tolist()


def test_symmetric_padding_gives_what_pytorch_gives() -> None:
    assert one_row(padding=(0, 1)) == [3, 9, 15]


def test_padding_at_the_end_gives_what_tensorflow_gives() -> None:
    assert one_row(padding=((0, 0), resolve_padding("same", 6, 3, stride=2))) == [6, 12, 11]


def test_the_kernel_is_not_flipped() -> None:
    impulse, kernel = np.zeros((1, 1, 3, 3), np.int64), np.arange(1, 10).reshape(1, 1, 3, 3)
    impulse[0, 0, 1, 1] = 1
    np.testing.assert_array_equal(conv2d(impulse, kernel, padding=1), kernel[..., ::-1, ::-1])


def test_an_edge_detector_worked_by_hand() -> None:
    image = np.array([[0, 0, 9, 9], [0, 0, 9, 9], [0, 0, 9, 9]]).reshape(1, 1, 3, 4)
    sobel = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]).reshape(1, 1, 3, 3)
    assert conv2d(image, sobel).tolist() == [[[[36, 36]]]]


@pytest.mark.parametrize(
    ("padding", "shape"), [("valid", (4, 3)), ("same", (6, 6)), ((1, 0), (6, 3)), (((0, 1), (2, 0)), (5, 5))]
)
def test_padding_has_four_spellings(padding: Literal["valid", "same"] | Pair | Sides, shape: Pair) -> None:
    got = conv2d(np.ones((1, 1, 6, 6)), np.ones((1, 1, 3, 4)), padding=padding)
    assert got.shape == (1, 1, *shape)


def test_same_padding_puts_an_odd_zero_at_the_end() -> None:
    row, ones = np.arange(1, 5).reshape(1, 1, 1, 4), np.ones((1, 1, 1, 2), np.int64)
    assert conv2d(row, ones, padding="same").ravel().tolist() == [3, 5, 7, 4]


@pytest.mark.parametrize(
    ("image", "weight", "expected"),
    [
        ("float32", "float32", "float32"),
        ("float64", "float64", "float64"),
        ("float32", "float64", "float64"),
        ("float16", "float16", "float32"),
        ("uint8", "int8", "int64"),
        ("int64", "int64", "int64"),
        ("bool", "bool", "int64"),
        ("int64", "float32", "float64"),
    ],
)
def test_floats_keep_their_precision_and_integers_stay_integers(image: str, weight: str, expected: str) -> None:
    assert conv2d(np.ones((1, 1, 4, 4), image), np.ones((1, 1, 3, 3), weight)).dtype == expected


def test_integers_are_exact_where_floats_are_not() -> None:
    image = np.full((1, 1, 1, 2), 2**53 + 1)
    assert conv2d(image, np.array([2, 3]).reshape(1, 1, 1, 2)).item() == 5 * 2**53 + 5


def test_integers_that_could_overflow_are_refused_rather_than_wrapped() -> None:
    image, weight = np.full((1, 1, 1, 2), -(2**62)), np.ones((1, 1, 1, 2), np.int64)
    with pytest.raises(TooMuchWork, match=r"Sums of 2 products could reach 9223372036854775808, more than the 92233"):
        conv2d(image, weight)
    image[...] = 2**62 - 1
    assert conv2d(image, weight).item() == 2**63 - 2


def test_the_most_negative_integer_counts_by_its_size_too() -> None:
    image, weight = np.full((1, 1, 1, 2), -(2**63)), np.ones((1, 1, 1, 2), np.int64)
    with pytest.raises(TooMuchWork, match=r"could reach 18446744073709551616,"):
        conv2d(image, weight)


def test_the_arguments_are_left_as_they_were() -> None:
    image, weight, bias = np.ones((1, 2, 4, 4)), np.ones((2, 2, 3, 3)), np.ones(2)
    conv2d(image, weight, bias, padding=1)[...] = 0
    assert image.all()
    assert weight.all()
    assert bias.all()


def test_a_one_by_one_kernel_copies_no_image() -> None:
    image, weight = np.ones((1, 64, 128, 128), np.float32), np.ones((1, 64, 1, 1), np.float32)
    tracemalloc.start()
    conv2d(image, weight)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < image.nbytes / 4


def test_float32_errs_by_rounding_only() -> None:
    dice = np.random.default_rng(0)
    image, weight = dice.standard_normal((1, 64, 14, 14)), dice.standard_normal((8, 64, 3, 3))
    exact = conv2d(image, weight, padding=1)
    rounded = conv2d(image.astype(np.float32), weight.astype(np.float32), padding=1)
    assert np.abs(rounded - exact).max() < 1e-5 * np.abs(exact).max()


IMAGE, WEIGHT = np.ones((1, 6, 5, 5)), np.ones((4, 3, 3, 3))


@pytest.mark.parametrize(
    ("image", "weight", "groups", "sentence"),
    [
        (
            IMAGE,
            WEIGHT,
            1,
            "The weight takes 3*1 = 3 input channels (those of a kernel times the groups); the input has 6.",
        ),
        (IMAGE, WEIGHT, 4, "4 groups do not divide 6 input channels: 6 / 4 = 1.5."),
        (IMAGE, WEIGHT[:3], 2, "2 groups do not divide 3 output channels: 3 / 2 = 1.5."),
        (IMAGE[..., :1], WEIGHT, 2, "A kernel of 3 does not fit in 1."),
    ],
)
def test_arrays_that_make_no_layer_are_refused_with_the_equation(
    image: Array, weight: Array, groups: int, sentence: str
) -> None:
    with pytest.raises(Impossible) as refusal:
        conv2d(image, weight, groups=groups)
    assert refusal.value.sentence == sentence


def test_a_bias_has_one_number_per_output_channel() -> None:
    with pytest.raises(Impossible, match=r"^4 output channels need a bias of shape \(4,\); this one has \(3,\)\.$"):
        conv2d(IMAGE, WEIGHT, np.ones(3), groups=2)


@pytest.mark.parametrize(
    ("image", "weight", "sentence"),
    [
        (IMAGE[0], WEIGHT, "The input has 3 axes; it needs 4: (N, C, H, W)."),
        (IMAGE, WEIGHT[0, 0], "The weight has 2 axes; it needs 4: (O, C / groups, K_h, K_w)."),
        (IMAGE[:, :, :0], WEIGHT, "The input is empty: its shape is (1, 6, 0, 5)."),
        (IMAGE, WEIGHT[:0], "The weight is empty: its shape is (0, 3, 3, 3)."),
        (IMAGE, WEIGHT[:, :, :0], "The weight is empty: its shape is (4, 3, 0, 3)."),
        (IMAGE * 1j, WEIGHT, "The input must hold real numbers, not complex128."),
    ],
)
def test_arrays_that_are_no_images_are_refused(image: Array, weight: Array, sentence: str) -> None:
    with pytest.raises(BadInput) as refusal:
        conv2d(image, weight, groups=2)
    assert refusal.value.sentence == sentence


def test_numbers_no_layer_has_are_refused_by_name() -> None:
    with pytest.raises(BadInput, match=r"^The stride is 0; it must be at least 1\.$"):
        conv2d(IMAGE, WEIGHT, stride=(1, 0), groups=2)
    with pytest.raises(BadInput, match=r"^The dilation is 0; it must be at least 1\.$"):
        conv2d(IMAGE, WEIGHT, dilation=0, groups=2)
    with pytest.raises(BadInput, match=r"^The padding is -1; it must be at least 0\.$"):
        conv2d(IMAGE, WEIGHT, padding=-1, groups=2)


def test_same_padding_at_a_stride_is_refused_as_in_pytorch() -> None:
    sentence = r'^Padding "same" needs a stride of 1, as in PyTorch, not 2 by 1; "same_upper" takes any stride'
    with pytest.raises(BadInput, match=sentence):
        conv2d(IMAGE, WEIGHT, stride=(2, 1), padding="same", groups=2)

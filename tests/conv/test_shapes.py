"""Sizes, against hand work, published tables and windows counted one by one."""

from collections.abc import Callable
from fractions import Fraction
from itertools import count, takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.conv.shapes import (
    PaddingMode,
    divides_exactly,
    effective_kernel,
    exact_text,
    output_size,
    output_size_steps,
    resolve_padding,
    transposed_output_size,
    transposed_output_size_steps,
)
from app.errors import BadInput, Impossible

SMALL = st.integers(1, 12)
ZEROS = st.integers(0, 12)


@pytest.mark.parametrize(
    ("size", "kernel", "stride", "padding", "expected"),
    [
        (32, 5, 1, 0, 28),  # LeNet-5's first layer
        (224, 7, 2, 3, 112),  # ResNet's stem
        (112, 3, 2, 1, 56),  # the pool after it
        (56, 3, 2, 1, 28),
        (8, 3, 2, 0, 3),
        (7, 3, 2, 0, 3),
        (6, 3, 2, 1, 3),
        (227, 11, 4, 0, 55),  # AlexNet's first layer
        (56, 1, 1, 0, 56),
        (5, 5, 9, 0, 1),
    ],
)
def test_textbook_layers_have_their_textbook_sizes(
    size: int, kernel: int, stride: int, padding: int, expected: int
) -> None:
    assert output_size(size, kernel, stride=stride, padding=padding) == expected


@given(SMALL, SMALL, SMALL, ZEROS, ZEROS, st.integers(1, 4))
def test_a_size_is_the_number_of_windows_that_fit(
    size: int, kernel: int, stride: int, before: int, after: int, dilation: int
) -> None:
    padded = size + before + after
    starts = takewhile(lambda start: start + dilation * (kernel - 1) < padded, count(0, stride))
    expected = len(list(starts))
    if expected:
        assert output_size(size, kernel, stride=stride, padding=(before, after), dilation=dilation) == expected
    else:
        with pytest.raises(Impossible):
            output_size(size, kernel, stride=stride, padding=(before, after), dilation=dilation)


@given(SMALL, SMALL, SMALL, ZEROS, ZEROS)
def test_ceil_mode_keeps_every_window_that_starts_inside_and_hangs_over_by_less_than_a_stride(
    size: int, kernel: int, stride: int, before: int, after: int
) -> None:
    end = size + before + after
    expected = sum(start + kernel - end < stride for start in range(0, size + before, stride))
    if expected:
        assert output_size(size, kernel, stride=stride, padding=(before, after), ceil_mode=True) == expected
    else:
        with pytest.raises(Impossible):
            output_size(size, kernel, stride=stride, padding=(before, after), ceil_mode=True)


@pytest.mark.parametrize(
    ("size", "kernel", "stride", "padding", "expected"),
    [
        (4, 1, 2, 0, 2),  # the naive formula says 3
        (112, 3, 2, 0, 56),  # GoogLeNet's pools, where the floor gives 55
        (2, 3, 2, 0, 1),  # nothing fits, but one window may hang over by 1
        (5, 2, 2, 1, 3),  # 3.5 windows; the fourth would start at 6, in the padding after
    ],
)
def test_ceil_mode_is_that_of_pytorch(size: int, kernel: int, stride: int, padding: int, expected: int) -> None:
    assert output_size(size, kernel, stride=stride, padding=padding, ceil_mode=True) == expected


def test_sizes_stay_exact_beyond_every_machine_integer() -> None:
    assert output_size(10**40 + 1, 3, stride=2) == 5 * 10**39
    assert transposed_output_size(10**40, 3, stride=2) == 2 * 10**40 + 1


@pytest.mark.parametrize(("kernel", "dilation", "expected"), [(3, 1, 3), (3, 2, 5), (5, 3, 13), (1, 9, 1), (2, 4, 5)])
def test_a_dilated_kernel_spans_its_holes_too(kernel: int, dilation: int, expected: int) -> None:
    assert effective_kernel(kernel, dilation=dilation) == expected


def test_transposed_layers_have_their_textbook_sizes() -> None:
    assert transposed_output_size(5, 3) == 7
    assert transposed_output_size(5, 3, dilation=2) == 9
    assert transposed_output_size(4, 4, stride=2, padding=1) == 8  # DCGAN's doubling
    assert transposed_output_size(7, 3, stride=2, padding=1) == 13  # undoes 13 -> 7
    assert transposed_output_size(7, 3, stride=2, padding=1, output_padding=1) == 14  # undoes 14 -> 7
    assert transposed_output_size(7, 3, stride=2, padding=(1, 0)) == 14


@given(SMALL, SMALL, SMALL, ZEROS, st.integers(1, 4), st.data())
def test_a_convolution_undoes_the_size_of_its_transpose(
    size: int, kernel: int, stride: int, padding: int, dilation: int, data: st.DataObject
) -> None:
    extra = data.draw(st.integers(0, stride - 1))
    if (size - 1) * stride + dilation * (kernel - 1) + 1 + extra <= 2 * padding:
        return
    larger = transposed_output_size(
        size, kernel, stride=stride, padding=padding, output_padding=extra, dilation=dilation
    )
    assert output_size(larger, kernel, stride=stride, padding=padding, dilation=dilation) == size


@pytest.mark.parametrize(
    ("mode", "expected"), [("valid", (0, 0)), ("same", (2, 2)), ("full", (4, 4)), ("causal", (4, 0))]
)
def test_each_padding_mode_has_its_zeros(mode: PaddingMode, expected: tuple[int, int]) -> None:
    assert resolve_padding(mode, 10, 3, dilation=2) == expected


@pytest.mark.parametrize(
    ("size", "kernel", "stride", "expected"),
    [
        (6, 3, 2, (0, 1)),  # TensorFlow's stem: nothing before, one after
        (224, 7, 2, (2, 3)),
        (6, 2, 1, (0, 1)),
        (5, 1, 3, (0, 0)),  # windows skip cells: there is nothing to add
    ],
)
def test_same_padding_puts_an_odd_zero_at_the_end(
    size: int, kernel: int, stride: int, expected: tuple[int, int]
) -> None:
    assert resolve_padding("same", size, kernel, stride=stride) == expected


@given(SMALL, SMALL, SMALL, st.integers(1, 4))
def test_same_padding_gives_one_output_per_stride_and_no_zero_too_many(
    size: int, kernel: int, stride: int, dilation: int
) -> None:
    before, after = resolve_padding("same", size, kernel, stride=stride, dilation=dilation)
    wanted = len(range(0, size, stride))
    assert output_size(size, kernel, stride=stride, padding=(before, after), dilation=dilation) == wanted
    assert after - before in {0, 1}
    if after:
        with_one_less = size + before + after - 1
        assert dilation * (kernel - 1) + 1 > with_one_less or wanted > output_size(
            with_one_less, kernel, stride=stride, dilation=dilation
        )


@pytest.mark.parametrize(
    ("size", "kernel", "stride", "padding", "expected"),
    [(224, 7, 2, 3, False), (227, 11, 4, 0, True), (8, 3, 2, 0, False), (7, 3, 2, 0, True)],
)
def test_a_remainder_is_told(size: int, kernel: int, stride: int, padding: int, expected: bool) -> None:
    assert divides_exactly(size, kernel, stride=stride, padding=padding) is expected


def test_the_working_shows_the_division_and_the_floor() -> None:
    assert output_size_steps(224, 7, stride=2, padding=3) == (
        "(224 - 7 + 2*3) / 2 = 111.5",
        "floor(111.5) + 1 = 112",
    )


def test_the_working_starts_with_the_span_of_a_dilated_kernel() -> None:
    assert output_size_steps(32, 3, padding=2, dilation=2) == (
        "2*(3 - 1) + 1 = 5",
        "(32 - 5 + 2*2) / 1 = 31",
        "floor(31) + 1 = 32",
    )


def test_the_working_of_uneven_padding_names_both_sides_and_endless_decimals_are_fractions() -> None:
    assert output_size_steps(224, 4, stride=3, padding=(1, 2)) == (
        "(224 - 4 + 1 + 2) / 3 = 223/3",
        "floor(223/3) + 1 = 75",
    )


def test_the_working_of_ceil_mode_says_which_windows_are_dropped() -> None:
    assert output_size_steps(112, 3, stride=2, ceil_mode=True) == (
        "(112 - 3 + 2*0) / 2 = 54.5",
        "ceil(54.5) + 1 = 56",
    )
    assert output_size_steps(4, 1, stride=2, ceil_mode=True) == (
        "(4 - 1 + 2*0) / 2 = 1.5",
        "ceil(1.5) + 1 = 3",
        "min(3, ceil(4 / 2)) = 2, since every window must start before 4",
    )
    assert output_size_steps(5, 2, stride=2, padding=1, ceil_mode=True)[-1] == (
        "min(4, ceil((5 + 1) / 2)) = 3, since every window must start before 6"
    )


def test_the_working_of_a_transposed_convolution_is_one_line() -> None:
    assert transposed_output_size_steps(7, 3, stride=2, padding=1, output_padding=1) == (
        "(7 - 1)*2 - 2*1 + 3 + 1 = 14",
    )
    assert transposed_output_size_steps(5, 3, padding=(1, 0), dilation=2) == (
        "2*(3 - 1) + 1 = 5",
        "(5 - 1)*1 - 1 - 0 + 5 + 0 = 8",
    )


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [
        (223, 2, "111.5"),
        (222, 2, "111"),
        (223, 3, "223/3"),
        (222, 9, "74/3"),
        (1, 8, "0.125"),
        (-1, 2, "-0.5"),
        (-2, 3, "-2/3"),
        (101, 40, "2.525"),
        (1, 1000, "0.001"),
        (0, 7, "0"),
    ],
)
def test_exact_text_never_rounds(numerator: int, denominator: int, expected: str) -> None:
    assert exact_text(Fraction(numerator, denominator)) == expected


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: output_size(5, 7), "A kernel of 7 does not fit in 5."),
        (lambda: output_size(3, 7, padding=1), "A kernel of 7 does not fit in 3 + 2*1 = 5."),
        (lambda: output_size(3, 7, padding=(1, 2)), "A kernel of 7 does not fit in 3 + 1 + 2 = 6."),
        (
            lambda: output_size(3, 3, padding=1, dilation=3),
            "A kernel of 3 with dilation 3 spans 3*(3 - 1) + 1 = 7, which does not fit in 3 + 2*1 = 5.",
        ),
        (
            lambda: output_size(5, 7, stride=2, ceil_mode=True),
            "A kernel of 7 does not fit in 5; ceil_mode lets it hang over by 2 - 1 = 1 at most.",
        ),
        (
            lambda: transposed_output_size(1, 3, stride=2, padding=3),
            "The output would have (1 - 1)*2 - 2*3 + 3 + 0 = -3 cells; it needs at least 1.",
        ),
        (
            lambda: transposed_output_size(4, 3, stride=2, output_padding=2),
            "An output padding of 2 is not smaller than max(2, 1) = 2, the larger of stride and dilation.",
        ),
    ],
)
def test_an_impossible_layer_is_refused_with_its_equation(call: Callable[[], int], sentence: str) -> None:
    with pytest.raises(Impossible) as refusal:
        call()
    assert refusal.value.sentence == sentence


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: output_size(5, 3, stride=0), "The stride is 0; it must be at least 1."),
        (lambda: output_size(5, 3, padding=-1), "The padding is -1; it must be at least 0."),
        (lambda: output_size(5, 3, padding=(0, -2)), "The padding is -2; it must be at least 0."),
        (lambda: output_size(5, 3, dilation=0), "The dilation is 0; it must be at least 1."),
        (lambda: output_size(0, 3), "The input size is 0; it must be at least 1."),
        (lambda: output_size(5, 0), "The kernel is 0; it must be at least 1."),
        (lambda: divides_exactly(5, 3, stride=0), "The stride is 0; it must be at least 1."),
        (lambda: resolve_padding("same", 0, 3), "The input size is 0; it must be at least 1."),
        (lambda: transposed_output_size(0, 3), "The input size is 0; it must be at least 1."),
        (lambda: transposed_output_size(5, 3, stride=0), "The stride is 0; it must be at least 1."),
        (
            lambda: transposed_output_size(5, 3, output_padding=-1),
            "The output padding is -1; it must be at least 0.",
        ),
    ],
)
def test_a_number_no_layer_has_is_refused_by_name(call: Callable[[], object], sentence: str) -> None:
    with pytest.raises(BadInput) as refusal:
        call()
    assert refusal.value.sentence == sentence


def test_pytorch_lets_a_dilated_transposed_convolution_pad_its_output_beyond_the_stride() -> None:
    assert transposed_output_size(4, 3, stride=1, dilation=3, output_padding=2) == 12

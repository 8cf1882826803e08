"""Receptive fields, against hand work, tap positions followed down one by one, and impulses sent through the engine."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.conv.fields import PIXEL, FieldLayer, receptive_field
from app.conv.ops import conv2d
from app.errors import BadInput

LAYERS = st.lists(
    st.builds(
        FieldLayer,
        kernel=st.integers(1, 5),
        stride=st.integers(1, 3),
        padding=st.integers(0, 3) | st.tuples(st.integers(0, 3), st.integers(0, 3)),
        dilation=st.integers(1, 3),
    ),
    max_size=5,
)


def fields_of(*layers: FieldLayer) -> list[int]:
    return [row.receptive_field for row in receptive_field(layers)]


def test_four_three_by_three_layers_the_first_at_stride_two_see_15() -> None:
    three = FieldLayer(3, padding=1)
    assert fields_of(FieldLayer(3, stride=2, padding=1), three, three, three) == [3, 7, 11, 15]


def test_strides_of_earlier_layers_multiply() -> None:
    # ResNet's stem, then 3x3 at stride 1 and 3x3 at stride 2.
    stem = (FieldLayer(7, stride=2, padding=3), FieldLayer(3, stride=2, padding=1))
    assert fields_of(*stem, FieldLayer(3, padding=1), FieldLayer(3, stride=2, padding=1)) == [7, 11, 19, 27]


def test_fifty_layers_at_stride_two_see_two_to_the_51_minus_1_pixels() -> None:
    last = receptive_field([FieldLayer(3, stride=2, padding=1)] * 50)[-1]
    assert last.receptive_field == 2**51 - 1
    assert last.jump == 2**50
    assert last.start == Fraction(1, 2)


def test_fifty_layers_at_stride_one_see_101_pixels() -> None:
    assert fields_of(*[FieldLayer(3, padding=1)] * 50)[-1] == 101


def test_fields_stay_exact_at_any_depth() -> None:
    assert fields_of(*[FieldLayer(3, stride=2)] * 1000)[-1] == 2**1001 - 1


def test_dilation_widens_the_field_and_leaves_the_jump() -> None:
    # Two 3x3 layers, the second at dilation 2, see what three plain ones do: 1 + 2 + 4.
    last = receptive_field([FieldLayer(3), FieldLayer(3, dilation=2)])[-1]
    assert (last.receptive_field, last.jump) == (7, 1)


def test_without_padding_the_first_field_starts_further_in() -> None:
    # Pixels 0 to 6 are centred at 3.5; an even kernel at stride 2 sees pixels 0 and 1, centred at their common edge.
    assert receptive_field([FieldLayer(7, stride=2)])[0].start == Fraction(7, 2)
    assert receptive_field([FieldLayer(2, stride=2)])[0].start == 1


def test_padding_moves_the_first_field_by_what_is_added_before_it() -> None:
    assert receptive_field([FieldLayer(3, padding=(2, 0))])[0].start == Fraction(-1, 2)
    assert receptive_field([FieldLayer(3, padding=(0, 2))])[0].start == Fraction(3, 2)


def test_no_layers_see_a_pixel_as_it_is() -> None:
    assert receptive_field([]) == ()
    assert (PIXEL.receptive_field, PIXEL.jump, PIXEL.start) == (1, 1, Fraction(1, 2))


def seen_by(unit: int, layers: list[FieldLayer]) -> set[int]:
    """The input positions, padding included, that one unit of the last layer reads."""
    seen = {unit}
    for layer in reversed(layers):
        before = layer.padding if isinstance(layer.padding, int) else layer.padding[0]
        taps = range(0, layer.kernel * layer.dilation, layer.dilation)
        seen = {position * layer.stride - before + tap for position in seen for tap in taps}
    return seen


@given(LAYERS)
def test_the_recursion_agrees_with_following_every_tap_down(layers: list[FieldLayer]) -> None:
    first, second = seen_by(0, layers), seen_by(1, layers)
    row = receptive_field(layers)[-1] if layers else PIXEL
    assert row.receptive_field == max(first) - min(first) + 1
    assert row.jump == min(second) - min(first)
    assert row.start == Fraction(min(first) + max(first) + 1, 2)


def test_impulses_reach_the_centre_unit_from_its_field_and_from_nowhere_else() -> None:
    layers = [FieldLayer(3, stride=2, padding=1), FieldLayer(3, padding=2, dilation=2), FieldLayer(2, stride=2)]
    signal = np.eye(64)[:, None, None, :]  # (64, 1, 1, 64): an image per lit pixel
    for layer in layers:
        padding = layer.padding if isinstance(layer.padding, int) else 0
        kernel = np.ones((1, 1, 1, layer.kernel))
        signal = conv2d(signal, kernel, stride=layer.stride, padding=(0, padding), dilation=layer.dilation)
    unit = signal.shape[-1] // 2
    lit = np.flatnonzero(signal[:, 0, 0, unit])
    row = receptive_field(layers)[-1]
    assert lit[-1] - lit[0] + 1 == row.receptive_field
    assert Fraction(int(lit[0] + lit[-1] + 1), 2) == row.start + unit * row.jump


@pytest.mark.parametrize(
    ("layer", "sentence"),
    [
        (FieldLayer(0), "The kernel is 0; it must be at least 1."),
        (FieldLayer(3, stride=0), "The stride is 0; it must be at least 1."),
        (FieldLayer(3, dilation=0), "The dilation is 0; it must be at least 1."),
        (FieldLayer(3, padding=-1), "The padding is -1; it must be at least 0."),
    ],
)
def test_a_number_no_layer_has_is_refused_by_name(layer: FieldLayer, sentence: str) -> None:
    with pytest.raises(BadInput) as refusal:
        receptive_field([layer])
    assert refusal.value.sentence == sentence

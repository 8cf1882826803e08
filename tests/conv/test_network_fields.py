"""What the layers of a network see, against published fields, hand work, and where gradients arrive."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.conv.fields import Branches, FieldLayer, FieldRow, layers_to_see, receptive_field, receptive_field_steps
from app.conv.network.layers import (
    NONE,
    AdaptiveAvgPool,
    AvgPool,
    Concat,
    Conv,
    ConvTranspose,
    Layer,
    Layers,
    Residual,
    Upsample,
)
from app.conv.network.parsing import parse
from app.conv.network.running import input_gradient
from app.conv.network.running.weights import Weights
from app.conv.network.seeing import ONE_PIXEL
from app.conv.network.sight import PIXELS, Sight, through_transposed, through_upsampling, through_window, together
from app.conv.network.table import NetworkTable, table
from app.conv.network.walk import Here, walk
from app.conv.ops import Array
from app.errors import AppError, BadInput, Impossible, TooMuchWork
from tests.conv.networks import Data, conv, resnet, vgg_16


def table_of(layers: list[Data], *shape: int) -> NetworkTable:
    return table(parse(layers), shape)


@pytest.mark.parametrize(
    ("blocks", "strides_first", "field"),
    [
        ((3, 4, 6, 3), True, 483),  # the three of version 1: Araujo, Norris, Sim, Distill 2019, table 2
        ((3, 4, 23, 3), True, 1027),
        ((3, 8, 36, 3), True, 1507),
        # Version 1.5 by hand: a 3x3 adds 2 jumps, 11 + 3·8 + (8 + 3·16) + (16 + 5·32) + (32 + 2·64).
        ((3, 4, 6, 3), False, 427),
    ],
)
def test_resnets_see_what_was_published(blocks: tuple[int, int, int, int], *, strides_first: bool, field: int) -> None:
    found = table_of(resnet(blocks, strides_first=strides_first), 3, 224, 224)
    assert found.totals.receptive_field == field
    assert [row.jump for row in found.rows if row.op == "residual"][-1] == 32


def test_vgg_16_sees_212_pixels_before_its_head() -> None:
    assert table_of(vgg_16(), 3, 224, 224).totals.receptive_field == 212


def test_dilation_keeps_the_field_and_cuts_the_stride() -> None:
    # Two 3x3 layers, stride 2 and then 1: 3 + 2·2. Without the stride, the second at dilation 2: the same 7 at jump 1.
    strided = table_of([conv(1, 3, 2, 1), conv(1, 3, 1, 1)], 1, 32, 32)
    dilated = table_of([conv(1, 3, 1, 1), conv(1, 3, 1, 2, dilation=2)], 1, 32, 32)
    assert strided.totals.receptive_field == dilated.totals.receptive_field == 7
    assert (strided.rows[-1].jump, dilated.rows[-1].jump) == (2, 1)


def test_axes_that_see_differently_are_told_apart() -> None:
    row = table_of([{**conv(1, 3), "kernel": [1, 7], "padding": [0, 3], "stride": [2, 1]}], 1, 9, 9).rows[0]
    assert row.receptive_field == (1, 7)
    assert row.jump == (2, 1)
    assert row.start == Fraction(1, 2)


@pytest.mark.parametrize(
    "layer",
    [
        {"op": "global_avg_pool"},
        {"op": "adaptive_avg_pool", "output": 1},
        {"op": "squeeze_excite", "squeeze_channels": 1},
    ],
)
def test_what_pools_everything_sees_the_whole_input(layer: Data) -> None:
    first, last = table_of([conv(4, 3), layer], 3, 8, 8).rows
    assert first.receptive_field == 3
    assert (last.receptive_field, last.jump, last.start) == (None, None, None)


def test_a_gate_on_one_branch_is_enough() -> None:
    gated = {"op": "residual", "body": [{"op": "squeeze_excite", "squeeze_channels": 1}]}
    assert table_of([gated, conv(3, 3)], 3, 8, 8).totals.receptive_field is None


def test_the_field_of_a_network_is_that_of_its_last_map() -> None:
    head = [{"op": "global_avg_pool"}, {"op": "flatten"}, {"op": "linear", "out_features": 10}]
    found = table_of([conv(4, 3), conv(4, 3), *head], 3, 8, 8)
    assert found.totals.receptive_field == 5
    assert [row.receptive_field for row in found.rows] == [3, 5, None, None, None]


def test_a_linear_layer_on_a_flattened_map_sees_it_all() -> None:
    found = table_of([conv(4, 3), {"op": "flatten"}, {"op": "linear", "out_features": 10}], 3, 8, 8)
    assert [row.receptive_field for row in found.rows] == [3, 3, None]


def test_a_linear_layer_on_one_pixel_sees_what_the_pixel_sees() -> None:
    # LeNet-5's C5 is 5 x 5 on a map of 5 x 5, and sees all 32 pixels; F6 sees no more.
    layers = [conv(6, 5), {"op": "avg_pool", "kernel": 2}, conv(16, 5), {"op": "avg_pool", "kernel": 2}, conv(120, 5)]
    found = table_of([*layers, {"op": "linear", "out_features": 84}], 1, 32, 32)
    assert [row.receptive_field for row in found.rows] == [5, 6, 14, 16, 32, 32]


def test_attention_sees_every_token_and_a_linear_layer_only_its_own() -> None:
    stem = [conv(6, 4, 4), {"op": "tokens"}, {"op": "linear", "out_features": 6}]
    found = table_of([*stem, {"op": "attention", "heads": 1}], 3, 16, 16)
    assert [row.receptive_field for row in found.rows] == [4, 4, 4, None]


def test_upsampled_neighbours_see_the_same_pixels() -> None:
    # Cells 0 and 1 are pixel 0, cells 2 and 3 pixel 1: a 3 x 3 kernel on them sees two pixels, a 4 x 4 kernel three.
    doubled = through_upsampling(PIXELS, 2)
    assert (doubled.receptive_field, doubled.jump, doubled.start) == (1, Fraction(1, 2), Fraction(1, 2))
    assert through_window(doubled, FieldLayer(3, padding=1)).receptive_field == 2
    assert through_window(doubled, FieldLayer(4)).receptive_field == 3


def test_down_and_up_again_leaves_whole_steps() -> None:
    halved = through_window(PIXELS, FieldLayer(2, stride=2))
    back = through_upsampling(halved, 2)
    assert (back.receptive_field, back.jump) == (2, 1)
    assert [back.of(unit) for unit in (-1, 0, 1, 2)] == [(-2, -1), (0, 1), (0, 1), (2, 3)]


def test_a_transposed_layer_reads_as_many_as_its_kernel_holds_steps() -> None:
    # Kernel 4 at stride 2: every output cell meets two inputs; kernel 3: one and two by turns.
    assert through_transposed(PIXELS, FieldLayer(4, stride=2, padding=1)).receptive_field == 2
    assert through_transposed(PIXELS, FieldLayer(3, stride=2)).period == ((-1, 0), (0, 0))


def test_holes_in_a_transposed_kernel_fall_on_whole_steps() -> None:
    # 2i = 2 - 2t for the taps t = 0 and 1: cell 2 meets the inputs 1 and 0; cell 3 meets none, and is put at 1.
    holed = through_transposed(PIXELS, FieldLayer(2, stride=2, dilation=2))
    assert (holed.of(2), holed.of(3)) == ((0, 1), (1, 1))


def test_a_map_that_is_widened_too_far_is_refused() -> None:
    with pytest.raises(TooMuchWork, match="Fields repeat only every 257 units, so far is the map widened"):
        through_upsampling(PIXELS, 257)


def test_branches_that_drift_apart_are_taken_at_the_widest() -> None:
    near, far = through_window(PIXELS, FieldLayer(5)), through_window(PIXELS, FieldLayer(7, stride=2))
    assert together([near, far]) == far


def test_branches_that_stick_out_on_both_sides_are_seen_together() -> None:
    early, late = through_window(PIXELS, FieldLayer(3, padding=(2, 0))), through_window(PIXELS, FieldLayer(3))
    assert together([early, late]) == Sight(((-2, 2),), 1)


GEOMETRY = {
    "kernel": st.tuples(st.integers(1, 4), st.integers(1, 4)),
    "stride": st.tuples(st.integers(1, 3), st.integers(1, 3)),
}
SHIFTS = st.integers(0, 2)
SLIDING = st.builds(
    Conv,
    out_channels=st.just(1),
    padding=st.just(NONE) | st.tuples(st.tuples(SHIFTS, SHIFTS), st.tuples(SHIFTS, SHIFTS)),
    dilation=st.tuples(st.integers(1, 3), st.integers(1, 3)),
    **GEOMETRY,
)
POOLS = st.builds(AvgPool, **GEOMETRY)
WIDENING = st.builds(Upsample, scale=st.tuples(st.integers(1, 3), st.integers(1, 3)))
TRANSPOSED = st.builds(ConvTranspose, out_channels=st.just(1), dilation=st.just((1, 1)), **GEOMETRY).filter(
    lambda layer: all(k >= s for k, s in zip(layer.kernel, layer.stride, strict=True))
)
ADAPTIVE = st.builds(AdaptiveAvgPool, output=st.tuples(st.integers(4, 12), st.integers(4, 12)))
PLAIN = st.lists(SLIDING | POOLS | WIDENING | TRANSPOSED | ADAPTIVE, min_size=1, max_size=4).map(tuple)
THREE = Conv(out_channels=1, kernel=(3, 3), padding=((1, 1), (1, 1)))
WIDE = Conv(out_channels=1, kernel=(3, 3), padding=((2, 2), (2, 2)), dilation=(2, 2))
BRANCHED = st.sampled_from([Residual(body=(THREE, WIDE)), Concat(branches=((THREE,), (), (WIDE, WIDE)))])
STACKS = PLAIN | st.tuples(SLIDING, BRANCHED, WIDENING | POOLS, BRANCHED)

SIZE = 41


def sights_of(layers: Layers) -> tuple[Sight, Sight]:
    """What the last layer sees, read from the walk."""
    end = walk(layers, Here((1, SIZE, SIZE), ONE_PIXEL), "", [])
    assert end.sights is not None
    return end.sights


def lit(gradient: Array, axis: int) -> tuple[int, int]:
    """The first and the last pixel along one axis at which a gradient arrives."""
    places = np.flatnonzero(np.abs(gradient).sum(axis=1 - axis))
    return int(places[0]), int(places[-1])


@given(STACKS)
def test_gradients_arrive_where_a_unit_sees_and_nowhere_else(layers: tuple[Layer, ...]) -> None:
    try:
        found = table(layers, (1, SIZE, SIZE))
    except AppError:
        return
    sights = sights_of(layers)
    unit = tuple(n // 2 for n in found.output[1:])
    expected = [sight.of(place) for sight, place in zip(sights, unit, strict=True)]
    if any(first < 0 or last >= SIZE for first, last in expected):
        return  # a field that reaches into the padding ends where the image does
    ones, weights = np.ones((1, 1, SIZE, SIZE)), Weights(0, positive=True)
    channels = range(found.output[0])  # branches that are joined see differently: the field is that of all channels
    gradient = np.sum([input_gradient(layers, ones, (0, c, *unit), weights)[0, 0] for c in channels], axis=0)
    assert [lit(gradient, 0), lit(gradient, 1)] == expected


def test_the_solver_follows_branches_too() -> None:
    # A bottleneck sees 3, the identity 1; then 3x3 at stride 2 on jump 1, and 3x3 on jump 2.
    block = Branches(((FieldLayer(1), FieldLayer(3, padding=1), FieldLayer(1)), ()))
    rows = receptive_field([block, FieldLayer(3, stride=2, padding=1), block])
    assert [row.receptive_field for row in rows] == [3, 5, 9]
    assert [row.jump for row in rows] == [1, 2, 2]


def test_branches_that_stick_out_make_a_hull() -> None:
    before, behind = FieldLayer(3, padding=(2, 0)), FieldLayer(3)
    (row,) = receptive_field([Branches(((before,), (behind,)))])
    assert row == FieldRow(receptive_field=5, jump=1, start=Fraction(1, 2))


def test_branches_of_different_jumps_cannot_be_put_together() -> None:
    with pytest.raises(Impossible, match="these have 1 and 2"):
        receptive_field([Branches(((FieldLayer(3),), (FieldLayer(3, stride=2),)))])


def test_a_stack_shows_its_working() -> None:
    layers = [FieldLayer(7, stride=2), FieldLayer(3, stride=2), FieldLayer(3, dilation=2)]
    assert receptive_field_steps(layers) == ("1 + (7 - 1)*1 = 7", "7 + (3 - 1)*2 = 11", "11 + (5 - 1)*4 = 27")


def test_layers_that_are_needed_to_see_an_object() -> None:
    assert layers_to_see(200, 3) == 100  # ⌈199/2⌉
    assert layers_to_see(201, 3) == 100
    assert layers_to_see(202, 3) == 101
    assert layers_to_see(1, 1) == 0
    assert layers_to_see(10**40 + 1, 3) == 10**40 // 2
    with pytest.raises(Impossible, match="Layers of kernel 1 see one pixel"):
        layers_to_see(2, 1)
    with pytest.raises(BadInput, match="The number of pixels is 0"):
        layers_to_see(0, 3)

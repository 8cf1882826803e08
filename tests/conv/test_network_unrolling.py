"""A network in one row, with its shortcuts and without: the same layers under the same names."""

import numpy as np
import pytest
from numpy.typing import DTypeLike

from app.conv.network.layers import Residual
from app.conv.network.parsing import parse
from app.conv.network.running import Weights, run
from app.conv.network.table import table
from app.conv.network.unrolling import block_names, unrolled, without_shortcuts
from app.conv.ops import Array
from app.conv.plan import compile_network
from tests.conv.networks import bottleneck, conv, normed, small_resnet

LINEAR = {"op": "residual", "body": [{"op": "pointwise", "out_channels": 1, "bias": False}]}


class Halves(Weights):
    """Every weight is 1/2."""

    def draw(self, name: str, shape: tuple[int, ...], dtype: DTypeLike) -> Array:
        del name
        return np.full(shape, 0.5, dtype)


def test_a_row_of_linear_blocks_multiplies_by_its_weight_and_beside_shortcuts_by_one_more() -> None:
    """Blocks of x/2: the gradient is (1/2)^n without shortcuts, and (3/2)^n with them."""
    layers = parse([{"op": "repeat", "times": 3, "body": [LINEAR]}])
    image = np.ones((1, 1, 1, 1), np.float32)
    for network, factor in ((layers, 1.5), (without_shortcuts(layers), 0.5)):
        stretches = compile_network(network, (1, 1, 1), Halves(0)).highway(image, (0, 0, 0, 0))
        assert [each.norm for each in stretches] == [factor**3, factor**2, factor]


def test_unrolling_changes_no_number_of_a_network() -> None:
    layers = parse(small_resnet())
    before, after = table(layers, (3, 32, 32)), table(unrolled(layers), (3, 32, 32))
    assert after.rows == before.rows


def test_without_shortcuts_a_network_has_the_other_layers_under_the_same_names() -> None:
    """What is gone are the sums, and the projections with the normalisations behind them."""
    layers = parse(small_resnet())
    full = {row.name: row for row in table(layers, (3, 32, 32)).rows}
    plain = {row.name: row for row in table(without_shortcuts(layers), (3, 32, 32)).rows}
    gone = full.keys() - plain.keys()
    assert gone == {name for name in full if ".shortcut." in name} | set(block_names(layers))
    assert plain.keys() - full.keys() == {f"{name}.activation" for name in block_names(layers)}
    for name in full.keys() & plain.keys():
        assert plain[name].output_shape == full[name].output_shape
        assert plain[name].params == full[name].params


def test_a_block_inside_of_a_block_loses_its_shortcut_too() -> None:
    inner = bottleneck(4, 1, projected=True, strides_first=False)
    layers = parse([*normed(16, 3, 1, 1), {"op": "residual", "body": [conv(16, 1), inner]}])
    plain = without_shortcuts(layers)
    assert not [layer for layer in plain if isinstance(layer, Residual)]
    assert plain[-1].name == "residual1.body.residual1.activation"


@pytest.mark.parametrize("with_shortcuts", [True, False])
def test_the_activation_behind_a_sum_stays_behind_what_was_one(with_shortcuts: bool) -> None:
    """Of −x/2 and x: their sum is 1/2 for x = 1, and ReLU leaves nothing of −1/2 alone."""
    negative = {"op": "conv", "out_channels": 1, "kernel": 1, "bias": False}
    layers = parse([{"op": "residual", "body": [negative], "activation": "relu"}])

    class Minus(Halves):
        def draw(self, name: str, shape: tuple[int, ...], dtype: DTypeLike) -> Array:
            return -super().draw(name, shape, dtype)

    network = layers if with_shortcuts else without_shortcuts(layers)
    assert run(network, np.ones((1, 1, 1, 1)), Minus(0)).output.item() == (0.5 if with_shortcuts else 0)

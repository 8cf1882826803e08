"""Normalisations with the statistics of a batch: what leaves them has mean 0 and variance 1."""

import numpy as np

from app.conv.network.layers import Layers
from app.conv.network.parsing import parse
from app.conv.network.running import Weights, run
from app.conv.network.running.calibrating import calibrated
from app.conv.network.unrolling import unrolled, without_shortcuts
from app.conv.ops import Array
from tests.conv.networks import bottleneck, normed

NESTED = [
    *normed(8, 3, 2, 1),
    {"op": "relu"},
    {"op": "repeat", "times": 2, "body": [bottleneck(4, 1, projected=True, strides_first=False)]},
    {"op": "concat", "branches": [normed(3, 1), normed(5, 3, 1, 1)]},
]


def batch() -> Array:
    return np.random.default_rng(5).standard_normal((4, 3, 16, 16)) * 3 + 1


def left_by(layers: Layers, upto: str) -> Array:
    """What the layers up to one of that name give, with the statistics of all."""
    weights = calibrated(layers, batch(), Weights(2))
    names = [layer.name for layer in layers]
    return run(layers[: names.index(upto) + 1], batch(), weights).output


def test_what_leaves_a_normalisation_has_mean_0_and_variance_1() -> None:
    """In a plain row each can be looked at: at the start, and in the last of the blocks."""
    plain = without_shortcuts(parse(NESTED))
    for name in ("batch_norm1", "repeat1.1.residual1.body.batch_norm2", "repeat1.2.residual1.body.batch_norm3"):
        out = left_by(plain, name)
        np.testing.assert_allclose(out.mean(axis=(0, 2, 3)), 0, atol=1e-9)
        np.testing.assert_allclose(out.var(axis=(0, 2, 3)), 1, rtol=1e-3)  # ε = 1e−5 beside the variance


def test_both_ways_of_a_sum_and_all_branches_are_normalised() -> None:
    """A sum of two independent parts of variance 1 has about 2; the branches stand beside each other."""
    layers = unrolled(parse(NESTED))
    out = left_by(layers, layers[-1].name)
    np.testing.assert_allclose(out.mean(axis=(0, 2, 3)), 0, atol=1e-9)
    np.testing.assert_allclose(out.var(axis=(0, 2, 3)), 1, rtol=1e-3)
    found = calibrated(layers, batch(), Weights(2)).found
    assert sum(".shortcut." in name for name in found) == 2
    assert sum(".branch" in name for name in found) == 2


def test_everything_else_is_the_sources() -> None:
    layers = parse(normed(4, 3))
    weights = calibrated(layers, batch(), Weights(7))
    np.testing.assert_array_equal(
        weights.draw("conv1", (4, 3, 3, 3), np.float32), Weights(7).draw("conv1", (4, 3, 3, 3), np.float32)
    )
    assert weights.statistics("batch_norm1", 4, np.float32).scale.tolist() == [1] * 4


def test_a_gain_scales_what_is_drawn() -> None:
    once, twice = (Weights(3, gain=gain).draw("conv1", (8, 3, 3, 3), np.float64) for gain in (1, 2))
    np.testing.assert_allclose(twice, 2 * once)

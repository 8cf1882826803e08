"""Compiled networks against the same networks run by `ops` in float64, with parameters that no layer begins with."""

import tracemalloc
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from numpy.typing import DTypeLike

from app.conv.network.parsing import parse
from app.conv.network.running import input_gradient, run
from app.conv.network.running.weights import Statistics, Weights
from app.conv.ops import Array, conv2d
from app.conv.ops.geometry import Geometry, convolution_geometry
from app.conv.plan import ERROR_BOUND, Costs, compile_network, most_floats
from app.conv.plan.convolution import Algorithm, Convolution, Ending, Given
from app.conv.plan.costs import Choice, choices, prepared
from app.conv.plan.gradients import turned
from app.conv.plan.holding import floats_held
from app.conv.plan.steps import Convolved
from app.conv.plan.winograd import MATRICES
from app.conv.plan.workspace import Workspace
from app.conv.work import WorkLimits
from app.errors import Impossible
from tests.conv.networks import Data, bottleneck, conv, normed, resnet, small_resnet

WIDE = WorkLimits(2**34, 10**12)


@dataclass(frozen=True, slots=True)
class Trained:
    """Parameters as after training: biases and statistics that are neither 0 nor 1."""

    positive: bool = False

    def draw(self, name: str, shape: tuple[int, ...], dtype: DTypeLike) -> Array:
        return Weights(3, self.positive).draw(name, shape, dtype)

    def bias(self, name: str, count: int, dtype: DTypeLike) -> Array:
        return np.random.default_rng([*name.encode()]).uniform(0, 0.1, count).astype(dtype)

    def statistics(self, name: str, channels: int, dtype: DTypeLike) -> Statistics:
        dice = np.random.default_rng([*name.encode()])
        drawn = dice.uniform([[0], [0.5], [0.5], [0.2]], [[0.2], [1.5], [1.5], [0.4]], (4, channels)).astype(dtype)
        return Statistics(*drawn)


def noise(*shape: int) -> Array:
    return np.random.default_rng(7).standard_normal(shape).astype(np.float32)


def apart(found: Array, wanted: Array) -> float:
    """The largest difference, of the largest number there should be."""
    return float(np.abs(found - wanted).max() / np.abs(wanted).max())


ATTENTION: Data = {"op": "attention", "heads": 2}
NETWORKS: dict[str, list[Data]] = {
    "bottleneck": [bottleneck(2, 1, projected=True, strides_first=False)],
    "basic block": [
        {"op": "residual", "body": [*normed(8, 3, 1, 1), {"op": "relu"}, *normed(8, 3, 1, 1)], "activation": "relu"}
    ],
    "strided": [*normed(4, 3, 2, 1), {"op": "relu"}, conv(5, 1, 2), conv(3, 5, 3, 2)],
    "dilated": [conv(4, 3, 1, 2, dilation=2), {"op": "relu6"}, conv(3, 3, 2, 0)],
    "uneven padding": [{**conv(4, 3), "padding": [[0, 1], [2, 0]]}, {"op": "silu"}],
    "mobile": [
        {"op": "depthwise", "kernel": 3, "padding": 1, "bias": False},
        {"op": "batch_norm"},
        {"op": "relu6"},
        {"op": "depthwise", "kernel": 3, "stride": 2, "padding": 1},
        {"op": "pointwise", "out_channels": 4},
        {"op": "batch_norm"},
        {"op": "depthwise", "kernel": 5, "padding": 4, "dilation": 2},
    ],
    "grouped": [conv(4, 3, 1, 1, groups=2), {"op": "relu"}, {"op": "depthwise", "kernel": 3, "multiplier": 2}],
    "pooled": [
        conv(4, 3),
        {"op": "max_pool", "kernel": 3, "stride": 2, "padding": 1},
        {"op": "max_pool", "kernel": 2, "ceil_mode": True},
        {"op": "global_avg_pool"},
        {"op": "linear", "out_features": 5},
        {"op": "dropout"},
        {"op": "softmax"},
    ],
    "branches": [
        {"op": "concat", "branches": [normed(3, 1), [], [{"op": "avg_pool", "kernel": 3, "stride": 1, "padding": 1}]]},
        {"op": "repeat", "times": 2, "body": [conv(4, 3, 1, 1), {"op": "relu"}]},
        {"op": "squeeze_excite", "squeeze_channels": 2},
    ],
    "biases handed on": [
        conv(12, 1),
        {"op": "relu6"},
        {"op": "depthwise", "kernel": 3, "padding": 1},
        {"op": "relu"},
        {"op": "max_pool", "kernel": 3, "stride": 2, "padding": 1},
        {"op": "concat", "branches": [[conv(14, 1)], [], [conv(2, 3, 1, 1)]]},
        {"op": "residual", "body": [conv(28, 1)], "activation": "silu"},
        {
            "op": "residual",
            "body": [conv(28, 1), {"op": "depthwise", "kernel": 3, "padding": 1}],
            "activation": "relu6",
        },
        {"op": "residual", "body": [conv(28, 1), {"op": "relu"}]},
        {"op": "global_avg_pool"},
    ],
    "tokens": [
        conv(6, 2, 2),
        {"op": "tokens", "class_token": True, "positions": True},
        {
            "op": "residual",
            "body": [{"op": "layer_norm"}, {"op": "linear", "out_features": 18}, ATTENTION],
        },
        {"op": "first_token"},
    ],
}


@pytest.mark.parametrize("layers", NETWORKS.values(), ids=NETWORKS.keys())
def test_a_plan_gives_what_ops_give(layers: list[Data]) -> None:
    parsed, batch = parse(layers), noise(2, 8, 13, 11)
    wanted = run(parsed, batch.astype(np.float64), Trained()).output
    plan = compile_network(parsed, (8, 13, 11), Trained())
    assert apart(plan.forward(batch), wanted) < ERROR_BOUND
    assert apart(plan.forward(batch), wanted) < ERROR_BOUND  # again, in arrays that were used


@pytest.mark.parametrize("layers", NETWORKS.values(), ids=NETWORKS.keys())
def test_a_plans_gradient_is_that_of_ops(layers: list[Data]) -> None:
    parsed, batch = parse(layers), noise(2, 8, 13, 11)
    plan = compile_network(parsed, (8, 13, 11), Trained())
    second = plan.forward(batch)[1]
    unit = 1, *(int(place[0]) for place in np.nonzero(second == second.max()))  # which no ReLU stops
    wanted = input_gradient(parsed, batch.astype(np.float64), unit, Trained())
    assert apart(plan.input_gradient(batch, unit), wanted) < ERROR_BOUND


def test_resnet_50_gives_what_ops_give_by_every_kind_of_algorithm() -> None:
    parsed, image = parse(resnet((3, 4, 6, 3), strides_first=False)), noise(1, 3, 64, 64)
    plan = compile_network(parsed, (3, 64, 64), Trained())
    wanted = run(parsed, image.astype(np.float64), Trained(), limits=WIDE).output
    assert apart(plan.forward(image), wanted) < ERROR_BOUND
    chosen = set(plan.algorithms().values())
    assert {"im2col", "1x1"} < chosen
    assert any(name.startswith("Winograd") for name in chosen)
    assert len(plan.algorithms()) == 53


SMALL = [
    *normed(16, 7, 2, 3),
    {"op": "relu"},
    {"op": "max_pool", "kernel": 3, "stride": 2, "padding": 1},
    bottleneck(8, 2, projected=True, strides_first=False),
    bottleneck(8, 1, projected=False, strides_first=False),
    {"op": "global_avg_pool"},
    {"op": "linear", "out_features": 10},
]
LAYERS = {
    "3x3": Convolution(5, 7, 1, convolution_geometry((9, 10), (3, 3), padding=1)),
    "3x3, padded unevenly": Convolution(5, 7, 1, convolution_geometry((9, 10), (3, 3), padding=((0, 2), (1, 0)))),
    "5x3, stride and holes": Convolution(
        4, 3, 1, convolution_geometry((12, 11), (5, 3), stride=(2, 1), padding=2, dilation=(1, 2))
    ),
    "1x1, stride and padding": Convolution(6, 4, 1, convolution_geometry((7, 7), (1, 1), stride=2, padding=1)),
    "depthwise": Convolution(6, 6, 6, convolution_geometry((8, 9), (3, 3), padding=1)),
    "depthwise, stride": Convolution(6, 6, 6, convolution_geometry((9, 8), (3, 3), stride=2, padding=1)),
    "depthwise 2x5, stride 3": Convolution(4, 4, 4, convolution_geometry((9, 14), (2, 5), stride=3, padding=1)),
    "one channel": Convolution(1, 3, 1, convolution_geometry((9, 10), (5, 3))),
    "one row": Convolution(3, 8, 1, convolution_geometry((1, 17), (3, 3), padding=1)),
}
WAYS = [(name, choice) for name, layer in LAYERS.items() for choice in choices(layer, Costs())]


@pytest.mark.parametrize(("name", "choice"), WAYS, ids=[f"{name} by {choice.name}" for name, choice in WAYS])
def test_every_algorithm_that_may_be_chosen_computes_the_layer(name: str, choice: Choice) -> None:
    layer = LAYERS[name]
    where = layer.where
    image, added = noise(1, layer.channels, *where.size), noise(1, layer.outputs, *where.output)
    weight = noise(layer.outputs, layer.channels // layer.groups, *where.kernel)
    bias = noise(layer.outputs)
    exact, kernels, offsets = (array.astype(np.float64) for array in (image, weight, bias))
    sums = conv2d(exact, kernels, offsets, where.stride, where.padding, where.dilation, layer.groups) + added
    out = np.empty((*where.output, layer.outputs), np.float32)
    algorithm: Algorithm = prepared(choice)(Given(layer, weight, bias), Workspace())
    algorithm.run(_last(image), out, Ending(None, _last(added)))
    assert apart(out.transpose(2, 0, 1), sums[0]) < 1e-5


@pytest.mark.parametrize("outputs", MATRICES)
def test_winograds_matrices_are_a_correlation(outputs: int) -> None:
    # Polynomial identities in 3 + (m + 2) unknowns of degree 1 in each: unit vectors decide.
    found = MATRICES[outputs]
    for g in np.eye(3):
        for d in np.eye(outputs + 2):
            wanted = np.correlate(d, g, "valid")
            products = (found.weight @ g) * (found.to_places @ d)
            np.testing.assert_allclose(found.to_outputs @ products, wanted, atol=1e-12)


def test_the_way_back_of_a_padded_layer_is_padded_by_the_rest_of_its_reach() -> None:
    back = turned(LAYERS["3x3, padded unevenly"])
    assert back is not None
    assert back.where == Geometry((9, 9), (3, 3), (1, 1), ((2, 0), (1, 2)), (1, 1), (9, 10))


def test_a_highway_has_the_length_of_the_gradient_at_every_step() -> None:
    # y = 2·(3·x): ∂y/∂x is 6 at one pixel, 2 between the two layers.
    layers = parse([conv(1, 1, bias=False, name="first"), conv(1, 1, bias=False, name="second")])
    plan = compile_network(layers, (1, 4, 4), Factors({"first": 3.0, "second": 2.0}))
    assert plan.highway(noise(1, 1, 4, 4), (0, 0, 1, 2)) == (("first", 6.0), ("second", 2.0))


def test_what_is_sent_back_for_several_units_is_the_sum_of_what_each_gives() -> None:
    plan = compile_network(parse(SMALL), (3, 64, 64), Trained())
    image = noise(1, 3, 64, 64)
    gradient = np.zeros((1, *plan.output), np.float32)
    gradient[0, 1], gradient[0, 3] = 2, -0.5
    wanted = 2 * plan.input_gradient(image, (0, 1)) - 0.5 * plan.input_gradient(image, (0, 3))
    assert apart(plan.sent_back(image, gradient), wanted) < ERROR_BOUND
    with pytest.raises(Impossible, match="The gradient of this batch's output has the shape"):
        plan.sent_back(image, gradient[:, 1:])


def test_a_highway_tells_lengths_whose_squares_no_float32_holds() -> None:
    """Five layers of 1/10^6: 10^−30 is left, and its square is 10^−60."""
    layers = parse([conv(1, 1, bias=False, name=f"conv{n}") for n in range(5)])
    plan = compile_network(layers, (1, 4, 4), Factors({f"conv{n}": 1e-6 for n in range(5)}))
    norms = [each.norm for each in plan.highway(noise(1, 1, 4, 4), (0, 0, 1, 2))]
    assert norms == pytest.approx([1e-30, 1e-24, 1e-18, 1e-12, 1e-6], rel=1e-5)


def test_a_plan_and_a_gradient_of_its_input_hold_no_more_than_was_said_before() -> None:
    """By tracemalloc, which NumPy tells of its arrays."""
    layers, shape = parse(small_resnet()), (3, 64, 64)
    image = noise(1, *shape)
    tracemalloc.start()
    plan = compile_network(layers, shape, Weights(0))
    plan.input_gradient(image, (0, 0))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert 0.3 * 4 * floats_held(layers, shape, Costs()) < peak < 4 * floats_held(layers, shape, Costs())


def test_a_plan_takes_no_more_memory_on_later_runs_and_leaves_its_input_alone() -> None:
    plan = compile_network(parse(SMALL), (3, 64, 64), Trained())
    image = noise(2, 3, 64, 64)
    before = image.copy()
    first = plan.forward(image)
    taken = plan.workspace.bytes
    kept = first.copy()
    plan.forward(image * 2)
    plan.input_gradient(image, (0, 3))
    assert plan.workspace.bytes <= taken * 1.5
    assert np.array_equal(first, kept)
    assert np.array_equal(image, before)
    taken = plan.workspace.bytes
    for _ in range(3):
        plan.forward(image)
        plan.input_gradient(image, (0, 3))
    assert plan.workspace.bytes == taken


def test_an_image_that_was_lent_with_zeros_around_it_is_padded_already() -> None:
    workspace, around = Workspace(), ((1, 2), (0, 1))
    batch = workspace.lend((2, 3, 4, 5), around)
    batch[...] = noise(2, 3, 4, 5)
    for image in batch:
        wide = workspace.padded(image, around)
        assert np.shares_memory(wide, image)
        assert np.array_equal(wide, np.pad(image, (*around, (0, 0))))
        other = workspace.padded(image, ((1, 1), (1, 1)))
        assert np.array_equal(other, np.pad(image, ((1, 1), (1, 1), (0, 0))))
    workspace.take_back(batch)
    assert workspace.lend((2, 3, 4, 5)) is not batch
    assert workspace.lend((2, 3, 4, 5), around) is batch


@pytest.mark.parametrize("before", [conv(6, 1), conv(6, 3, 1, 1), {"op": "depthwise", "kernel": 3, "padding": 1}])
def test_what_comes_before_a_depthwise_layer_leaves_room_for_its_padding(before: Data) -> None:
    layers = parse([conv(6, 1), before, {"op": "relu"}, {"op": "depthwise", "kernel": 3, "stride": 2, "padding": 1}])
    plan, batch = compile_network(layers, (3, 9, 8), Trained()), noise(2, 3, 9, 8)
    first, with_room, last = (step for step in plan.steps if isinstance(step, Convolved))
    assert with_room.around == ((1, 1), (1, 1))
    for _ in range(2):  # what lies around is still there the second time
        assert apart(plan.forward(batch), run(layers, batch.astype(np.float64), Trained()).output) < ERROR_BOUND
    inner = with_room.forward(first.forward(np.ascontiguousarray(batch.transpose(0, 2, 3, 1))))
    assert np.shares_memory(inner[0], plan.workspace.padded(inner[0], with_room.around))
    assert last.forward(inner).shape == (2, 5, 4, 6)


def test_other_shapes_and_units_are_refused_in_a_sentence() -> None:
    plan = compile_network(parse([conv(2, 3)]), (1, 5, 5), Weights(0))
    with pytest.raises(Impossible, match=r"shape \(N, 1, 5, 5\)"):
        plan.forward(noise(1, 1, 5, 6))
    with pytest.raises(Impossible, match="no unit"):
        plan.input_gradient(noise(1, 1, 5, 5), (0, 2, 3, 3))


def test_the_cheapest_algorithm_is_chosen() -> None:
    layer = Convolution(64, 64, 1, convolution_geometry((56, 56), (3, 3), padding=1))
    assert choices(layer, Costs(product=1, packed=0, copied=0, run=0, call=0))[0].name == "Winograd 4x4"
    assert choices(layer, Costs(product=0, packed=1, copied=0, run=0, call=0))[0].name != "Winograd 4x4"


@pytest.mark.parametrize(("name", "choice"), WAYS, ids=[f"{name} by {choice.name}" for name, choice in WAYS])
def test_no_algorithm_takes_more_scratch_than_was_said_before(
    name: str, choice: Choice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def only_this(_layer: Convolution, _costs: Costs) -> tuple[Choice, ...]:
        return (choice,)

    monkeypatch.setattr("app.conv.plan.room.choices", only_this)
    layer, workspace = LAYERS[name], Workspace()
    weight = noise(layer.outputs, layer.channels // layer.groups, *layer.where.kernel)
    algorithm: Algorithm = prepared(choice)(Given(layer, weight, noise(layer.outputs)), workspace)
    out = np.empty((*layer.where.output, layer.outputs), np.float32)
    algorithm.run(noise(*layer.where.size, layer.channels), out, Ending())
    assert workspace.bytes <= 4 * (most_floats(layer, Costs()) - weight.size)


@dataclass(frozen=True, slots=True)
class Factors:
    """A 1×1 kernel of one channel for each name."""

    by_name: dict[str, float]

    def draw(self, name: str, shape: tuple[int, ...], dtype: DTypeLike) -> Array:
        return np.full(shape, self.by_name[name], dtype)

    def bias(self, name: str, count: int, dtype: DTypeLike) -> Array:
        raise AssertionError(name, count, dtype)

    def statistics(self, name: str, channels: int, dtype: DTypeLike) -> Statistics:
        raise AssertionError(name, channels, dtype)


def _last(batch: Array) -> Any:
    return np.ascontiguousarray(batch[0].transpose(1, 2, 0))

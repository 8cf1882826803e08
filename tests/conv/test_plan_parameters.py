"""The gradients of what a plan has learned, against `ops` in float64 with each parameter moved a little both ways."""

from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import DTypeLike

from app.conv.grads import conv2d_vjp, max_pool2d_vjp
from app.conv.network.layers import Layers
from app.conv.network.parsing import parse
from app.conv.network.running import run
from app.conv.network.running.weights import Parameters, Statistics
from app.conv.ops import Array
from app.conv.ops.geometry import convolution_geometry
from app.conv.plan import ERROR_BOUND, Costs, compile_network
from app.conv.plan.convolution import Convolution
from app.conv.plan.weights import DenseWeights, DepthwiseWeights, WeightGradient, WinogradWeights, weight_gradient
from app.conv.plan.workspace import Workspace
from app.errors import Impossible
from tests.conv.networks import Data, conv
from tests.conv.test_plan import LAYERS, NETWORKS, Trained, apart, noise

STEP = 1e-7  # short, so that hardly any ReLU turns within it
LEARNED: dict[str, list[Data]] = NETWORKS | {
    "by ops": [
        {"op": "batch_norm"},
        {"op": "scale"},
        {"op": "conv_transpose", "out_channels": 4, "kernel": 3, "stride": 2, "groups": 2},
        {"op": "silu"},
    ],
    "strided depthwise": [{"op": "depthwise", "kernel": 3, "stride": 2, "padding": 1}, {"op": "batch_norm"}],
}


@dataclass(frozen=True, slots=True)
class Moved:
    """Parameters of which one, by the name of its gradient, is moved along a direction."""

    source: Parameters
    name: str
    by: Array

    def draw(self, name: str, shape: tuple[int, ...], dtype: DTypeLike) -> Array:
        drawn = self.source.draw(name, shape, dtype)
        return drawn + self.by.reshape(shape) if self.name in {f"{name}.weight", name} else drawn

    def bias(self, name: str, count: int, dtype: DTypeLike) -> Array:
        drawn = self.source.bias(name, count, dtype)
        return drawn + self.by if self.name == f"{name}.bias" else drawn

    def statistics(self, name: str, channels: int, dtype: DTypeLike) -> Statistics:
        found = self.source.statistics(name, channels, dtype)
        if self.name == f"{name}.weight":
            return found._replace(scale=found.scale + self.by)
        return found._replace(offset=found.offset + self.by) if self.name == f"{name}.bias" else found


def slope(layers: Layers, batch: Array, gradient: Array, name: str, direction: Array) -> float:
    """How fast Σ gradient · output grows along the direction."""
    ahead, behind = (
        float((run(layers, batch, Moved(Trained(), name, sign * STEP * direction)).output * gradient).sum())
        for sign in (1, -1)
    )
    return (ahead - behind) / (2 * STEP)


@pytest.mark.parametrize("layers", LEARNED.values(), ids=LEARNED.keys())
def test_a_plans_gradient_to_each_parameter_is_the_slope_of_ops(layers: list[Data]) -> None:
    parsed, batch = parse(layers), noise(2, 8, 13, 11)
    plan = compile_network(parsed, (8, 13, 11), Trained())
    gradient = np.random.default_rng(1).standard_normal((2, *plan.output))
    passed = run(parsed, batch.astype(np.float64), Trained())
    to_batch, found = plan.backward(batch, gradient)
    assert apart(to_batch, passed.back(gradient)) < ERROR_BOUND
    assert found
    drawn = {name: each for name, each in found.items() if "layer_norm" not in name}  # which begins at 1 and 0
    for number, (name, each) in enumerate(drawn.items()):
        direction = np.random.default_rng(number).standard_normal(each.shape)
        wanted = slope(parsed, batch.astype(np.float64), gradient, name, direction)
        assert abs((each * direction).sum() - wanted) < ERROR_BOUND * np.linalg.norm(each) * np.linalg.norm(direction)


def test_every_parameter_has_a_gradient_of_its_own_shape() -> None:
    plan = compile_network(parse(NETWORKS["mobile"]), (8, 13, 11), Trained())
    _, found = plan.backward(noise(2, 8, 13, 11), noise(2, *plan.output))
    assert {name: each.shape for name, each in found.items()} == {
        "depthwise1.weight": (8, 1, 3, 3),
        "batch_norm1.weight": (8,),
        "batch_norm1.bias": (8,),
        "depthwise2.weight": (8, 1, 3, 3),
        "depthwise2.bias": (8,),
        "pointwise1.weight": (4, 8, 1, 1),
        "pointwise1.bias": (4,),
        "batch_norm2.weight": (4,),
        "batch_norm2.bias": (4,),
        "depthwise3.weight": (4, 1, 5, 5),
        "depthwise3.bias": (4,),
    }


@pytest.mark.parametrize("name", LAYERS)
def test_the_gradient_of_a_weight_is_that_of_grads(name: str) -> None:
    layer = LAYERS[name]
    where, workspace = layer.where, Workspace()
    image, gradient = noise(layer.channels, *where.size), noise(layer.outputs, *where.output)[:, ::-1]
    weight = np.zeros((layer.outputs, layer.channels // layer.groups, *where.kernel))
    exact, back = image[None].astype(np.float64), gradient[None].astype(np.float64)
    wanted = conv2d_vjp(back, exact, weight, None, where.stride, where.padding, where.dilation, layer.groups)[1]
    ways: list[WeightGradient] = [DepthwiseWeights(layer, workspace)]
    if not layer.is_depthwise:
        ways = [DenseWeights(layer, workspace)]
    if name.startswith(("3x3", "one row")):
        ways.append(WinogradWeights(layer, workspace))
    for way in ways:
        found = way.run(*(np.ascontiguousarray(each.transpose(1, 2, 0)) for each in (image, gradient)))
        assert apart(found, wanted) < 1e-5


def test_tiles_are_for_maps_of_many_and_not_for_seven_by_seven() -> None:
    large, small = (
        Convolution(channels, channels, 1, convolution_geometry((size, size), (3, 3), padding=1))
        for channels, size in ((64, 56), (512, 7))
    )
    assert isinstance(weight_gradient(large, Costs(), Workspace()), WinogradWeights)
    assert isinstance(weight_gradient(small, Costs(), Workspace()), DenseWeights)


@pytest.mark.parametrize(
    "pool",
    [
        {"kernel": 3, "stride": 2, "padding": 1},
        {"kernel": 2},
        {"kernel": [2, 3], "stride": 1, "padding": [[1, 0], [0, 1]]},
    ],
)
def test_the_first_of_equals_has_a_max_pools_gradient(pool: Data) -> None:
    image = np.random.default_rng(0).integers(0, 3, (2, 3, 9, 10)).astype(np.float32)  # many equals
    plan = compile_network(parse([{"op": "max_pool", **pool}]), (3, 9, 10), Trained())
    gradient = noise(2, *plan.output)
    to_batch, found = plan.backward(image, gradient)
    stride, padding = pool.get("stride"), pool.get("padding", 0)
    (wanted,) = max_pool2d_vjp(gradient.astype(np.float64), image, pool["kernel"], stride, padding)
    assert apart(to_batch, wanted) < 1e-6
    assert not found


def test_a_gradient_of_another_shape_is_refused_in_a_sentence() -> None:
    plan = compile_network(parse([conv(2, 3)]), (1, 5, 5), Trained())
    with pytest.raises(Impossible, match=r"shape \(1, 2, 3, 3\); this one has \(1, 2, 3, 4\)"):
        plan.backward(noise(1, 1, 5, 5), noise(1, 2, 3, 4))

"""What an array of a plan lacks: biases that are handed on instead of added, by hand."""

from dataclasses import dataclass, field

import numpy as np
import pytest
from numpy.typing import DTypeLike

from app.conv.network.layers import Activation
from app.conv.network.parsing import parse
from app.conv.network.running import run
from app.conv.ops import Array
from app.conv.plan import Plan, compile_network
from app.conv.plan.offsets import Clamp, of_sums
from app.conv.plan.steps import Convolved, Raised
from tests.conv.networks import Data, conv
from tests.conv.test_plan import Trained, apart, noise

COUNTING: Data = {"op": "depthwise", "kernel": 3, "padding": 1}


def offsets(plan: Plan) -> list[Array | None]:
    return [step.offset for step in plan.steps if isinstance(step, Convolved)]


def test_a_convolutions_sums_lack_its_bias_and_what_its_weights_make_of_the_inputs_offset() -> None:
    # Two outputs, two inputs, a kernel of one row of two: 10 + (1 + 2)·1 + (3 + 4)·2 = 27, 20 + 11·1 + 15·2 = 61.
    weight = np.arange(1, 9, dtype=np.float32).reshape(2, 2, 1, 2)
    bias, before = np.array([10, 20], np.float32), np.array([1, 2], np.float32)
    assert of_sums(weight, bias, before) == pytest.approx(np.array([27, 61]))
    # Depthwise, each output from its own input: 10 + (1 + 2)·1 = 13, 20 + (3 + 4)·2 = 34.
    assert of_sums(weight.reshape(4, 1, 1, 2)[:2], bias, before) == pytest.approx(np.array([13, 34]))


def test_relu6_cuts_the_true_numbers_and_passes_back_between_its_levels() -> None:
    clamp = Clamp(Activation.RELU6, np.array([2, -1], np.float32))
    stored = np.array([[[-3, 0], [1, 4], [5, 8]]], np.float32)  # truly -1 and -1, 3 and 3, 7 and 7
    out = np.empty_like(stored)
    clamp.apply(stored, out)
    assert np.array_equal(out + np.array([2, -1]), [[[0, 0], [3, 3], [6, 6]]])
    assert np.array_equal(clamp.back(np.ones_like(out), out), [[[0, 0], [1, 1], [0, 0]]])


def test_the_zeros_of_a_padding_lack_what_the_image_lacks() -> None:
    # A 1×1 layer of bias 1 on an empty map gives ones; a 3×3 kernel of ones then counts the cells it sees.
    layers = parse([conv(2, 1, name="seen"), {**COUNTING, "bias": False, "name": "counted"}])
    plan = compile_network(layers, (2, 3, 3), Of(by_name={"seen": 1, "counted": 1}))
    assert [each is None for each in offsets(plan)] == [False, False]
    counted = [[4, 6, 4], [6, 9, 6], [4, 6, 4]]
    assert np.array_equal(plan.forward(np.zeros((1, 2, 3, 3), np.float32)), [[counted, counted]])


def test_a_layer_that_narrows_adds_its_bias_and_so_do_products_of_3x3() -> None:
    plan = compile_network(parse([conv(8, 1), conv(4, 1), conv(4, 1), conv(4, 3, 1, 1)]), (8, 5, 5), Trained())
    assert [each is None for each in offsets(plan)] == [False, True, False, True]
    assert not any(isinstance(step, Raised) for step in plan.steps)


def test_an_offset_does_not_outgrow_the_array_in_a_deep_network() -> None:
    layers: list[Data] = [each for _ in range(24) for each in (conv(32, 1), {"op": "relu"})]
    parsed, batch = parse(layers), noise(1, 32, 6, 6)
    wanted = run(parsed, batch.astype(np.float64), Louder()).output
    assert apart(compile_network(parsed, (32, 6, 6), Louder()).forward(batch), wanted) < 1e-5


@pytest.mark.parametrize("ends", [[{"op": "silu"}], [{"op": "avg_pool", "kernel": 2}], [{"op": "flatten"}]])
def test_what_is_not_linear_or_not_the_plans_own_is_given_the_true_numbers(ends: list[Data]) -> None:
    parsed, batch = parse([conv(8, 1), *ends]), noise(2, 4, 6, 6)
    plan = compile_network(parsed, (4, 6, 6), Trained())
    assert [type(step).__name__ for step in plan.steps][:2] == ["Convolved", "Raised"]
    assert apart(plan.forward(batch), run(parsed, batch.astype(np.float64), Trained()).output) < 1e-6


@dataclass(frozen=True, slots=True)
class Of(Trained):
    """Weights and biases of one number for each layer."""

    by_name: dict[str, float] = field(default_factory=dict[str, float])

    def draw(self, name: str, shape: tuple[int, ...], dtype: DTypeLike) -> Array:
        return np.full(shape, self.by_name[name], dtype)

    def bias(self, name: str, count: int, dtype: DTypeLike) -> Array:
        return np.full(count, self.by_name[name], dtype)


class Louder(Trained):
    """Biases as large as what a layer makes of its input."""

    def bias(self, name: str, count: int, dtype: DTypeLike) -> Array:
        return np.random.default_rng([*name.encode()]).standard_normal(count).astype(dtype)

"""Gradient flow through stacks, against hand work, finite differences and the theory of random stacks."""

import math
from typing import Any

import numpy as np
import pytest

from app.conv.grads import gradient_flow
from app.errors import AppError


def test_the_same_seed_gives_the_same_norms() -> None:
    first = gradient_flow(5, residual=True, gain=0.9, width=16, seed=7)
    assert first == gradient_flow(5, residual=True, gain=0.9, width=16, seed=7)
    assert first != gradient_flow(5, residual=True, gain=0.9, width=16, seed=8)
    assert len(first) == 5


@pytest.mark.parametrize("activation", ["relu", "tanh"])
@pytest.mark.parametrize("residual", [False, True])
def test_the_norms_are_what_finite_differences_say(residual: bool, activation: Any) -> None:
    blocks, width, gain, seed = 3, 6, 0.8, 4
    dice = np.random.default_rng(seed)
    scale = gain * math.sqrt((2 if activation == "relu" else 1) / width)
    weights = dice.standard_normal((blocks, width, width)) * scale
    start, direction = dice.standard_normal(width), dice.standard_normal(width)
    direction /= math.sqrt((direction**2).sum())

    def block(x: Any, weight: Any) -> Any:
        return weight @ (np.maximum(x, 0) if activation == "relu" else np.tanh(x)) + (x if residual else 0)

    def loss(x: Any, begin: int) -> float:
        for weight in weights[begin:]:
            x = block(x, weight)
        return float(direction @ x)

    x, expected = start, list[float]()
    for n in range(blocks):
        steps = 1e-6 * np.eye(width)
        slopes = [(loss(x + step, n) - loss(x - step, n)) / 2e-6 for step in steps]
        expected.append(math.sqrt(sum(slope**2 for slope in slopes)))
        x = block(x, weights[n])
    got = gradient_flow(blocks, residual, gain=gain, width=width, seed=seed, activation=activation)
    assert got == pytest.approx(expected, rel=1e-6)


def test_without_weights_an_identity_carries_the_gradient_whole_and_a_plain_stack_loses_it() -> None:
    assert gradient_flow(50, residual=True, gain=0) == pytest.approx([1] * 50)
    assert gradient_flow(50, residual=False, gain=0) == (0,) * 50


def test_a_plain_stack_shrinks_by_the_gain_with_every_block() -> None:
    # Each ReLU block multiplies the expected squared norm by gain² (arXiv:1502.01852, section 2.2).
    firsts = [gradient_flow(20, residual=False, gain=0.5, width=256, seed=seed)[0] for seed in range(5)]
    assert math.log(np.median(firsts), 0.5) == pytest.approx(20, abs=1.5)


def test_a_residual_stack_grows_instead_of_vanishing() -> None:
    # x + F(x) adds F's energy: (1 + gain²)^(blocks / 2).
    firsts = [gradient_flow(20, residual=True, gain=0.5, width=256, seed=seed)[0] for seed in range(5)]
    assert math.log(np.median(firsts), 1.25) == pytest.approx(10, abs=1.5)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"blocks": 0}, "The number of blocks is 0; it must be at least 1."),
        ({"width": 0}, "The width is 0; it must be at least 1."),
        ({"gain": float("nan")}, "The gain is nan; it must be finite."),
        ({"gain": -1}, "The gain is -1; it must be at least 0."),
        ({"seed": -1}, "The seed is -1; it must be at least 0."),
        ({"activation": "step"}, "There is no such activation here; there are relu, tanh."),
        ({"blocks": 10**6, "width": 10**3}, "An array of 1000000*1000*1000 = 1,000,000,000,000 cells is over"),
    ],
)
def test_a_stack_that_cannot_be_is_refused(arguments: dict[str, Any], sentence: str) -> None:
    call: Any = gradient_flow
    with pytest.raises(AppError) as refusal:
        call(**{"blocks": 3, "residual": True} | arguments)
    assert refusal.value.sentence.startswith(sentence)

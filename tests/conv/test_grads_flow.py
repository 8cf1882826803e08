"""Gradient flow through stacks, against hand work, finite differences and the theory of random stacks."""

import math
from typing import Any, cast

import numpy as np
import pytest

from app.conv.grads import Block, gradient_flow
from app.conv.grads.flow import BATCH
from app.errors import AppError


def test_the_same_seed_gives_the_same_norms() -> None:
    first = gradient_flow(5, residual=True, gain=0.9, width=16, seed=7)
    assert first == gradient_flow(5, residual=True, gain=0.9, width=16, seed=7)
    assert first != gradient_flow(5, residual=True, gain=0.9, width=16, seed=8)
    assert len(first) == 5


BLOCKS = [
    Block(),
    Block(activation="tanh"),
    Block(activation="none", centre=-1),
    Block(order="post"),
    Block(order="post", activation="tanh", centre=0.3),
    Block(batch_norm=True),
    Block(batch_norm=True, order="post", activation="tanh"),
]


def spelled(x: Any, weight: Any, block: Block, residual: bool) -> Any:
    """A block written out, (B, width) -> (B, width), without the engine."""

    def act(x: Any) -> Any:
        return {"relu": np.maximum(x, 0), "tanh": np.tanh(x), "none": x}[block.activation]

    def norm(x: Any) -> Any:
        return (x - x.mean(0)) / np.sqrt(((x - x.mean(0)) ** 2).mean(0) + 1e-5) if block.batch_norm else x

    skip = x if residual else 0
    return act(norm(x)) @ weight.T + skip if block.order == "pre" else act(norm(x @ weight.T) + skip)


@pytest.mark.parametrize("block", BLOCKS, ids=str)
@pytest.mark.parametrize("residual", [False, True])
def test_the_norms_are_what_finite_differences_say(residual: bool, block: Block) -> None:
    blocks, width, gain, seed, batch = 3, 6, 0.8, 4, BATCH if block.batch_norm else 1
    dice = np.random.default_rng(seed)
    scale = gain * math.sqrt((2 if block.activation == "relu" else 1) / width)
    weights = dice.standard_normal((blocks, width, width)) * scale + block.centre * np.eye(width)
    x, direction = dice.standard_normal((batch, width)), dice.standard_normal((batch, width))
    direction /= math.sqrt((direction**2).sum())

    def loss(x: Any, begin: int) -> float:
        for weight in weights[begin:]:
            x = spelled(x, weight, block, residual)
        return float((direction * x).sum())

    expected = list[float]()
    for n in range(blocks):
        steps = 1e-6 * np.eye(batch * width).reshape(-1, batch, width)
        slopes = [(loss(x + step, n) - loss(x - step, n)) / 2e-6 for step in steps]
        expected.append(math.sqrt(sum(slope**2 for slope in slopes)))
        x = spelled(x, weights[n], block, residual)
    got = gradient_flow(blocks, residual, gain=gain, width=width, seed=seed, block=block)
    assert got == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("slope", [0.1, -0.9, 2])
def test_blocks_of_a_known_jacobian_give_its_powers(slope: float) -> None:
    """Of W = slope · I and no activation the Jacobians are slope · I and (1 + slope) · I."""
    block = Block(activation="none", centre=slope)
    plain, residual = (gradient_flow(10, skips, gain=0, width=4, block=block) for skips in (False, True))
    assert plain == pytest.approx([abs(slope) ** (10 - n) for n in range(10)])
    assert residual == pytest.approx([abs(1 + slope) ** (10 - n) for n in range(10)])


def test_a_residual_block_whose_jacobian_is_minus_the_identity_lets_nothing_through() -> None:
    block = Block(activation="none", centre=-1)
    assert gradient_flow(5, residual=True, gain=0, block=block) == (0,) * 5
    assert gradient_flow(5, residual=False, gain=0, block=block) == pytest.approx([1] * 5)


def test_near_minus_the_identity_the_residual_stack_vanishes_and_the_plain_one_lasts() -> None:
    """I + J is what was drawn, of gain 0.1; J alone is it beside −I, at a right angle: √(1 + 0.1²) a block."""
    block = Block(activation="none", centre=-1)
    residual = gradient_flow(20, residual=True, gain=0.1, width=256, block=block)
    plain = gradient_flow(20, residual=False, gain=0.1, width=256, block=block)
    assert math.log10(residual[0]) == pytest.approx(-20, abs=1)
    assert plain[0] == pytest.approx(1.01**10, rel=0.1)


@pytest.mark.parametrize("order", ["pre", "post"])
def test_batch_norm_takes_the_gain_out_of_a_plain_stack(order: Any) -> None:
    """W · φ(BN(x)) and BN(W · x) have a Jacobian that does not change with W's scale, but for the ends of the stack."""
    small, large = (
        gradient_flow(8, residual=False, gain=gain, block=Block(batch_norm=True, order=order)) for gain in (0.5, 2)
    )
    assert small[1:] == pytest.approx(large[1:], rel=1e-3)


def test_batch_norm_makes_a_plain_stack_of_relus_explode() -> None:
    """π / (π − 1) a block for the squared norm, in a wide layer and a large batch (arXiv:1902.08129).

    ReLU of a standard normal has variance (1 − 1/π) / 2, which W doubles and normalization divides by; ReLU's slope
    halves the gradient, which W doubles.
    """
    norms = gradient_flow(30, residual=False, width=512, block=Block(batch_norm=True, order="post"))
    growth = (norms[5] / norms[25]) ** (1 / 20)
    assert growth == pytest.approx(math.sqrt(math.pi / (math.pi - 1)), rel=0.03)


def test_batch_norm_before_each_map_lets_a_residual_stack_grow_slowly() -> None:
    """Block n adds variance gain² to the n · gain² + 1 there are, so that its part shrinks as 1 / n."""
    bare = gradient_flow(50, residual=True, width=128)
    normal = gradient_flow(50, residual=True, width=128, block=Block(batch_norm=True))
    assert bare[0] > 2**20
    assert 3 < normal[0] < 30


def test_a_relu_behind_the_sum_masks_the_identity_too() -> None:
    """Without weights a pre-activation stack is the identity; a ReLU stops what is negative, once and for all."""
    kept = gradient_flow(50, residual=True, gain=0, width=1_000, block=Block(order="post"))
    assert kept[1:] == pytest.approx([kept[-1]] * 49)
    assert kept[0] ** 2 == pytest.approx(0.5, abs=0.1)


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
        (
            {"block": Block(activation=cast("Any", "step"))},
            "There is no such activation here; there are relu, tanh, none.",
        ),
        ({"block": Block(order=cast("Any", "mid"))}, "There is no such order of a block; there are pre, post."),
        ({"block": Block(centre=float("inf"))}, "The centre is inf; it must be finite."),
        ({"blocks": 10**6, "width": 10**3}, "An array of 1000000*1000*1000 = 1,000,000,000,000 cells is over"),
    ],
)
def test_a_stack_that_cannot_be_is_refused(arguments: dict[str, Any], sentence: str) -> None:
    call: Any = gradient_flow
    with pytest.raises(AppError) as refusal:
        call(**{"blocks": 3, "residual": True} | arguments)
    assert refusal.value.sentence.startswith(sentence)

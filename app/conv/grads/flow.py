"""How much of a gradient reaches the first of many blocks, with and without skip connections."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal, TypeAlias

import numpy as np

from app.conv.grads.activations import relu_vjp
from app.conv.grads.normalization import batch_norm_vjp
from app.conv.ops.activations import relu
from app.conv.ops.arguments import real, whole
from app.conv.ops.arrays import Array, refuse_too_many_cells
from app.conv.ops.normalization import batch_norm
from app.conv.ops.reshaping import linear
from app.errors import BadInput

Activation = Literal["relu", "tanh", "none"]
Order = Literal["pre", "post"]
Back: TypeAlias = Callable[[Array], Array]  # the gradient of an output -> that of its input
Layer: TypeAlias = Callable[[Array], tuple[Array, Back]]

BATCH = 32
"""How many inputs go through together where their mean and variance are asked."""
_VARIANCE = {
    "relu": 2,
    "tanh": 1,
    "none": 1,
}  # times 1 / width: ReLU halves what it is given (arXiv:1502.01852, eq. 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """The map F of a block and what stands behind the sum.

    pre   F(x) = W · φ(BN(x)), the sum as it is     arXiv:1603.05027, figure 4 (e)
    post  F(x) = BN(W · x), φ behind the sum         arXiv:1512.03385, figure 2

    W has `centre` added on its diagonal. Without activation and normalization F's Jacobian is W itself; with a
    centre of −1 it lies near −I, where identity and F cancel.
    """

    activation: Activation = "relu"
    order: Order = "pre"
    batch_norm: bool = False
    centre: float = 0.0


PRE_ACTIVATION = Block()


def gradient_flow(
    blocks: int,
    residual: bool,  # noqa: FBT001 - the question itself: with or without
    *,
    gain: float = 1.0,
    width: int = 32,
    seed: int = 0,
    block: Block = Block(),
) -> tuple[float, ...]:
    """‖∂L/∂x_n‖₂ for n = 0 … blocks − 1, the input of each block, first block first, by backpropagation in float64.

    By default a block is F_n(x) = W_n · φ(x), a linear layer on an activated input, so that an identity beside it stays
    whole (arXiv:1603.05027). A plain stack is x_{n+1} = F_n(x_n), a residual one x_{n+1} = x_n + F_n(x_n).

    W_n has independent normal entries of variance gain² · 2 / width for ReLU (He's), gain² / width otherwise. x_0 is
    standard normal, and L = ⟨u, x_N⟩ with a random u of length 1, so that the gradient that enters the last block has
    norm 1. All is drawn from `seed`, in the order W, x_0, u: both stacks of one seed have the same weights. With
    normalization x and u are of BATCH inputs, and the norms are those of the whole batch's gradient.

    Expect gain^blocks from a plain ReLU stack, and about (1 + gain²)^(blocks / 2) from a residual one: without the
    normalization that real networks have, a skip connection does not keep a gradient from exploding.
    """
    weights, x, grad = _drawn(blocks, gain, width, seed, block)
    backs: list[Back] = []
    for weight in weights:
        x, back = _through(x, weight, block, residual=residual)
        backs.append(back)
    norms: list[float] = []
    for back in reversed(backs):
        grad = back(grad)
        norms.append(float(np.linalg.norm(grad)))
    return tuple(norms[::-1])


def _through(x: Array, weight: Array, block: Block, *, residual: bool) -> tuple[Array, Back]:
    """One block, (B, width) -> (B, width), and its way back."""
    weigh, activate = partial(_weighed, weight=weight), partial(_activated, activation=block.activation)
    normalize = [_normalized] if block.batch_norm else []
    branch = [*normalize, activate, weigh] if block.order == "pre" else [weigh, *normalize]
    y, back_to_input = _in_turn(x, branch)
    out, back_to_sum = _in_turn(y + x if residual else y, [activate] if block.order == "post" else [])

    def back(grad: Array) -> Array:
        to_sum = back_to_sum(grad)
        return back_to_input(to_sum) + to_sum if residual else back_to_input(to_sum)

    return out, back


def _in_turn(x: Array, layers: list[Layer]) -> tuple[Array, Back]:
    """Layer behind layer, and back from the last to the first."""
    backs: list[Back] = []
    for layer in layers:
        x, back = layer(x)
        backs.append(back)

    def back_through_all(grad: Array) -> Array:
        for back in reversed(backs):
            grad = back(grad)
        return grad

    return x, back_through_all


def _weighed(x: Array, weight: Array) -> tuple[Array, Back]:
    """The gradient of the weights, which linear_vjp gives too, would be thrown away."""
    return linear(x, weight), lambda grad: linear(grad, weight.T)


def _normalized(x: Array) -> tuple[Array, Back]:
    """By the batch's own mean and variance; weight 1 and bias 0, as a layer begins."""
    y = batch_norm(x, None, None, training=True)
    return y, lambda grad: batch_norm_vjp(grad, x, None, None, training=True)[0]


def _activated(x: Array, activation: Activation) -> tuple[Array, Back]:
    match activation:
        case "relu":
            return relu(x), lambda grad: relu_vjp(grad, x)[0]
        case "tanh":
            y = np.tanh(x)
            return y, lambda grad: grad * (1 - y**2)
        case "none":
            return x, lambda grad: grad


def _drawn(blocks: int, gain: float, width: int, seed: int, block: Block) -> tuple[Array, Array, Array]:
    """The weights (blocks, width, width), the input (B, width) and the direction (B, width) of the loss."""
    if block.activation not in _VARIANCE:
        raise BadInput(f"There is no such activation here; there are {', '.join(_VARIANCE)}.")
    if block.order not in {"pre", "post"}:
        raise BadInput("There is no such order of a block; there are pre, post.")
    depth, size = whole("number of blocks", blocks, least=1), whole("width", width, least=1)
    scale = real("gain", gain, least=0) * np.sqrt(_VARIANCE[block.activation] / size)
    refuse_too_many_cells((depth, size, size))
    dice = np.random.default_rng(whole("seed", seed, least=0))
    weights = dice.standard_normal((depth, size, size)) * scale + real("centre", block.centre) * np.eye(size)
    batch = (BATCH if block.batch_norm else 1, size)
    start, end = dice.standard_normal(batch), dice.standard_normal(batch)
    return weights, start, end / np.linalg.norm(end)

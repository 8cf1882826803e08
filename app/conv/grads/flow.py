"""How much of a gradient reaches the first of many blocks, with and without skip connections."""

from typing import Literal

import numpy as np

from app.conv.grads.activations import relu_vjp
from app.conv.grads.convolution import linear_vjp
from app.conv.ops.activations import relu
from app.conv.ops.arguments import real, whole
from app.conv.ops.arrays import Array, refuse_too_many_cells
from app.conv.ops.reshaping import linear
from app.errors import BadInput

Activation = Literal["relu", "tanh"]

_VARIANCE = {"relu": 2, "tanh": 1}  # times 1 / width: ReLU halves what it is given (arXiv:1502.01852, equation 10)


def gradient_flow(
    blocks: int,
    residual: bool,  # noqa: FBT001 - the question itself: with or without
    *,
    gain: float = 1.0,
    width: int = 32,
    seed: int = 0,
    activation: Activation = "relu",
) -> tuple[float, ...]:
    """‖∂L/∂x_n‖₂ for n = 0 … blocks − 1, the input of each block, first block first, by backpropagation in float64.

    A block is F_n(x) = W_n · φ(x), a linear layer on an activated input, so that an identity beside it stays whole
    (arXiv:1603.05027). A plain stack is x_{n+1} = F_n(x_n), a residual one x_{n+1} = x_n + F_n(x_n).

    W_n has independent normal entries of variance gain² · 2 / width for ReLU (He's), gain² / width for tanh. x_0 is
    standard normal, and L = u · x_N with a random u of length 1, so that the gradient that enters the last block has
    norm 1. All is drawn from `seed`, in the order W, x_0, u: both stacks of one seed have the same weights.

    Expect gain^blocks from a plain ReLU stack, and about (1 + gain²)^(blocks / 2) from a residual one: without the
    normalization that real networks have, a skip connection does not keep a gradient from exploding.
    """
    weights, start, end = _drawn(blocks, gain, width, seed, activation)
    inputs, x = [start], start
    for weight in weights:
        x = linear(_activated(x, activation), weight) + (x if residual else 0)
        inputs.append(x)
    norms: list[float] = []
    grad = end
    for weight, x in zip(weights[::-1], inputs[-2::-1], strict=True):
        grad = _through(grad, x, weight, activation) + (grad if residual else 0)
        norms.append(float(np.linalg.norm(grad)))
    return tuple(norms[::-1])


def _through(grad: Array, x: Array, weight: Array, activation: Activation) -> Array:
    """From the output of F(x) = W · φ(x) to its input: φ′(x) ⊙ Wᵀ · grad."""
    active = _activated(x, activation)
    to_active, _, _ = linear_vjp(grad, active, weight)
    return relu_vjp(to_active, x)[0] if activation == "relu" else to_active * (1 - active**2)


def _activated(x: Array, activation: Activation) -> Array:
    return relu(x) if activation == "relu" else np.tanh(x)


def _drawn(blocks: int, gain: float, width: int, seed: int, activation: str) -> tuple[Array, Array, Array]:
    """The weights (blocks, width, width), the input (width,) and the direction (width,) of the loss."""
    if activation not in _VARIANCE:
        raise BadInput(f"There is no such activation here; there are {', '.join(_VARIANCE)}.")
    depth, size = whole("number of blocks", blocks, least=1), whole("width", width, least=1)
    scale = real("gain", gain, least=0) * np.sqrt(_VARIANCE[activation] / size)
    refuse_too_many_cells((depth, size, size))
    dice = np.random.default_rng(whole("seed", seed, least=0))
    weights = dice.standard_normal((depth, size, size)) * scale
    start, end = dice.standard_normal(size), dice.standard_normal(size)
    return weights, start, end / np.linalg.norm(end)

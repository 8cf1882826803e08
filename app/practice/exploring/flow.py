"""The gradient on its way down through many blocks, with skip connections and without."""

from dataclasses import dataclass

import numpy as np

from app.conv.grads import Block, gradient_flow
from app.conv.grads.flow import BATCH, PRE_ACTIVATION
from app.conv.shapes import require
from app.conv.work import WorkLimits, grant_arrays, grant_macs
from app.errors import TooMuchWork
from app.practice.exploring.layers import too_much

MOST_BLOCKS = 1_024
LARGEST_SEED = 2**53 - 1
LARGEST_GAIN = LARGEST_CENTRE = 100


@dataclass(frozen=True, slots=True)
class FlowRequest:
    """Blocks of one square matrix each, drawn from the seed; `gain` scales their usual spread."""

    blocks: int
    residual: bool = True
    gain: float = 1.0
    width: int = 32
    seed: int = 0
    block: Block = PRE_ACTIVATION


@dataclass(frozen=True, slots=True)
class Flow:
    """The gradient's norm at each block's input, first block first, of two stacks that share their weights."""

    plain: tuple[float, ...]
    residual: tuple[float, ...]
    asked: tuple[float, ...]  # the one of the two that was asked for


def explore_gradient_flow(request: FlowRequest, limits: WorkLimits) -> Flow:
    """Both stacks by backpropagation in float64."""
    _grant(request, limits)
    plain, residual = (_norms(request, residual=with_skips) for with_skips in (False, True))
    return Flow(plain, residual, residual if request.residual else plain)


def _norms(request: FlowRequest, *, residual: bool) -> tuple[float, ...]:
    kind = "residual" if residual else "plain"
    try:
        with np.errstate(over="raise", invalid="raise"):
            return gradient_flow(
                request.blocks,
                residual,
                gain=request.gain,
                width=request.width,
                seed=request.seed,
                block=request.block,
            )
    except FloatingPointError:
        raise TooMuchWork(f"The {kind} stack grows past 1.8e308, the largest 64-bit float: take less gain.") from None


def _grant(request: FlowRequest, limits: WorkLimits) -> None:
    require("number of blocks", request.blocks, least=1, pointer="/blocks")
    require("width", request.width, least=1, pointer="/width")
    require("seed", request.seed, least=0, pointer="/seed")
    if request.blocks > MOST_BLOCKS:
        raise too_much(f"The stack has {request.blocks:,} blocks; {MOST_BLOCKS:,} is the limit here.", "/blocks")
    if request.seed > LARGEST_SEED:
        raise too_much(f"The seed is over {LARGEST_SEED:,}, which is the limit here.", "/seed")
    if not 0 <= request.gain <= LARGEST_GAIN:
        raise too_much(f"The gain must be from 0 to {LARGEST_GAIN}.", "/gain")
    if abs(request.block.centre) > LARGEST_CENTRE:
        raise too_much(f"The centre must be from -{LARGEST_CENTRE} to {LARGEST_CENTRE}.", "/centre")
    _grant_work(request, limits)


def _grant_work(request: FlowRequest, limits: WorkLimits) -> None:
    """Of two stacks. Normalization takes a batch through each, and keeps what its way back needs."""
    inputs, kept = (BATCH, 4) if request.block.batch_norm else (1, 2)
    weights = (request.blocks, request.width, request.width)
    grant_arrays(limits, [weights, (kept * inputs * request.blocks, request.width)])
    grant_macs(limits, (2 * inputs, 2, *weights))  # forwards, and back

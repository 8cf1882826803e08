"""One output's gradient, sent back through a network and through the same layers without their shortcuts."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from math import prod

import numpy as np

from app.conv.network.layers import Layers
from app.conv.network.running import Weights
from app.conv.network.running.calibrating import calibrated
from app.conv.network.running.weights import Parameters, Remembered
from app.conv.network.shape import Shape
from app.conv.network.table import table
from app.conv.network.unrolling import block_names, without_shortcuts
from app.conv.plan import Costs, Stretch, compile_network
from app.conv.plan.holding import floats_held
from app.conv.work import WorkLimits, grant_arrays, grant_macs
from app.errors import Impossible

REMEMBERED = 64
PASSES = 4  # forwards for the statistics, forwards, and back, which takes about twice as long
OUTPUT = (0, 0)  # of the first image the first: to random weights all outputs are alike


@dataclass(frozen=True, slots=True)
class Run:
    """A network with shortcuts, and the random parameters that both are drawn with: one is as random as the other."""

    layers: Layers
    shape: Shape
    gain: float
    seed: int
    normalised: bool


@dataclass(frozen=True, slots=True)
class Flow:
    """‖∂ output / ∂ x‖₂ at the input of each block, the first one first, where it is 1 behind the last block."""

    blocks: tuple[str, ...]
    plain: tuple[float, ...]
    residual: tuple[float, ...]


Progress = Flow | str

_KEPT: dict[Run, Flow] = {}
"""What was run: reading another block off it does not run it again."""


def kept(run: Run) -> Flow | None:
    """What has been found of a run before."""
    return _KEPT.get(run)


def sent_back(run: Run, limits: WorkLimits, costs: Costs) -> Generator[Progress]:
    """A sentence before each network, and in the end both. Raises `TooMuchWork` before the first array."""
    plain = without_shortcuts(run.layers)
    for layers in (run.layers, plain):
        _grant(layers, run.shape, limits, costs)
    blocks, weights = block_names(run.layers), Remembered(Weights(run.seed, gain=run.gain))
    yield "1 of 2: without shortcuts"
    without = _norms(plain, run, weights, blocks, costs)
    yield "2 of 2: with shortcuts"
    found = Flow(blocks, without, _norms(run.layers, run, weights, blocks, costs))
    _keep(run, found)
    yield found


def _keep(run: Run, found: Flow) -> None:
    _KEPT[run] = found
    while len(_KEPT) > REMEMBERED:
        del _KEPT[next(iter(_KEPT))]


def _norms(layers: Layers, run: Run, weights: Parameters, blocks: tuple[str, ...], costs: Costs) -> tuple[float, ...]:
    """At each block of either network, and 1 behind the last."""
    image = np.random.default_rng(run.seed).standard_normal((1, *run.shape), np.float32)
    drawn = calibrated(layers, image, weights) if run.normalised else weights
    stretches = compile_network(layers, run.shape, drawn, costs).highway(image, OUTPUT)
    norms = tuple(_at(blocks, stretches))
    if not norms[-1]:
        raise Impossible("Nothing of this output's gradient reaches the last block; take another seed.")
    return tuple(norm / norms[-1] for norm in norms)


def _at(blocks: tuple[str, ...], stretches: tuple[Stretch, ...]) -> Iterator[float]:
    """Where each block begins, as one step or as the first of several, and where what follows the last begins."""
    firsts = [next(n for n, each in enumerate(stretches) if _is_of(block, each.name)) for block in blocks]
    behind = next(n for n in range(firsts[-1], len(stretches)) if not _is_of(blocks[-1], stretches[n].name))
    return (stretches[n].norm for n in (*firsts, behind))


def _is_of(block: str, step: str) -> bool:
    return step == block or step.startswith(f"{block}.")


def _grant(layers: Layers, shape: Shape, limits: WorkLimits, costs: Costs) -> None:
    """One network at a time, for one image."""
    found = table(layers, shape)
    grant_macs(limits, (PASSES, found.totals.macs))
    largest = max((row.scratch for row in found.rows), key=prod)
    grant_arrays(limits, [shape, largest, (floats_held(layers, shape, costs),)], cell_bytes=4)

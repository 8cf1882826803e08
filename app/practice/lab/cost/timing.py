"""The five designs on this machine: compiled, and run until the clock agrees with itself, or long enough.

On one thread, and one pass at a time: threads that share cores wait for each other, and a pass of milliseconds then
takes what the scheduler takes.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from threading import Lock

import numpy as np
from threadpoolctl import ThreadpoolController

from app.conv.network.layers import Conv
from app.conv.network.running.weights import Weights
from app.conv.network.shape import Shape
from app.conv.network.table import table
from app.conv.network.windows import as_conv
from app.conv.ops import Array
from app.conv.plan import Costs, Plan, compile_network, convolution_of, most_floats
from app.conv.work import WorkLimits, grant_arrays, grant_macs
from app.practice.lab.cost.state import CostState, Design, designs, geometry

LEAST_RUNS, MOST_RUNS = 3, 15
ENOUGH_S = 0.25
ALONE = Lock()
BLAS = ThreadpoolController()


@dataclass(frozen=True, slots=True)
class Timing:
    """The shortest of some forward passes, which what else the machine does has disturbed least."""

    name: str
    seconds: float
    runs: int


Progress = tuple[Timing, ...] | str


def timings(state: CostState, limits: WorkLimits, stopwatch: Callable[[], float], costs: Costs) -> Generator[Progress]:
    """A sentence before each design, and in the end all of them. Raises `TooMuchWork` before the first array."""
    g = geometry(state)
    shape, offered = (g.channels, g.size, g.size), designs(g)
    for design in offered:
        _grant(design, shape, limits, costs)
    image = np.random.default_rng(0).standard_normal((1, *shape), np.float32)
    clocked: list[Timing] = []
    for number, design in enumerate(offered, start=1):
        plan = compile_network(design.layers, shape, Weights(0), costs)
        taken: list[float] = []
        while len(taken) < LEAST_RUNS or (sum(taken) < ENOUGH_S and len(taken) < MOST_RUNS):
            yield f"{number} of {len(offered)}: {design.name}, run {len(taken) + 1}"
            taken.append(_clocked(plan, image, stopwatch))
        clocked.append(Timing(design.name, min(taken), len(taken)))
    yield tuple(clocked)


def _grant(design: Design, shape: Shape, limits: WorkLimits, costs: Costs) -> None:
    """The image twice, as it is sent and as it is held; what each layer gives; and what its algorithm holds."""
    found = table(design.layers, shape)
    grant_macs(limits, (LEAST_RUNS, found.totals.macs))
    arrays = [shape, shape]
    for layer, row in zip(design.layers, found.rows, strict=True):
        conv = layer if isinstance(layer, Conv) else as_conv(layer, row.input_shape[0])
        arrays += [row.output_shape, (most_floats(convolution_of(conv, row.input_shape), costs),)]
    grant_arrays(limits, arrays, cell_bytes=4)


def _clocked(plan: Plan, image: Array, stopwatch: Callable[[], float]) -> float:
    """Seconds of one pass. BLAS's threads are the whole process's, so that who limits them must be alone in it."""
    with ALONE, BLAS.limit(limits=1, user_api="blas"):
        begun = stopwatch()
        plan.forward(image)
        return stopwatch() - begun

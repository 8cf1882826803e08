"""The five designs in numbers: weights, MACs, bytes moved, and what a machine could make of them.

Arithmetic intensity counts each layer's input, output and weights as moved once, in float32; a design's time on the
roofline is the sum over its layers of the longer of computing and moving. Source: Williams, Waterman and Patterson,
"Roofline", Communications of the ACM 52(4), 2009.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import prod

from app.conv.network.shape import Shape, shape_text
from app.conv.network.table import NetworkTable, table
from app.conv.network.writing import pytorch_lines
from app.errors import AppError
from app.practice.lab.cost.state import CostState, Design, Geometry, designs, geometry
from app.practice.lab.cost.timing import Timing

FLOAT32_BYTES = 4
GIGA = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """One design. `speed` is what the roofline allows, in GFLOP/s; `ideal_us` the time it takes at that speed."""

    name: str
    formula: str
    params: int
    params_part: str
    macs: int
    macs_part: str
    fewer: float
    intensity: float
    speed: float
    ideal_us: float
    quicker: float


@dataclass(frozen=True, slots=True)
class Clocked:
    """A design by the clock of this machine, beside the standard layer."""

    name: str
    milliseconds: str
    speed: str
    fewer: str
    quicker: str


@dataclass(frozen=True, slots=True)
class CostBoard:
    """The page; where `complaint` says something, the rest is empty."""

    state: CostState
    headline: str
    complaint: str = ""
    shapes: str = ""
    costs: tuple[Cost, ...] = ()
    ridge: float = 0.0  # FLOPs per byte from which on a machine computes longer than it moves
    peak: int = 0
    bandwidth: int = 0
    clocked: tuple[Clocked, ...] = ()
    code: str = ""
    lead: str = ""
    numbers: Mapping[str, object] = field(default_factory=dict[str, object])


def cost_board(state: CostState, clock: tuple[Timing, ...] = ()) -> CostBoard:
    """What the engine says of the boxes, with the times that were measured."""
    try:
        return _board(state, geometry(state), clock)
    except AppError as error:
        return CostBoard(state, "No layer has these numbers.", complaint=error.sentence)


def _board(state: CostState, g: Geometry, clock: tuple[Timing, ...]) -> CostBoard:
    shape: Shape = (g.channels, g.size, g.size)
    built = [(design, table(design.layers, shape)) for design in designs(g)]
    base = _times_us(built[0][1], g)
    costs = tuple(_cost(design, found, built[0][1], base, g) for design, found in built)
    separable = costs[2]
    return CostBoard(
        state=state,
        headline=_headline(separable),
        shapes=f"{shape_text(shape)} → {shape_text(built[0][1].output)}",
        costs=costs,
        ridge=g.peak / g.bandwidth,
        peak=g.peak,
        bandwidth=g.bandwidth,
        clocked=tuple(_clocked(each, clock[0], cost) for each, cost in zip(clock, costs, strict=False)),
        code="\n".join(f"# {design.name}\n{pytorch_lines(design.layers, shape)}" for design, _ in built),
        lead=f"{separable.fewer:.3g} times fewer MACs: why is it not {separable.fewer:.3g} times faster?",
        numbers=_numbers(g),
    )


def _headline(separable: Cost) -> str:
    fewer = f"{separable.fewer:.3g} times fewer MACs"
    return f"Separable: {fewer}, {separable.quicker:.3g} times faster at best."


def _cost(design: Design, found: NetworkTable, standard: NetworkTable, base_us: float, g: Geometry) -> Cost:
    macs, moved = found.totals.macs, _bytes(found)
    ideal = _times_us(found, g)
    return Cost(
        name=design.name,
        formula=design.formula,
        params=found.totals.params,
        params_part=f"{float(design.params_ratio):.3g}",
        macs=macs,
        macs_part=f"{macs / standard.totals.macs:.3g}",
        fewer=standard.totals.macs / macs,
        intensity=2 * macs / moved,
        speed=2 * macs / ideal / 1000,
        ideal_us=ideal,
        quicker=base_us / ideal,
    )


def _bytes(found: NetworkTable) -> int:
    return FLOAT32_BYTES * sum(prod(row.input_shape) + prod(row.output_shape) + row.params for row in found.rows)


def _times_us(found: NetworkTable, g: Geometry) -> float:
    """Layer by layer the longer of computing and moving, in microseconds."""
    seconds = 0.0
    for row in found.rows:
        moved = FLOAT32_BYTES * (prod(row.input_shape) + prod(row.output_shape) + row.params)
        seconds += max(2 * row.macs / (g.peak * GIGA), moved / (g.bandwidth * GIGA))
    return seconds * 1e6


def _clocked(timing: Timing, standard: Timing, cost: Cost) -> Clocked:
    return Clocked(
        timing.name,
        f"{timing.seconds * 1000:.3g} ms",
        f"{2 * cost.macs / timing.seconds / GIGA:.3g} GFLOP/s",
        f"{cost.fewer:.3g} ×",
        f"{standard.seconds / timing.seconds:.3g} ×",
    )


def _numbers(g: Geometry) -> Mapping[str, object]:
    """As the problem on what separable layers cost takes it."""
    return {
        "in_channels": g.channels,
        "out_channels": g.out,
        "input": g.size,
        "kernel": g.kernel,
        "stride": g.stride,
        "padding": g.padding,
    }

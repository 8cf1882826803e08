"""What people get wrong about the cost of a separable layer, and what is right under another convention."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from app.conv.counts import flops
from app.problems.depthwise_separable.counting import RATIO_SLIPS, ROWS, believed_counts, counts_of
from app.problems.depthwise_separable.separable_cost.numbers import (
    Factors,
    SeparableLayer,
    believing,
    factors,
    output,
    products,
    sides,
    solve,
)
from app.problems.kind import Answers, Solver
from app.problems.reading import Value
from app.problems.rounding import adds_up, meant


def counting_on(where: Callable[[SeparableLayer], int]) -> Solver[SeparableLayer]:
    """The solver that multiplies by another number of positions, in every row."""

    def solver(layer: SeparableLayer) -> Answers:
        right = factors(layer)
        found = where(layer)
        return products(replace(right, positions=found)) if found != right.positions else {}

    return solver


def only(field: str, count: Callable[[Factors], int]) -> Solver[SeparableLayer]:
    """The solver that gets one row wrong, by this product."""
    return lambda layer: {field: count(factors(layer))}


def both(standard: Callable[[Factors], int], other: str, count: Callable[[Factors], int]) -> Solver[SeparableLayer]:
    """The solver that makes one slip on the standard layer and on one half."""

    def solver(layer: SeparableLayer) -> Answers:
        made = factors(layer)
        return {"standard": standard(made), other: count(made)}

    return solver


def input_positions(layer: SeparableLayer) -> int:
    """Every cell of the input, as if the stride were 1."""
    height, width = sides(layer)
    return height * width


def kernel_not_squared(layer: SeparableLayer) -> Answers:
    """K where K² belongs."""
    made = products(replace(factors(layer), area=layer.kernel))
    return {"standard": made["standard"], "depthwise": made["depthwise"]}


def forgets_kernel(layer: SeparableLayer) -> Answers:
    """No kernel at all."""
    made = products(replace(factors(layer), area=1))
    return {"standard": made["standard"], "depthwise": made["depthwise"]}


def swaps_steps(layer: SeparableLayer) -> Answers:
    """Takes the depthwise half for the one that mixes channels."""
    right = products(factors(layer))
    return {"depthwise": right["pointwise"], "pointwise": right["depthwise"]}


def depthwise_per_output(layer: SeparableLayer) -> Answers:
    """One kernel for each channel that comes out."""
    made = factors(layer)
    return {"depthwise": made.outside * made.area * made.positions} if made.inside != made.outside else {}


def half(name: str) -> Solver[SeparableLayer]:
    """The solver that takes one half for the whole."""
    return lambda layer: {"separable": solve(layer)[name]}


def ratio_slip(name: str) -> Solver[SeparableLayer]:
    """The solver that makes this slip in the ratio."""
    return lambda layer: {"ratio": RATIO_SLIPS[name](counts_of(solve(layer)))}


def as_flops(layer: SeparableLayer) -> Answers:
    """Right for whoever counts multiplications and additions apart."""
    right = solve(layer)
    return {name: flops(value) for name in ROWS if isinstance(value := right[name], int)}


def as_share(layer: SeparableLayer) -> Answers:
    """Right for whoever gives the separable layer's part of the standard one."""
    return {"ratio": 1 / counts_of(solve(layer)).ratio}


def as_saving(layer: SeparableLayer) -> Answers:
    """Right for whoever gives the part that is saved."""
    return {"ratio": 1 - 1 / counts_of(solve(layer)).ratio}


MISTAKES: Mapping[str, Solver[SeparableLayer]] = {
    "input-positions": counting_on(input_positions),
    "positions-along-one-side": counting_on(lambda layer: output(layer)[0]),
    "weights-not-work": counting_on(lambda _: 1),
    "kernel-not-squared": kernel_not_squared,
    "forgets-kernel": forgets_kernel,
    "forgets-input-channels": both(
        lambda made: made.outside * made.area * made.positions, "pointwise", lambda made: made.outside * made.positions
    ),
    "one-filter": both(
        lambda made: made.inside * made.area * made.positions, "pointwise", lambda made: made.inside * made.positions
    ),
    "channels-added": both(
        lambda made: (made.inside + made.outside) * made.area * made.positions,
        "pointwise",
        lambda made: (made.inside + made.outside) * made.positions,
    ),
    "depthwise-mixes": only("depthwise", lambda made: made.inside**2 * made.area * made.positions),
    "depthwise-per-output": depthwise_per_output,
    "swaps-steps": swaps_steps,
    "pointwise-keeps-kernel": only("pointwise", lambda made: made.inside * made.outside * made.area * made.positions),
    "pointwise-is-all": half("pointwise"),
    "depthwise-is-all": half("depthwise"),
    **{name: ratio_slip(name) for name in RATIO_SLIPS},
}
CONVENTIONS: Mapping[str, Solver[SeparableLayer]] = {"flops": as_flops, "share": as_share, "saving": as_saving}


def follow(layer: SeparableLayer, believed: Answers) -> SeparableLayer:
    """The same layer with the believed counts taken as given, rounded ones as what they were rounded from."""
    known: dict[str, int] = {}
    for name, value in believed_counts(believed).items():
        so_far = believing(layer, known)
        claims = (solver(so_far).get(name) for solver in (solve, *MISTAKES.values()))
        known[name] = meant(value, claims)
    return believing(layer, known)


def accepts(layer: SeparableLayer, field: str, value: Value) -> bool:
    """A sum of rounded halves is right as well."""
    if field != "separable" or not isinstance(value, int):
        return False
    made = counts_of(solve(layer))
    return adds_up(value, (made.depthwise, made.pointwise))

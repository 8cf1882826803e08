"""Kind `alternating-strides`: one kernel, strides that alternate, in both orders. The same strides, another field.

Its field is r = 1 + (K - 1)(1 + s_1 + s_1 s_2 + ... + s_1 ... s_(n-1)).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

from annotated_types import Interval

from app.conv.fields import FieldLayer
from app.errors import BadInput
from app.problems.figures import Arrays, NamedArray
from app.problems.forms import Choice, Integer, Option
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver, Step
from app.problems.reading import Value
from app.problems.receptive_field.looking import smallest
from app.problems.receptive_field.seeing import SLIPS, consistently, growths, sight
from app.problems.refuting import Refutation
from app.problems.skills import Skill

Reason: TypeAlias = Literal["more-to-come", "more-strides", "own-layer", "first-layer"]
REASONS: tuple[Reason, ...] = ("more-to-come", "more-strides", "own-layer", "first-layer")
FIELDS = ("small_first", "large_first")


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternating(Params):
    """An odd number of layers of one kernel; before the last, both orders hold each stride equally often."""

    kernel: Annotated[int, Interval(ge=2, le=25)]
    small: Annotated[int, Interval(ge=1, le=9)]
    large: Annotated[int, Interval(ge=2, le=10)]
    layers: Annotated[int, Interval(ge=3, le=15)]
    reasons: tuple[Reason, ...] = REASONS


def order(asked: Alternating, field: str) -> tuple[FieldLayer, ...]:
    """The layers of one order."""
    pair = (asked.small, asked.large) if field == "small_first" else (asked.large, asked.small)
    return tuple(FieldLayer(asked.kernel, pair[number % 2]) for number in range(asked.layers))


def check(asked: Alternating) -> None:
    """Raises `BadInput` where there are no two orders, or a reason is missing."""
    if asked.small >= asked.large:
        raise BadInput(f"The strides have to differ, the smaller one named first: {asked.small} ≥ {asked.large}.")
    if asked.layers % 2 == 0:
        raise BadInput(f"The number of layers has to be odd, so that each order ends as it began: {asked.layers}.")
    if sorted(asked.reasons) != sorted(REASONS):
        raise BadInput(f"Each of the {len(REASONS)} reasons is offered once.")


def fields(asked: Alternating) -> tuple[Field, ...]:
    """The field in each order, then why they differ."""
    return (
        *(Field(name, Integer(like=(23, 58)), name, unit="px") for name in FIELDS),
        Field("why", Choice(tuple(Option(reason) for reason in asked.reasons)), "why"),
    )


def solve(asked: Alternating) -> Answers:
    """Both fields and the reason."""
    return {**_both(asked, lambda layers: sight(layers)[-1].receptive_field), "why": "more-to-come"}


Rule: TypeAlias = Callable[[tuple[FieldLayer, ...]], int]


def _both(asked: Alternating, rule: Rule) -> dict[str, Value]:
    return {name: rule(order(asked, name)) for name in FIELDS}


def ruling(rule: Rule) -> Solver[Alternating]:
    """The solver that goes by another rule in both orders."""
    return lambda asked: _both(asked, rule)


def slipping(slip: str) -> Solver[Alternating]:
    """The solver that makes this slip on every layer."""
    return ruling(lambda layers: consistently(SLIPS[slip], layers))


def counts_own_stride(asked: Alternating) -> Answers:
    """Takes a stride to widen the field of its own layer."""
    return {**slipping("counts-own-stride")(asked), "why": "own-layer"}


def other_order(asked: Alternating) -> Answers:
    """Gives the other order's field. With strides 1 and S, in the first order counting the own stride does that."""
    right = solve(asked)
    swapped = {"small_first": right["large_first"], "large_first": right["small_first"]}
    return {"large_first": swapped["large_first"]} if asked.small == 1 else swapped


def more_strides(_: Alternating) -> Answers:
    """Counts how often each stride occurs, the last layer's included."""
    return {"why": "more-strides"}


def first_layer_sees_more(_: Alternating) -> Answers:
    """Thinks the first layer's own field differs."""
    return {"why": "first-layer"}


MISTAKES: Mapping[str, Solver[Alternating]] = {
    "ignores-earlier-strides": slipping("ignores-earlier-strides"),
    "only-previous-stride": ruling(lambda layers: 1 + sum(on.steps * on.previous for on in growths(layers))),
    "counts-own-stride": counts_own_stride,
    "whole-kernel": slipping("whole-kernel"),
    "kernels-added-up": ruling(lambda layers: sum(layer.kernel for layer in layers)),
    "one-layer-short": ruling(lambda layers: sight(layers)[-2].receptive_field),
    "jump-for-field": ruling(lambda layers: sight(layers)[-1].jump),
    "other-order": other_order,
    "more-strides": more_strides,
    "first-layer-sees-more": first_layer_sees_more,
}
DRAWN = {
    1: ((3, 5, 7), ((1, 2), (1, 3)), (5,)),
    2: ((3, 5, 7, 9), ((1, 2), (1, 3), (1, 4)), (5, 7)),
    3: ((3, 4, 5, 6, 7, 9), ((2, 3), (2, 4), (2, 5), (3, 4), (3, 5)), (5, 7)),
}
"""Kernels, pairs of strides and numbers of layers, by level."""


def draw(dice: Dice, level: int) -> Alternating:
    """Level 1: five layers. Level 2: seven, and larger strides. Level 3: neither stride is 1."""
    kernels, pairs, counts = DRAWN[level]
    small, large = pairs[int(dice.integers(len(pairs)))]
    return Alternating(
        kernel=kernels[int(dice.integers(len(kernels)))],
        small=small,
        large=large,
        layers=counts[int(dice.integers(len(counts)))],
        reasons=tuple(REASONS[int(place)] for place in dice.permutation(len(REASONS))),
    )


def steps(asked: Alternating) -> Mapping[str, tuple[Step, ...]]:
    """The jumps before each layer, then their sum; for the reason, both sums side by side."""
    lines: dict[str, tuple[Step, ...]] = {}
    for name in FIELDS:
        layers = order(asked, name)
        jumps = _jumps(layers)
        left = f"1 + ({asked.kernel} − 1)·({' + '.join(map(str, jumps))})"
        lines[name] = (
            Step("jumps", ", ".join(map(str, jumps)), marked=f"1, {layers[0].stride}, …"),
            Step("sum", left, f"{sight(layers)[-1].receptive_field:,}", marked=f"1 + ({asked.kernel} − 1)·(1 + …)"),
        )
    one, other = (" + ".join(map(str, _jumps(order(asked, name)))) for name in FIELDS)
    return lines | {"why": (Step("compare", f"{one} < {other}"),)}


def _jumps(layers: tuple[FieldLayer, ...]) -> list[int]:
    return [on.jump for on in growths(layers)]


def facts(asked: Alternating) -> Mapping[str, str]:
    """What the words may name."""
    first, second = (", ".join(str(layer.stride) for layer in order(asked, name)) for name in FIELDS)
    return {
        "kernel": f"{asked.kernel} × {asked.kernel}",
        "grows_by": str(asked.kernel - 1),
        "layers": str(asked.layers),
        "small": str(asked.small),
        "large": str(asked.large),
        "first_order": first,
        "second_order": second,
        "second_growth": str((asked.kernel - 1) * asked.large),
    }


def figure(asked: Alternating) -> Arrays:
    """The strides in both orders, as one notes them."""
    rows = ((str(layer.stride) for layer in order(asked, name)) for name in FIELDS)
    first, second = (tuple(row) for row in rows)
    return Arrays((NamedArray("first order, strides", (first,)), NamedArray("second order, strides", (second,))))


def refute(_: Alternating, field: str, mistakes: tuple[str, ...], __: Value) -> Refutation | None:
    """A small stack on which the slip and one unit's gradient part."""
    known = [name for name in mistakes[:1] if name in SLIPS]
    return smallest(SLIPS[known[0]], is_pool=False) if known and field in FIELDS else None


KIND = Kind(
    id="alternating-strides",
    skill=Skill.RECEPTIVE_FIELD,
    params=Alternating,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    working=steps,
    step_keys=frozenset({"jumps", "sum", "compare"}),
    option_keys=frozenset(REASONS),
    refute=refute,
    facts=facts,
    figure=figure,
)

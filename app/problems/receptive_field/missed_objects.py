"""Kind `missed-objects`: a detector misses what is larger than its units see. Which remedies make them see it.

Source: Araujo, Norris and Sim, Distill 2019; pooled context, Liu et al., "ParseNet", arXiv:1506.04579.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from typing import Annotated, Literal, TypeAlias

from annotated_types import Interval, Len

from app.conv.fields import FieldLayer
from app.errors import BadInput, Impossible
from app.problems.figures import Stack, StackLayer
from app.problems.forms import Choices, Integer, Option
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver, Step
from app.problems.receptive_field.seeing import SLIPS, consistently, sight
from app.problems.skills import Skill

Remedy: TypeAlias = Literal[
    "more", "dilate", "early", "larger", "late", "pointwise", "channels", "global-pool", "context"
]
MEASURED: tuple[Remedy, ...] = ("more", "dilate", "early", "larger")
IDLE: tuple[Remedy, ...] = ("late", "pointwise", "channels")
REMEDIES: tuple[Remedy, ...] = (*MEASURED, *IDLE, "global-pool", "context")
Few: TypeAlias = Annotated[int, Interval(ge=1, le=100)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Detector(Params):
    """`depth` layers of one kernel, the first `strided` of them at stride 2; the size of the object; the remedies.

    `more` layers may be added, `rate` set in the last `dilated`, kernels of `wide` put into the last `widened`.
    """

    kernel: Annotated[int, Interval(ge=2, le=15)]
    depth: Annotated[int, Interval(ge=3, le=100)]
    strided: Annotated[int, Interval(ge=0, le=4)]
    object: Annotated[int, Interval(ge=2, le=100_000)]
    more: Few
    rate: Annotated[int, Interval(ge=2, le=32)]
    dilated: Few
    wide: Annotated[int, Interval(ge=3, le=31)]
    widened: Few
    offered: Annotated[tuple[Remedy, ...], Len(2, 9)]


def layers(asked: Detector) -> tuple[FieldLayer, ...]:
    """The stack as it is."""
    strided, later = FieldLayer(asked.kernel, stride=2), FieldLayer(asked.kernel)
    return (*(strided,) * asked.strided, *(later,) * (asked.depth - asked.strided))


def _last(stack: tuple[FieldLayer, ...], count: int, layer: FieldLayer) -> tuple[FieldLayer, ...]:
    return (*stack[: len(stack) - count], *(layer,) * count)


def remedied(asked: Detector, remedy: Remedy) -> tuple[FieldLayer, ...]:
    """The stack after a remedy that leaves it a stack."""
    stack, k = layers(asked), asked.kernel
    match remedy:
        case "more":
            return (*stack, *(FieldLayer(k),) * asked.more)
        case "dilate":
            return _last(stack, asked.dilated, FieldLayer(k, dilation=asked.rate))
        case "early":
            return (*stack[: asked.strided], FieldLayer(k, stride=2), *stack[asked.strided + 1 :])
        case "larger":
            return _last(stack, asked.widened, FieldLayer(asked.wide))
        case "late":
            return _last(stack, 1, FieldLayer(k, stride=2))
        case "pointwise":
            return (*stack, *(FieldLayer(1),) * asked.more)
        case _:
            return stack


def field(stack: tuple[FieldLayer, ...]) -> int:
    """Of a unit of the last layer. Layers at stride 1 see what one with all their steps sees, and are put together."""
    merged: list[FieldLayer] = []
    for layer, same in groupby(stack):
        count = len(list(same))
        if layer.stride == 1:
            merged.append(FieldLayer(count * (layer.kernel - 1) + 1, dilation=layer.dilation))
        else:
            merged += [layer] * count
    return sight(tuple(merged))[-1].receptive_field


@lru_cache(maxsize=64)
def as_it_is(asked: Detector) -> int:
    """The field without a remedy."""
    return field(layers(asked))


def helps(asked: Detector, remedy: Remedy) -> bool:
    """Whether each unit then depends on all of the object, and there is still a unit for each place."""
    if remedy in {"context", "global-pool"}:
        return remedy == "context"
    return field(remedied(asked, remedy)) >= asked.object


def check(asked: Detector) -> None:
    """Raises `Impossible` where nothing is missed, `BadInput` where a remedy does not fit the stack."""
    if as_it_is(asked) >= asked.object:
        raise Impossible(f"A unit sees the object already: {as_it_is(asked)} ≥ {asked.object}.")
    if max(asked.dilated, asked.widened) >= asked.depth - asked.strided:
        raise BadInput(f"Only the {asked.depth - asked.strided - 1} last layers may be changed.")
    if asked.wide <= asked.kernel:
        raise BadInput(f"Larger kernels have to be larger: {asked.wide} ≤ {asked.kernel}.")
    if len(set(asked.offered)) < len(asked.offered) or "context" not in asked.offered:
        raise BadInput("Each remedy is offered once, and the pooled context is among them.")


def fields(asked: Detector) -> tuple[Field, ...]:
    """The field as it is, then the remedies."""
    options = tuple(Option(remedy) for remedy in asked.offered)
    return (Field("field", Integer(like=(23, 58)), "field", unit="px"), Field("remedies", Choices(options), "remedies"))


@lru_cache(maxsize=64)  # every solver begins with it
def right(asked: Detector) -> frozenset[str]:
    """The remedies that work."""
    return frozenset(remedy for remedy in asked.offered if helps(asked, remedy))


def solve(asked: Detector) -> Answers:
    """The field, and the remedies that work."""
    return {"field": as_it_is(asked), "remedies": right(asked)}


def misjudging(remedy: Remedy) -> Solver[Detector]:
    """The solver that is wrong about one remedy, and right about the others."""
    return lambda asked: {"remedies": right(asked) ^ {remedy}} if remedy in asked.offered else {}


def slipping(slip: str) -> Solver[Detector]:
    """The solver that makes this slip in every layer."""

    def solver(asked: Detector) -> Answers:
        wrong = consistently(SLIPS[slip], layers(asked))
        return {"field": wrong} if wrong != as_it_is(asked) else {}

    return solver


def kernels_added_up(asked: Detector) -> Answers:
    """Adds the kernels as they stand."""
    return {"field": asked.kernel * asked.depth}


def last_layer_alone(asked: Detector) -> Answers:
    """Takes what the last kernel covers, in pixels, for the field."""
    return {"field": asked.kernel * 2**asked.strided}


MISTAKES: Mapping[str, Solver[Detector]] = {
    "ignores-earlier-strides": slipping("ignores-earlier-strides"),
    "counts-own-stride": slipping("counts-own-stride"),
    "whole-kernel": slipping("whole-kernel"),
    "kernels-added-up": kernels_added_up,
    "last-layer-alone": last_layer_alone,
    "misjudges-depth": misjudging("more"),
    "misjudges-dilation": misjudging("dilate"),
    "misjudges-early-stride": misjudging("early"),
    "misjudges-larger-kernels": misjudging("larger"),
    "own-stride-counts": misjudging("late"),
    "pointwise-widens": misjudging("pointwise"),
    "channels-widen": misjudging("channels"),
    "pool-keeps-place": misjudging("global-pool"),
    "context-left-out": misjudging("context"),
}
OFFERED: Mapping[int, tuple[int, tuple[Remedy, ...]]] = {
    1: (4, ("more", "dilate", "channels", "pointwise")),
    2: (5, ("more", "dilate", "early", "late", "channels", "pointwise", "global-pool")),
    3: (6, ("more", "dilate", "early", "larger", "late", "pointwise", "global-pool")),
}
"""By level, how many remedies stand beside the pooled context, and which."""


def draw(dice: Dice, level: int) -> Detector:
    """Level 1: one stride, five remedies. Level 2: six, an early stride among them. Level 3: seven, deeper.

    The object is as large as one of the measured remedies reaches, or a little more.
    """
    strided = 1 if level == 1 else int(dice.integers(1, 3))
    depth = int(dice.integers(8, 16)) + 4 * level
    half = depth // 2
    wide = int(dice.choice([5, 7, 9]))
    count, choices = OFFERED[level]
    chosen: list[Remedy] = [choices[int(place)] for place in dice.permutation(len(choices))[:count]]
    chosen.append("context")
    asked = Detector(
        kernel=3,
        depth=depth,
        strided=strided,
        object=1,
        more=int(dice.integers(half, 2 * depth)),
        rate=int(dice.integers(2, 5)),
        dilated=int(dice.integers(half // 2, half + 1)),
        wide=wide,
        widened=int(dice.integers(half // 2, half + 1)),
        offered=tuple(chosen[int(place)] for place in dice.permutation(count + 1)),
    )
    reached = [field(remedied(asked, remedy)) for remedy in MEASURED if remedy in asked.offered]
    goal = reached[int(dice.integers(len(reached)))] + int(dice.integers(-6, 7))
    return replace(asked, object=max(goal, as_it_is(asked) + 4))


def steps(asked: Detector) -> Mapping[str, tuple[Step, ...]]:
    """The field in two parts, then what each remedy makes of it."""
    k, jump = asked.kernel, 2**asked.strided
    strided = field(layers(asked)[: asked.strided]) if asked.strided else 1
    behind = asked.depth - asked.strided
    widths = (
        Step("strided", "the layers at stride 2", str(strided)),
        Step("behind", f"{strided} + {behind}·({k} − 1)·{jump}", str(as_it_is(asked))),
    )
    compared = Step("compare", f"the field with the remedy ≥ {asked.object}")
    return {"field": widths, "remedies": (compared, *(_line(asked, remedy) for remedy in asked.offered))}


def _line(asked: Detector, remedy: Remedy) -> Step:
    """What a remedy adds to the field."""
    now, steps_, jump = as_it_is(asked), asked.kernel - 1, 2**asked.strided
    added = {
        "more": f"{asked.more}·{steps_}·{jump}",
        "dilate": f"{asked.dilated}·{steps_}·({asked.rate} − 1)·{jump}",
        "early": f"{asked.depth - asked.strided - 1}·{steps_}·{jump}",
        "larger": f"{asked.widened}·({asked.wide} − {asked.kernel})·{jump}",
    }
    if remedy in {"context", "global-pool"}:
        return Step(remedy, "the whole image", "one vector" if remedy == "global-pool" else "at every position")
    return Step(remedy, f"{now} + {added.get(remedy, '0')}", str(field(remedied(asked, remedy))))


def facts(asked: Detector) -> Mapping[str, str]:
    """What the words may name; of a remedy also the field that it brings."""
    reached = {f"{name}_field": str(field(remedied(asked, name))) for name in MEASURED}
    return reached | {
        "kernel": f"{asked.kernel} × {asked.kernel}",
        "steps": str(asked.kernel - 1),
        "depth": str(asked.depth),
        "strided": str(asked.strided),
        "behind": str((asked.kernel - 1) * 2**asked.strided),
        "object": str(asked.object),
        "more": str(asked.more),
        "rate": str(asked.rate),
        "dilated": str(asked.dilated),
        "early_layer": str(asked.strided + 1),
        "wide": f"{asked.wide} × {asked.wide}",
        "widened": str(asked.widened),
    }


def figure(asked: Detector) -> Stack:
    """The strided layers one by one, the others in one box."""
    conv = f"conv {asked.kernel} × {asked.kernel}"
    first = (StackLayer(conv, "stride 2"),) * asked.strided
    later = StackLayer(conv, f"{asked.depth - asked.strided} of them, stride 1")
    return Stack(input="sees 1 px", layers=(*first, later), asked="receptive field")


KIND = Kind(
    id="missed-objects",
    skill=Skill.RECEPTIVE_FIELD,
    params=Detector,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    working=steps,
    step_keys=frozenset({"strided", "behind", "compare", *REMEDIES}),
    option_keys=frozenset(REMEDIES),
    facts=facts,
    figure=figure,
)

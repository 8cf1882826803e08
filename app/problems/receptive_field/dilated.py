"""Kind `dilated-field`: kernels with gaps, how far each reaches, what the stack sees, and what it leaves out.

    K_eff = D(K - 1) + 1,   r = 1 + sum of (K_eff - 1)

At level 3 also which rates leave no gaps. Source: Yu and Koltun, arXiv:1511.07122; for the gaps, Wang et al.,
"Understanding Convolution for Semantic Segmentation", arXiv:1702.08502, section 3.2.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import gcd
from typing import Annotated, TypeAlias

from annotated_types import Interval, Len

from app.conv.fields import FieldLayer
from app.conv.shapes import effective_kernel
from app.errors import BadInput
from app.problems.figures import FieldAxis
from app.problems.forms import Choice, Integer, Option
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver, Step
from app.problems.receptive_field.seeing import sight
from app.problems.skills import Skill

Rate: TypeAlias = Annotated[int, Interval(ge=1, le=64)]
Rates: TypeAlias = Annotated[tuple[Rate, ...], Len(2, 6)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dilated(Params):
    """One kernel at stride 1, a rate for each layer; `offered` are rates to choose the dense ones from."""

    kernel: Annotated[int, Interval(ge=2, le=15)]
    rates: Rates
    offered: Annotated[tuple[Rates, ...], Len(0, 6)] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Believed(Dilated):
    """A stack of which somebody has answered how far kernels reach: those numbers are taken as given."""

    known: Mapping[str, int]


def rows(asked: Dilated) -> tuple[str, ...]:
    """One row for each layer: layer1, layer2 and so on."""
    return tuple(f"layer{number}" for number in range(1, len(asked.rates) + 1))


def reaches(asked: Dilated) -> dict[str, int]:
    """How far each layer's kernel reaches, gaps included."""
    return {
        name: effective_kernel(asked.kernel, dilation=rate) for name, rate in zip(rows(asked), asked.rates, strict=True)
    }


def taken(asked: Dilated) -> dict[str, int]:
    """The same, with what somebody believes in its place."""
    return reaches(asked) | (dict(asked.known) if isinstance(asked, Believed) else {})


def field(asked: Dilated) -> int:
    """What a unit of the last layer sees; from believed kernels, what follows from those."""
    if isinstance(asked, Believed):
        return 1 + sum(reach - 1 for reach in taken(asked).values())
    return sight(tuple(FieldLayer(asked.kernel, dilation=rate) for rate in asked.rates))[-1].receptive_field


@lru_cache(maxsize=512)
def is_dense(kernel: int, rates: tuple[int, ...]) -> bool:
    """Whether a unit depends on every pixel between the ends of its field."""
    seen = _used(kernel, rates)
    return seen & (seen + 1) == 0


def _used(kernel: int, rates: tuple[int, ...]) -> int:
    """A bit for each pixel of the field, set where the unit depends on it."""
    seen = 1
    for rate in rates:
        below = seen
        for tap in range(1, kernel):
            seen |= below << (tap * rate)
    return seen


def name_of(rates: tuple[int, ...]) -> str:
    """`1-2-5`: the id of the option with these rates."""
    return "-".join(map(str, rates))


def fault(kernel: int, rates: tuple[int, ...]) -> str:
    """Why these rates leave gaps: one rate over and over, a common factor, or a leap. Empty where they do not."""
    if is_dense(kernel, rates):
        return ""
    if len(set(rates)) == 1:
        return "same-rate"
    return "common-factor" if gcd(*rates) > 1 else "leap"


def _offered(asked: Dilated, wanted: str) -> str:
    return next(name_of(rates) for rates in asked.offered if fault(asked.kernel, rates) == wanted)


FAULTS = ("same-rate", "common-factor", "leap")


def check(asked: Dilated) -> None:
    """Raises `BadInput` unless some layer is dilated, and of what is offered one is dense and one has each fault."""
    if max(asked.rates) == 1:
        raise BadInput("One of the rates has to be above 1, or nothing is dilated.")
    found = sorted(fault(asked.kernel, rates) for rates in asked.offered)
    if asked.offered and found != sorted(["", *FAULTS]):
        raise BadInput("Offer four stacks: one without gaps, one of a single rate, one with a common factor, one leap.")


def fields(asked: Dilated) -> tuple[Field, ...]:
    """How far each kernel reaches, the field, and which rates leave no gaps, where some are offered."""
    asking = [
        Field(name, Integer(like=(4, 8)), "layer", facts={"number": name.removeprefix("layer"), "rate": str(rate)})
        for name, rate in zip(rows(asked), asked.rates, strict=True)
    ]
    asking.append(Field("field", Integer(like=(30, 62)), "field", unit="px"))
    if asked.offered:
        options = (Option(name_of(each), "rates", {"rates": ", ".join(map(str, each))}) for each in asked.offered)
        asking.append(Field("dense", Choice(tuple(options)), "dense"))
    return tuple(asking)


def solve(asked: Dilated) -> Answers:
    """All of it."""
    dense = {"dense": _offered(asked, "")} if asked.offered else {}
    return {**reaches(asked), "field": field(asked), **dense}


Reaching: TypeAlias = Callable[[int, int], int]
"""(kernel, rate above 1) -> how far somebody takes that kernel to reach."""


def reaching(rule: Reaching) -> Solver[Dilated]:
    """The solver that takes a dilated kernel to reach so far; what follows for the field is not wrong again."""

    def solver(asked: Dilated) -> Answers:
        dilated = ((name, rate) for name, rate in zip(rows(asked), asked.rates, strict=True) if rate > 1)
        return {name: rule(asked.kernel, rate) for name, rate in dilated}

    return solver


def ignores_dilation(asked: Dilated) -> Answers:
    """Uses K where K_eff belongs, in a row or in the sum."""
    rowwise = reaching(lambda kernel, _: kernel)(asked)
    return {**rowwise, "field": 1 + (asked.kernel - 1) * len(asked.rates)}


def reaches_added_up(asked: Dilated) -> Answers:
    """Adds what the kernels cover and forgets that they overlap."""
    return {"field": sum(taken(asked).values())}


def rates_multiplied(asked: Dilated) -> Answers:
    """Lets the rates build on each other as strides do."""
    if max(asked.rates[:-1]) == 1:
        return {}
    layers = tuple(FieldLayer(asked.kernel, stride=rate, dilation=rate) for rate in asked.rates)
    return {"field": sight(layers)[-1].receptive_field}


def widest_kernel(asked: Dilated) -> Answers:
    """Gives what the widest kernel covers for what the stack sees."""
    return {"field": max(taken(asked).values())}


def choosing(wanted: str) -> Solver[Dilated]:
    """The solver that takes rates with this fault to be dense."""
    return lambda asked: {"dense": _offered(asked, wanted)} if asked.offered else {}


MISTAKES: Mapping[str, Solver[Dilated]] = {
    "ignores-dilation": ignores_dilation,
    "dilation-times-kernel": reaching(lambda kernel, rate: kernel * rate),
    "rate-as-gaps": reaching(lambda kernel, rate: kernel + (kernel - 1) * rate),
    "one-gap": reaching(lambda kernel, rate: kernel + rate - 1),
    "reaches-added-up": reaches_added_up,
    "rates-multiplied": rates_multiplied,
    "widest-kernel": widest_kernel,
    **{fault: choosing(fault) for fault in FAULTS},
}


def follow(asked: Dilated, believed: Answers) -> Dilated:
    """The same stack with the believed kernels taken as given."""
    known = {name: value for name in rows(asked) if isinstance(value := believed.get(name), int)}
    return Believed(kernel=asked.kernel, rates=asked.rates, offered=asked.offered, known=known)


RATES = {
    1: ((1, 2), (1, 3), (1, 4), (2, 3), (2, 4), (1, 5), (3, 4), (1, 6), (2, 5)),
    2: ((1, 2, 4), (1, 3, 5), (1, 2, 5), (2, 3, 4), (1, 3, 9), (1, 4, 6), (2, 4, 8), (1, 6, 12), (3, 4, 5)),
    3: ((1, 2, 4, 8), (1, 2, 5, 9), (1, 3, 5, 7), (1, 2, 4, 6), (2, 4, 6, 8), (1, 2, 3, 9)),
}
KERNELS = {1: (3, 4, 5, 7), 2: (3, 4, 5, 7), 3: (3, 5)}
OFFERED: Mapping[int, Mapping[str, tuple[tuple[int, ...], ...]]] = {
    3: {
        "": ((1, 2, 5), (1, 2, 3), (1, 2, 4), (1, 3, 4), (2, 3, 1)),
        "same-rate": ((2, 2, 2), (3, 3, 3), (4, 4, 4)),
        "common-factor": ((2, 4, 8), (2, 4, 6), (3, 6, 9), (2, 6, 8), (4, 6, 8)),
        "leap": ((1, 2, 9), (1, 2, 11), (1, 3, 12), (1, 4, 15)),
    },
    5: {
        "": ((1, 2, 5), (1, 3, 9), (1, 4, 8), (2, 3, 1), (1, 5, 10)),
        "same-rate": ((2, 2, 2), (3, 3, 3), (4, 4, 4)),
        "common-factor": ((2, 4, 8), (2, 6, 12), (3, 6, 9), (4, 8, 16)),
        "leap": ((1, 2, 17), (1, 7, 9), (1, 3, 21), (1, 8, 16)),
    },
}
"""By kernel, stacks without gaps and with each fault."""


def draw(dice: Dice, level: int) -> Dilated:
    """Level 1: two layers. Level 2: three. Level 3: four, and which rates leave no gaps."""
    kernel = KERNELS[level][int(dice.integers(len(KERNELS[level])))]
    fitting = [rates for rates in RATES[level] if kernel not in rates]  # at rate K, two slips give K·K
    rates = fitting[int(dice.integers(len(fitting)))]
    rates = tuple(rates[int(place)] for place in dice.permutation(len(rates)))
    return Dilated(kernel=kernel, rates=rates, offered=_choices(dice, kernel) if level == 3 else ())


def _choices(dice: Dice, kernel: int) -> tuple[tuple[int, ...], ...]:
    found = [each[int(dice.integers(len(each)))] for each in OFFERED[kernel].values()]
    return tuple(found[int(place)] for place in dice.permutation(len(found)))


def steps(asked: Dilated) -> Mapping[str, tuple[Step, ...]]:
    """The formula row by row, then their steps added up, then where the offered rates leave gaps."""
    k = asked.kernel
    lines: dict[str, tuple[Step, ...]] = {
        name: (Step("reach", f"{rate}·({k} − 1) + 1", str(reach)),)
        for (name, reach), rate in zip(reaches(asked).items(), asked.rates, strict=True)
    }
    added = " + ".join(str(reach - 1) for reach in taken(asked).values())
    lines["field"] = (Step("sum", f"1 + {added}", str(field(asked)), marked="1 + (K_eff − 1) + …"),)
    if asked.offered:
        lines["dense"] = tuple(_pattern(k, rates) for rates in asked.offered)
    return lines


SHOWN = 20


def _pattern(kernel: int, rates: tuple[int, ...]) -> Step:
    """The first pixels of the field, a dot for each that is not used."""
    seen = _used(kernel, rates)
    shown = bin(seen)[:1:-1][:SHOWN].replace("1", "#").replace("0", "·")
    goes_on = "…" if seen.bit_length() > SHOWN else ""
    return Step("pattern", ", ".join(map(str, rates)), shown + goes_on, marked="# for a pixel that is used")


def facts(asked: Dilated) -> Mapping[str, str]:
    """What the words may name."""
    widest = max(asked.rates)
    return {
        "kernel": f"{asked.kernel} × {asked.kernel}",
        "side": str(asked.kernel),
        "count": str(len(asked.rates)),
        "rates": ", ".join(map(str, asked.rates)),
        "steps": str(asked.kernel - 1),
        "rate": str(widest),
        "gap": str(widest - 1),
        "without": str(1 + (asked.kernel - 1) * len(asked.rates)),
    }


def figure(asked: Dilated) -> FieldAxis:
    """Two taps of the widest kernel, which shows what a rate is and not how far the kernel reaches."""
    widest = max(asked.rates)
    below = f"two neighbouring taps at rate {widest}"
    return FieldAxis(size=widest + 3, start=1, extent=widest + 1, step=widest, below=below)


KIND = Kind(
    id="dilated-field",
    skill=Skill.RECEPTIVE_FIELD,
    params=Dilated,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    follow=follow,
    working=steps,
    step_keys=frozenset({"reach", "sum", "pattern"}),
    option_keys=frozenset({"rates"}),
    facts=facts,
    figure=figure,
)

"""From one shape to another in three convolutions: what is wanted, what a design comes to, and one that will do.

Source: Dumoulin and Visin, arXiv:1603.07285, relationship 15 (sizes); Araujo, Norris and Sim, Distill 2019 (fields).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from operator import le
from typing import Annotated, TypeAlias

from annotated_types import Interval

from app.conv.shapes import effective_kernel
from app.errors import Impossible
from app.problems.designing import rules
from app.problems.designing.appraisal import Appraisal, Judged, Misfit, appraise
from app.problems.designing.building import builder, layer, value_of
from app.problems.designing.edits import edits as single_edits
from app.problems.designing.networks import layer_of
from app.problems.findings import Edits, Finding, Findings, all_hold
from app.problems.kind import Answers, Params
from app.problems.reading import Record, Records, Value

LAYERS = 3
Side: TypeAlias = Annotated[int, Interval(ge=1, le=1_024)]
Channels: TypeAlias = Annotated[int, Interval(ge=1, le=4_096)]
Budget: TypeAlias = Annotated[int, Interval(ge=1, le=10**15)]
COLUMNS = ("kernel", "stride", "padding", "dilation", "groups", "channels")
STRIDES = tuple(sorted(product((1, 2, 3, 4), repeat=LAYERS), key=lambda each: (max(each), *(-step for step in each))))
TABLE = builder(("conv",), rows=LAYERS, least=LAYERS, columns=COLUMNS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted(Params):
    """An input of (channels, height, width), the shape it is to become, and what the three layers may cost.

    `field` is the least that a unit of the last map has to see, in pixels.
    """

    input: tuple[Channels, Side, Side]
    size: tuple[Side, Side]
    channels: Channels
    field: Side
    params: Budget
    macs: Budget


def convolution(kernel: int, stride: int, channels: int, padding: int | None = None) -> Record:
    """A row of the table; the padding is half the kernel unless it is named."""
    around = kernel // 2 if padding is None else padding
    return layer(COLUMNS, "conv", kernel=kernel, stride=stride, padding=around, channels=channels)


def judged(wanted: Wanted, design: Records) -> Judged:
    """The three layers on the input."""
    return appraise(((layer_of(record),) for record in design.rows), wanted.input)


def inspect(wanted: Wanted, field: str, value: Value) -> Findings:
    """What each rule finds; where a layer does not fit there is nothing else to look at."""
    if field != "layers" or not isinstance(value, Records):
        return ()
    found = judged(wanted, value)
    if isinstance(found, Misfit):
        return (rules.fits(found),)
    return (rules.fits(None), *_of_the_whole(wanted, found), touching(value), unskipping(value))


def _of_the_whole(wanted: Wanted, found: Appraisal) -> Findings:
    return (
        rules.size_is("size", found.output, wanted.size),
        rules.channels_are("channels", found.output, wanted.channels),
        rules.at_least("field", found.field, wanted.field, "px"),
        rules.at_most("params", found.params, wanted.params, "parameters"),
        rules.at_most("macs", found.macs, wanted.macs, "MACs"),
    )


def touching(design: Records) -> Finding:
    """Whether every window holds something of the map and not of the padding alone."""
    return _of_rows(design, "touches", _pads_past_the_kernel, "padding smaller than what the kernel spans")


def unskipping(design: Records) -> Finding:
    """Whether every pixel is read: a stride longer than the kernel steps over some. Advice: ResNet does so, too."""
    found = _of_rows(design, "skips", _steps_over, "stride no longer than what the kernel spans")
    return replace(found, binding=False)


def _of_rows(design: Records, rule: str, breaks: Callable[[Record], str], wanted: str) -> Finding:
    told = ((number, breaks(record)) for number, record in enumerate(design.rows, start=1))
    row, achieved = next(((number, words) for number, words in told if words), (None, "in every layer"))
    return Finding(rule=rule, holds=row is None, achieved=achieved, wanted=wanted, row=row)


def _pads_past_the_kernel(record: Record) -> str:
    span, padding = _span(record), value_of(record, "padding") or 0
    return f"padding {padding}, span {span}" if padding >= span else ""


def _steps_over(record: Record) -> str:
    span, stride = _span(record), value_of(record, "stride") or 1
    return f"stride {stride}, span {span}" if stride > span else ""


def _span(record: Record) -> int:
    return effective_kernel(value_of(record, "kernel") or 1, dilation=value_of(record, "dilation") or 1)


def edits(_: Wanted, field: str, value: Value) -> Edits:
    """Designs that differ from a design by one number: there have to be three layers."""
    if field == "layers" and isinstance(value, Records):
        yield from single_edits(value, most=LAYERS, least=LAYERS)


@lru_cache(maxsize=512)  # every solver begins with it
def right(wanted: Wanted) -> Records | None:
    """The plainest of some thousand designs in which every rule holds; None where there is none among them."""
    return next((each for each in _designs(wanted) if all_hold(inspect(wanted, "layers", each))), None)


def _designs(wanted: Wanted) -> Iterator[Records]:
    """Small kernels before large ones, short strides before long ones and early, few channels in between."""
    widths = tuple((max(wanted.channels // a, 1), max(wanted.channels // b, 1)) for a, b in ((4, 2), (8, 4), (2, 2)))
    strides = tuple(each for each in STRIDES if _leads(wanted, each))
    for kernels in sorted(product((3, 5, 7), repeat=LAYERS), key=sum):
        seeing_all = (steps for steps in strides if all(map(le, steps, kernels)))
        for steps, (one, two) in product(seeing_all, widths):
            channels = (one, two, wanted.channels)
            yield Records(tuple(map(convolution, kernels, steps, channels)))


def _leads(wanted: Wanted, strides: tuple[int, ...]) -> bool:
    """Whether layers that keep the size but for these strides lead to the target: each gives ceil(W / S)."""
    sizes = wanted.input[1:]
    for stride in strides:
        sizes = (-(-sizes[0] // stride), -(-sizes[1] // stride))
    return sizes == wanted.size


def solution(wanted: Wanted) -> Records:
    """One design that will do. Raises `Impossible` where none was found."""
    found = right(wanted)
    if found is None:
        raise Impossible("No three layers were found that lead from this shape to that one within these budgets.")
    return found


def check(wanted: Wanted) -> None:
    """Raises `Impossible` for what cannot be designed."""
    solution(wanted)


def solve(wanted: Wanted) -> Answers:
    """One design of many."""
    return {"layers": solution(wanted)}

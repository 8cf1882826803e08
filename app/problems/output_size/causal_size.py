"""Kind `causal-size`: the zeros before a causal 1-D convolution, and how long what comes out is.

    before = d(k - 1), after = 0,   length = floor((n - 1) / s) + 1

Source: van den Oord et al., WaveNet, arXiv:1609.03499, section 2.1.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated

import numpy as np
from annotated_types import Interval

from app.conv.ops import conv1d
from app.conv.shapes import output_size, resolve_padding
from app.errors import Impossible
from app.problems.dice import pick, roll
from app.problems.figures import Stack, StackLayer
from app.problems.forms import Integer
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver, Step
from app.problems.output_size.axis import Axis
from app.problems.output_size.running import off_the_end
from app.problems.reading import Value
from app.problems.refuting import Refutation, Row
from app.problems.skills import Skill

SHORT_ROW = 7  # samples of a row that a wrong claim is run on


@dataclass(frozen=True, slots=True, kw_only=True)
class Causal(Params):
    """A row of samples and one causal convolution over it."""

    length: Annotated[int, Interval(ge=1, le=1_000_000)]
    kernel: Annotated[int, Interval(ge=2, le=1_000)]
    dilation: Annotated[int, Interval(ge=1, le=10_000)] = 1
    stride: Annotated[int, Interval(ge=1, le=1_000)] = 1


def zeros(layer: Causal) -> int:
    """The zeros before the first sample: as far as the kernel looks back."""
    before, _ = resolve_padding("causal", layer.length, layer.kernel, dilation=layer.dilation)
    return before


def length_with(layer: Causal, *, before: int, after: int = 0) -> int:
    """How many outputs there are with so many zeros at the ends. Raises `Impossible` where the kernel does not fit."""
    return output_size(
        layer.length, layer.kernel, stride=layer.stride, padding=(before, after), dilation=layer.dilation
    )


def ahead(layer: Causal) -> int:
    """How far an output looks ahead where the same zeros are shared by both ends, an odd one going to the end."""
    _, after = resolve_padding("same", layer.length, layer.kernel, dilation=layer.dilation)
    return after


def check(layer: Causal) -> None:
    """Causal padding always fits."""
    length_with(layer, before=zeros(layer))


def fields(_: Causal) -> tuple[Field, ...]:
    """Zeros, length, and what a symmetric layer would see."""
    return (
        Field("padding", Integer(like=(11, 30)), "padding"),
        Field("length", Integer(like=(75, 480)), "length"),
        Field("ahead", Integer(like=(9, 20)), "ahead"),
    )


def solve(layer: Causal) -> Answers:
    """All three."""
    before = zeros(layer)
    return {"padding": before, "length": length_with(layer, before=before), "ahead": ahead(layer)}


def ignores_dilation(layer: Causal) -> Answers:
    """Pads K - 1 whatever the dilation; the dilated kernel then has too little room."""
    before = layer.kernel - 1
    if layer.dilation == 1:
        return {}
    try:
        length = {"length": length_with(layer, before=before)}
    except Impossible:
        length = {}
    return {"padding": before} | length | ({"ahead": layer.kernel // 2} if layer.kernel > 2 else {})


def half_each(layer: Causal) -> Answers:
    """Shares the zeros out over both ends, as for an image."""
    before, _ = resolve_padding("same", layer.length, layer.kernel, dilation=layer.dilation)
    return {"padding": before}


def whole_kernel(layer: Causal) -> Answers:
    """Pads as many cells as the kernel covers, the present one included."""
    return {"padding": zeros(layer) + 1}


def dilation_times_kernel(layer: Causal) -> Answers:
    """Pads D·K."""
    return {"padding": layer.dilation * layer.kernel} if layer.dilation > 1 else {}


def takes_the_stride_off(layer: Causal) -> Answers:
    """Pads K_eff - S."""
    return {"padding": zeros(layer) + 1 - layer.stride} if 1 < layer.stride <= zeros(layer) else {}


def no_padding(layer: Causal) -> Answers:
    """Forgets the zeros in the length."""
    try:
        return {"length": length_with(layer, before=0)}
    except Impossible:
        return {}


def both_ends(layer: Causal) -> Answers:
    """Pads both ends by D(K - 1), as padding=D(K - 1) of a framework does, and does not cut the end off."""
    return {"length": length_with(layer, before=zeros(layer), after=zeros(layer))}


def counts_steps(layer: Causal) -> Answers:
    """Counts the steps: one output short. Where the stride leaves a rest this is n / s, rounded down."""
    return {"length": (layer.length - 1) // layer.stride}


def ignores_stride(layer: Causal) -> Answers:
    """Takes causal to keep the length whatever the stride."""
    return {"length": layer.length} if layer.stride > 1 else {}


def looks_nowhere(_: Causal) -> Answers:
    """Takes a symmetric layer for causal as well."""
    return {"ahead": 0}


def looks_all_the_way(layer: Causal) -> Answers:
    """Takes the whole reach for what lies ahead."""
    return {"ahead": zeros(layer)}


def counts_the_present(layer: Causal) -> Answers:
    """Counts the sample of the same time as one ahead."""
    return {"ahead": ahead(layer) + 1}


def odd_one_first(layer: Causal) -> Answers:
    """Right for whoever puts an odd zero at the start."""
    return {"ahead": zeros(layer) // 2} if zeros(layer) % 2 else {}


MISTAKES: Mapping[str, Solver[Causal]] = {
    "ignores-dilation": ignores_dilation,
    "half-each": half_each,
    "whole-kernel": whole_kernel,
    "dilation-times-kernel": dilation_times_kernel,
    "takes-the-stride-off": takes_the_stride_off,
    "no-padding": no_padding,
    "both-ends": both_ends,
    "counts-steps": counts_steps,
    "ignores-stride": ignores_stride,
    "looks-nowhere": looks_nowhere,
    "looks-all-the-way": looks_all_the_way,
    "counts-the-present": counts_the_present,
}


def draw(dice: Dice, level: int) -> Causal:
    """Level 1: small dilations. Level 2: those of a deep stack, even kernels too. Level 3: a stride.

    With dilation 2, half of the zeros are as many as without the dilation, so it is not drawn.
    """
    if level == 1:
        return Causal(length=roll(dice, 20, 100), kernel=pick(dice, (3, 5, 7)), dilation=pick(dice, (1, 3, 4, 5)))
    kernel, dilation = roll(dice, 2, 8), pick(dice, (3, 4, 6, 8, 16, 32))
    if level == 2:
        return Causal(length=roll(dice, 100, 1000), kernel=kernel, dilation=dilation)
    return Causal(length=roll(dice, 100, 1000), kernel=kernel, dilation=dilation, stride=roll(dice, 2, 5))


def steps(layer: Causal) -> Mapping[str, tuple[Step, ...]]:
    """How far back the kernel looks, what is left of the row, and who sees what."""
    before = zeros(layer)
    n, s = layer.length, layer.stride
    reach = Step("reach", f"{layer.dilation}·({layer.kernel} − 1) + 1", str(before + 1))
    moves = (n - 1) // s
    length = [
        Step("room", f"({n} + {before} − {before + 1}) / {s}", f"{n - 1} / {s}"),
        Step("floor", f"⌊{n - 1} / {s}⌋", str(moves)),
        Step("plus-one", f"{moves} + 1", str(moves + 1), marked="+ 1"),
    ]
    if s == 1:
        length = [Step("room", f"{n} + {before} − {before + 1}", str(n - 1)), length[2]]
    half = Step("share", f"⌈{before} / 2⌉" if before % 2 else f"{before} / 2", str(ahead(layer)))
    back = Step("back", f"{before + 1} − 1", str(before))
    return {"padding": (reach, back), "length": tuple(length), "ahead": (reach, back, half)}


def brief(layer: Causal) -> tuple[Step, ...]:
    """The reach once."""
    lines = steps(layer)
    return (*lines["padding"], *lines["length"], lines["ahead"][-1])


def facts(layer: Causal) -> Mapping[str, str]:
    """What the words may name. `setting` leaves a stride of 1 out."""
    parts = [f"kernel **{layer.kernel}**", f"dilation **{layer.dilation}**"]
    parts += [f"stride **{layer.stride}**"] if layer.stride > 1 else []
    return {
        "samples": f"{layer.length:,}",
        "setting": ", ".join(parts),
        "taps": str(layer.kernel),
        "spaces": str(layer.kernel - 1),
        "dilation": str(layer.dilation),
        "stride": str(layer.stride),
    }


def figure(layer: Causal) -> Stack:
    """The layer as a box."""
    note = f"k {layer.kernel}, d {layer.dilation}, s {layer.stride}"
    return Stack(input=f"{layer.length:,} samples", layers=(StackLayer("causal conv", note),))


def refute(layer: Causal, field: str, mistakes: tuple[str, ...], claimed: Value) -> Refutation | None:
    """Where the first output of a small layer looks with the claimed zeros; the window that is off for a length."""
    if not isinstance(claimed, int):
        return None
    if field == "length" and claimed != solve(layer)["length"]:
        row = Axis(layer.length + zeros(layer), layer.kernel, layer.stride, 0, layer.dilation)
        return off_the_end(row, claimed)
    small = replace(layer, length=SHORT_ROW, kernel=min(layer.kernel, 3), dilation=min(layer.dilation, 3), stride=1)
    before = MISTAKES[mistakes[0]](small).get("padding") if mistakes and field == "padding" else None
    if not isinstance(before, int) or before == zeros(small):
        return None
    return looking(small, before)


def looking(layer: Causal, before: int) -> Refutation:
    """The first window with so many zeros before the samples, and the sample that the engine ends on."""
    last_tap = np.zeros((1, 1, layer.kernel))
    last_tap[..., -1] = 1
    samples = np.arange(1.0, layer.length + 1).reshape(1, 1, -1)
    end = int(conv1d(samples, last_tap, padding=(before, 0), dilation=layer.dilation)[0, 0, 0])
    cells = ["0"] * before + [str(sample) for sample in range(1, layer.length + 1)]
    taps = range(0, zeros(layer) + 1, layer.dilation)
    return Refutation(
        f"{layer.length} samples, kernel {layer.kernel}, dilation {layer.dilation}, {before} zeros before them",
        (
            Row("padded row", " ".join(cells)),
            Row("first window", " ".join("#" if at in taps else "·" for at in range(len(cells)))),
        ),
        "ends on sample 1",
        f"ends on sample {end}" if end else "ends on a zero",
    )


KIND = Kind(
    id="causal-size",
    skill=Skill.OUTPUT_SIZE,
    params=Causal,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    conventions={"odd-one-first": odd_one_first},
    working=steps,
    brief=brief,
    step_keys=frozenset({"reach", "back", "room", "floor", "plus-one", "share"}),
    refute=refute,
    facts=facts,
    figure=figure,
)

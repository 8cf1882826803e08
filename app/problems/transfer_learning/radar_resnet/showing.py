"""The steps as they are asked, worked and drawn."""

from collections.abc import Mapping
from fractions import Fraction

from app.problems.figures import Stack, StackLayer
from app.problems.forms import Integer, Ratio, Shape
from app.problems.kind import Field, Step
from app.problems.transfer_learning.radar_resnet.numbers import (
    COLOURS,
    FEATURES,
    HALVING,
    OLD_CLASSES,
    OLD_SIDE,
    Radar,
    all_params,
    fine_side,
    head,
    macs,
    sides,
    stem_weights,
)

LISTED = Shape(axes=HALVING, like=((240, 120, 60, 30, 15), (300, 150, 75, 38, 19)))
KEPT = {0: "", 1: "conv5_x", 2: "conv4_x and conv5_x"}
KEEPING = {0: "", 1: "conv5_x keeps the size it is given", 2: "conv4_x and conv5_x keep the size they are given"}
GIGA = 10**9


def fields(radar: Radar) -> tuple[Field, ...]:
    """The stem, the sizes, the head, all parameters, the work, and the finer map where stages keep their size."""
    asked = (
        Field("stem", Integer(), "stem", unit="weights"),
        Field("sizes", LISTED, "sizes"),
        Field("head", Integer(), "head", unit="parameters"),
        Field("params", Integer(), "params", unit="parameters"),
        Field("ratio", Ratio(), "ratio", unit="times"),
    )
    return (*asked, Field("fine", Integer(), "fine", unit="cells")) if radar.kept else asked


def steps(radar: Radar) -> Mapping[str, tuple[Step, ...]]:
    """Every line one can go wrong on."""
    lines = {
        "stem": (Step("stem", f"64·{radar.channels}·7²", f"{stem_weights(radar.channels):,}"),),
        "sizes": _size_lines(radar),
        "head": (Step("head", f"{FEATURES:,}·{radar.classes} + {radar.classes}", f"{head(radar.classes):,}"),),
        "params": (Step("params", _sum(radar), f"{all_params(radar):,}"),),
        "ratio": _work_lines(radar),
    }
    fine = Step("fine", f"{KEPT[radar.kept]} at stride 1", str(fine_side(radar)))
    return {**lines, "fine": (fine,)} if radar.kept else lines


def _size_lines(radar: Radar) -> tuple[Step, ...]:
    found = (radar.side, *sides(radar.side))
    keys = ("half", "pool", "stage", "stage", "stage")
    paddings = ((7, 3), (3, 1), (3, 1), (3, 1), (3, 1))
    return tuple(
        Step(key, f"⌊({before} − {kernel} + 2·{padding}) / 2⌋ + 1", str(after), about=name)
        for key, name, before, after, (kernel, padding) in zip(keys, HALVING, found, found[1:], paddings, strict=False)
    )


def _sum(radar: Radar) -> str:
    old = f"{published():,} − {stem_weights(COLOURS):,} − {head(OLD_CLASSES):,}"
    return f"{old} + {stem_weights(radar.channels):,} + {head(radar.classes):,}"


def published() -> int:
    """Of the network for ImageNet."""
    return all_params(Radar(side=OLD_SIDE, channels=COLOURS, classes=OLD_CLASSES))


def _work_lines(radar: Radar) -> tuple[Step, ...]:
    here, there = macs(radar, radar.side), macs(radar, OLD_SIDE)
    return (
        Step("work", f"at {radar.side}", f"{here / GIGA:.2f} G"),
        Step("work", f"at {OLD_SIDE}", f"{there / GIGA:.2f} G"),
        Step("ratio", f"{here / GIGA:.2f} / {there / GIGA:.2f}", f"{float(Fraction(here, there)):.3g}"),
    )


def facts(radar: Radar) -> Mapping[str, str]:
    """What the words may name."""
    last = sides(radar.side)[-1]
    return {
        "side": str(radar.side),
        "input": f"{radar.side} × {radar.side} × {radar.channels}",
        "channels": {1: "one channel", 2: "two channels, I and Q"}.get(radar.channels, f"{radar.channels} channels"),
        "classes": str(radar.classes),
        "published": f"{published():,}",
        "old_stem": f"{stem_weights(COLOURS):,}",
        "old_head": f"{head(OLD_CLASSES):,}",
        "last": f"{last} × {last}",
        "area": f"{radar.side**2 / OLD_SIDE**2:.3g}",
        "keeping": KEEPING[radar.kept],
        "asked": _asked(radar),
        "work": f"{macs(radar, OLD_SIDE) / GIGA:.2f}",
    }


def _asked(radar: Radar) -> str:
    """The last part of the question, where it has one."""
    if not radar.kept:
        return ""
    keeping = KEEPING[radar.kept]
    return (
        f"Targets are small, so in the end **{keeping}**: stride 1, and dilation in place of it."
        " Which side has the last map then?"
    )


def figure(radar: Radar) -> Stack:
    """The network in its stages, what changes marked, the sizes open."""
    notes = ("7×7, s 2, p 3: new", "3×3, s 2, p 1", "s 2", "s 2", "s 2")
    drawn = [StackLayer(name, note) for name, note in zip(HALVING, notes, strict=True)]
    drawn.insert(2, StackLayer("conv2_x", "s 1"))
    tail = (StackLayer("mean", "global", "2048"), StackLayer("fc", "new", str(radar.classes)))
    return Stack(input=f"{radar.side} × {radar.side} × {radar.channels}", layers=(*drawn, *tail))

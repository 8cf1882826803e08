"""A block as it is asked, worked and drawn."""

from collections.abc import Mapping

from app.problems.architectures.block_params.numbers import (
    Asked,
    Basic,
    Bottleneck,
    ConvNeXt,
    Design,
    Inception,
    MBConv,
    Part,
    count,
    recipe,
)
from app.problems.figures import Branch, Branches, Figure, Stack, StackLayer
from app.problems.figures import Part as Drawn
from app.problems.forms import Integer
from app.problems.kind import Field, Step
from app.problems.pointwise.counting import product_of

DESIGNS: Mapping[type[Design], str] = {
    Basic: "basic",
    Bottleneck: "bottleneck",
    Inception: "inception",
    MBConv: "mbconv",
    ConvNeXt: "convnext",
}


def fields(asked: Asked) -> tuple[Field, ...]:
    """One number."""
    words = DESIGNS[type(asked.block)]
    return (Field("params", Integer(like=(73_728, 163_696)), words, unit="parameters"),)


def steps(asked: Asked) -> Mapping[str, tuple[Step, ...]]:
    """A line for each layer, then the sum."""
    parts = recipe(asked.block)
    total = " + ".join(f"{count((part,)):,}" for part in parts)
    together = Step("sum", total, f"{count(parts):,}", marked="all of them")
    return {"params": (*(_line(part) for part in parts), together)}


def _line(part: Part) -> Step:
    biases = f" + {part.layer.after}" if part.bias else ""
    return Step(part.nature, product_of(part.layer) + biases, f"{count((part,)):,}", about=part.name)


def facts(asked: Asked) -> Mapping[str, str]:
    """What the words may name; `layers` is a list in Markdown."""
    design = asked.block
    return {
        "network": NETWORKS[type(design)],
        "layers": "\n".join(f"- {line}" for line in described(design)),
        "channels": str(design.channels),
        "kernel": "3 × 3" if isinstance(design, Inception) else f"{design.kernel} × {design.kernel}",
    }


NETWORKS: Mapping[type[Design], str] = {
    Basic: "a **basic block** of a ResNet",
    Bottleneck: "a **bottleneck block** of a ResNet",
    Inception: "an **Inception module**",
    MBConv: "an **MBConv** block of an EfficientNet",
    ConvNeXt: "a **ConvNeXt** block",
}


def described(block: Design) -> tuple[str, ...]:
    """The block in words, a line for each layer or branch."""
    match block:
        case Basic(kernel=k, out_channels=out):
            return (f"{k} × {k} to {out} channels", f"{k} × {k}, again {out} channels", SHORTCUT)
        case Bottleneck(kernel=k, width=width, out_channels=out):
            return (f"1 × 1 to {width}", f"{k} × {k}, again {width}", f"1 × 1 to {out}", SHORTCUT)
        case Inception():
            return (
                f"1 × 1 to {block.one}",
                f"1 × 1 to {block.before_three}, then 3 × 3 to {block.three}",
                f"1 × 1 to {block.before_five}, then 5 × 5 to {block.five}",
                f"3 × 3 max pool at stride 1, then 1 × 1 to {block.behind_pool}",
            )
        case MBConv(kernel=k, expand=t, out_channels=out):
            gate = "squeeze-and-excitation, which squeezes to a quarter of the channels **that enter the block**"
            return (f"1 × 1, {t} times as many channels", f"depthwise {k} × {k}", gate, f"1 × 1 to {out}")
        case ConvNeXt(kernel=k, expand=t, channels=channels):
            return (f"depthwise {k} × {k}", f"1 × 1, {t} times as many channels", f"1 × 1 back to {channels}")


SHORTCUT = "a shortcut around all of it, a sum at the end"


def figure(asked: Asked) -> Figure:
    """The branches with the channels that flow; of an MBConv, whose width is to be found, the steps."""
    design = asked.block
    match design:
        case Basic() | Bottleneck():
            return _with_shortcut(design)
        case Inception():
            return _module(design)
        case MBConv():
            return _steps(design)
        case ConvNeXt():
            k = design.kernel
            body = (Drawn(f"{k} × {k}", str(design.channels), "depthwise"), Drawn("1 × 1", "?"), Drawn("1 × 1"))
            return Branches(input=str(design.channels), branches=(Branch("", body), Branch("", ())), joined="+")


def _with_shortcut(block: Basic | Bottleneck) -> Branches:
    """Whether the shortcut has a layer of its own is for the learner to see from the channels."""
    body = tuple(
        Drawn(f"{part.layer.kernel} × {part.layer.kernel}", str(part.layer.after))
        for part in recipe(block)
        if part.nature != "shortcut"
    )
    shortcut = (Drawn("shortcut", str(block.out_channels)),)
    return Branches(
        input=str(block.channels), branches=(Branch("", body), Branch("", shortcut)), joined=f"+, {block.out_channels}"
    )


def _module(block: Inception) -> Branches:
    out = block.one + block.three + block.five + block.behind_pool
    return Branches(
        input=str(block.channels),
        branches=(
            Branch("", (Drawn("1 × 1", str(block.one)),)),
            Branch("", (Drawn("1 × 1", str(block.before_three)), Drawn("3 × 3", str(block.three)))),
            Branch("", (Drawn("1 × 1", str(block.before_five)), Drawn("5 × 5", str(block.five)))),
            Branch("", (Drawn("max pool", str(block.channels), "3 × 3"), Drawn("1 × 1", str(block.behind_pool)))),
        ),
        joined=f"concat, {out}",
    )


def _steps(block: MBConv) -> Stack:
    return Stack(
        input=f"{block.channels} channels",
        layers=(
            StackLayer("1×1, expand", f"{block.expand} times"),
            StackLayer("depthwise", f"{block.kernel}×{block.kernel}"),
            StackLayer("gate", "through a quarter"),
            StackLayer("1×1, project", f"to {block.out_channels}", size=str(block.out_channels)),
        ),
        asked="number of channels",
    )

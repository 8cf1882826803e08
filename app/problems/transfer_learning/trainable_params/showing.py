"""The question as it is asked, worked and drawn."""

from collections.abc import Mapping
from itertools import pairwise

from app.conv.counts import linear_params
from app.problems.figures import Stack, StackLayer
from app.problems.forms import Integer
from app.problems.kind import Field, Step
from app.problems.transfer_learning.trainable_params.numbers import OLD_CLASSES, Tuning, head, solve
from app.problems.transfer_learning.trainable_params.resnets import (
    BLOCKS,
    Conv,
    Network,
    backbone,
    counted,
    features,
    stages,
)

NAMES: Mapping[Network, str] = {
    "resnet-18": "ResNet-18",
    "resnet-34": "ResNet-34",
    "resnet-50": "ResNet-50",
    "resnet-101": "ResNet-101",
}


def fields(_: Tuning) -> tuple[Field, ...]:
    """One for each phase."""
    exact, rounded = Integer(), Integer(figures=4)
    return (
        Field("head", exact, "head", unit="parameters"),
        Field("last", rounded, "last", unit="parameters"),
        Field("everything", rounded, "everything", unit="parameters"),
    )


def steps(tuning: Tuning) -> Mapping[str, tuple[Step, ...]]:
    """The head's layers; the last stage's; the sums."""
    last, whole = counted(stages(tuning.network)[-1]), counted(backbone(tuning.network))
    of_head, right = f"{head(tuning):,}", solve(tuning)
    last_sum, whole_sum = f"{of_head} + {last:,}", f"{of_head} + {whole:,}"
    return {
        "head": tuple(_head_lines(tuning)),
        "last": (
            *(() if tuning.shown else _stage_lines(tuning)),
            Step("stage", "the last stage", f"{last:,}", marked="the last stage"),
            Step("with-stage", last_sum, f"{right['last']:,}", marked="head + last stage"),
        ),
        "everything": (
            Step("backbone", "the whole backbone", f"{whole:,}", marked="the whole backbone"),
            Step("with-all", whole_sum, f"{right['everything']:,}", marked="head + backbone"),
        ),
    }


def _head_lines(tuning: Tuning) -> tuple[Step, ...]:
    wide = features(tuning.network)
    widths = (wide, tuning.hidden, tuning.classes) if tuning.hidden else (wide, tuning.classes)
    lines = tuple(
        Step("linear", f"{a:,}·{b:,} + {b:,}", f"{linear_params(a, b):,}", marked="in·out + out")
        for a, b in pairwise(widths)
    )
    if len(lines) == 1:
        return lines
    return (*lines, Step("linear", "both layers", f"{head(tuning):,}", marked="both layers"))


def _stage_lines(tuning: Tuning) -> tuple[Step, ...]:
    """The first block, the others, the projection."""
    stage = stages(tuning.network)[-1]
    blocks = BLOCKS[tuning.network][-1]
    plain = tuple(conv for conv in stage if not conv.projects)
    long = len(plain) // blocks
    first, later = plain[:long], plain[long : 2 * long]
    projection = next(conv for conv in stage if conv.projects)
    each = "weights, and 2 for each channel of batch norm"
    rest = f"{blocks - 1}·({_written(later)})"
    return (
        Step("first-block", _written(first), f"{counted(first):,}", marked=each),
        Step("later-blocks", rest, f"{(blocks - 1) * counted(later):,}", marked="likewise"),
        Step("projection", _written((projection,)), f"{counted((projection,)):,}", marked="the shortcut's 1 × 1"),
    )


def _written(convs: tuple[Conv, ...]) -> str:
    """`512·2,048 + 9·512² + …`, the batch norms together at the end."""
    products = [f"{'9·' if conv.kernel == 3 else ''}{conv.channels:,}·{conv.filters:,}" for conv in convs]
    return " + ".join([*products, f"2·{sum(conv.filters for conv in convs):,}"])


def facts(tuning: Tuning) -> Mapping[str, str]:
    """What the words may name."""
    right = solve(tuning)
    last, everything = right["last"], right["everything"]
    share = round(100 * last / everything) if isinstance(last, int) and isinstance(everything, int) else 0
    return {
        "network": NAMES[tuning.network],
        "classes": str(tuning.classes),
        "features": f"{features(tuning.network):,}",
        "head": f"{_layers_of_head(tuning.hidden)} with {tuning.classes} outputs",
        "blocks": str(BLOCKS[tuning.network][-1]),
        "backbone": f"{counted(backbone(tuning.network)):,}",
        "share": f"{share} %",
        "old": f"{linear_params(features(tuning.network), OLD_CLASSES):,}",
    }


def _layers_of_head(hidden: int | None) -> str:
    return f"a hidden layer of {hidden:,} with ReLU, then a linear one" if hidden else "one linear layer"


def figure(tuning: Tuning) -> Stack:
    """The stages with their parameters; of the last one only where it is given."""
    built = stages(tuning.network)
    sizes = [f"{counted(stage):,}" for stage in built]
    if not tuning.shown:
        sizes[-1] = "?"
    notes = ("7 × 7", *(f"{count} blocks" for count in BLOCKS[tuning.network]))
    titles = ("stem", "conv2_x", "conv3_x", "conv4_x", "conv5_x")
    pretrained = (StackLayer(*row) for row in zip(titles, notes, sizes, strict=True))
    head_row = StackLayer("head", f"from {features(tuning.network):,}", "?")
    return Stack(input="parameters", layers=(*pretrained, head_row), asked="number of parameters")

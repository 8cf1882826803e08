"""An inverted bottleneck as it is asked, worked and drawn."""

from collections.abc import Mapping

from app.problems.depthwise_separable.mbconv_cost.numbers import (
    InvertedBottleneck,
    macs,
    output,
    params,
    rows,
    solve,
    wide,
)
from app.problems.figures import Stack, StackLayer
from app.problems.forms import Integer
from app.problems.kind import Field, Step


def fields(block: InvertedBottleneck) -> tuple[Field, ...]:
    """The width, the steps, and the sums."""
    return tuple(_field(row) for row in rows(block))


def _field(row: str) -> Field:
    if row == "wide":
        return Field(row, Integer(like=(72, 180)), row, unit="channels")
    if row == "params":
        return Field(row, Integer(like=(6_240, 12_804)), row, unit="parameters")
    return Field(row, Integer(figures=3, like=(1_204_224, 3_763_200)), row, unit="MACs")


def steps(block: InvertedBottleneck) -> Mapping[str, tuple[Step, ...]]:
    """For each step of the block its positions, its weights, and their product."""
    before, after, middle = block.input, output(block), wide(block)
    lines = {
        "wide": (Step("wide", f"{block.expand} · {block.in_channels}", str(middle), marked="t · channels in"),),
        "expand": _step(before, f"{middle} · {block.in_channels} · 1²", middle * block.in_channels),
        "depthwise": _step(after, f"{middle} · 1 · {block.kernel}²", middle * block.kernel**2),
        "squeeze": (_squeeze(block),) if block.squeeze else (),
        "project": _step(after, f"{block.out_channels} · {middle} · 1²", block.out_channels * middle),
        "macs": _sum(macs(block)),
        "params": _parameters(block),
    }
    return {row: lines[row] for row in rows(block)}


def _step(side: int, product: str, weights: int) -> tuple[Step, ...]:
    where = side * side
    return (
        Step("positions", f"{side} · {side}", f"{where:,}", marked="height · width of the map it gives"),
        Step("weights", product, f"{weights:,}"),
        Step("times", f"{weights:,} · {where:,}", f"{weights * where:,}", marked=f"{weights:,} · positions"),
    )


def _squeeze(block: InvertedBottleneck) -> Step:
    middle, squeezed = wide(block), block.squeeze or 0
    return Step("squeeze", f"{middle} · {squeezed} + {squeezed} · {middle}", f"{2 * middle * squeezed:,}")


def _sum(counts: Mapping[str, int]) -> tuple[Step, ...]:
    total = " + ".join(f"{count:,}" for count in counts.values())
    return (Step("sum", total, f"{sum(counts.values()):,}", marked=" + ".join(counts)),)


def _parameters(block: InvertedBottleneck) -> tuple[Step, ...]:
    weights, middle, squeezed = params(block), wide(block), block.squeeze or 0
    texts = {
        "expand": f"{middle}·{block.in_channels}",
        "depthwise": f"{middle}·{block.kernel}²",
        "squeeze": f"2·{middle}·{squeezed} + {squeezed} + {middle}",
        "project": f"{block.out_channels}·{middle}",
    }
    lines = [Step("weights", texts[row], f"{count:,}", about=row) for row, count in weights.items()]
    return (*lines, *_sum(weights))


def brief(block: InvertedBottleneck) -> tuple[Step, ...]:
    """A line a row."""
    before, after, middle = block.input**2, output(block) ** 2, wide(block)
    texts = {
        "expand": f"{middle}·{block.in_channels} · {before:,}",
        "depthwise": f"{middle}·{block.kernel}² · {after:,}",
        "squeeze": f"2·{middle}·{block.squeeze}",
        "project": f"{block.out_channels}·{middle} · {after:,}",
    }
    lines, right = steps(block), solve(block)
    each = [Step("times", texts[row], f"{right[row]:,}", about=row) for row in rows(block) if row in texts]
    return (*lines["wide"], *each, *lines["macs"], *lines["params"])


def facts(block: InvertedBottleneck) -> Mapping[str, str]:
    """What the words may name; `steps` is a numbered list in Markdown."""
    kernel = f"{block.kernel} × {block.kernel}"
    listed = [
        f"1 × 1, {block.expand} times as many channels",
        f"depthwise {kernel}, stride {block.stride}, padding {block.padding}",
        *([f"squeeze-and-excitation with {block.squeeze} channels within"] if block.squeeze else []),
        f"1 × 1 to {block.out_channels} channels",
    ]
    return {
        "input": f"{block.input} × {block.input} × {block.in_channels}",
        "steps": "\n".join(f"{number}. {step}" for number, step in enumerate(listed, start=1)),
        "expand": str(block.expand),
        "in_channels": str(block.in_channels),
        "out_channels": str(block.out_channels),
        "kernel": kernel,
        "area": str(block.kernel**2),
        "stride": str(block.stride),
    }


def figure(block: InvertedBottleneck) -> Stack:
    """The steps from input to output, the sizes between them left open."""
    kernel = f"{block.kernel}×{block.kernel}"
    middle = (StackLayer("squeeze", f"and excite, {block.squeeze} within"),) if block.squeeze else ()
    return Stack(
        input=f"{block.input} × {block.input} × {block.in_channels}",
        layers=(
            StackLayer("1×1, expand", f"{block.expand} times"),
            StackLayer("depthwise", f"{kernel}, s {block.stride}, p {block.padding}"),
            *middle,
            StackLayer("1×1, project", f"to {block.out_channels}"),
        ),
    )

"""The numbers of an inverted bottleneck, row by row. Every row above can be taken as given.

    wide          t · C_in
    expand        H · W · C_in · wide                    1 × 1, on the map that comes in
    depthwise     H' · W' · wide · K²
    squeeze       2 · wide · r                           on one mean for each channel, not on the map
    project       H' · W' · wide · C_out                 1 × 1

Source: arXiv:1801.04381, section 3.3 and table 1; squeeze-and-excitation as in arXiv:1905.11946, figure 2.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, TypeAlias

from annotated_types import Interval

from app.conv.counts import conv_macs, conv_params, linear_macs, linear_params
from app.conv.shapes import output_size
from app.problems.kind import Answers, Params

Channels: TypeAlias = Annotated[int, Interval(ge=1, le=10_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class InvertedBottleneck(Params):
    """Widen by `expand`, look around in each channel, and narrow; `squeeze` channels within, where it has one."""

    in_channels: Channels
    out_channels: Channels
    input: Annotated[int, Interval(ge=1, le=10_000)]
    expand: Annotated[int, Interval(ge=2, le=16)]
    kernel: Annotated[int, Interval(ge=2, le=31)]
    stride: Annotated[int, Interval(ge=1, le=4)] = 1
    squeeze: Channels | None = None

    @property
    def padding(self) -> int:
        """Half the kernel, so that stride 1 keeps the size of an odd one."""
        return self.kernel // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Believed(InvertedBottleneck):
    """The same block, some of whose rows somebody has answered: those numbers are taken as given."""

    known: Mapping[str, int]


def rows(block: InvertedBottleneck) -> tuple[str, ...]:
    """What is asked, in order."""
    middle = ("squeeze",) if block.squeeze else ()
    return ("wide", "expand", "depthwise", *middle, "project", "macs", "params")


def output(block: InvertedBottleneck) -> int:
    """The side of the map that comes out."""
    return output_size(block.input, block.kernel, stride=block.stride, padding=block.padding)


def check(block: InvertedBottleneck) -> None:
    """Raises `Impossible` where the kernel does not fit."""
    output(block)


def known(block: InvertedBottleneck, row: str, right: int) -> int:
    """What is taken as given for a row, or what is right."""
    return block.known.get(row, right) if isinstance(block, Believed) else right


def wide(block: InvertedBottleneck) -> int:
    """Channels after the expansion."""
    return known(block, "wide", block.expand * block.in_channels)


def macs(block: InvertedBottleneck) -> dict[str, int]:
    """The MACs of each step, from the width that is right or believed."""
    side, middle = output(block), wide(block)
    before, after, kernel = (block.input, block.input), (side, side), (block.kernel, block.kernel)
    steps = {
        "expand": conv_macs(block.in_channels, middle, (1, 1), before),
        "depthwise": conv_macs(middle, middle, kernel, after, groups=middle),
        "project": conv_macs(middle, block.out_channels, (1, 1), after),
    }
    if block.squeeze:
        steps["squeeze"] = linear_macs(middle, block.squeeze) + linear_macs(block.squeeze, middle)
    return {row: known(block, row, steps[row]) for row in rows(block) if row in steps}


def params(block: InvertedBottleneck, *, bias: bool = False, squeeze_bias: bool = True) -> dict[str, int]:
    """The parameters of each step."""
    middle, kernel = wide(block), (block.kernel, block.kernel)
    steps = {
        "expand": conv_params(block.in_channels, middle, (1, 1), bias=bias),
        "depthwise": conv_params(middle, middle, kernel, groups=middle, bias=bias),
        "project": conv_params(middle, block.out_channels, (1, 1), bias=bias),
    }
    if block.squeeze:
        there = linear_params(middle, block.squeeze, bias=squeeze_bias)
        steps["squeeze"] = there + linear_params(block.squeeze, middle, bias=squeeze_bias)
    return {row: steps[row] for row in rows(block) if row in steps}


def solve(block: InvertedBottleneck) -> Answers:
    """All rows; the sums follow from the steps above them."""
    steps = macs(block)
    return {"wide": wide(block), **steps, "macs": sum(steps.values()), "params": sum(params(block).values())}


def believing(block: InvertedBottleneck, known: Mapping[str, int]) -> Believed:
    """The same block with these numbers taken as given."""
    return Believed(
        in_channels=block.in_channels,
        out_channels=block.out_channels,
        input=block.input,
        expand=block.expand,
        kernel=block.kernel,
        stride=block.stride,
        squeeze=block.squeeze,
        known=known,
    )

"""What a layer costs: parameters and multiply-accumulates (MACs), exact at any size."""

from fractions import Fraction
from math import prod
from typing import Literal

from app.conv.shapes import exact_text, require
from app.errors import Impossible


def conv_params(
    in_channels: int, out_channels: int, kernel: tuple[int, int], *, groups: int = 1, bias: bool = True
) -> int:
    """C_out · (C_in / groups) · K_h · K_w weights, and one bias per output channel.

    Source: the shapes of `weight` and `bias` in torch.nn.Conv2d.
    """
    biases = out_channels if bias else 0
    return out_channels * taps(in_channels, out_channels, kernel, groups=groups) + biases


def conv_macs(
    in_channels: int, out_channels: int, kernel: tuple[int, int], output: tuple[int, int], *, groups: int = 1
) -> int:
    """C_out · H' · W' outputs, each of (C_in / groups) · K_h · K_w MACs; taps on padding count, the bias does not.

    Source: arXiv:1704.04861, section 3.1 ("computational cost").
    """
    for length in output:
        require("output size", length, least=1)
    return out_channels * prod(output) * taps(in_channels, out_channels, kernel, groups=groups)


def flops(macs: int) -> int:
    """1 MAC = 2 FLOPs, a multiplication and an addition."""
    return 2 * macs


def taps(in_channels: int, out_channels: int, kernel: tuple[int, int], *, groups: int = 1) -> int:
    """The inputs of one output, (C_in / groups) · K_h · K_w: the multiplications it takes."""
    for length in kernel:
        require("kernel", length, least=1)
    channels_per_group(out_channels, groups=groups, end="output")
    return channels_per_group(in_channels, groups=groups, end="input") * prod(kernel)


def channels_per_group(channels: int, *, groups: int, end: Literal["input", "output"]) -> int:
    """Channels / groups, which must be whole at both ends of a layer."""
    require(f"number of {end} channels", channels, least=1)
    require("number of groups", groups, least=1)
    if channels % groups:
        quotient = exact_text(Fraction(channels, groups))
        raise Impossible(
            f"{groups} groups do not divide {channels} {end} channels: {channels} / {groups} = {quotient}."
        )
    return channels // groups

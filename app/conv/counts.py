"""What a layer costs: parameters, multiply-accumulates (MACs), FLOPs and bytes, exact at any size.

Where the field counts differently, the difference is a named argument; the default is PyTorch's or torchvision's.
"""

from fractions import Fraction
from math import prod
from typing import Literal

from app.conv.shapes import exact_text, require
from app.errors import Impossible

FLOAT32_BYTES = 4


def conv_params(
    in_channels: int, out_channels: int, kernel: tuple[int, int], *, groups: int = 1, bias: bool = True
) -> int:
    """C_out · (C_in / groups) · K_h · K_w weights, and one bias per output channel.

    Source: the shapes of `weight` and `bias` in torch.nn.Conv2d.
    """
    biases = out_channels if bias else 0
    return out_channels * taps(in_channels, out_channels, kernel, groups=groups) + biases


def conv_params_steps(
    in_channels: int, out_channels: int, kernel: tuple[int, int], *, groups: int = 1, bias: bool = True
) -> tuple[str, ...]:
    """The working behind `conv_params`: "128*64*3*3 + 128 = 73856"."""
    params = conv_params(in_channels, out_channels, kernel, groups=groups, bias=bias)
    weights = f"{out_channels}*{_taps_text(in_channels, kernel, groups)}"
    return (f"{weights} + {out_channels} = {params}" if bias else f"{weights} = {params}",)


def conv_macs(
    in_channels: int, out_channels: int, kernel: tuple[int, int], output: tuple[int, int], *, groups: int = 1
) -> int:
    """C_out · H' · W' outputs, each of (C_in / groups) · K_h · K_w MACs; taps on padding count, the bias does not.

    Source: arXiv:1704.04861, section 3.1 ("computational cost").
    """
    _require_sizes("output size", output)
    return out_channels * prod(output) * taps(in_channels, out_channels, kernel, groups=groups)


def conv_macs_steps(
    in_channels: int, out_channels: int, kernel: tuple[int, int], output: tuple[int, int], *, groups: int = 1
) -> tuple[str, ...]:
    """The working behind `conv_macs`: "512*56*56*256*3*3 = 3699376128"."""
    macs = conv_macs(in_channels, out_channels, kernel, output, groups=groups)
    return (f"{out_channels}*{output[0]}*{output[1]}*{_taps_text(in_channels, kernel, groups)} = {macs}",)


def conv_flops(
    in_channels: int,
    out_channels: int,
    kernel: tuple[int, int],
    output: tuple[int, int],
    *,
    groups: int = 1,
    bias: bool = False,
) -> int:
    """2 FLOPs for each MAC; with `bias`, one more for each output, the addition of its bias.

    Source: torch.utils.flop_counter (without the bias); ptflops (with it).
    """
    additions = out_channels * prod(output) if bias else 0
    return flops(conv_macs(in_channels, out_channels, kernel, output, groups=groups)) + additions


def conv_transpose_macs(
    in_channels: int, out_channels: int, kernel: tuple[int, int], size: tuple[int, int], *, groups: int = 1
) -> int:
    """C_in · H · W inputs, each laid down through (C_out / groups) · K_h · K_w weights, those that are cropped too.

    Source: fvcore's conv_flop_jit, which takes the input's size where the layer is transposed.
    """
    _require_sizes("input size", size)
    return in_channels * prod(size) * taps(out_channels, in_channels, kernel, groups=groups)


def linear_params(in_features: int, out_features: int, *, bias: bool = True) -> int:
    """F_out · F_in weights, and one bias per output. Source: torch.nn.Linear."""
    return conv_params(in_features, out_features, (1, 1), bias=bias)


def linear_macs(in_features: int, out_features: int, *, tokens: int = 1) -> int:
    """F_out · F_in for each token: a 1×1 convolution over a row of tokens."""
    return conv_macs(in_features, out_features, (1, 1), (1, tokens))


def batch_norm_params(channels: int, *, running_statistics: bool = False) -> int:
    """2C: a scale and an offset for each channel. With the running mean and variance, which are not learned, 4C.

    PyTorch reports the former as parameters, Keras the latter.
    """
    require("number of channels", channels, least=1)
    return (4 if running_statistics else 2) * channels


def attention_macs(tokens: int, features: int) -> int:
    """2 · T² · F: every query with every key, every weight with every value; the heads share the features out.

    Source: arXiv:1706.03762, table 1.
    """
    require("number of tokens", tokens, least=1)
    require("number of features", features, least=1)
    return 2 * tokens**2 * features


def flops(macs: int) -> int:
    """1 MAC = 2 FLOPs, a multiplication and an addition."""
    return 2 * macs


def bytes_of(numbers: int, *, bytes_each: int = FLOAT32_BYTES) -> int:
    """What so many parameters or activations take up; 4 bytes each in float32, 2 in float16, 1 in int8."""
    require("number of bytes each", bytes_each, least=1)
    return numbers * bytes_each


def taps(in_channels: int, out_channels: int, kernel: tuple[int, int], *, groups: int = 1) -> int:
    """The inputs of one output, (C_in / groups) · K_h · K_w: the multiplications it takes."""
    _require_sizes("kernel", kernel)
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


def _require_sizes(what: str, lengths: tuple[int, int]) -> None:
    for length in lengths:
        require(what, length, least=1)


def _taps_text(in_channels: int, kernel: tuple[int, int], groups: int) -> str:
    channels = f"{in_channels}" if groups == 1 else f"({in_channels}/{groups})"
    return f"{channels}*{kernel[0]}*{kernel[1]}"

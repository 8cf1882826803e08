"""How much cheaper one design is than another, as exact fractions of parameters or MACs. Biases are left out.

Parameters and MACs of a layer stand in the same ratio, since both designs are put on the same map: MACs are weights
times positions. Where a design changes the map's size on the way, its MACs have to be counted (`app.conv.counts`).
"""

from dataclasses import dataclass
from fractions import Fraction

from app.conv.counts import conv_macs, conv_params
from app.conv.shapes import exact_text, require


@dataclass(frozen=True, slots=True)
class Separable:
    """The two halves of a depthwise separable convolution, in parameters or in MACs."""

    depthwise: int
    pointwise: int

    @property
    def total(self) -> int:
        """Both together."""
        return self.depthwise + self.pointwise


def separable_params(in_channels: int, out_channels: int, kernel: tuple[int, int]) -> Separable:
    """C_in · K² weights in the depthwise half, C_out · C_in in the pointwise one.

    Source: arXiv:1704.04861, section 3.1.
    """
    return Separable(
        depthwise=conv_params(in_channels, in_channels, kernel, groups=in_channels, bias=False),
        pointwise=conv_params(in_channels, out_channels, (1, 1), bias=False),
    )


def separable_macs(in_channels: int, out_channels: int, kernel: tuple[int, int], output: tuple[int, int]) -> Separable:
    """The same times the H'·W' positions; the stride, if there is one, is the depthwise half's."""
    return Separable(
        depthwise=conv_macs(in_channels, in_channels, kernel, output, groups=in_channels),
        pointwise=conv_macs(in_channels, out_channels, (1, 1), output),
    )


def separable_ratio(in_channels: int, out_channels: int, kernel: tuple[int, int]) -> Fraction:
    """1 / C_out + 1 / K²: the separable layer's cost as a part of the full one's, whatever C_in is.

    Source: arXiv:1704.04861, section 3.1.
    """
    separable = separable_params(in_channels, out_channels, kernel).total
    return Fraction(separable, conv_params(in_channels, out_channels, kernel, bias=False))


def separable_ratio_steps(in_channels: int, out_channels: int, kernel: tuple[int, int]) -> tuple[str, ...]:
    """The working behind `separable_ratio`, in weights, and then as the formula."""
    ratio = separable_ratio(in_channels, out_channels, kernel)
    parts, (tall, wide) = separable_params(in_channels, out_channels, kernel), kernel
    full = conv_params(in_channels, out_channels, kernel, bias=False)
    halves = f"{parts.depthwise} + {parts.pointwise} = {parts.total}"
    return (
        f"{in_channels}*{tall}*{wide} + {out_channels}*{in_channels} = {halves}",
        f"{out_channels}*{in_channels}*{tall}*{wide} = {full}",
        f"{parts.total} / {full} = 1/{out_channels} + 1/{tall * wide} = {ratio}",
    )


def bottleneck_params(channels: int, squeezed: int, kernel: tuple[int, int] = (3, 3)) -> int:
    """1×1 to `squeezed` channels, the kernel there, 1×1 back. Source: arXiv:1512.03385, figure 5."""
    return (
        conv_params(channels, squeezed, (1, 1), bias=False)
        + conv_params(squeezed, squeezed, kernel, bias=False)
        + conv_params(squeezed, channels, (1, 1), bias=False)
    )


def bottleneck_ratio(channels: int, squeezed: int, kernel: tuple[int, int] = (3, 3)) -> Fraction:
    """A bottleneck as a part of two full layers at the same width, which see more: 5 pixels and not 3."""
    wide = 2 * conv_params(channels, channels, kernel, bias=False)
    return Fraction(bottleneck_params(channels, squeezed, kernel), wide)


def bottleneck_ratio_steps(channels: int, squeezed: int, kernel: tuple[int, int] = (3, 3)) -> tuple[str, ...]:
    """The working behind `bottleneck_ratio`: "256*64 + 64*64*3*3 + 64*256 = 69632", and so on."""
    ratio, inside = bottleneck_ratio(channels, squeezed, kernel), f"{squeezed}*{squeezed}*{kernel[0]}*{kernel[1]}"
    narrow = bottleneck_params(channels, squeezed, kernel)
    wide = 2 * conv_params(channels, channels, kernel, bias=False)
    return (
        f"{channels}*{squeezed} + {inside} + {squeezed}*{channels} = {narrow}",
        f"2*{channels}*{channels}*{kernel[0]}*{kernel[1]} = {wide}",
        f"{narrow} / {wide} = {ratio}",
    )


def reduced_ratio(in_channels: int, reduced: int, out_channels: int, kernel: tuple[int, int]) -> Fraction:
    """A 1×1 reduction and the kernel behind it, as a part of the kernel alone; the 1×1's own cost counts.

    Source: arXiv:1409.4842, section 4 ("dimension reductions").
    """
    before = conv_params(in_channels, reduced, (1, 1), bias=False)
    behind = conv_params(reduced, out_channels, kernel, bias=False)
    return Fraction(before + behind, conv_params(in_channels, out_channels, kernel, bias=False))


def stack_ratio(count: int, small: int, large: int) -> Fraction:
    """`count` small square kernels in a row, as a part of one large one, at one width throughout.

    Three 3×3 for a 7×7 are 27/49. Source: arXiv:1409.1556, section 2.3.
    """
    require("number of layers", count, least=1)
    require("kernel", small, least=1)
    require("kernel", large, least=1)
    return Fraction(count * small**2, large**2)


def grouped_ratio(in_channels: int, out_channels: int, kernel: tuple[int, int], *, groups: int) -> Fraction:
    """1 / groups, which both ends of the layer must divide by. Source: arXiv:1611.05431, section 3."""
    grouped = conv_params(in_channels, out_channels, kernel, groups=groups, bias=False)
    return Fraction(grouped, conv_params(in_channels, out_channels, kernel, bias=False))


def times_cheaper(ratio: Fraction, *, places: int = 2) -> str:
    """The saving as it is said: 1 / ratio, rounded to so many places, "8.84"."""
    require("number of places", places, least=0)
    return exact_text(Fraction(round(1 / ratio * 10**places), 10**places))

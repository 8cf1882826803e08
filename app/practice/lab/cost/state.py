"""What the address of the cost page says, and the layers it stands for."""

from dataclasses import dataclass
from fractions import Fraction

from app.conv.network.layers import Conv, Depthwise, Pointwise
from app.conv.ratios import separable_ratio
from app.errors import BadInput
from app.practice.lab.typed import whole

ADDRESS = "/lab/cost"
LARGEST = {"channels": 8_192, "size": 4_096, "kernel": 31, "stride": 16, "expansion": 16}
LARGEST_MACHINE = 10**7


@dataclass(frozen=True, slots=True, kw_only=True)
class CostState:
    """Every box as it was typed. The machine is an NVIDIA T4 unless another is given.

    Source: NVIDIA, T4 datasheet: 8.1 TFLOPS in single precision, 320 GB/s.
    """

    channels: str = "128"
    out: str = "128"
    size: str = "28"
    kernel: str = "3"
    stride: str = "1"
    groups: str = "8"
    squeezed: str = "32"
    expansion: str = "6"
    peak: str = "8100"
    bandwidth: str = "320"


@dataclass(frozen=True, slots=True, kw_only=True)
class Geometry:
    """The boxes as numbers: channels in and out, a square map and kernel; `groups` and so on belong to one design."""

    channels: int
    out: int
    size: int
    kernel: int
    stride: int
    groups: int
    squeezed: int
    expansion: int
    peak: int  # GFLOP/s
    bandwidth: int  # GB/s

    @property
    def padding(self) -> int:
        """Half the kernel: what keeps the size where the kernel is odd."""
        return self.kernel // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """One way from the input's shape to the output's, and its weights as a part of the standard layer's."""

    name: str
    formula: str
    params_ratio: Fraction
    layers: tuple[Conv | Depthwise | Pointwise, ...]


def geometry(state: CostState) -> Geometry:
    """Raises `BadInput` for a box that holds no such number."""
    return Geometry(
        channels=_from_one(state.channels, "input channels", LARGEST["channels"]),
        out=_from_one(state.out, "output channels", LARGEST["channels"]),
        size=_from_one(state.size, "size", LARGEST["size"]),
        kernel=_from_one(state.kernel, "kernel", LARGEST["kernel"]),
        stride=_from_one(state.stride, "stride", LARGEST["stride"]),
        groups=_from_one(state.groups, "groups", LARGEST["channels"]),
        squeezed=_from_one(state.squeezed, "squeezed channels", LARGEST["channels"]),
        expansion=_from_one(state.expansion, "expansion", LARGEST["expansion"]),
        peak=_from_one(state.peak, "peak", LARGEST_MACHINE),
        bandwidth=_from_one(state.bandwidth, "bandwidth", LARGEST_MACHINE),
    )


def designs(g: Geometry) -> tuple[Design, ...]:
    """The five, without biases. Sources: arXiv:1611.05431, 1704.04861, 1512.03385 and 1801.04381."""
    return (_standard(g), _grouped(g), _separable(g), _bottleneck(g), _mbconv(g))


def _standard(g: Geometry) -> Design:
    return Design(name="standard", formula="1", params_ratio=Fraction(1), layers=(_dense(g, g.out),))


def _grouped(g: Geometry) -> Design:
    layers = (_dense(g, g.out, groups=g.groups),)
    return Design(name="grouped", formula="1 / g", params_ratio=Fraction(1, g.groups), layers=layers)


def _separable(g: Geometry) -> Design:
    return Design(
        name="depthwise separable",
        formula="1 / C_out + 1 / K²",
        params_ratio=separable_ratio(g.channels, g.out, (g.kernel, g.kernel)),
        layers=(_depthwise(g), _pointwise(g.out)),
    )


def _bottleneck(g: Geometry) -> Design:
    c, o, s, area = g.channels, g.out, g.squeezed, g.kernel**2
    return Design(
        name="bottleneck",
        formula="S·(C_in + S·K² + C_out) / (C_in·C_out·K²)",
        params_ratio=Fraction(s * (c + s * area + o), c * o * area),
        layers=(_pointwise(s), _dense(g, s), _pointwise(o)),
    )


def _mbconv(g: Geometry) -> Design:
    c, o, t, area = g.channels, g.out, g.expansion, g.kernel**2
    return Design(
        name="MBConv",
        formula="t·(C_in + K² + C_out) / (C_out·K²)",
        params_ratio=Fraction(t * (c + area + o), o * area),
        layers=(_pointwise(c * t), _depthwise(g), _pointwise(o)),
    )


def _dense(g: Geometry, out: int, *, groups: int = 1) -> Conv:
    around = ((g.padding, g.padding), (g.padding, g.padding))
    kernel, stride = (g.kernel, g.kernel), (g.stride, g.stride)
    return Conv(out_channels=out, groups=groups, kernel=kernel, stride=stride, padding=around, bias=False)


def _depthwise(g: Geometry) -> Depthwise:
    around = ((g.padding, g.padding), (g.padding, g.padding))
    return Depthwise(kernel=(g.kernel, g.kernel), stride=(g.stride, g.stride), padding=around, bias=False)


def _pointwise(out: int) -> Pointwise:
    return Pointwise(out_channels=out, bias=False)


def _from_one(text: str, what: str, most: int) -> int:
    found = whole(text, what)
    if not 1 <= found <= most:
        raise BadInput(f"The {what} must be from 1 to {most:,}.")
    return found

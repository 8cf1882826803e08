"""Kind `conv-against-dense`: the weights of a convolution, of a dense layer between the same maps, and their ratio.

    C_out·C_in·K²   against   (C_in·H·W)·(C_out·H'·W'),   H·W·H'·W' / K² times as many

Source: Goodfellow, Bengio and Courville, Deep Learning, section 9.2 (sparse interactions, parameter sharing).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, TypeAlias

from annotated_types import Interval

from app.conv.counts import conv_params, linear_params
from app.conv.shapes import output_size
from app.problems.dice import pick
from app.problems.forms import Integer, Ratio
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver, Step
from app.problems.reading import Value
from app.problems.skills import Skill

Channels: TypeAlias = Annotated[int, Interval(ge=1, le=100_000)]
Side: TypeAlias = Annotated[int, Interval(ge=1, le=10_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoLayers(Params):
    """A map of height and width, and the convolution on it."""

    in_channels: Channels
    out_channels: Channels
    size: tuple[Side, Side]
    kernel: Annotated[int, Interval(ge=1, le=100)]
    stride: Annotated[int, Interval(ge=1, le=16)] = 1
    padding: Annotated[int, Interval(ge=0, le=100)] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Believed(TwoLayers):
    """The same, and the counts that somebody has found already."""

    conv: int | None = None
    dense: int | None = None


@lru_cache(maxsize=256)
def output(layers: TwoLayers) -> tuple[int, int]:
    """Height and width of what comes out."""
    height, width = (
        output_size(side, layers.kernel, stride=layers.stride, padding=layers.padding) for side in layers.size
    )
    return height, width


def ends(layers: TwoLayers) -> tuple[int, int]:
    """Numbers that come in and go out."""
    height, width = output(layers)
    return layers.in_channels * layers.size[0] * layers.size[1], layers.out_channels * height * width


def conv(layers: TwoLayers) -> int:
    """Weights of the convolution, as counted or as believed."""
    if isinstance(layers, Believed) and layers.conv is not None:
        return layers.conv
    return conv_params(layers.in_channels, layers.out_channels, (layers.kernel, layers.kernel), bias=False)


def dense(layers: TwoLayers) -> int:
    """Weights of the dense layer, as counted or as believed."""
    if isinstance(layers, Believed) and layers.dense is not None:
        return layers.dense
    return linear_params(*ends(layers), bias=False)


def check(layers: TwoLayers) -> None:
    """Raises `Impossible` where the kernel does not fit."""
    output(layers)


RATIO = Ratio()


def fields(_: TwoLayers) -> tuple[Field, ...]:
    """Both counts and how many times as many."""
    return (
        Field("conv", Integer(figures=3, like=(2304, 4608)), "conv", unit="weights"),
        Field("dense", Integer(figures=3, like=(1_638_400, 3_211_264)), "dense", unit="weights"),
        Field("ratio", RATIO, "ratio", unit="times"),
    )


def solve(layers: TwoLayers) -> Answers:
    """All three, exactly."""
    return {"conv": conv(layers), "dense": dense(layers), "ratio": Fraction(dense(layers), conv(layers))}


def follow(layers: TwoLayers, believed: Answers) -> TwoLayers:
    """The ratio of the counts somebody believes in."""
    first, second = believed.get("conv"), believed.get("dense")
    return Believed(
        in_channels=layers.in_channels,
        out_channels=layers.out_channels,
        size=layers.size,
        kernel=layers.kernel,
        stride=layers.stride,
        padding=layers.padding,
        conv=first if isinstance(first, int) and first > 0 else None,
        dense=second if isinstance(second, int) and second > 0 else None,
    )


def forgets_input_channels(layers: TwoLayers) -> Answers:
    """Gives each filter a single channel."""
    return {"conv": layers.out_channels * layers.kernel**2} if layers.in_channels > 1 else {}


def kernel_not_squared(layers: TwoLayers) -> Answers:
    """Counts one side of the kernel."""
    return {"conv": layers.out_channels * layers.in_channels * layers.kernel}


def not_shared(layers: TwoLayers) -> Answers:
    """Gives every position weights of its own."""
    height, width = output(layers)
    return {"conv": conv(layers) * height * width}


def one_end_flattened(layers: TwoLayers) -> Answers:
    """Lets each channel that goes out be one number."""
    return {"dense": ends(layers)[0] * layers.out_channels}


def leaves_an_end(layers: TwoLayers, _: str, value: Value) -> bool:
    """Whether one end is counted as one number for each channel, whichever it is."""
    coming, going = ends(layers)
    return value in {coming * layers.out_channels, layers.in_channels * going}


def forgets_the_channels(layers: TwoLayers) -> Answers:
    """Connects the positions of one channel."""
    height, width = output(layers)
    several = layers.in_channels * layers.out_channels > 1
    return {"dense": layers.size[0] * layers.size[1] * height * width} if several else {}


def one_side_of_the_maps(layers: TwoLayers) -> Answers:
    """Takes one side of each map for all of its cells; nothing where a flattened end gives the same."""
    count = layers.in_channels * layers.size[0] * layers.out_channels * output(layers)[0]
    return {} if leaves_an_end(layers, "dense", count) else {"dense": count}


def ends_added(layers: TwoLayers) -> Answers:
    """Adds both ends of the layer."""
    return {"dense": sum(ends(layers))}


def upside_down(layers: TwoLayers) -> Answers:
    """Divides the convolution by the dense layer."""
    return {"ratio": Fraction(conv(layers), dense(layers))}


def positions_once(layers: TwoLayers) -> Answers:
    """Thinks that sharing over the positions is all there is to it."""
    height, width = output(layers)
    return {"ratio": Fraction(height * width)}


def difference(layers: TwoLayers) -> Answers:
    """Takes the one from the other."""
    return {"ratio": Fraction(dense(layers) - conv(layers))}


def with_bias(layers: TwoLayers) -> Answers:
    """Right for whoever gives both layers their biases."""
    first, second = conv(layers) + layers.out_channels, dense(layers) + ends(layers)[1]
    ratio = Fraction(second, first)
    near = RATIO.agrees(ratio, Fraction(dense(layers), conv(layers)))
    return {"conv": first, "dense": second} | ({} if near else {"ratio": ratio})


MISTAKES: Mapping[str, Solver[TwoLayers]] = {
    "forgets-input-channels": forgets_input_channels,
    "kernel-not-squared": kernel_not_squared,
    "not-shared": not_shared,
    "one-end-flattened": one_end_flattened,
    "forgets-the-channels": forgets_the_channels,
    "one-side-of-the-maps": one_side_of_the_maps,
    "ends-added": ends_added,
    "upside-down": upside_down,
    "positions-once": positions_once,
    "difference": difference,
}

SMALL, MIDDLE = (2, 3, 4, 6, 8), (12, 16, 20, 24, 32, 48)


def draw(dice: Dice, level: int) -> TwoLayers:
    """Level 1: small, no padding. Level 2: a layer of a network, its size kept. Level 3: with a stride, rectangular."""
    if level == 1:
        side = int(dice.integers(5, 11))
        channels = pick(dice, (1, 2, 4)), pick(dice, SMALL)
        return _layers(channels, (side, side), kernel=3, padding=0)
    kernel = pick(dice, (3, 5, 7))
    height = pick(dice, (14, 20, 28, 32, 40, 56))
    first, second = pick(dice, (3, *MIDDLE)), pick(dice, (*MIDDLE, 64, 96))
    if level == 2:
        return _layers((first, second), (height, height), kernel=kernel, padding=kernel // 2)
    layers = _layers((first, second), (height, pick(dice, (24, 36, 48, 64))), kernel=kernel, padding=kernel // 2)
    return replace(layers, stride=2)


def _layers(channels: tuple[int, int], size: tuple[int, int], *, kernel: int, padding: int) -> TwoLayers:
    return TwoLayers(in_channels=channels[0], out_channels=channels[1], size=size, kernel=kernel, padding=padding)


def steps(layers: TwoLayers) -> Mapping[str, tuple[Step, ...]]:
    """One filter's worth, every pair of numbers, and the division."""
    (height, width), (tall, wide) = layers.size, output(layers)
    coming, going = (f"{each:,}" for each in ends(layers))
    first, second = f"{conv(layers):,}", f"{dense(layers):,}"
    shown = RATIO.written(Fraction(dense(layers), conv(layers)))
    kernel = f"{layers.kernel}·{layers.kernel}"
    return {
        "conv": (
            Step("shared", f"{layers.out_channels}·{layers.in_channels}·{kernel}", first, marked="C_out·C_in·K·K"),
        ),
        "dense": (
            Step("coming", f"{layers.in_channels}·{height}·{width}", coming),
            Step("going", f"{layers.out_channels}·{tall}·{wide}", going),
            Step("pairs", f"{coming}·{going}", second),
        ),
        "ratio": (
            Step("divide", f"{second} / {first}", shown, marked="dense / convolution"),
            Step("short", f"{height}·{width}·{tall}·{wide} / ({kernel})", shown),
        ),
    }


def facts(layers: TwoLayers) -> Mapping[str, str]:
    """What the words may name."""
    height, width = output(layers)
    return {
        "inputs": str(layers.in_channels),
        "outputs": str(layers.out_channels),
        "input": f"{layers.in_channels} × {layers.size[0]} × {layers.size[1]}",
        "output": f"{layers.out_channels} × {height} × {width}",
        "kernel": f"{layers.kernel} × {layers.kernel}",
        "stride": str(layers.stride),
        "padding": str(layers.padding),
    }


KIND = Kind(
    id="conv-against-dense",
    skill=Skill.SLIDING_DOT_PRODUCT,
    params=TwoLayers,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    conventions={"with-bias": with_bias},
    accepts_under={"one-end-flattened": leaves_an_end},
    follow=follow,
    working=steps,
    step_keys=frozenset({"shared", "coming", "going", "pairs", "divide", "short"}),
    facts=facts,
    figure=lambda _: None,
)

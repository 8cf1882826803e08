"""Kind `layer-params`: what one convolution has to learn, with and without bias. Rectangular at level 2, grouped at 3.

    weights = C_out · (C_in / groups) · K_h · K_w,   and C_out biases

Source: the shapes of `weight` and `bias` in torch.nn.Conv2d.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, TypeAlias

import numpy as np
from annotated_types import Interval

from app.conv.counts import conv_params
from app.conv.ops import conv2d
from app.problems.forms import Integer
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver, Step
from app.problems.reading import Value
from app.problems.refuting import Refutation, Row
from app.problems.skills import Skill

Channels: TypeAlias = Annotated[int, Interval(ge=1, le=100_000)]
Side: TypeAlias = Annotated[int, Interval(ge=1, le=100)]


@dataclass(frozen=True, slots=True, kw_only=True)
class OneLayer(Params):
    """A convolution; a pair is (height, width)."""

    in_channels: Channels
    out_channels: Channels
    kernel: Side | tuple[Side, Side]
    groups: Channels = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Believed(OneLayer):
    """A layer whose weights somebody has counted already."""

    known: int


def sides(layer: OneLayer) -> tuple[int, int]:
    """Height and width of the kernel."""
    return (layer.kernel, layer.kernel) if isinstance(layer.kernel, int) else layer.kernel


def weights(layer: OneLayer) -> int:
    """As counted, or as believed."""
    if isinstance(layer, Believed):
        return layer.known
    return conv_params(layer.in_channels, layer.out_channels, sides(layer), groups=layer.groups, bias=False)


def check(layer: OneLayer) -> None:
    """Raises `Impossible` where the groups do not divide the channels."""
    conv_params(layer.in_channels, layer.out_channels, sides(layer), groups=layer.groups)


def fields(_: OneLayer) -> tuple[Field, ...]:
    """First the weights, then with the biases."""
    return (
        Field("weights", Integer(like=(1728, 9216)), "weights"),
        Field("with_bias", Integer(like=(1792, 9248)), "with_bias"),
    )


def solve(layer: OneLayer) -> Answers:
    """Both counts."""
    return {"weights": weights(layer), "with_bias": weights(layer) + layer.out_channels}


def follow(layer: OneLayer, believed: Answers) -> OneLayer:
    """The biases still to be added to the weights somebody believes in."""
    known = believed.get("weights")
    if not isinstance(known, int):
        return layer
    return Believed(
        in_channels=layer.in_channels,
        out_channels=layer.out_channels,
        kernel=layer.kernel,
        groups=layer.groups,
        known=known,
    )


def forgets_input_channels(layer: OneLayer) -> int | None:
    """Gives each filter a single channel."""
    return conv_params(1, layer.out_channels, sides(layer), bias=False)


def forgets_filters(layer: OneLayer) -> int | None:
    """Counts one filter."""
    return conv_params(layer.in_channels // layer.groups, 1, sides(layer), bias=False)


def kernel_not_squared(layer: OneLayer) -> int | None:
    """Takes K for K · K."""
    height, width = sides(layer)
    return weights(layer) // width if height == width else None


def one_side_for_both(layer: OneLayer) -> int | None:
    """Takes the height of the kernel for its width too."""
    height, width = sides(layer)
    return weights(layer) // width * height if height != width else None


def sides_added(layer: OneLayer) -> int | None:
    """Adds the sides of the kernel."""
    return weights(layer) // (sides(layer)[0] * sides(layer)[1]) * sum(sides(layer))


def channels_added(layer: OneLayer) -> int | None:
    """Adds the channels at both ends."""
    height, width = sides(layer)
    return (layer.in_channels + layer.out_channels) * height * width


def ignores_groups(layer: OneLayer) -> int | None:
    """Lets every filter see every channel."""
    return weights(layer) * layer.groups if layer.groups > 1 else None


def one_group(layer: OneLayer) -> int | None:
    """Divides the filters by the groups as well."""
    return weights(layer) // layer.groups if layer.groups > 1 else None


WEIGHT_SLIPS = {
    "forgets-input-channels": forgets_input_channels,
    "forgets-filters": forgets_filters,
    "kernel-not-squared": kernel_not_squared,
    "one-side-for-both": one_side_for_both,
    "sides-added": sides_added,
    "channels-added": channels_added,
    "ignores-groups": ignores_groups,
    "one-group": one_group,
}


def miscounting(name: str) -> Solver[OneLayer]:
    """The solver that counts the weights by another rule, and adds the biases to that."""

    def solver(layer: OneLayer) -> Answers:
        wrong = WEIGHT_SLIPS[name](layer)
        return {} if wrong is None else {"weights": wrong, "with_bias": wrong + layer.out_channels}

    return solver


def counts_the_bias(layer: OneLayer) -> Answers:
    """Counts the biases among the weights."""
    return {"weights": weights(layer) + layer.out_channels}


def forgets_bias(layer: OneLayer) -> Answers:
    """Leaves them out where they were asked for."""
    return {"with_bias": weights(layer)}


def one_bias(layer: OneLayer) -> Answers:
    """Gives the whole layer a single bias."""
    return {"with_bias": weights(layer) + 1}


def bias_per_input_channel(layer: OneLayer) -> Answers:
    """Gives each channel that comes in a bias."""
    return {"with_bias": weights(layer) + layer.in_channels}


def bias_per_kernel(layer: OneLayer) -> Answers:
    """Gives each two-dimensional kernel within a filter a bias."""
    return {"with_bias": weights(layer) + layer.out_channels * layer.in_channels // layer.groups}


MISTAKES: Mapping[str, Solver[OneLayer]] = {
    **{name: miscounting(name) for name in WEIGHT_SLIPS},
    "counts-the-bias": counts_the_bias,
    "forgets-bias": forgets_bias,
    "one-bias": one_bias,
    "bias-per-input-channel": bias_per_input_channel,
    "bias-per-kernel": bias_per_kernel,
}

SQUARE = (3, 5, 7)
RECTANGLES = ((1, 3), (3, 1), (1, 7), (7, 1), (3, 5), (5, 3), (1, 5), (5, 7))
NARROW, WIDE = (3, 6, 12, 16, 24, 32, 48, 64), (8, 20, 40, 64, 96, 128, 192, 256)
GROUPS = (2, 3, 4, 8)


def draw(dice: Dice, level: int) -> OneLayer:
    """Level 1: square. Level 2: rectangular. Level 3: grouped, square or not."""
    groups = int(dice.choice(GROUPS)) if level == 3 else 1
    per_group = 1 if level < 3 else groups
    kernel = int(dice.choice(SQUARE))
    return OneLayer(
        in_channels=int(dice.choice(NARROW)) * per_group,
        out_channels=int(dice.choice(WIDE)) * per_group,
        kernel=kernel if level == 1 else _rectangle(dice, kernel, level),
        groups=groups,
    )


def _rectangle(dice: Dice, kernel: int, level: int) -> int | tuple[int, int]:
    if level == 3 and dice.integers(2):
        return kernel
    return RECTANGLES[int(dice.integers(len(RECTANGLES)))]


def steps(layer: OneLayer) -> Mapping[str, tuple[Step, ...]]:
    """One filter, all filters, and their biases."""
    height, width = sides(layer)
    channels, total = layer.in_channels // layer.groups, weights(layer)
    one = channels * height * width
    lines = [
        Step("filter", f"{channels}·{height}·{width}", f"{one:,}", marked="C_in · K · K"),
        Step("all", f"{layer.out_channels}·{one:,}", f"{total:,}"),
    ]
    if layer.groups > 1:
        lines.insert(0, Step("group", f"{layer.in_channels} / {layer.groups}", str(channels)))
    bias = Step("bias", f"{total:,} + {layer.out_channels}", f"{total + layer.out_channels:,}", marked="+ C_out")
    return {"weights": tuple(lines), "with_bias": (*lines, bias)}


def brief(layer: OneLayer) -> tuple[Step, ...]:
    """Each line once."""
    return steps(layer)["with_bias"]


def facts(layer: OneLayer) -> Mapping[str, str]:
    """What the words may name."""
    height, width = sides(layer)
    return {
        "inputs": str(layer.in_channels),
        "outputs": str(layer.out_channels),
        "kernel": f"{height} × {width}",
        "groups": str(layer.groups),
        "grouped": f", in **{layer.groups} groups**" if layer.groups > 1 else "",
    }


SHAPES = ((1, 2), (2, 1), (2, 3), (3, 2), (3, 4), (4, 3), (4, 5))
"""Channels in and out, to be multiplied by the groups."""


def refute(layer: OneLayer, field: str, mistakes: tuple[str, ...], _: Value) -> Refutation | None:
    """A layer small enough to count, which the engine runs with exactly these weights."""
    if isinstance(layer, Believed) or not mistakes:
        return None
    for inputs, outputs in SHAPES:
        few = OneLayer(
            in_channels=inputs * layer.groups,
            out_channels=outputs * layer.groups,
            kernel=layer.kernel,
            groups=layer.groups,
        )
        claim, right = MISTAKES[mistakes[0]](few).get(field), solve(few)[field]
        if claim is not None and claim != right:
            return _run(few, field, f"{claim}")
    return None


def _run(layer: OneLayer, field: str, claim: str) -> Refutation:
    height, width = sides(layer)
    weight = np.ones((layer.out_channels, layer.in_channels // layer.groups, height, width))
    bias = np.ones(layer.out_channels)
    output = conv2d(np.ones((1, layer.in_channels, height, width)), weight, bias, groups=layer.groups)
    rows = [Row("weight", f"{' × '.join(str(each) for each in weight.shape)} = {weight.size}")]
    found = weight.size
    if field == "with_bias":
        rows.append(Row("bias", str(bias.size)))
        found += bias.size
    rows.append(Row("each output", f"{weight[0].size} products and a bias = {output.flat[0]:g}, all ones"))
    grouped = f", {layer.groups} groups" if layer.groups > 1 else ""
    on = f"{layer.in_channels} → {layer.out_channels} channels, kernel {height} × {width}{grouped}"
    return Refutation(on, tuple(rows), claim, str(found))


KIND = Kind(
    id="layer-params",
    skill=Skill.SLIDING_DOT_PRODUCT,
    params=OneLayer,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    follow=follow,
    refute=refute,
    working=steps,
    brief=brief,
    step_keys=frozenset({"group", "filter", "all", "bias"}),
    facts=facts,
    figure=lambda _: None,
)

"""Kind `pool-or-stride`: two ways of halving a map, their sizes, parameters and work, and who takes which.

A pool has no parameters, a convolution from C to C channels C²·K² weights. Source: Springenberg et al.,
arXiv:1412.6806, section 2.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations
from typing import Annotated, Literal, TypeAlias

from annotated_types import Interval

from app.conv.counts import conv_macs, conv_params, flops
from app.errors import BadInput, Impossible
from app.problems.dice import pick, roll
from app.problems.figures import Branch, Branches, Part
from app.problems.forms import Choice, Integer, Option, Shape
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver, Step
from app.problems.output_size.axis import Axis, right, slipped, working
from app.problems.skills import Skill

Count: TypeAlias = Annotated[int, Interval(ge=1, le=100_000)]
Reach: TypeAlias = Annotated[int, Interval(ge=1, le=100)]
Margin: TypeAlias = Annotated[int, Interval(ge=0, le=100)]
Place: TypeAlias = Literal[
    "vgg", "googlenet", "resnet-stem", "resnet-stages", "convnext", "mobilenet", "resnet-d-shortcut", "densenet"
]
WAYS: Mapping[str, tuple[Place, ...]] = {
    "maximum": ("vgg", "googlenet", "resnet-stem"),
    "strided": ("resnet-stages", "convnext", "mobilenet"),
    "average": ("resnet-d-shortcut", "densenet"),
}
"""Sources: arXiv:1409.1556, 1409.4842, 1512.03385, 2201.03545, 1704.04861, 1812.01187 (figure 2c), 1608.06993."""
NAMES: Mapping[str, str] = {
    "vgg": "VGG-16",
    "googlenet": "GoogLeNet",
    "resnet-stem": "ResNet-50, stem",
    "resnet-stages": "ResNet-50, stages",
    "convnext": "ConvNeXt",
    "mobilenet": "MobileNet",
    "resnet-d-shortcut": "ResNet-D, shortcut",
    "densenet": "DenseNet",
}
WAY_OF: Mapping[str, str] = {place: way for way, places in WAYS.items() for place in places}


@dataclass(frozen=True, slots=True, kw_only=True)
class Halving(Params):
    """A map, a max pool and a convolution at one stride, and one network for each way, as they are listed."""

    channels: Count
    size: tuple[Count, Count]
    stride: Reach
    pool: tuple[Reach, Margin]
    conv: tuple[Reach, Margin]
    places: tuple[Place, Place, Place]


def axes(halving: Halving, layer: tuple[int, int]) -> tuple[Axis, Axis]:
    """Height and width under a layer of (kernel, padding)."""
    kernel, padding = layer
    height, width = (Axis(size, kernel, halving.stride, padding) for size in halving.size)
    return height, width


def check(halving: Halving) -> None:
    """Raises `Impossible` where a window does not fit, `BadInput` unless there is one place for each way."""
    kernel, padding = halving.pool
    if 2 * padding > kernel:
        raise Impossible(f"A pool pads at most half its window, and {padding} > {kernel}/2.")
    for layer in (halving.pool, halving.conv):
        size(halving, layer)
    if {WAY_OF[place] for place in halving.places} != set(WAYS):
        raise BadInput("Of the three places, one takes the maximum, one strides and one averages.")


def size(halving: Halving, layer: tuple[int, int]) -> tuple[int, int]:
    """What comes out of it."""
    height, width = axes(halving, layer)
    return right(height), right(width)


def fields(halving: Halving) -> tuple[Field, ...]:
    """Sizes, costs, then a row for each way."""
    shape = Shape(("height", "width"), halving.size[0] == halving.size[1])
    choice = Choice(tuple(Option(place) for place in halving.places), as_row=True)
    return (
        Field("pool_size", shape, "pool_size"),
        Field("conv_size", shape, "conv_size"),
        Field("pool_params", Integer(), "pool_params", unit="weights"),
        Field("conv_params", Integer(figures=3), "conv_params", unit="weights"),
        Field("conv_macs", Integer(figures=3, like=(1_204_224, 524_288)), "conv_macs", unit="MACs"),
        *(Field(way, choice, way) for way in WAYS),
    )


def kernel_of(layer: tuple[int, int]) -> tuple[int, int]:
    return layer[0], layer[0]


@lru_cache(maxsize=128)
def solve(halving: Halving) -> Answers:
    """Sizes, parameters without bias, MACs, and a place for each way."""
    channels, kernel, out = halving.channels, kernel_of(halving.conv), size(halving, halving.conv)
    return {
        "pool_size": size(halving, halving.pool),
        "conv_size": out,
        "pool_params": 0,
        "conv_params": conv_params(channels, channels, kernel, bias=False),
        "conv_macs": conv_macs(channels, channels, kernel, out),
        **{way: place_of(halving, way) for way in WAYS},
    }


def place_of(halving: Halving, way: str) -> str:
    """The one that halves like this."""
    return next(place for place in halving.places if WAY_OF[place] == way)


def slipping(slip: str) -> Solver[Halving]:
    """The solver that makes this slip on every axis of both sizes where it can be made."""

    def solver(halving: Halving) -> Answers:
        answers: dict[str, tuple[int, int]] = {}
        for name, layer in (("pool_size", halving.pool), ("conv_size", halving.conv)):
            both = axes(halving, layer)
            wrong = [slipped(axis, slip) for axis in both]
            if wrong != [None, None]:
                height, width = (cells or right(axis) for cells, axis in zip(wrong, both, strict=True))
                answers[name] = (height, width)
        return answers

    return solver


def pool_counted(count: Callable[[int, int], int]) -> Solver[Halving]:
    """The solver that gives the pool so many weights for its channels and cells."""
    return lambda halving: {"pool_params": count(halving.channels, halving.pool[0] ** 2)}


def forgets_input_channels(halving: Halving) -> Answers:
    """One input channel for each filter, as in a depthwise layer."""
    channels, kernel, out = halving.channels, kernel_of(halving.conv), size(halving, halving.conv)
    return {
        "conv_params": conv_params(1, channels, kernel, bias=False),
        "conv_macs": conv_macs(1, channels, kernel, out),
    }


def kernel_not_squared(halving: Halving) -> Answers:
    """K where K² belongs."""
    channels, kernel, out = halving.channels, (halving.conv[0], 1), size(halving, halving.conv)
    return {
        "conv_params": conv_params(channels, channels, kernel, bias=False),
        "conv_macs": conv_macs(channels, channels, kernel, out),
    }


def nothing_but_a_pool(_: Halving) -> Answers:
    """Takes whatever halves a map to be free of parameters."""
    return {"conv_params": 0}


def input_positions(halving: Halving) -> Answers:
    """Counts the work at every position of the input, as if the stride were 1."""
    channels = halving.channels
    return {"conv_macs": conv_macs(channels, channels, kernel_of(halving.conv), halving.size)}


def weights_only(halving: Halving) -> Answers:
    """Takes the weights for the work."""
    return {"conv_macs": solve(halving)["conv_params"]}


def with_bias(halving: Halving) -> Answers:
    """Right for whoever counts a bias for each filter."""
    return {"conv_params": conv_params(halving.channels, halving.channels, kernel_of(halving.conv))}


def in_flops(halving: Halving) -> Answers:
    """Right for whoever counts multiplications and additions."""
    macs = solve(halving)["conv_macs"]
    return {"conv_macs": flops(macs)} if isinstance(macs, int) else {}


def taken_for(way: str, said: str) -> Solver[Halving]:
    """Names a place of one way where the other is asked."""
    return lambda halving: {said: place_of(halving, way)}


SLIPS = ("no-plus-one", "ignores-stride", "rounds-up")
MISTAKES: Mapping[str, Solver[Halving]] = {
    **{slip: slipping(slip) for slip in SLIPS},
    "pool-like-convolution": pool_counted(lambda channels, cells: channels**2 * cells),
    "pool-like-depthwise": pool_counted(lambda channels, cells: channels * cells),
    "pool-like-one-kernel": pool_counted(lambda _, cells: cells),
    "nothing-to-learn": nothing_but_a_pool,
    "forgets-input-channels": forgets_input_channels,
    "kernel-not-squared": kernel_not_squared,
    "input-positions": input_positions,
    "weights-only": weights_only,
    **{f"{way}-for-{said}": taken_for(way, said) for way, said in permutations(WAYS, 2)},
}
LAYERS: Mapping[int, tuple[tuple[int, tuple[int, int], tuple[int, int]], ...]] = {
    1: ((2, (2, 0), (3, 1)), (2, (2, 0), (2, 0)), (2, (2, 0), (5, 2))),
    2: ((2, (3, 1), (2, 0)), (2, (3, 0), (3, 1)), (2, (2, 0), (3, 0))),
    3: ((3, (3, 0), (5, 2)), (2, (3, 0), (5, 2)), (4, (4, 0), (7, 3)), (3, (3, 1), (4, 0))),
}
"""Stride, pool and convolution by level."""


def draw(dice: Dice, level: int) -> Halving:
    """Level 1: an even square. Level 2: a remainder. Level 3: a rectangle and other strides."""
    stride, pool, conv = LAYERS[level][roll(dice, 0, len(LAYERS[level]) - 1)]
    side = 2 * roll(dice, 6, 56) + (level > 1)
    other = side if level < 3 else roll(dice, 20, 112)
    chosen: list[Place] = [places[int(dice.integers(len(places)))] for places in WAYS.values()]
    order: list[int] = dice.permutation(3).tolist()
    return Halving(
        channels=pick(dice, {1: (32, 64, 128), 2: (64, 96, 192), 3: (96, 160, 256, 384)}[level]),
        size=(side, other),
        stride=stride,
        pool=pool,
        conv=conv,
        places=(chosen[order[0]], chosen[order[1]], chosen[order[2]]),
    )


def steps(halving: Halving) -> Mapping[str, tuple[Step, ...]]:
    """Every line one can go wrong on."""
    c, k = halving.channels, halving.conv[0]
    height, width = size(halving, halving.conv)
    found = solve(halving)
    params, macs = (f"{found[name]:,}" for name in ("conv_params", "conv_macs"))
    return {
        "pool_size": _size_lines(halving, halving.pool),
        "conv_size": _size_lines(halving, halving.conv),
        "pool_params": (Step("nothing", "a fixed rule, 0 weights", "0", marked="what of it is learned?"),),
        "conv_params": (Step("weights", f"{c}·{c}·{k}²", params),),
        "conv_macs": (Step("work", f"{height}·{width}·{params}", macs, marked="output positions · weights"),),
        **{
            way: (Step(way, NAMES[place_of(halving, way)], marked="how does each of the three shrink its map?"),)
            for way in WAYS
        },
    }


def _size_lines(halving: Halving, layer: tuple[int, int]) -> tuple[Step, ...]:
    height, width = axes(halving, layer)
    return working(height) if height == width else working(height, name="height") + working(width, name="width")


def described(kernel: int, stride: int, padding: int) -> str:
    """`3 × 3, stride 2, padding 1`."""
    return f"{kernel} × {kernel}, stride {stride}" + (f", padding {padding}" if padding else "")


def facts(halving: Halving) -> Mapping[str, str]:
    """What the words may name."""
    height, width = halving.size
    return {
        "input": f"{height} × {width}",
        "channels": str(halving.channels),
        "stride": str(halving.stride),
        "pool": described(halving.pool[0], halving.stride, halving.pool[1]),
        "conv": described(halving.conv[0], halving.stride, halving.conv[1]),
        "kernel": f"{halving.conv[0]} × {halving.conv[0]}",
    }


def figure(halving: Halving) -> Branches:
    """The two ways side by side."""
    (pool, _), (conv, _), stride = halving.pool, halving.conv, halving.stride
    return Branches(
        input=f"{halving.size[0]} × {halving.size[1]} × {halving.channels}",
        branches=(
            Branch("either", (Part("max pool", "?", f"{pool} × {pool}, stride {stride}"),)),
            Branch("or", (Part("convolution", "?", f"{conv} × {conv}, stride {stride}"),)),
        ),
    )


KIND = Kind(
    id="pool-or-stride",
    skill=Skill.POOLING,
    params=Halving,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    conventions={"with-bias": with_bias, "flops": in_flops},
    working=steps,
    step_keys=frozenset({"room", "floor", "plus-one", "nothing", "weights", "work", *WAYS}),
    option_keys=frozenset(WAY_OF),
    facts=facts,
    figure=figure,
)

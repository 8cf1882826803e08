"""Kind `bottleneck-params`: 1×1 down, K×K, 1×1 up, against two full K×K. Weights, the ratio, and what each sees.

Source: He et al., arXiv:1512.03385, figure 5 (which compares with two layers at the narrow width, at like cost).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, TypeAlias

from annotated_types import Interval

from app.conv.fields import FieldLayer, receptive_field
from app.problems.figures import Branch, Branches, Part
from app.problems.forms import Integer, Ratio
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver, Step
from app.problems.pointwise.counting import (
    Edit,
    Layer,
    Row,
    counted,
    one_input_channel,
    quotient,
    side_for_area,
    total,
    weights,
    weights_and_biases,
)
from app.problems.skills import Skill

Count: TypeAlias = Annotated[int, Interval(ge=1, le=100_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block(Params):
    """Channels in, in the squeezed middle, and out; the kernel that both designs use."""

    channels: Count
    squeezed: Count
    out_channels: Count
    kernel: Annotated[int, Interval(ge=2, le=31)] = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Believed(Block):
    """A block some of whose counts somebody has answered."""

    known: tuple[tuple[str, int], ...]


def narrow(block: Block) -> Row:
    """The bottleneck."""
    middle = block.squeezed
    return (Layer(block.channels, middle, 1), Layer(middle, middle, block.kernel), Layer(middle, block.out_channels, 1))


def full(block: Block) -> Row:
    """Two layers at full width."""
    return (
        Layer(block.channels, block.out_channels, block.kernel),
        Layer(block.out_channels, block.out_channels, block.kernel),
    )


def at_squeezed_width(block: Block) -> Row:
    """Two layers as wide as the middle: what the paper compares with."""
    return (Layer(block.squeezed, block.squeezed, block.kernel),) * 2


def check(_: Block) -> None:
    """Every block there is can be counted."""


def fields(_: Block) -> tuple[Field, ...]:
    """Weights of both, the ratio, the fields."""
    return (
        Field("bottleneck", Integer(figures=3), "bottleneck", unit="weights"),
        Field("plain", Integer(figures=3), "plain", unit="weights"),
        Field("times", Ratio(), "times"),
        Field("bottleneck_field", Integer(like=(7, 11)), "bottleneck_field", unit="px"),
        Field("plain_field", Integer(like=(7, 11)), "plain_field", unit="px"),
    )


def solve(block: Block) -> Answers:
    """Weights without biases; fields along one side."""
    counts = {"bottleneck": weights(narrow(block)), "plain": weights(full(block))}
    return {
        **counts,
        "times": times(block),
        "bottleneck_field": seen_by(narrow(block)),
        "plain_field": seen_by(full(block)),
    }


def times(block: Block) -> Fraction:
    """How many times more the two full layers have, by what is believed of both."""
    known = dict(block.known) if isinstance(block, Believed) else {}
    return Fraction(known.get("plain", weights(full(block))), known.get("bottleneck", weights(narrow(block))) or 1)


def seen_by(row: Row) -> int:
    """Pixels along one side that the last of the layers sees."""
    return receptive_field([FieldLayer(each.kernel, padding=each.kernel // 2) for each in row])[-1].receptive_field


def follow(block: Block, believed: Answers) -> Block:
    """The ratio of the counts that were answered."""
    counts = {name: believed[name] for name in ("bottleneck", "plain") if name in believed}
    known = tuple((name, value) for name, value in counts.items() if isinstance(value, int))
    return Believed(
        channels=block.channels,
        squeezed=block.squeezed,
        out_channels=block.out_channels,
        kernel=block.kernel,
        known=known,
    )


def editing(edit: Edit) -> Solver[Block]:
    """The solver that counts another row of layers for the bottleneck."""
    return lambda block: {"bottleneck": weights(edit(narrow(block)))}


def counting(rule: Callable[[Row], int]) -> Solver[Block]:
    """The solver that counts both by another rule."""
    return lambda block: {"bottleneck": rule(narrow(block)), "plain": rule(full(block))}


def restores_in_the_kernel(row: Row) -> Row:
    """Goes back to full width in the K×K layer, so that nothing is left to restore."""
    down, middle, up = row
    return (down, Layer(middle.before, up.after, middle.kernel))


def all_with_the_kernel(row: Row) -> Row:
    """Gives the 1×1 layers the kernel of the middle."""
    return tuple(Layer(each.before, each.after, row[1].kernel) for each in row)


def one_layer(block: Block) -> Answers:
    """Counts one full layer."""
    return {"plain": weights(full(block)[:1])}


def plain_squeezed(block: Block) -> Answers:
    """Compares with two layers at the narrow width."""
    return {"plain": weights(at_squeezed_width(block))}


def channels_ratio(block: Block) -> Answers:
    """Takes how much is squeezed for the saving."""
    return {"times": Fraction(block.channels, block.squeezed)}


def squared_channels_ratio(block: Block) -> Answers:
    """Takes the middle layer's saving for the whole."""
    return {"times": Fraction(block.channels, block.squeezed) ** 2}


def subtracts(block: Block) -> Answers:
    """Gives the difference."""
    return {"times": Fraction(weights(full(block)) - weights(narrow(block)))}


def same_field(block: Block) -> Answers:
    """Takes both to see as much."""
    return {"bottleneck_field": seen_by(full(block))}


def field_of_three_kernels(block: Block) -> Answers:
    """Lets the 1×1 layers see further too."""
    return {"bottleneck_field": seen_by(all_with_the_kernel(narrow(block)))}


def last_layer_only(block: Block) -> Answers:
    """Gives what the last layer sees of the map before it."""
    return {"bottleneck_field": 1, "plain_field": block.kernel}


def area(block: Block) -> Answers:
    """Gives the cells of the field."""
    return {"bottleneck_field": seen_by(narrow(block)) ** 2, "plain_field": seen_by(full(block)) ** 2}


def kernels_added_up(block: Block) -> Answers:
    """Adds the kernels and forgets the overlap."""
    return {"plain_field": 2 * block.kernel}


MISTAKES: Mapping[str, Solver[Block]] = {
    "forgets-restore": editing(lambda row: row[:2]),
    "middle-only": editing(lambda row: row[1:2]),
    "restores-in-the-kernel": editing(restores_in_the_kernel),
    "all-with-the-kernel": editing(all_with_the_kernel),
    "side-for-area": counting(side_for_area),
    "forgets-input-channels": counting(one_input_channel),
    "one-layer": one_layer,
    "plain-squeezed": plain_squeezed,
    "channels-ratio": channels_ratio,
    "squared-channels-ratio": squared_channels_ratio,
    "subtracts": subtracts,
    "same-field": same_field,
    "field-of-three-kernels": field_of_three_kernels,
    "last-layer-only": last_layer_only,
    "area": area,
    "kernels-added-up": kernels_added_up,
}
TOGETHER: Mapping[tuple[str, str], Solver[Block]] = {
    ("forgets-restore", "side-for-area"): lambda block: {"bottleneck": side_for_area(narrow(block)[:2])},
    ("one-layer", "side-for-area"): lambda block: {"plain": side_for_area(full(block)[:1])},
}


def draw(dice: Dice, level: int) -> Block:
    """Level 1: a quarter in the middle, 3 × 3. Level 2: any width and kernel. Level 3: a block that also widens."""
    if level == 1:
        middle = 8 * int(dice.integers(4, 65))
        return Block(channels=4 * middle, squeezed=middle, out_channels=4 * middle)
    middle = 16 * int(dice.integers(2, 17))
    channels = middle * int(dice.integers(2, 9))
    kernel = (3, 5, 7)[int(dice.integers(3))]
    wider = int(dice.integers(2, 4)) if level == 3 else 1
    return Block(channels=channels, squeezed=middle, out_channels=channels * wider, kernel=kernel)


def steps(block: Block) -> Mapping[str, tuple[Step, ...]]:
    """Every line one can go wrong on."""
    down, middle, up = narrow(block)
    k = block.kernel
    counts = {"bottleneck": weights(narrow(block)), "plain": weights(full(block))}
    counts |= dict(block.known) if isinstance(block, Believed) else {}
    ratio = Step(
        "times", f"{counts['plain']:,} / {counts['bottleneck']:,}", quotient(counts["plain"], counts["bottleneck"])
    )
    return {
        "bottleneck": (
            counted("reduce", down),
            counted("middle", middle),
            counted("restore", up),
            total("sum", narrow(block)),
        ),
        "plain": (*(counted("full", each) for each in full(block)), total("both", full(block))),
        "times": (ratio,),
        "bottleneck_field": (
            Step("narrow-field", f"1 + 0 + {k - 1} + 0", str(seen_by(narrow(block))), marked="1 + …"),
        ),
        "plain_field": (Step("full-field", f"1 + {k - 1} + {k - 1}", str(seen_by(full(block))), marked="1 + …"),),
    }


def facts(block: Block) -> Mapping[str, str]:
    """What the words may name; the fair comparison is the paper's."""
    fair = weights(at_squeezed_width(block))
    back = "back to" if block.channels == block.out_channels else "to"
    return {
        "channels": str(block.channels),
        "squeezed": str(block.squeezed),
        "out_channels": str(block.out_channels),
        "kernel": f"{block.kernel} × {block.kernel}",
        "grows": str(block.kernel - 1),
        "fair": f"{fair:,}",
        "fair_times": quotient(fair, weights(narrow(block))),
        "widths": f"from **{block.channels}** channels {back} **{block.out_channels}**",
    }


def figure(block: Block) -> Branches:
    """Both designs, with the channels that flow."""
    return Branches(
        input=str(block.channels),
        branches=(
            Branch("bottleneck", tuple(_part(each) for each in narrow(block))),
            Branch("two full layers", tuple(_part(each) for each in full(block))),
        ),
    )


def _part(layer: Layer) -> Part:
    return Part(f"{layer.kernel} × {layer.kernel}", str(layer.after))


KIND = Kind(
    id="bottleneck-params",
    skill=Skill.POINTWISE,
    params=Block,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    conventions={"with-bias": counting(weights_and_biases)},
    together=TOGETHER,
    follow=follow,
    working=steps,
    step_keys=frozenset({"reduce", "middle", "restore", "sum", "full", "both", "times", "narrow-field", "full-field"}),
    facts=facts,
    figure=figure,
)

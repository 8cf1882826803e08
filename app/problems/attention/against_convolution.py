"""Kind `attention-against-convolution`: one layer of each on one map, and the map from which attention costs more.

    attention 4 T D² + 2 T² D,  convolution K² T D²
    attention costs more where 2 T > (K² − 4) D

Source: arXiv:1706.03762, table 1; arXiv:2103.14030, equation 1; convolution, arXiv:1704.04861, section 3.1.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt
from typing import Annotated, TypeAlias

from annotated_types import Interval

from app.conv.counts import conv_macs
from app.errors import Impossible
from app.problems.attention.counting import attention, pairs, projections
from app.problems.dice import pick, roll
from app.problems.figures import Branch, Branches, Part
from app.problems.forms import Integer, Ratio
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver, Step
from app.problems.skills import Skill


@dataclass(frozen=True, slots=True, kw_only=True)
class Rivals(Params):
    """Both on a square map of `side` tokens a side; `crossing` asks where they meet, `patch` on how large an image."""

    side: Annotated[int, Interval(ge=2, le=2_000)]
    width: Annotated[int, Interval(ge=2, le=10_000)]
    kernel: Annotated[int, Interval(ge=3, le=15)] = 3
    crossing: bool = False
    patch: Annotated[int, Interval(ge=2, le=64)] | None = None


def convolution(asked: Rivals) -> int:
    """Its MACs: as many channels out as in, the map's size kept."""
    kernel = (asked.kernel, asked.kernel)
    return conv_macs(asked.width, asked.width, kernel, (asked.side, asked.side))


def tokens(asked: Rivals) -> int:
    """Of the map."""
    return asked.side**2


def least_above(bound: Fraction) -> int:
    """The first whole number that is more."""
    return bound // 1 + 1


def check(asked: Rivals) -> None:
    """Raises `Impossible` for a size in pixels of a crossing that is not asked for."""
    if asked.patch and not asked.crossing:
        raise Impossible("The image at which the costs cross has a size only where the crossing is asked for.")


def fields(asked: Rivals) -> tuple[Field, ...]:
    """How many times; then from how many tokens on; then on which image."""
    crossing = (Field("tokens", Integer(like=(640, 1152)), "tokens"),) if asked.crossing else ()
    pixels = (Field("pixels", Integer(like=(320, 512)), "pixels", unit="px"),) if asked.patch else ()
    return (Field("ratio", Ratio(), "ratio"), *crossing, *pixels)


def at(asked: Rivals, bound: Fraction) -> Answers:
    """What follows where attention costs more beyond so many tokens."""
    if not asked.crossing or bound <= 0:
        return {}
    found = least_above(bound)
    pixels = {"pixels": asked.patch * (isqrt(found - 1) + 1)} if asked.patch else {}
    return {"tokens": found, **pixels}


def bound(asked: Rivals) -> Fraction:
    """The tokens at which both cost the same."""
    return Fraction((asked.kernel**2 - 4) * asked.width, 2)


def solve(asked: Rivals) -> Answers:
    """From the engine's counts."""
    return {"ratio": Fraction(attention(tokens(asked), asked.width), convolution(asked)), **at(asked, bound(asked))}


Counting: TypeAlias = Callable[[int, int], int]
"""(tokens, width) -> MACs that somebody takes for the attention's."""


def counting(cost: Counting, crossing: Callable[[int, int], Fraction]) -> Solver[Rivals]:
    """The solver with this cost of attention, and (kernel, width) -> the tokens at which it then meets the other."""

    def solver(asked: Rivals) -> Answers:
        ratio = Fraction(cost(tokens(asked), asked.width), convolution(asked))
        return {"ratio": ratio, **at(asked, crossing(asked.kernel, asked.width))}

    return solver


def upside_down(asked: Rivals) -> Answers:
    """The convolution over the attention."""
    return {"ratio": Fraction(convolution(asked), attention(tokens(asked), asked.width))}


def kernel_not_squared(asked: Rivals) -> Answers:
    """K where K² belongs."""
    ratio = Fraction(attention(tokens(asked), asked.width) * asked.kernel, convolution(asked))
    return {"ratio": ratio, **at(asked, Fraction((asked.kernel - 4) * asked.width, 2))}


def depthwise(asked: Rivals) -> Answers:
    """A convolution that mixes no channels."""
    return {"ratio": Fraction(attention(tokens(asked), asked.width) * asked.width, convolution(asked))}


def projections_alone(asked: Rivals) -> Answers:
    """Leaves the pairs out, so that the two never meet."""
    return {"ratio": Fraction(projections(tokens(asked), asked.width), convolution(asked))}


def still_equal(asked: Rivals) -> Answers:
    """The last number of tokens at which it does not cost more."""
    return {"tokens": least_above(bound(asked)) - 1} if asked.crossing else {}


def side_of_the_map(asked: Rivals) -> Answers:
    """Tokens a side for pixels a side."""
    return {"pixels": isqrt(least_above(bound(asked)) - 1) + 1} if asked.patch else {}


def root_forgotten(asked: Rivals) -> Answers:
    """All tokens in one row."""
    return {"pixels": least_above(bound(asked)) * asked.patch} if asked.patch else {}


def a_patch_short(asked: Rivals) -> Answers:
    """Rounds the root down."""
    return {"pixels": isqrt(least_above(bound(asked)) - 1) * asked.patch} if asked.patch else {}


MISTAKES: Mapping[str, Solver[Rivals]] = {
    "upside-down": upside_down,
    "pairs-alone": counting(pairs, lambda kernel, width: Fraction(kernel**2 * width, 2)),
    "projections-alone": projections_alone,
    "three-projections": counting(
        lambda found, width: 3 * found * width**2 + pairs(found, width),
        lambda kernel, width: Fraction((kernel**2 - 3) * width, 2),
    ),
    "scores-only": counting(
        lambda found, width: projections(found, width) + found**2 * width,
        lambda kernel, width: Fraction((kernel**2 - 4) * width),
    ),
    "kernel-not-squared": kernel_not_squared,
    "depthwise": depthwise,
    "still-equal": still_equal,
    "side-of-the-map": side_of_the_map,
    "root-forgotten": root_forgotten,
    "a-patch-short": a_patch_short,
}
WIDTHS = (96, 128, 192, 256, 320, 384, 448, 512, 640, 768, 1024)


def draw(dice: Dice, level: int) -> Rivals:
    """Level 1: how many times. Level 2: from how many tokens on, too. Level 3: other kernels, and the image."""
    kernel = 3 if level < 3 else pick(dice, (3, 3, 5, 7))
    return Rivals(
        side=roll(dice, 10, 96),
        width=pick(dice, WIDTHS),
        kernel=kernel,
        crossing=level > 1,
        patch=pick(dice, (4, 8, 14, 16)) if level == 3 else None,
    )


def steps(asked: Rivals) -> Mapping[str, tuple[Step, ...]]:
    """Both costs with T·D taken out, then where they are equal."""
    found, width, square = tokens(asked), asked.width, asked.kernel**2
    ours, theirs, right = 4 * width + 2 * found, square * width, solve(asked)
    lines: dict[str, tuple[Step, ...]] = {
        "ratio": (
            Step("attention", f"T·D·(4·{width} + 2·{found:,})", f"T·D·{ours:,}", marked="T·D·(4·D + 2·T)"),
            Step("convolution", f"T·D·{asked.kernel}²·{width}", f"T·D·{theirs:,}", marked="T·D·K²·D"),
            Step("ratio", f"{ours:,} / {theirs:,}", Ratio().written(right["ratio"]), marked="attention / convolution"),
        )
    }
    if asked.crossing:
        limit, first = bound(asked), f"{right['tokens']:,}"
        lines["tokens"] = (
            Step("equal", f"2·T > ({square} − 4)·{width}, T > {limit}", marked="2·T > (K² − 4)·D"),
            Step("first", f"the first beyond {limit}", first, marked="the first beyond it"),
        )
        if asked.patch:
            side = isqrt(least_above(limit) - 1) + 1
            lines["pixels"] = (
                Step("root", f"⌈√{first}⌉", str(side), marked="tokens a side, rounded up"),
                Step("pixels", f"{side} · {asked.patch}", str(right["pixels"]), marked="tokens a side · patch"),
            )
    return lines


def facts(asked: Rivals) -> Mapping[str, str]:
    """What the words may name."""
    return {
        "map": f"{asked.side} × {asked.side}",
        "width": str(asked.width),
        "kernel": f"{asked.kernel} × {asked.kernel}",
        "side": str(asked.kernel),
        "square": str(asked.kernel**2),
        "left": str(asked.kernel**2 - 4),
        "patch": str(asked.patch or 16),
    }


def figure(asked: Rivals) -> Branches:
    """The two layers beside each other."""
    rivals = (
        Branch("attention", (Part("queries, keys, values"), Part("pairs"), Part("output"))),
        Branch("convolution", (Part(f"{asked.kernel} × {asked.kernel}"),)),
    )
    return Branches(input=f"{asked.side} × {asked.side} × {asked.width}", branches=rivals)


KIND = Kind(
    id="attention-against-convolution",
    skill=Skill.ARCHITECTURES,
    params=Rivals,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    working=steps,
    step_keys=frozenset({"attention", "convolution", "ratio", "equal", "first", "root", "pixels"}),
    label_keys=frozenset({"tokens", "pixels"}),
    facts=facts,
    figure=figure,
)

"""Attention beside a convolution: the numbers, what they come to, and what people make of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt
from typing import Annotated, TypeAlias

from annotated_types import Interval

from app.conv.counts import conv_macs
from app.errors import Impossible
from app.problems.attention.believing import NOTHING, taking
from app.problems.attention.counting import attention, pairs, projections
from app.problems.forms import Integer, Ratio
from app.problems.kind import Answers, Field, Params, Solver


@dataclass(frozen=True, slots=True, kw_only=True)
class Rivals(Params):
    """Both on a square map of `side` tokens a side; `crossing` asks where they meet, `patch` on how large an image."""

    side: Annotated[int, Interval(ge=2, le=2_000)]
    width: Annotated[int, Interval(ge=2, le=10_000)]
    kernel: Annotated[int, Interval(ge=3, le=15)] = 3
    crossing: bool = False
    patch: Annotated[int, Interval(ge=2, le=64)] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Believed(Rivals):
    """The same two, of which somebody has answered something: those tokens are taken as given."""

    known: Mapping[str, int]


def convolution(asked: Rivals) -> int:
    """Its MACs: as many channels out as in, the map's size kept."""
    return convolution_of(asked, tokens(asked))


def convolution_of(asked: Rivals, positions: int) -> int:
    """The same on so many positions."""
    return conv_macs(asked.width, asked.width, (asked.kernel, asked.kernel), (positions, 1))


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


def first_dearer(asked: Rivals) -> int:
    """The fewest tokens at which attention costs more, or as many as are believed."""
    return (asked.known if isinstance(asked, Believed) else NOTHING).get("tokens", least_above(bound(asked)))


def solve(asked: Rivals) -> Answers:
    """From the engine's counts."""
    ratio = Fraction(attention(tokens(asked), asked.width), convolution(asked))
    return {"ratio": ratio, **at(asked, Fraction(first_dearer(asked) - 1))}


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
    return {"pixels": isqrt(first_dearer(asked) - 1) + 1} if asked.patch else {}


def root_forgotten(asked: Rivals) -> Answers:
    """All tokens in one row."""
    return {"pixels": first_dearer(asked) * asked.patch} if asked.patch else {}


def a_patch_short(asked: Rivals) -> Answers:
    """Rounds the root down."""
    return {"pixels": isqrt(first_dearer(asked) - 1) * asked.patch} if asked.patch else {}


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


def follow(asked: Rivals, answers: Answers) -> Rivals:
    """The same two with the believed tokens taken as given."""
    return taking(Believed, asked, answers, ("tokens",), (solve, *MISTAKES.values()))

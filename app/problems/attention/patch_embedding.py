"""Kind `patch-embedding`: the tokens of an image, and what the convolution that makes them has to learn and to do.

    tokens      floor((H + 2P − K)/S + 1) · floor((W + 2P − K)/S + 1), with S = K and P = 0 where patches do not overlap
    parameters  D·C·K² + D;   MACs  D·C·K² · tokens

Source: Dosovitskiy et al., arXiv:2010.11929, section 3.1 and "hybrid architecture"; patches that overlap, Xie et al.,
arXiv:2105.15203, section 3.1.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, TypeAlias

from annotated_types import Interval

from app.conv.counts import conv_macs, conv_params
from app.conv.shapes import output_size
from app.problems.dice import pick, roll
from app.problems.figures import FeatureMap
from app.problems.forms import Integer
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver, Step
from app.problems.skills import Skill

Side: TypeAlias = Annotated[int, Interval(ge=1, le=100_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedding(Params):
    """An image and the patches it is cut into; without a `stride` they lie side by side."""

    image: Side | tuple[Side, Side]
    channels: Annotated[int, Interval(ge=1, le=1_000)]
    patch: Annotated[int, Interval(ge=2, le=128)]
    width: Annotated[int, Interval(ge=1, le=100_000)]
    stride: Annotated[int, Interval(ge=1, le=128)] | None = None
    padding: Annotated[int, Interval(ge=0, le=64)] = 0


def sides(asked: Embedding) -> tuple[int, int]:
    """Height and width of the image."""
    return (asked.image, asked.image) if isinstance(asked.image, int) else asked.image


def step(asked: Embedding) -> int:
    """From one patch to the next."""
    return asked.stride or asked.patch


def grid(asked: Embedding, *, stride: int, padding: int) -> tuple[int, int]:
    """Patches down and across. Raises `Impossible` where none fits."""
    high, wide = (output_size(side, asked.patch, stride=stride, padding=padding) for side in sides(asked))
    return high, wide


def cut(asked: Embedding) -> tuple[int, int]:
    """The grid as it is."""
    return grid(asked, stride=step(asked), padding=asked.padding)


def weights(asked: Embedding) -> int:
    """Of the embedding, without biases."""
    return conv_params(asked.channels, asked.width, (asked.patch, asked.patch), bias=False)


def check(asked: Embedding) -> None:
    """Raises `Impossible` where no patch fits."""
    cut(asked)


TOKENS = Field("tokens", Integer(like=(144, 320)), "tokens")
PARAMS = Field("params", Integer(figures=3, like=(147_840, 393_984)), "params", unit="parameters")
MACS = Field("macs", Integer(figures=3, like=(28_901_376, 77_070_336)), "macs", unit="MACs")


def fields(_: Embedding) -> tuple[Field, ...]:
    """How many, how much to learn, how much to do."""
    return (TOKENS, PARAMS, MACS)


def solve(asked: Embedding) -> Answers:
    """By the engine, as for any other convolution."""
    high, wide = cut(asked)
    kernel = (asked.patch, asked.patch)
    return {
        "tokens": high * wide,
        "params": conv_params(asked.channels, asked.width, kernel),
        "macs": conv_macs(asked.channels, asked.width, kernel, (high, wide)),
    }


def with_tokens(asked: Embedding, tokens: int) -> Answers:
    """What follows for somebody who counts so many."""
    return {"tokens": tokens, "macs": weights(asked) * tokens}


def one_side(asked: Embedding) -> Answers:
    """The patches down one side."""
    high, wide = cut(asked)
    return with_tokens(asked, high) if wide > 1 else {}


def patch_not_squared(asked: Embedding) -> Answers:
    """All pixels, divided by the side of a patch."""
    high, wide = sides(asked)
    return with_tokens(asked, high * wide // step(asked))


def side_by_side(asked: Embedding) -> Answers:
    """Lets patches that overlap lie side by side."""
    if step(asked) == asked.patch:
        return {}
    high, wide = grid(asked, stride=asked.patch, padding=asked.padding)
    return with_tokens(asked, high * wide)


def ignores_padding(asked: Embedding) -> Answers:
    """Leaves the padding out."""
    if not asked.padding or min(sides(asked)) < asked.patch:
        return {}
    high, wide = grid(asked, stride=step(asked), padding=0)
    return with_tokens(asked, high * wide)


def one_channel(asked: Embedding) -> Answers:
    """Forgets that a patch has all channels of the image."""
    return {"params": asked.width * asked.patch**2 + asked.width} if asked.channels > 1 else {}


def kernel_not_squared(asked: Embedding) -> Answers:
    """A row of a patch for the whole of it."""
    return {"params": asked.width * asked.channels * asked.patch + asked.width}


def length_of_a_patch(asked: Embedding) -> Answers:
    """How many numbers a patch has, and not what maps them."""
    return {"params": asked.channels * asked.patch**2}


def weights_of_each_token(asked: Embedding) -> Answers:
    """Weights of its own for every patch."""
    right = solve(asked)["tokens"]
    return {"params": (weights(asked) + asked.width) * right} if isinstance(right, int) else {}


def one_token(asked: Embedding) -> Answers:
    """The work of a single patch."""
    return {"macs": weights(asked)}


def at_every_pixel(asked: Embedding) -> Answers:
    """The work at stride 1."""
    high, wide = sides(asked)
    return {"macs": weights(asked) * high * wide}


def with_class_token(asked: Embedding) -> Answers:
    """Right for whoever counts the learned token along."""
    high, wide = cut(asked)
    return {"tokens": high * wide + 1}


def without_bias(asked: Embedding) -> Answers:
    """Right for whoever counts weights alone."""
    return {"params": weights(asked)}


def as_flops(asked: Embedding) -> Answers:
    """Right for whoever counts multiplications and additions apart."""
    high, wide = cut(asked)
    return {"macs": 2 * weights(asked) * high * wide}


MISTAKES: Mapping[str, Solver[Embedding]] = {
    "one-side": one_side,
    "patch-not-squared": patch_not_squared,
    "side-by-side": side_by_side,
    "ignores-padding": ignores_padding,
    "one-channel": one_channel,
    "kernel-not-squared": kernel_not_squared,
    "length-of-a-patch": length_of_a_patch,
    "weights-of-each-token": weights_of_each_token,
    "one-token": one_token,
    "at-every-pixel": at_every_pixel,
}
CONVENTIONS: Mapping[str, Solver[Embedding]] = {
    "with-class-token": with_class_token,
    "without-bias": without_bias,
    "flops": as_flops,
}
WIDTHS = (96, 192, 256, 320, 384, 512, 640, 768, 1024, 1280)
OVERLAPPING = ((7, 4, 3), (3, 2, 1), (16, 12, 0), (16, 10, 0), (32, 24, 0), (8, 6, 0), (14, 7, 0))
"""Patch, stride, padding."""


def draw(dice: Dice, level: int) -> Embedding:
    """Level 1: a square image in colour. Level 2: a rectangle of other channels. Level 3: patches that overlap."""
    width = pick(dice, WIDTHS)
    if level == 3:
        patch, stride, padding = pick(dice, OVERLAPPING)
        size = (roll(dice, 96, 384), roll(dice, 96, 384))
        return Embedding(image=size, channels=3, patch=patch, width=width, stride=stride, padding=padding)
    patch = pick(dice, (8, 14, 16, 32))
    high, wide = roll(dice, 7, 32), roll(dice, 7, 32)
    if level == 1:
        return Embedding(image=high * patch, channels=3, patch=patch, width=width)
    return Embedding(
        image=(high * patch, wide * patch), channels=pick(dice, (1, 4, 6, 10, 13)), patch=patch, width=width
    )


def steps(asked: Embedding) -> Mapping[str, tuple[Step, ...]]:
    """The grid, the filters, and the filters at every place of the grid."""
    high, wide = cut(asked)
    taps, count, right = asked.channels * asked.patch**2, high * wide, solve(asked)
    along = f"{_along(asked, 0)} = {high}, {_along(asked, 1)} = {wide}"
    patch = Step("patch", f"{asked.channels} · {asked.patch}²", f"{taps:,}", marked="channels · patch²")
    learned = f"{asked.width} · {taps:,} + {asked.width}"
    return {
        "tokens": (
            Step("grid", along, marked="patches down, patches across"),
            Step("tokens", f"{high} · {wide}", f"{count:,}", marked="down · across"),
        ),
        "params": (patch, Step("filters", learned, f"{right['params']:,}", marked="D · patch + D")),
        "macs": (
            patch,
            Step("times", f"{asked.width} · {taps:,} · {count:,}", f"{right['macs']:,}", marked="D · patch · tokens"),
        ),
    }


def _along(asked: Embedding, axis: int) -> str:
    side = sides(asked)[axis]
    if step(asked) == asked.patch and not asked.padding:
        return f"⌊{side} / {asked.patch}⌋"
    padded = f"{side} + {2 * asked.padding} − {asked.patch}" if asked.padding else f"{side} − {asked.patch}"
    return f"⌊({padded}) / {step(asked)}⌋ + 1"


def facts(asked: Embedding) -> Mapping[str, str]:
    """What the words may name."""
    high, wide = sides(asked)
    overlap = f" and lie **{step(asked)}** pixels apart" if step(asked) != asked.patch else " and lie side by side"
    around = f", with **{asked.padding}** pixels of zeros around the image" if asked.padding else ""
    return {
        "image": f"{high} × {wide}",
        "channels": "1 channel" if asked.channels == 1 else f"{asked.channels} channels",
        "patch": f"{asked.patch} × {asked.patch}",
        "side": str(asked.patch),
        "stride": str(step(asked)),
        "width": str(asked.width),
        "laid": f"{overlap}{around}".strip(),
        "padding": str(asked.padding),
        "taps": f"{asked.channels * asked.patch**2:,}",
    }


def figure(asked: Embedding) -> FeatureMap:
    """The first patch on the image, and the next one."""
    patch, stride, padding = asked.patch, step(asked), asked.padding
    return FeatureMap(size=sides(asked), kernel=(patch, patch), stride=(stride, stride), padding=(padding, padding))


KIND = Kind(
    id="patch-embedding",
    skill=Skill.ARCHITECTURES,
    params=Embedding,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    conventions=CONVENTIONS,
    working=steps,
    step_keys=frozenset({"grid", "tokens", "patch", "filters", "times"}),
    facts=facts,
    figure=figure,
)

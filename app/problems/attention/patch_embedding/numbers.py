"""An image in patches: its numbers, what they come to, and what people make of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, TypeAlias

from annotated_types import Interval

from app.conv.counts import conv_macs, conv_params
from app.conv.shapes import output_size
from app.problems.attention.believing import NOTHING, taking
from app.problems.forms import Integer
from app.problems.kind import Answers, Field, Params, Solver

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Believed(Embedding):
    """The same image, of which somebody has answered something: those numbers are taken as given."""

    known: Mapping[str, int]


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
    """By the engine, as for any other convolution; the work from the tokens that are believed."""
    kernel = (asked.patch, asked.patch)
    return {
        "tokens": tokens(asked),
        "params": conv_params(asked.channels, asked.width, kernel),
        "macs": conv_macs(asked.channels, asked.width, kernel, (tokens(asked), 1)),
    }


def tokens(asked: Embedding) -> int:
    """Places of the grid, or as many as are believed."""
    high, wide = cut(asked)
    return (asked.known if isinstance(asked, Believed) else NOTHING).get("tokens", high * wide)


def with_tokens(asked: Embedding, counted: int) -> Answers:
    """What follows for somebody who counts so many."""
    return {"tokens": counted, "macs": weights(asked) * counted}


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
    return {"params": (weights(asked) + asked.width) * tokens(asked)}


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
    return {"macs": 2 * weights(asked) * tokens(asked)}


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


def follow(asked: Embedding, answers: Answers) -> Embedding:
    """The same patches with the believed tokens taken as given."""
    return taking(Believed, asked, answers, ("tokens",), (solve, *MISTAKES.values()))

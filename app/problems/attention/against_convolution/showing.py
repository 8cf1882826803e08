"""Attention beside a convolution as it is worked, drawn and run."""

from collections.abc import Mapping
from fractions import Fraction
from math import isqrt

from app.problems.attention import running
from app.problems.attention.against_convolution.numbers import (
    MISTAKES,
    Rivals,
    bound,
    convolution_of,
    first_dearer,
    solve,
    tokens,
)
from app.problems.attention.counting import PROJECTIONS, attention
from app.problems.figures import Branch, Branches, Part
from app.problems.forms import Ratio
from app.problems.kind import Step
from app.problems.reading import Value
from app.problems.refuting import Refutation, Row


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
            side = isqrt(first_dearer(asked) - 1) + 1
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


def refute(asked: Rivals, field: str, mistakes: tuple[str, ...], claimed: Value) -> Refutation | None:
    """Both layers at the claimed crossing; for the ratio both on a map of four."""
    if field == "ratio":
        return by_ones(asked, field, mistakes, claimed)
    if not isinstance(claimed, int) or claimed < 1:
        return None
    if field == "tokens":
        return _crossed(asked, claimed, claimed - 1, f"{claimed:,} tokens")
    side = claimed // (asked.patch or 1)
    return _crossed(asked, side**2, (side - 1) ** 2, f"{side:,} × {side:,} tokens") if side else None


def _crossed(asked: Rivals, at_it: int, before: int, said: str) -> Refutation | None:
    """That attention does not cost more there yet, or did so before already."""
    if not _is_dearer(asked, at_it):
        return Refutation(_beside(asked), _costs(asked, at_it), f"attention costs more at {said}", "it does not")
    if _is_dearer(asked, before):
        return Refutation(_beside(asked), _costs(asked, before), f"{said} are the first", "it costs more before")
    return None


def _is_dearer(asked: Rivals, count: int) -> bool:
    return attention(count, asked.width) > convolution_of(asked, count)


def _costs(asked: Rivals, count: int) -> tuple[Row, ...]:
    return (
        Row(f"attention, {count:,} tokens", f"{attention(count, asked.width):,} multiply-adds"),
        Row("convolution, as many", f"{convolution_of(asked, count):,} multiply-adds"),
    )


def _beside(asked: Rivals) -> str:
    return f"attention and a {asked.kernel} × {asked.kernel} convolution, both {asked.width} wide"


def few(asked: Rivals) -> tuple[Rivals, ...]:
    """A map of 2 × 2 with three features."""
    return (Rivals(side=2, width=3, kernel=asked.kernel),)


def run(small: Rivals, _: str) -> running.Ran:
    """Both on ones; the convolution's map is padded with ones, so that each tap counts."""
    count, width = tokens(small), small.width
    one, first = running.maps(count, width, PROJECTIONS)
    both, second = running.pairs(count, width)
    padded = small.side + small.kernel - 1
    made = running.convolved(padded, padded, channels=width, kernel=small.kernel, filters=width, stride=1)
    last = Row("convolution", f"{made.size} outputs of {made[0, 0, 0]} = {made.sum()}")
    on = f"a map of {small.side} × {small.side} ones with {width} features, weights of one"
    return running.Ran(on, (one, *both, last), Fraction(first + second, int(made.sum())), " times")


by_ones = running.refuting(MISTAKES, few, run)

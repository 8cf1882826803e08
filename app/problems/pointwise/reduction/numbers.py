"""Both counts and their ratio, and each way of getting them wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, TypeAlias

from annotated_types import Interval

from app.conv.counts import flops
from app.problems.kind import Answers, Params, Solver
from app.problems.pointwise.counting import Layer, Row, one_input_channel, side_for_area, weights, weights_and_biases

Count: TypeAlias = Annotated[int, Interval(ge=1, le=100_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reduction(Params):
    """Channels in, after the 1×1, and out; the kernel. With a size it is work that is counted, else weights."""

    channels: Count
    reduced: Count
    out_channels: Count
    kernel: Annotated[int, Interval(ge=2, le=31)]
    size: tuple[Count, Count] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Believed(Reduction):
    """A reduction some of whose counts somebody has answered."""

    known: tuple[tuple[str, int], ...]


def direct(reduction: Reduction) -> Row:
    """The kernel alone."""
    return (Layer(reduction.channels, reduction.out_channels, reduction.kernel),)


def reduced(reduction: Reduction) -> Row:
    """The 1×1, then the kernel."""
    return (
        Layer(reduction.channels, reduction.reduced, 1),
        Layer(reduction.reduced, reduction.out_channels, reduction.kernel),
    )


def positions(reduction: Reduction) -> int:
    """How often each weight is used: 1 where weights are counted."""
    return reduction.size[0] * reduction.size[1] if reduction.size else 1


def check(_: Reduction) -> None:
    """Every reduction there is can be counted."""


def count(reduction: Reduction, row: Row, rule: Callable[[Row], int] = weights) -> int:
    """Weights, or weights times positions."""
    return rule(row) * positions(reduction)


def solve(reduction: Reduction) -> Answers:
    """Exact counts; the ratio of what is believed of them."""
    known = dict(reduction.known) if isinstance(reduction, Believed) else {}
    alone, behind = count(reduction, direct(reduction)), count(reduction, reduced(reduction))
    times = Fraction(known.get("direct", alone), known.get("reduced", behind) or 1)
    return {"direct": alone, "reduced": behind, "times": times}


def follow(reduction: Reduction, believed: Answers) -> Reduction:
    """The ratio of the counts that were answered."""
    counts = {name: believed[name] for name in ("direct", "reduced") if name in believed}
    return Believed(
        channels=reduction.channels,
        reduced=reduction.reduced,
        out_channels=reduction.out_channels,
        kernel=reduction.kernel,
        size=reduction.size,
        known=tuple((name, value) for name, value in counts.items() if isinstance(value, int)),
    )


def counting(rule: Callable[[Row], int]) -> Solver[Reduction]:
    """The solver that counts both by another rule."""
    return lambda reduction: {
        "direct": count(reduction, direct(reduction), rule),
        "reduced": count(reduction, reduced(reduction), rule),
    }


def forgets_the_1x1(reduction: Reduction) -> Answers:
    """Counts the kernel behind it only, and so takes C_in / R for the saving."""
    return {
        "reduced": count(reduction, reduced(reduction)[1:]),
        "times": Fraction(reduction.channels, reduction.reduced),
    }


def kernel_still_full(reduction: Reduction) -> Answers:
    """Adds the 1×1 and lets the kernel read all channels still."""
    return {"reduced": count(reduction, (reduced(reduction)[0], *direct(reduction)))}


def reduction_with_the_kernel(reduction: Reduction) -> Answers:
    """Gives the 1×1 the large kernel."""
    down, behind = reduced(reduction)
    return {"reduced": count(reduction, (Layer(down.before, down.after, reduction.kernel), behind))}


def stays_reduced(reduction: Reduction) -> Answers:
    """Lets the kernel give as few channels as it gets."""
    down, behind = reduced(reduction)
    return {"reduced": count(reduction, (down, Layer(behind.before, behind.before, behind.kernel)))}


def only_the_1x1(reduction: Reduction) -> Answers:
    """Lets the 1×1 stand in for the kernel."""
    return {"reduced": count(reduction, reduced(reduction)[:1])}


def squared(reduction: Reduction) -> Answers:
    """Squares the ratio of channels, as if both ends were reduced."""
    return {"times": Fraction(reduction.channels, reduction.reduced) ** 2}


def taps_saved(reduction: Reduction) -> Answers:
    """Takes the taps of the kernel for the saving."""
    return {"times": Fraction(reduction.kernel**2)}


def subtracts(reduction: Reduction) -> Answers:
    """Gives the difference."""
    return {"times": Fraction(count(reduction, direct(reduction)) - count(reduction, reduced(reduction)))}


def adds_channels(reduction: Reduction) -> Answers:
    """Adds channels in and out."""
    ends = reduction.channels + reduction.out_channels
    return {"direct": ends * reduction.kernel**2 * positions(reduction)}


def weights_only(reduction: Reduction) -> Answers:
    """Counts weights where work is asked."""
    if reduction.size is None:
        return {}
    return {"direct": weights(direct(reduction)), "reduced": weights(reduced(reduction))}


def one_side(reduction: Reduction) -> Answers:
    """Multiplies by the height of the map only."""
    if reduction.size is None:
        return {}
    height = reduction.size[0]
    return {"direct": height * weights(direct(reduction)), "reduced": height * weights(reduced(reduction))}


def with_bias(reduction: Reduction) -> Answers:
    """Right for whoever counts biases among the parameters."""
    return {} if reduction.size else counting(weights_and_biases)(reduction)


def in_flops(reduction: Reduction) -> Answers:
    """Right for whoever counts multiplications and additions."""
    if reduction.size is None:
        return {}
    return {
        "direct": flops(count(reduction, direct(reduction))),
        "reduced": flops(count(reduction, reduced(reduction))),
    }


MISTAKES: Mapping[str, Solver[Reduction]] = {
    "forgets-the-1x1": forgets_the_1x1,
    "kernel-still-full": kernel_still_full,
    "reduction-with-the-kernel": reduction_with_the_kernel,
    "stays-reduced": stays_reduced,
    "only-the-1x1": only_the_1x1,
    "squared": squared,
    "taps-saved": taps_saved,
    "subtracts": subtracts,
    "adds-channels": adds_channels,
    "side-for-area": counting(side_for_area),
    "forgets-input-channels": counting(one_input_channel),
    "weights-only": weights_only,
    "one-side": one_side,
}
TOGETHER: Mapping[tuple[str, str], Solver[Reduction]] = {
    ("forgets-the-1x1", "side-for-area"): lambda each: {"reduced": count(each, reduced(each)[1:], side_for_area)},
}

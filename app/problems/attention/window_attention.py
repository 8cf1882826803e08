"""Kind `window-attention`: attention within windows of M × M tokens, and how much less its pairs cost than all pairs.

    windows  ⌈h/M⌉·⌈w/M⌉;   pairs  2·M⁴·D a window, which is 2·M²·(h·w)·D where windows fit
    all pairs over those within windows: h·w / M² where they fit

Source: Liu et al., arXiv:2103.14030, section 3.2, equations 1 and 2; maps that windows do not divide are padded at the
right and at the bottom, footnote there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, TypeAlias

from annotated_types import Interval

from app.conv.counts import flops
from app.errors import Impossible
from app.problems.attention.counting import pairs
from app.problems.dice import pick, roll
from app.problems.figures import FeatureMap
from app.problems.forms import Integer, Ratio
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver, Step
from app.problems.skills import Skill

Side: TypeAlias = Annotated[int, Interval(ge=2, le=10_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows(Params):
    """A map of tokens, cut into windows; with `compared`, held against attention over all of the map."""

    high: Side
    wide: Side
    window: Annotated[int, Interval(ge=2, le=64)]
    width: Annotated[int, Interval(ge=1, le=100_000)]
    compared: bool = False


def check(asked: Windows) -> None:
    """Raises `Impossible` where one window is all of the map."""
    if asked.window >= min(asked.high, asked.wide):
        raise Impossible(
            f"A window of {asked.window} × {asked.window} reaches over a map of {asked.high} × {asked.wide} already."
        )


def grid(asked: Windows) -> tuple[int, int]:
    """Windows down and across; what is left over has one too."""
    return -(-asked.high // asked.window), -(-asked.wide // asked.window)


def in_one(asked: Windows) -> int:
    """The two products of one window."""
    return pairs(asked.window**2, asked.width)


def over_all(asked: Windows) -> int:
    """The two products of the whole map."""
    return pairs(asked.high * asked.wide, asked.width)


def fits(asked: Windows) -> bool:
    """Whether windows leave nothing over."""
    return asked.high % asked.window == asked.wide % asked.window == 0


WINDOWS = Field("windows", Integer(like=(36, 48)), "windows")
PAIRS = Field("pairs", Integer(figures=3, like=(28_901_376, 77_070_336)), "pairs", unit="MACs")


def fields(asked: Windows) -> tuple[Field, ...]:
    """How many windows, what they cost, and how many times more all of it would."""
    return (WINDOWS, PAIRS, *((Field("times", Ratio(), "times"),) if asked.compared else ()))


def solve(asked: Windows) -> Answers:
    """Window by window."""
    high, wide = grid(asked)
    return answered(asked, windows=high * wide, cost=high * wide * in_one(asked))


def answered(asked: Windows, *, cost: int, windows: int | None = None) -> Answers:
    """A cost, and what follows from it."""
    own = {} if windows is None else {"windows": windows}
    return {**own, "pairs": cost, **({"times": Fraction(over_all(asked), cost)} if asked.compared else {})}


def of_windows(counted: Callable[[Windows], int]) -> Solver[Windows]:
    """The solver that counts so many windows."""

    def solver(asked: Windows) -> Answers:
        found = counted(asked)
        return answered(asked, windows=found, cost=found * in_one(asked)) if found else {}

    return solver


def rounds_down(asked: Windows) -> Answers:
    """Leaves out what does not fill a window."""
    found = (asked.high // asked.window) * (asked.wide // asked.window)
    return {} if fits(asked) else answered(asked, windows=found, cost=found * in_one(asked))


def padding_forgotten(asked: Windows) -> Answers:
    """The tokens there are, as if those that fill the last windows cost nothing."""
    cost = 2 * asked.window**2 * asked.high * asked.wide * asked.width
    return {} if fits(asked) else answered(asked, cost=cost)


def one_window(asked: Windows) -> Answers:
    """A single window's cost."""
    return {"pairs": in_one(asked)}


def over_the_map(asked: Windows) -> Answers:
    """Attention over all of it."""
    return {"pairs": over_all(asked)}


def scores_only(asked: Windows) -> Answers:
    """One of the two products."""
    high, wide = grid(asked)
    return {"pairs": high * wide * in_one(asked) // 2}


def window_not_squared(asked: Windows) -> Answers:
    """Takes a window to hold M tokens."""
    high, wide = grid(asked)
    return answered(asked, cost=high * wide * pairs(asked.window, asked.width))


def between_windows(asked: Windows) -> Answers:
    """Lets every window look at all windows."""
    high, wide = grid(asked)
    return {"pairs": pairs(high * wide, asked.width)}


def upside_down(asked: Windows) -> Answers:
    """The windows over the whole."""
    high, wide = grid(asked)
    return {"times": Fraction(high * wide * in_one(asked), over_all(asked))} if asked.compared else {}


def side_by_window(asked: Windows) -> Answers:
    """One side of the map over one side of a window."""
    return {"times": Fraction(asked.high, asked.window)} if asked.compared else {}


def windows_squared(asked: Windows) -> Answers:
    """The square of the number of windows."""
    high, wide = grid(asked)
    return {"times": (high * wide) ** 2} if asked.compared else {}


def as_flops(asked: Windows) -> Answers:
    """Right for whoever counts multiplications and additions apart."""
    high, wide = grid(asked)
    return {"pairs": flops(high * wide * in_one(asked))}


MISTAKES: Mapping[str, Solver[Windows]] = {
    "windows-along-a-side": of_windows(lambda asked: grid(asked)[0]),
    "window-not-squared-in-count": of_windows(lambda asked: asked.high * asked.wide // asked.window),
    "rounds-down": rounds_down,
    "padding-forgotten": padding_forgotten,
    "one-window": one_window,
    "over-the-map": over_the_map,
    "scores-only": scores_only,
    "window-not-squared": window_not_squared,
    "between-windows": between_windows,
    "upside-down": upside_down,
    "side-by-window": side_by_window,
    "windows-squared": windows_squared,
}
CONVENTIONS: Mapping[str, Solver[Windows]] = {"flops": as_flops}


def draw(dice: Dice, level: int) -> Windows:
    """Level 1: windows that fit. Level 2: a rectangle, held against the whole. Level 3: windows that do not fit."""
    window, width = roll(dice, 5, 14), 32 * roll(dice, 3, 24)
    high, wide = roll(dice, 3, 9), roll(dice, 3, 9)
    if level == 1:
        return Windows(high=high * window, wide=high * window, window=window, width=width)
    over = (0, 0) if level == 2 else (roll(dice, 1, window - 1), pick(dice, (0, roll(dice, 1, window - 1))))
    return Windows(
        high=high * window + over[0], wide=wide * window + over[1], window=window, width=width, compared=True
    )


def steps(asked: Windows) -> Mapping[str, tuple[Step, ...]]:
    """The windows, one of them, and all."""
    (high, wide), one, right = grid(asked), in_one(asked), solve(asked)
    count, all_of_it = high * wide, over_all(asked)
    cells = asked.high * asked.wide
    lines = {
        "windows": (
            Step(
                "grid",
                f"⌈{asked.high} / {asked.window}⌉ · ⌈{asked.wide} / {asked.window}⌉",
                f"{high} · {wide} = {count}",
                marked="windows down · windows across",
            ),
        ),
        "pairs": (
            Step("window", f"2 · ({asked.window}²)² · {asked.width}", f"{one:,}", marked="2 · (M²)² · D"),
            Step("times", f"{count} · {one:,}", f"{right['pairs']:,}", marked="windows · one window"),
        ),
    }
    if asked.compared:
        ratio = Ratio().written(right["times"])
        lines["times"] = (
            Step("whole", f"2 · {cells:,}² · {asked.width}", f"{all_of_it:,}", marked="2 · T² · D"),
            Step("ratio", f"{all_of_it:,} / {right['pairs']:,}", ratio, marked="all pairs / pairs within windows"),
        )
    return lines


def facts(asked: Windows) -> Mapping[str, str]:
    """What the words may name."""
    left_over = "" if fits(asked) else " The last windows are filled up with zeros, and are computed like all others."
    return {
        "map": f"{asked.high} × {asked.wide}",
        "window": f"{asked.window} × {asked.window}",
        "side": str(asked.window),
        "cells": str(asked.window**2),
        "width": str(asked.width),
        "left_over": left_over,
    }


def figure(asked: Windows) -> FeatureMap:
    """The map with its first window, and the next."""
    window = (asked.window, asked.window)
    return FeatureMap(size=(asked.high, asked.wide), kernel=window, stride=window, padding=(0, 0))


KIND = Kind(
    id="window-attention",
    skill=Skill.ARCHITECTURES,
    params=Windows,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    conventions=CONVENTIONS,
    working=steps,
    step_keys=frozenset({"grid", "window", "times", "whole", "ratio"}),
    label_keys=frozenset({"times"}),
    facts=facts,
    figure=figure,
)

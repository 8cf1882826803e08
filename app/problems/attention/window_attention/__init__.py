"""Kind `window-attention`: attention within windows of M × M tokens, and how much less its pairs cost than all pairs.

    windows  ⌈h/M⌉·⌈w/M⌉;   pairs  2·M⁴·D a window, which is 2·M²·(h·w)·D where windows fit
    all pairs over those within windows: h·w / M² where they fit

Source: Liu et al., arXiv:2103.14030, section 3.2, equations 1 and 2; maps that windows do not divide are padded at the
right and at the bottom, as the authors' code does for detection.
"""

from app.problems.attention.running import refuting
from app.problems.attention.window_attention.numbers import (
    CONVENTIONS,
    MISTAKES,
    Windows,
    check,
    fields,
    follow,
    solve,
)
from app.problems.attention.window_attention.showing import facts, few, figure, run, steps
from app.problems.dice import pick, roll
from app.problems.kind import Dice, Kind
from app.problems.skills import Skill

__all__ = ["KIND", "Windows", "check", "solve"]


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
    follow=follow,
    refute=refuting(MISTAKES, few, run),
    working=steps,
    step_keys=frozenset({"grid", "window", "times", "whole", "ratio"}),
    label_keys=frozenset({"times"}),
    facts=facts,
    figure=figure,
)

"""Kind `patch-embedding`: the tokens of an image, and what the convolution that makes them has to learn and to do.

    tokens      floor((H + 2P − K)/S + 1) · floor((W + 2P − K)/S + 1), with S = K and P = 0 where patches do not overlap
    parameters  D·C·K² + D;   MACs  D·C·K² · tokens

Source: Dosovitskiy et al., arXiv:2010.11929, section 3.1 and "hybrid architecture"; patches that overlap, Xie et al.,
arXiv:2105.15203.
"""

from app.problems.attention.patch_embedding.numbers import (
    CONVENTIONS,
    MISTAKES,
    Embedding,
    check,
    fields,
    follow,
    solve,
)
from app.problems.attention.patch_embedding.showing import facts, few, figure, run, steps
from app.problems.attention.running import refuting
from app.problems.dice import pick, roll
from app.problems.kind import Dice, Kind
from app.problems.skills import Skill

__all__ = ["KIND", "Embedding", "check", "solve"]

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
    follow=follow,
    refute=refuting(MISTAKES, few, run),
    working=steps,
    step_keys=frozenset({"grid", "tokens", "patch", "filters", "times"}),
    facts=facts,
    figure=figure,
)

"""Reading what stands in the fields of a figure: whole numbers, one or one per axis, and named paddings."""

import re
from fractions import Fraction
from typing import get_args

from app.conv.shapes import PaddingMode
from app.errors import BadInput, FieldComplaint
from app.practice.exploring.layers import LayerPadding, PerAxis

WHOLE = re.compile(r"\d{1,19}")
PAIR = re.compile(r"(\d{1,19})\s*(?:[x×*,;]|\s)\s*(\d{1,19})")
DECIMAL = re.compile(r"\d{1,9}(\.\d{1,9})?|\.\d{1,9}")
SIGNED = re.compile(r"[-−+]?(\d{1,3}(\.\d{0,4})?|\.\d{1,4})")
BETWEEN = re.compile(r"\s*;\s*|,?\s+")
MODES: tuple[PaddingMode, ...] = get_args(PaddingMode)


def whole(text: str, what: str) -> int:
    """One whole number. Raises `BadInput`."""
    found = text.strip()
    if not WHOLE.fullmatch(found):
        raise unreadable(text, what, "a whole number such as 7")
    return int(found)


def decimal(text: str, what: str) -> float:
    """One number, with a point or a comma. Raises `BadInput`."""
    found = text.strip().replace(",", ".")
    if not DECIMAL.fullmatch(found):
        raise unreadable(text, what, "a number such as 0.5")
    return float(found)


def signed(text: str, what: str) -> float:
    """One number that may have a sign, with a point or a comma. Raises `BadInput`."""
    found = text.strip().replace(",", ".").replace("−", "-")
    if not SIGNED.fullmatch(found):
        raise unreadable(text, what, "a number such as -3 or 0.5")
    return float(found)


def decimals(text: str, what: str) -> tuple[Fraction, ...]:
    """Numbers apart by spaces or semicolons, or by commas with a space behind. Raises `BadInput`."""
    found = [each for each in BETWEEN.split(text.strip()) if each]
    if not found or not all(SIGNED.fullmatch(each) for each in found):
        raise BadInput(f"Write the {what} as numbers with a space between, such as 0.2 0.3 -0.5.")
    return tuple(Fraction(each.replace("−", "-")) for each in found)


def per_axis(text: str, what: str) -> PerAxis:
    """One whole number, or two: height and width. Raises `BadInput`."""
    found = text.strip()
    if pair := PAIR.fullmatch(found):
        height, width = map(int, pair.groups())
        return height if height == width else (height, width)
    if not WHOLE.fullmatch(found):
        raise unreadable(text, what, "a whole number such as 7, or two as 7 × 5")
    return int(found)


def padding(text: str) -> LayerPadding:
    """Numbers as above, or a name. Raises `BadInput`."""
    found = text.strip().lower()
    for mode in MODES:
        if mode == found:
            return mode
    if found and not found[0].isdigit():
        raise unreadable(text, "padding", f"a number, two as 3 × 2, or one of {', '.join(MODES)}")
    return per_axis(text, "padding")


def unreadable(text: str, what: str, like: str) -> BadInput:
    """What was typed is not said again: it stands in its box."""
    state = "is no such number" if text.strip() else "is empty"
    sentence = f"The {what} {state}; write {like}."
    return BadInput(sentence, (FieldComplaint(f"/{what.replace(' ', '_')}", sentence),))

"""Small grey images: drawn by code, or sent by a browser as one hexadecimal digit for each pixel."""

import re
from enum import StrEnum

import numpy as np

from app.conv.ops import Array
from app.errors import BadInput

SIDE = 28
BRIGHTEST = 15  # levels of grey are 0 (black) to 15 (white)
PIXELS = re.compile(rf"[0-9a-f]{{{SIDE * SIDE}}}")


class Image(StrEnum):
    """What one can pick."""

    LETTER = "letter"
    CHECKERBOARD = "checkerboard"
    GRADIENT = "gradient"
    RINGS = "rings"
    OWN = "own"


def image(name: Image, pixels: str = "") -> Array:
    """(28, 28) levels of grey. Raises `BadInput` where an own one has not arrived whole."""
    row, column = np.mgrid[:SIDE, :SIDE]
    match name:
        case Image.LETTER:
            return np.where(_letter(row, column), BRIGHTEST, 1)
        case Image.CHECKERBOARD:
            return np.where((row // 4 + column // 4) % 2 == 0, BRIGHTEST, 0)
        case Image.GRADIENT:
            return column * BRIGHTEST // (SIDE - 1)
        case Image.RINGS:
            middle = (SIDE - 1) / 2
            distance = np.hypot(row - middle, column - middle)
            return np.rint((1 + np.cos(distance)) / 2 * BRIGHTEST).astype(np.int64)
        case Image.OWN:
            return _sent(pixels)


def _letter(row: Array, column: Array) -> Array:
    """An R of strokes four pixels wide: a stem, a bowl, a leg."""
    stem = (column >= 7) & (column < 11) & (row >= 4) & (row < 24)
    from_bowl = np.hypot(row - 10, column - 13.5)
    bowl = (from_bowl < 6.3) & (from_bowl >= 2.6) & (column >= 10)
    leg = (row >= 14) & (row < 24) & (np.abs(column - 13 - (row - 14) * 0.75) < 2.3)
    return stem | bowl | leg


def _sent(pixels: str) -> Array:
    if not PIXELS.fullmatch(pixels):
        raise BadInput("There is no picture of your own yet; choose a file, or one of the pictures that are here.")
    return np.array([int(each, 16) for each in pixels]).reshape(SIDE, SIDE)

"""Kernels with a name, what they make of an image, and what one sees of that, in words."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, TypeAlias

import numpy as np

from app.conv.ops import Array, conv2d
from app.problems.figures import Picture
from app.problems.sliding_dot_product.maps import Rows

Name: TypeAlias = Literal[
    "identity", "blur", "sharpen", "outline", "emboss", "rows", "rows-reversed", "columns", "columns-reversed"
]
KERNELS: Mapping[Name, Rows] = MappingProxyType(
    {
        "identity": ((0, 0, 0), (0, 1, 0), (0, 0, 0)),
        "blur": ((1, 1, 1), (1, 1, 1), (1, 1, 1)),
        "sharpen": ((0, -1, 0), (-1, 5, -1), (0, -1, 0)),
        "outline": ((-1, -1, -1), (-1, 8, -1), (-1, -1, -1)),
        "emboss": ((-2, -1, 0), (-1, 1, 1), (0, 1, 2)),
        "rows": ((-1, -1, -1), (0, 0, 0), (1, 1, 1)),
        "rows-reversed": ((1, 1, 1), (0, 0, 0), (-1, -1, -1)),
        "columns": ((-1, 0, 1), (-1, 0, 1), (-1, 0, 1)),
        "columns-reversed": ((1, 0, -1), (1, 0, -1), (1, 0, -1)),
    }
)
EVEN: Rows = ((1, 1, 1),) * 3
LIGHTER_BELOW: Rows = ((0, 0, 0), (0, 0, 0), (1, 1, 1))
LIGHTER_RIGHT: Rows = ((0, 0, 1),) * 3
SHADES = ("black", "dark", "grey", "light", "white")


def filtered(image: Rows, name: Name) -> Array:
    """What the engine gives, without padding: (H, W) -> (H - 2, W - 2)."""
    found: Array = conv2d(np.array([[image]], float), np.array([[KERNELS[name]]], float))[0, 0]
    return found


def response(patch: Rows, name: Name) -> int:
    """The one number of a patch as large as the kernel."""
    return round(float(filtered(patch, name)[0, 0]))


def shaded(numbers: Array) -> Array:
    """From 0 for the smallest to 1 for the largest."""
    low, high = numbers.min(), numbers.max()
    shades: Array = (numbers - low) / ((high - low) or 1.0)
    return shades


@lru_cache(maxsize=512)  # each option is held against every other
def shades_of(image: Rows, name: Name) -> Array:
    """The filtered image in shades; nothing writes to it."""
    return shaded(filtered(image, name))


@lru_cache(maxsize=512)
def after(image: Rows, name: Name) -> Picture:
    """The filtered image."""
    return _picture(shades_of(image, name), box(image), inset=1)


@lru_cache(maxsize=256)
def before(image: Rows) -> Picture:
    """The image itself."""
    return _picture(shaded(np.array(image, float)), box(image), inset=0)


def _picture(shades: Array, shape: tuple[int, int, int, int], *, inset: int) -> Picture:
    rows = tuple(tuple(row) for row in shades.tolist())
    return Picture(rows, seen(rows, shape, inset=inset))


def apart(image: Rows, one: Name, other: Name) -> float:
    """How far the shades of two pictures differ where they differ most."""
    return float(np.abs(shades_of(image, one) - shades_of(image, other)).max())


@lru_cache(maxsize=256)
def box(image: Rows) -> tuple[int, int, int, int]:
    """First and last row, first and last column of what differs from the corner."""
    ground = image[0][0]
    rows = [i for i, row in enumerate(image) if any(each != ground for each in row)]
    columns = [j for row in image for j, each in enumerate(row) if each != ground]
    return (rows[0], rows[-1], min(columns), max(columns)) if rows else (0, 0, 0, 0)


def seen(shades: tuple[tuple[float, ...], ...], shape: tuple[int, int, int, int], *, inset: int) -> str:
    """The ground, the inside of the shape, and each of its edges from outside in."""
    top, bottom, left, right = (each - inset for each in shape)
    row, column = (top + bottom) // 2, (left + right) // 2

    def shade(i: int, j: int) -> str:
        return SHADES[round(shades[i][j] * (len(SHADES) - 1))]

    def edge(outside: tuple[int, int], inside: tuple[int, int]) -> str:
        first, second = shade(*outside), shade(*inside)
        return first if first == second else f"{first} then {second}"

    return (
        f"The ground is {shade(0, 0)}, the inside of the shape {shade(row, column)}. Its edges, from outside in:"
        f" upper {edge((top - 1, column), (top, column))}, lower {edge((bottom + 1, column), (bottom, column))},"
        f" left {edge((row, left - 1), (row, left))}, right {edge((row, right + 1), (row, right))}."
    )

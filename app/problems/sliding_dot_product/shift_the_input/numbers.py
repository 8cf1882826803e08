"""The map before and after it moved, what the engine makes of both, and why."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Annotated, Literal, TypeAlias

import numpy as np
from annotated_types import Interval, Len

from app.conv.ops import conv2d
from app.conv.shapes import output_size
from app.errors import BadInput, Impossible
from app.problems.kind import Answers, Params
from app.problems.reading import Cells
from app.problems.sliding_dot_product.maps import Rows, check_rows, size

Reason: TypeAlias = Literal["equivariant", "border", "stride", "invariant"]
REASONS: tuple[Reason, ...] = ("equivariant", "border", "stride", "invariant")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift(Params):
    """A map, which moves by some cells. A single row is padded at its two ends only."""

    image: Rows
    kernel: Rows
    stride: Annotated[int, Interval(ge=1, le=4)] = 1
    padding: Annotated[int, Interval(ge=0, le=4)] = 0
    by: Annotated[int, Interval(ge=1, le=4)] = 1
    towards: Literal["right", "down"] = "right"
    options: Annotated[tuple[Reason, ...], Len(4, 4)] = REASONS  # in the order in which they are listed


@lru_cache(maxsize=512)
def run(image: Rows, kernel: Rows, stride: int, padding: int) -> Cells:
    """What the engine gives. Raises `Impossible` where the kernel does not fit."""
    if len(image) == 1:
        image, padding = ((0,) * padding + image[0] + (0,) * padding,), 0
    output = conv2d(np.array([[image]], float), np.array([[kernel]], float), stride=stride, padding=padding)[0, 0]
    return Cells(tuple(tuple(round(each) for each in row) for row in output.tolist()))


def moved(rows: Rows, by: int, towards: str, *, coming: str = "zeros") -> Rows:
    """The map pushed on by so many cells; what comes in behind it are zeros, what fell out, or copies of its edge."""
    if towards == "down":
        turned = moved(tuple(zip(*rows, strict=True)), by, "right", coming=coming)
        return tuple(zip(*turned, strict=True))
    by = min(by, len(rows[0]))
    return tuple((*_coming(row, by, coming), *row[: len(row) - by]) for row in rows)


def _coming(row: tuple[int, ...], by: int, coming: str) -> tuple[int, ...]:
    match coming:
        case "wrapped":
            return row[len(row) - by :]
        case "edge":
            return row[:1] * by
        case _:
            return (0,) * by


def before(shift: Shift) -> Cells:
    """The output of the map as it was."""
    return run(shift.image, shift.kernel, shift.stride, shift.padding)


def pushed(shift: Shift, *, coming: str = "zeros") -> Rows:
    """The map after it moved."""
    return moved(shift.image, shift.by, shift.towards, coming=coming)


def after(shift: Shift) -> Cells:
    """The output of the map that moved."""
    return run(pushed(shift), shift.kernel, shift.stride, shift.padding)


def movesalong(shift: Shift) -> bool:
    """Whether the output moved by as many places as the windows' steps that the input did."""
    return after(shift) == along(before(shift), shift.by // shift.stride, shift.towards)


def along(output: Cells, by: int, towards: str) -> Cells:
    """The output, pushed on as a map is."""
    return Cells(moved(output.rows, by, towards)) if by else output  # pyright: ignore[reportArgumentType] - integers


def reason(shift: Shift) -> Reason:
    """Why the output becomes what it does."""
    if shift.by % shift.stride:
        return "stride"
    return "equivariant" if movesalong(shift) else "border"


def check(shift: Shift) -> None:
    """Raises `BadInput` or `Impossible` where there is no question, or two reasons at once."""
    check_rows("image", shift.image)
    check_rows("kernel", shift.kernel)
    if set(shift.options) != set(REASONS):
        raise BadInput(f"The options are {', '.join(REASONS)}, each once.")
    if shift.towards == "down" and len(shift.image) == 1:
        raise Impossible("A single row cannot move down.")
    around = (0 if len(shift.image) == 1 else shift.padding, shift.padding)
    for cells, kernel, padding in zip(size(shift.image), size(shift.kernel), around, strict=True):
        output_size(cells, kernel, stride=shift.stride, padding=padding)
    if not any(each for row in before(shift).rows for each in row):
        raise Impossible("The output is zero everywhere, so nothing of it can move.")
    if reason(shift) == "stride" and not movesalong(replace(shift, stride=1)):
        raise Impossible("Both the border and the stride change this output. Take numbers further inside.")


def solve(shift: Shift) -> Answers:
    """What the engine gives, and the reason."""
    return {"shifted": after(shift), "why": reason(shift)}

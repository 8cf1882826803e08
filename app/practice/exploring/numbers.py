"""Nested lists, as JSON gives them, to arrays: integers stay integers; what is no array is refused at its place."""

from collections.abc import Iterator, Sequence
from math import isfinite
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from app.errors import BadInput, FieldComplaint, TooMuchWork

Array = NDArray[Any]
LARGEST_INT64 = 2**63 - 1


def array_of(raw: object, what: str, *, axes: Sequence[str]) -> Array:
    """The numbers in `raw`, int64 if all are integers, else float64. `axes` says which shapes are taken: "(H, W)"."""
    pointer = f"/{what}"
    shape = tuple(_lengths(raw, what))
    if len(shape) not in {each.count(",") + 1 for each in axes}:
        raise _refusal(f"The {what} has {_axes_text(len(shape))}; it needs {' or '.join(axes)}.", pointer)
    numbers = list(_numbers(raw, shape, pointer))
    if any(isinstance(number, float) for number in numbers):
        return np.array([float(number) for number in numbers]).reshape(shape)
    if any(abs(number) > LARGEST_INT64 for number in numbers):
        sentence = f"An integer is over {LARGEST_INT64:,}, the largest that 64 bits hold."
        raise TooMuchWork(sentence, (FieldComplaint(pointer, sentence),))
    return np.array(numbers, np.int64).reshape(shape)


def _lengths(raw: object, what: str) -> Iterator[int]:
    """The length of each axis, by the first entry of each."""
    here = raw
    while isinstance(here, list):
        entries = cast("list[object]", here)
        if not entries:
            raise _refusal(f"The {what} is empty.", f"/{what}")
        yield len(entries)
        here = entries[0]


def _numbers(raw: object, shape: tuple[int, ...], pointer: str) -> Iterator[int | float]:
    """Every number in order, once it is sure that all lists beside each other are of one length."""
    if not shape:
        yield _number(raw, pointer)
        return
    if not isinstance(raw, list):
        raise _refusal(f"A number stands where its neighbours are lists of {shape[0]}.", pointer)
    entries = cast("list[object]", raw)
    if len(entries) != shape[0]:
        raise _refusal(f"This list is of length {len(entries)}, the first beside it of {shape[0]}.", pointer)
    for index, each in enumerate(entries):
        yield from _numbers(each, shape[1:], f"{pointer}/{index}")


def _number(raw: object, pointer: str) -> int | float:
    if isinstance(raw, list):
        raise _refusal("A list stands where its neighbours are numbers.", pointer)
    if isinstance(raw, bool) or not isinstance(raw, (int, float)) or not isfinite(raw):
        raise _refusal("This must be a finite number.", pointer)
    return raw


def _axes_text(count: int) -> str:
    return f"{count} axis" if count == 1 else f"{count} axes"


def _refusal(sentence: str, pointer: str) -> BadInput:
    return BadInput(sentence, (FieldComplaint(pointer, sentence),))

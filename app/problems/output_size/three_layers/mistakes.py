"""Weak designs, each of which breaks the rule it is named after."""

from collections.abc import Callable, Mapping
from math import prod

from app.problems.designing.building import value_of
from app.problems.kind import Answers, Solver
from app.problems.output_size.three_layers.numbers import Wanted, convolution, solution
from app.problems.reading import Record, Records

TOO_WIDE = 99  # of a kernel, without padding


def changing_last(column: str, to: Callable[[int], int]) -> Solver[Wanted]:
    """The solver whose last layer has another number in one column."""

    def solver(wanted: Wanted) -> Answers:
        *first, last = solution(wanted).rows
        changed = last.changed(column, to(value_of(last, column) or 0))
        return {"layers": Records((*first, changed))}

    return solver


def does_not_fit(wanted: Wanted) -> Answers:
    """Ends with a kernel that is wider than what is left of the map."""
    *first, _ = solution(wanted).rows
    return {"layers": Records((*first, convolution(TOO_WIDE, 1, wanted.channels, padding=0)))}


def points_only(wanted: Wanted) -> Answers:
    """Keeps strides and channels, and looks at one pixel."""
    rows = (convolution(1, value_of(each, "stride") or 1, value_of(each, "channels") or 1) for each in _rows(wanted))
    return {"layers": Records(tuple(rows))}


def wide_in_the_middle(wanted: Wanted) -> Answers:
    """Sixteen times as many filters in the middle as at the end."""
    first, middle, last = _rows(wanted)
    return {"layers": Records((first, middle.changed("channels", 16 * wanted.channels), last))}


def strides_at_the_end(wanted: Wanted) -> Answers:
    """Makes the map small in the last layer only, so that the others work at full size."""
    rows = _rows(wanted)
    whole = prod(value_of(each, "stride") or 1 for each in rows)
    steps = (1, 1, whole)
    return {"layers": Records(tuple(each.changed("stride", step) for each, step in zip(rows, steps, strict=True)))}


def padding_past_the_kernel(wanted: Wanted) -> Answers:
    """Pads the last layer by as much as its kernel spans."""
    *first, last = _rows(wanted)
    return {"layers": Records((*first, last.changed("padding", value_of(last, "kernel"))))}


def _rows(wanted: Wanted) -> tuple[Record, ...]:
    return solution(wanted).rows


MISTAKES: Mapping[str, Solver[Wanted]] = {
    "fits": does_not_fit,
    "size": changing_last("padding", lambda _: 0),
    "channels": changing_last("channels", lambda channels: channels // 2),
    "field": points_only,
    "params": wide_in_the_middle,
    "macs": strides_at_the_end,
    "touches": padding_past_the_kernel,
}
RULES = frozenset({*MISTAKES, "skips"})

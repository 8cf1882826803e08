"""Careless designs, each of which breaks the rule it is named after."""

from collections.abc import Mapping

from app.problems.depthwise_separable.design_under_constraints.numbers import COLUMNS, solution
from app.problems.designing.building import layer, value_of
from app.problems.kind import Answers, Solver
from app.problems.output_size.three_layers.numbers import Wanted
from app.problems.reading import Record, Records

TOO_WIDE = 99  # of a kernel, without padding
WIDER = 8


def _rows(wanted: Wanted) -> tuple[Record, ...]:
    return solution(wanted).rows


def does_not_fit(wanted: Wanted) -> Answers:
    """Ends with a kernel that is wider than what is left of the map."""
    *before, _ = _rows(wanted)
    return {"layers": Records((*before, layer(COLUMNS, "conv", kernel=TOO_WIDE, channels=wanted.channels)))}


def forgets_dilation_in_padding(wanted: Wanted) -> Answers:
    """Pads by 1, whatever the kernel and its dilation span."""
    rows = (each.changed("padding", 1) if each["layer"] == "depthwise" else each for each in _rows(wanted))
    return {"layers": Records(tuple(rows))}


def ends_with_depthwise(wanted: Wanted) -> Answers:
    """Leaves the last 1 × 1 out, so that the channels stay what they were."""
    return {"layers": Records(_rows(wanted)[:-1])}


def plain_kernels(wanted: Wanted) -> Answers:
    """Takes 3 × 3 without dilation throughout."""
    rows = (_plain(each) if each["layer"] == "depthwise" else each for each in _rows(wanted))
    return {"layers": Records(tuple(rows))}


def _plain(record: Record) -> Record:
    return layer(COLUMNS, "depthwise", kernel=3, stride=value_of(record, "stride"), padding=1)


def dense_instead(wanted: Wanted) -> Answers:
    """A dense convolution for each pair, of the same kernel, stride and dilation."""
    stem, *pairs = _rows(wanted)
    dense = (
        alone.changed("layer", "conv").changed("channels", mix["channels"])
        for alone, mix in zip(pairs[::2], pairs[1::2], strict=True)
    )
    return {"layers": Records((stem, *dense))}


def wide_from_the_start(wanted: Wanted) -> Answers:
    """Eight times the filters in the stem, where every position of a large map pays for them."""
    stem, *others = _rows(wanted)
    return {"layers": Records((stem.changed("channels", WIDER * (value_of(stem, "channels") or 1)), *others))}


def padding_past_the_kernel(wanted: Wanted) -> Answers:
    """Pads the stem by as much as its kernel spans."""
    stem, *others = _rows(wanted)
    return {"layers": Records((stem.changed("padding", value_of(stem, "kernel")), *others))}


MISTAKES: Mapping[str, Solver[Wanted]] = {
    "fits": does_not_fit,
    "size": forgets_dilation_in_padding,
    "channels": ends_with_depthwise,
    "field": plain_kernels,
    "params": dense_instead,
    "macs": wide_from_the_start,
    "touches": padding_past_the_kernel,
}
RULES = frozenset({*MISTAKES, "skips"})

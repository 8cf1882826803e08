"""A wrong output size, run: the smallest row on which engine and wrong rule disagree, or the window that is off."""

import numpy as np

from app.conv.ops import conv2d
from app.errors import Impossible
from app.problems.output_size.axis import SLIPS, Axis, right, slipped
from app.problems.reading import Value
from app.problems.refuting import Refutation, Row

LONGEST_ROW = 40  # cells that can still be read one by one


def refuted(axes: tuple[Axis, ...], mistakes: tuple[str, ...], claimed: Value) -> Refutation | None:
    """A run against a claimed size, on the first axis where it is wrong.

    With a slip behind it: a row on which the slip gives another size than the engine. Without: the window that is off.
    """
    slips = tuple(name for name in mistakes if name in SLIPS)
    for axis, size in zip(axes, claimed if isinstance(claimed, tuple) else (), strict=False):
        if size is None or size == right(axis):
            continue
        found = smallest(axis, slips) if slips and slipped(axis, *slips) == size else None
        return found or off_the_end(axis, size)
    return None


def smallest(axis: Axis, slips: tuple[str, ...]) -> Refutation | None:
    """The shortest row, under the same layer, on which these slips together give another size than the engine."""
    for cells in range(1, LONGEST_ROW + 1):
        tried = Axis(cells, axis.kernel, axis.stride, axis.padding, axis.dilation)
        try:
            found = run(tried)
        except Impossible:
            continue
        claimed = slipped(tried, *slips)
        if claimed is not None and claimed != len(found):
            return Refutation(_layer(tried), _rows(tried, found), _numbers(claimed), _numbers(len(found)))
    return None


def run(axis: Axis) -> tuple[int, ...]:
    """What the engine gives for a row of 1, 2, 3, … and a kernel of ones."""
    row = np.arange(1, axis.size + 1).reshape(1, 1, 1, -1)
    kernel = np.ones((1, 1, 1, axis.kernel), row.dtype)
    output = conv2d(row, kernel, stride=(1, axis.stride), padding=(0, axis.padding), dilation=(1, axis.dilation))
    return tuple(int(each) for each in output.ravel())


def off_the_end(axis: Axis, claimed: int) -> Refutation:
    """Why there cannot be `claimed` windows: where the last would lie, or that one more fits."""
    end = axis.size + 2 * axis.padding
    too_many = claimed > right(axis)
    start = (claimed - 1 if too_many else claimed) * axis.stride
    rows = (
        Row("padded row", f"cells 0 to {end - 1}"),
        Row(f"window {claimed if too_many else claimed + 1}", f"cells {start} to {start + axis.reach - 1}"),
    )
    verdict = f"it ends {start + axis.reach - end} past the last cell" if too_many else "it lies inside as well"
    return Refutation(_layer(axis), rows, _numbers(claimed), verdict)


def _layer(axis: Axis) -> str:
    parts = [f"a row of {axis.size} cells" if axis.size > 1 else "a row of one cell", f"kernel {axis.kernel}"]
    parts += [f"stride {axis.stride}", f"padding {axis.padding}"]
    return ", ".join([*parts, f"dilation {axis.dilation}"] if axis.dilation > 1 else parts)


def _rows(axis: Axis, output: tuple[int, ...]) -> tuple[Row, ...]:
    """The padded row, then where each window lies on it, then what the engine gives."""
    inner = [str(cell) for cell in range(1, axis.size + 1)]
    padded = ["0"] * axis.padding + inner + ["0"] * axis.padding
    width = max(len(cell) for cell in padded)
    lines = [Row("padded row", " ".join(cell.rjust(width) for cell in padded))]
    for index in range(len(output)):
        taps = {index * axis.stride + tap * axis.dilation for tap in range(axis.kernel)}
        marks = ("#".rjust(width) if at in taps else "·".rjust(width) for at in range(len(padded)))
        lines.append(Row(f"window {index + 1}", " ".join(marks)))
    return (*lines, Row("output", " ".join(str(each) for each in output)))


def _numbers(count: int) -> str:
    return "1 number" if count == 1 else f"{count} numbers"

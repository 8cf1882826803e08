"""A wrong claim about a transposed convolution, run: the copies of the kernel laid out over the output."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from app.conv.ops import conv_transpose2d
from app.errors import Impossible
from app.problems.output_size.transposed_size.mistakes import MISTAKES, SLIPS, slipped
from app.problems.output_size.transposed_size.numbers import Transposed, reach
from app.problems.reading import Value
from app.problems.refuting import Refutation, Row

SHORTEST_ROW, LONGEST_ROW = 2, 6  # cells of a row that a wrong claim is run on
WIDEST_RUN = 28  # cells of an output that can still be read one by one


def refute(layer: Transposed, _field: str, mistakes: tuple[str, ...], _claimed: Value) -> Refutation | None:
    """The shortest row under the same layer on which the claim's rule gives another length than the engine."""
    for cells in range(SHORTEST_ROW, LONGEST_ROW + 1):
        tried = replace(layer, input=cells)
        try:
            output = run(tried)
        except Impossible:
            continue
        side = _claim(tried, mistakes)
        if side is not None and side != len(output) and len(output) <= WIDEST_RUN:
            return Refutation(_on(tried), _rows(tried, output), _numbers(side), _numbers(len(output)))
    return None


def _claim(layer: Transposed, mistakes: tuple[str, ...]) -> int | None:
    """What the mistakes make of this row: slips together, anything else alone."""
    if mistakes and set(mistakes) <= SLIPS.keys():
        return slipped(layer, *mistakes)
    size = MISTAKES[mistakes[0]](layer).get("size") if mistakes else None
    return size[0] if isinstance(size, tuple) else None


def run(layer: Transposed) -> tuple[int, ...]:
    """What the engine gives for a row of 1, 2, 3, … and a kernel of ones."""
    row = np.arange(1, layer.input + 1).reshape(1, 1, 1, -1)
    output = conv_transpose2d(
        row,
        np.ones((1, 1, 1, layer.kernel), row.dtype),
        stride=(1, layer.stride),
        padding=(0, layer.padding),
        output_padding=(0, layer.output_padding),
        dilation=(1, layer.dilation),
    )
    return tuple(int(each) for each in output.ravel())


def _on(layer: Transposed) -> str:
    parts = [f"a row of {layer.input} cells", f"kernel {layer.kernel}", f"stride {layer.stride}"]
    parts.append(f"padding {layer.padding}")
    parts += [f"output padding {layer.output_padding}"] if layer.output_padding else []
    return ", ".join([*parts, f"dilation {layer.dilation}"] if layer.dilation > 1 else parts)


def _rows(layer: Transposed, output: tuple[int, ...]) -> tuple[Row, ...]:
    """Where the copy of each input cell lies, then what the engine gives, × where it is cropped."""
    covered = (layer.input - 1) * layer.stride + reach(layer)
    length = max(covered, layer.padding + len(output))
    width = max(len(str(each)) for each in output)
    lines: list[Row] = []
    for cell in range(layer.input):
        taps = {cell * layer.stride + tap * layer.dilation for tap in range(layer.kernel)}
        lines.append(Row(f"copy of {cell + 1}", _line(("#" if at in taps else "·" for at in range(length)), width)))
    cropped = ["×"] * layer.padding
    kept = [*cropped, *(str(each) for each in output), *["×"] * (length - layer.padding - len(output))]
    return (*lines, Row("output", _line(kept, width)))


def _line(cells: Iterable[str], width: int) -> str:
    return " ".join(cell.rjust(width) for cell in cells)


def _numbers(count: int) -> str:
    return "1 number" if count == 1 else f"{count} numbers"

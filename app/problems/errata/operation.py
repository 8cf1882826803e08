"""What is printed of the convolution itself: its window, its weights, its shifts, its flip."""

import numpy as np

from app.conv.counts import conv_params
from app.conv.grads import conv1d_vjp
from app.conv.ops import convolve2d
from app.problems.errata.finding import Finding, Networks, impulse, marks, numbers_of, on_a_row, row, spaced
from app.problems.refuting import Refutation, Row

ONES = (1, 1, 1)


def window_is_the_field(_: Networks) -> Finding:
    """Each cell is set to 1 by itself; it is in the field of the middle unit if that unit then is not 0."""
    cells, middle = 9, 4
    reached = [[at for at in range(cells) if _through(impulse(cells, at), layers)[middle]] for layers in (1, 2, 3)]
    rows = tuple(row(f"after layer {n}", marks(cells, seen)) for n, seen in enumerate(reached, start=1))
    sizes = [len(seen) for seen in reached]
    return Finding(
        {"first": str(sizes[0]), "second": str(sizes[1]), "third": str(sizes[2])},
        Refutation(
            f"a row of {cells} cells through layers of kernel 3; # marks the cells that reach the middle unit",
            rows,
            f"{len(ONES)} cells in every layer",
            f"{', '.join(str(size) for size in sizes[:-1])} and {sizes[-1]} cells",
        ),
    )


def _through(cells: tuple[float, ...], layers: int) -> tuple[float, ...]:
    for _ in range(layers):
        cells = on_a_row(cells, ONES, padding=1)
    return cells


def nine_weights(_: Networks) -> Finding:
    """A filter of 3 × 3 on more and more channels."""
    counts = {channels: conv_params(channels, 1, (3, 3)) for channels in (1, 3, 64, 256)}
    rows = tuple(Row(f"{channels} in", f"{channels} · 3 · 3 + 1 = {count:,}") for channels, count in counts.items())
    return Finding(
        {
            "alone": str(counts[1] - 1),
            "weights": str(counts[64] - 1),
            "filter": str(counts[64]),
            "layer": f"{conv_params(64, 128, (3, 3)):,}",
        },
        Refutation("one filter of 3 × 3 with its bias, by the channels that come in", rows, "9", f"{counts[64]} at 64"),
    )


def shift_in_shift_out(_: Networks) -> Finding:
    """An impulse that moves by one cell, under stride 2."""
    outputs = [on_a_row(impulse(6, at), ONES, stride=2, padding=1) for at in (2, 3, 4)]
    lines: list[Row] = []
    for at, output in zip((2, 3, 4), outputs, strict=True):
        lines += [row(f"1 at cell {at}", *impulse(6, at)), row("gives", *output)]
    first, moved, again = (spaced(output) for output in outputs)
    return Finding(
        {"before": f"[{first}]", "after": f"[{moved}]", "by_stride": f"[{again}]"},
        Refutation(
            "a row of 6 cells, kernel 1 1 1, stride 2, padding 1",
            tuple(lines),
            f"{first} for the 1 at cell 3 too, moved on or not",
            moved,
        ),
    )


def flip_never_matters(_: Networks) -> Finding:
    """The same kernel with and without the flip, forwards and backwards."""
    kernel, cells = (1, 2, 3), (0, 0, 1, 0, 0)
    line, taps = np.array(cells).reshape(1, 1, 1, -1), np.array(kernel).reshape(1, 1, 1, -1)
    forward, flipped = on_a_row(cells, kernel), numbers_of(convolve2d(line, taps))
    ahead = (0, 1, 0)
    back, *_weights = conv1d_vjp(np.array(ahead).reshape(1, 1, -1), line[:, :, 0], taps[:, :, 0])
    inputs = numbers_of(back)
    unflipped = on_a_row(ahead, kernel, padding=2)
    return Finding(
        {"correlated": f"[{spaced(forward)}]", "convolved": f"[{spaced(flipped)}]"},
        Refutation(
            "kernel 1 2 3 on a row with a single 1, and backwards from a gradient with a single 1",
            (
                row("row", *cells),
                row("as a layer does it", *forward),
                row("true convolution", *flipped),
                row("gradient at the output", *ahead),
            ),
            f"gradient at the input {spaced(int(each) for each in unflipped)}",
            f"gradient at the input {spaced(int(each) for each in inputs)}",
        ),
    )

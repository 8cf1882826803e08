"""What is printed of sizes: halving, the floor, "same" padding, ceil_mode."""

from fractions import Fraction
from math import ceil

import numpy as np

from app.conv.ops import conv2d, max_pool2d, pointwise_conv2d
from app.conv.shapes import effective_kernel, exact_text, output_size, resolve_padding
from app.problems.errata.finding import Finding, Networks, numbers_of, on_a_row, row, spaced
from app.problems.refuting import Refutation, Row

LARGEST = 1999
HALVING = {"3 × 3, padding 1": (3, 1), "7 × 7, padding 3": (7, 3), "1 × 1, padding 0": (1, 0)}


def one_halves_exactly(_: Networks) -> Finding:
    """Three layers of stride 2 on every size there is any use for."""
    sizes = {
        name: [output_size(size, kernel, stride=2, padding=padding) for size in range(1, LARGEST + 1)]
        for name, (kernel, padding) in HALVING.items()
    }
    halves = [ceil(size / 2) for size in range(1, LARGEST + 1)]
    alike = sum(all(found[at] == half for found in sizes.values()) for at, half in enumerate(halves))
    shown = (7, 8, 55, 56, 223, 224)
    rows = tuple(Row(name, spaced(str(found[size - 1]).rjust(3) for size in shown)) for name, found in sizes.items())
    return Finding(
        {"alike": f"{alike:,}", "odd": str(shown[0]), "half": str(sizes["3 × 3, padding 1"][shown[0] - 1])},
        Refutation(
            f"three layers of stride 2, on every size from 1 to {LARGEST:,}",
            (Row("size", spaced(str(size).rjust(3) for size in shown)), *rows),
            "3 × 3 halves, 7 × 7 only roughly",
            f"the same size, half rounded up, on {alike:,} of {LARGEST:,}",
        ),
    )


def one_by_one_for_a_pool(_: Networks) -> Finding:
    """A map through a 1 × 1 convolution, a pool, and a strided convolution."""
    image = np.arange(16).reshape(1, 1, 4, 4)
    maps = {
        "1 × 1, stride 1": pointwise_conv2d(image, np.ones((1, 1), int)),
        "max pool 2 × 2": max_pool2d(image, 2),
        "3 × 3, stride 2, padding 1": conv2d(image, np.ones((1, 1, 3, 3), int), stride=2, padding=1),
    }
    sizes = {name: " × ".join(str(side) for side in found.shape[2:]) for name, found in maps.items()}
    pointwise, pool, strided = sizes.values()
    return Finding(
        {"pointwise": pointwise, "pool": pool, "strided": strided},
        Refutation(
            "a map of 4 × 4",
            tuple(Row(name, f"gives {size}") for name, size in sizes.items()),
            f"1 × 1 makes it {pool}",
            f"it stays {pointwise}",
        ),
    )


def floor_at_seven(_: Networks) -> Finding:
    """Kernel 3, stride 2 on 7 cells and on 8."""
    without = {cells: Fraction(cells - 3, 2) + 1 for cells in (7, 8)}
    outputs = {cells: on_a_row(range(1, cells + 1), (1, 1, 1), stride=2) for cells in (7, 8)}
    lines: list[Row] = []
    for cells, formula in without.items():
        lines += [
            Row(f"{cells} cells, no floor", f"({cells} − 3)/2 + 1 = {exact_text(formula)}"),
            row("the engine gives", *outputs[cells]),
        ]
    return Finding(
        {"seven": exact_text(without[7]), "eight": exact_text(without[8]), "right": str(len(outputs[8]))},
        Refutation(
            "a row of 7 cells and one of 8, kernel 3, stride 2, no padding",
            tuple(lines),
            f"{exact_text(without[8])} at 7 cells",
            f"{exact_text(without[7])} at 7 cells with or without the floor; {exact_text(without[8])} only at 8",
        ),
    )


def half_the_kernel_is_same(_: Networks) -> Finding:
    """Padding of half the kernel, rounded down, on kernels of every kind."""
    cells = 10
    sizes = {kernel: output_size(cells, kernel, padding=kernel // 2) for kernel in range(2, 8)}
    dilated = output_size(cells, 3, padding=1, dilation=2)
    total = effective_kernel(3, dilation=2) - 1
    strided = output_size(7, 3, stride=2, padding=resolve_padding("same", 7, 3, stride=2))
    off = {kernel: size for kernel, size in sizes.items() if size != cells}
    others = sorted({*off.values(), dilated})
    rows = [Row(f"kernel {kernel}, padding {kernel // 2}", str(size)) for kernel, size in sizes.items()]
    return Finding(
        {
            "even": ", ".join(str(kernel) for kernel in off),
            "grows": str(sizes[2] - cells),
            "shrinks": str(cells - dilated),
            "needed": str(total),
            "strided": str(strided),
        },
        Refutation(
            f"a row of {cells} cells, stride 1",
            (*rows, Row("kernel 3, padding 1, dilation 2", str(dilated))),
            f"{cells} each time",
            f"{cells} for odd kernels without dilation, else {' or '.join(map(str, others))}",
        ),
    )


def ceil_mode_rounds_up(_: Networks) -> Finding:
    """The smallest pool on which ceil_mode is not the formula rounded up."""
    cells, kernel, stride = 4, 1, 2
    naive = ceil(Fraction(cells - kernel, stride)) + 1
    image = np.arange(1, cells + 1).reshape(1, 1, 1, -1)
    output = numbers_of(max_pool2d(image, (1, kernel), (1, stride), ceil_mode=True))
    start = (naive - 1) * stride
    return Finding(
        {"naive": str(naive), "right": str(len(output)), "start": str(start), "cells": str(cells)},
        Refutation(
            f"a row of {cells} cells, max pool of kernel {kernel}, stride {stride}, ceil_mode",
            (
                row("row", *range(1, cells + 1)),
                Row("rounded up", f"⌈({cells} − {kernel})/{stride}⌉ + 1 = {naive}"),
                Row(f"window {naive}", f"would start at cell {start} of 0 to {cells - 1}"),
                row("the engine gives", *output),
            ),
            f"{naive} numbers",
            f"{len(output)} numbers",
        ),
    )

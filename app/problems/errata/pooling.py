"""What is printed of pooling: what an average keeps, what global pooling is blind to and does away with, ResNet-D."""

from fractions import Fraction
from itertools import permutations

import numpy as np

from app.conv.network.table import NetworkTable
from app.conv.ops import avg_pool2d, max_pool2d, pointwise_conv2d
from app.problems.errata.finding import Finding, Networks, impulse, marks, network, on_a_row, percent, row
from app.problems.refuting import Refutation, Row


def average_keeps_place(_: Networks) -> Finding:
    """One window in every order of its cells."""
    orders = [np.array(each).reshape(1, 1, 2, 2) for each in permutations((1, 2, 3, 6))]
    largest = {max_pool2d(each, 2).item() for each in orders}
    means = {avg_pool2d(each, 2).item() for each in orders}
    return Finding(
        {"orders": str(len(orders)), "largest": str(len(largest)), "means": str(len(means))},
        Refutation(
            f"a window of 1, 2, 3 and 6 in all {len(orders)} orders",
            (row("largest", *largest), Row("mean", ", ".join(f"{each:g}" for each in means))),
            "the average tells the orders apart",
            f"{len(means)} result for all {len(orders)}",
        ),
    )


CELLS = 6


def global_mean_ignores_place(_: Networks) -> Finding:
    """An impulse at each cell in turn; one layer, then the mean of what comes out."""
    plain, strided = (tuple(mean_after(at, stride=stride) for at in range(CELLS)) for stride in (1, 2))
    around = tuple(mean_around(at) for at in range(CELLS))
    return Finding(
        {"edge": str(plain[0]), "inside": str(plain[1]), "strided": ", ".join(map(str, strided))},
        Refutation(
            f"a row of {CELLS} cells with a single 1 that moves, kernel 1 1 1, padding 1, then the mean",
            (
                row("the 1 at cell", *(str(at).rjust(3) for at in range(CELLS))),
                row("mean, stride 1", *(str(each).rjust(3) for each in plain)),
                row("mean, stride 2", *(str(each).rjust(3) for each in strided)),
                row("mean, round the ends", *(str(each).rjust(3) for each in around)),
            ),
            "one mean, wherever the 1 is",
            f"{len(set(plain))} means at stride 1, {len(set(strided))} at stride 2",
        ),
    )


def mean_after(at: int, *, stride: int) -> Fraction:
    """The mean of what one layer makes of a 1 at this cell."""
    output = on_a_row(impulse(CELLS, at), (1, 1, 1), stride=stride, padding=1)
    return Fraction(int(sum(output)), len(output))


def mean_around(at: int) -> Fraction:
    """The same where the row goes round, so that it has no ends."""
    line = impulse(CELLS, at)
    output = on_a_row((line[-1], *line, line[0]), (1, 1, 1))
    return Fraction(int(sum(output)), len(output))


def global_pooling_has_no_classifier(networks: Networks) -> Finding:
    """The layer that is left behind global pooling."""
    found = network(networks, "resnet-50")
    classifier = next(each for each in found.rows if each.op == "linear")
    features, classes = classifier.input_shape[0], classifier.output_shape[0]
    share = percent(classifier.params, found.totals.params)
    return Finding(
        {"left": f"{classifier.params:,}", "all": f"{found.totals.params:,}", "share": share},
        Refutation(
            "ResNet-50, behind its global average pooling",
            (
                Row("features", f"{features:,}"),
                Row("classes", f"{classes:,}"),
                Row("weights and biases", f"{features:,} · {classes:,} + {classes:,} = {classifier.params:,}"),
            ),
            "no parameters in fully connected layers",
            f"{classifier.params:,} of {found.totals.params:,}, {share}",
        ),
    )


def resnet_d_strides_for_pools(networks: Networks) -> Finding:
    """The pools of both networks, and the cells that a strided 1 × 1 reads."""
    plain, changed = (pools(network(networks, slug)) for slug in ("resnet-50", "resnet-50-d"))
    side = 4
    read = [at for at in range(side * side) if strided_pointwise(side, at)]
    lines = [marks(side, (at % side for at in read if at // side == line)) for line in range(side)]
    rows = [Row(f"row {line} of the map", shown) for line, shown in enumerate(lines, start=1)]
    skipped = Fraction(side * side - len(read), side * side)
    return Finding(
        {"skipped": str(skipped), "added": str(changed - plain)},
        Refutation(
            f"a map of {side} × {side}, # where a 1 × 1 of stride 2 reads it, and the layers of both networks",
            (
                *rows,
                Row("average pools in ResNet-50", f"{plain} before the head"),
                Row("average pools in ResNet-50-D", f"{changed} before the head"),
            ),
            "ResNet-D has fewer pools",
            f"{changed - plain} more",
        ),
    )


def pools(found: NetworkTable) -> int:
    """Average pools that are not the head's."""
    return sum(each.op == "avg_pool" for each in found.rows)


def strided_pointwise(side: int, at: int) -> bool:
    """Whether a cell has any say in what a 1 × 1 convolution of stride 2 gives."""
    image = np.array(impulse(side * side, at)).reshape(1, 1, side, side)
    return bool(pointwise_conv2d(image, np.ones((1, 1), int), stride=2).any())

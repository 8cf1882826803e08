"""Convolution as one would write it on a whiteboard: four loops and no library. What the kinds are held against."""

from collections.abc import Sequence

Grid = Sequence[Sequence[int]]


def correlated(
    image: Grid, kernel: Grid, *, stride: int = 1, padding: int = 0, dilation: int = 1, bias: int = 0
) -> list[list[int]]:
    """Every position at which the whole kernel lies on the padded map."""
    cells = {(i + padding, j + padding): each for i, row in enumerate(image) for j, each in enumerate(row)}
    height, width = len(image) + 2 * padding, len(image[0]) + 2 * padding
    output: list[list[int]] = []
    for top in range(0, height, stride):
        row: list[int] = []
        for left in range(0, width, stride):
            taps = [
                ((top + i * dilation, left + j * dilation), weight)
                for i, weights in enumerate(kernel)
                for j, weight in enumerate(weights)
            ]
            if all(y < height and x < width for (y, x), _ in taps):
                row.append(bias + sum(weight * cells.get(place, 0) for place, weight in taps))
        if row:
            output.append(row)
    return output

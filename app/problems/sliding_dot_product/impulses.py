"""A slip, run on the smallest map that shows it: zeros and a single 1, which copies the weights into the output."""

from collections.abc import Iterator
from dataclasses import replace

from app.errors import Impossible
from app.problems.reading import Cells, written_cells
from app.problems.refuting import Refutation, Row
from app.problems.sliding_dot_product.maps import Rows, lines, size
from app.problems.sliding_dot_product.sliding import Sliding, claimed, run

LARGEST_SIDE = 8


def smallest(made: Sliding, slips: tuple[str, ...]) -> Refutation | None:
    """The first map, in the order of size, on which these slips together give another output than the engine."""
    for image in _impulses():
        tried = replace(made, image=image)
        try:
            found = run(tried)
        except Impossible:
            continue
        wrong = claimed(tried, *slips)
        if wrong is not None and wrong != found:
            return Refutation(_setting(tried), tuple(_shown(tried, found)), written_cells(wrong), written_cells(found))
    return None


def _impulses() -> Iterator[Rows]:
    """A 1 in the middle of zeros, then everywhere else."""
    for side in range(1, LARGEST_SIDE + 1):
        middle = (side // 2, side // 2)
        places = [(i, j) for i in range(side) for j in range(side)]
        for place in sorted(places, key=lambda at: at != middle):
            yield impulse(side, side, place)


def impulse(height: int, width: int, place: tuple[int, int]) -> Rows:
    """Zeros and one 1."""
    return tuple(tuple(int((i, j) == place) for j in range(width)) for i in range(height))


def _shown(made: Sliding, found: Cells) -> Iterator[Row]:
    yield from named_rows("input", made.image)
    yield from named_rows("kernel", made.kernel)
    yield from named_rows("output", found.rows)


def named_rows(name: str, rows: Cells | Rows | tuple[tuple[object, ...], ...]) -> Iterator[Row]:
    """The name beside the first row."""
    grid = rows if isinstance(rows, Cells) else Cells(rows)  # pyright: ignore[reportArgumentType] - of integers
    for index, line in enumerate(lines(grid)):
        yield Row("" if index else name, line)


def _setting(made: Sliding) -> str:
    height, width = size(made.image)
    parts = [f"a single 1 in a {height} × {width} map", f"stride {made.stride[0]}"]
    parts += [f"padding {made.before}"] if made.before else []
    parts += [f"dilation {made.dilation}"] if made.dilation > 1 else []
    parts += [f"bias {made.bias}"] if made.bias else []
    return ", ".join(parts)

"""A shift as it is asked, worked, drawn and run."""

from collections.abc import Mapping
from functools import lru_cache

from app.problems.figures import Arrays
from app.problems.forms import Choice, Grid, Option
from app.problems.kind import Field, Step
from app.problems.reading import Cells, Value, written_cells
from app.problems.refuting import Refutation, Row
from app.problems.sliding_dot_product.impulses import impulse
from app.problems.sliding_dot_product.maps import array, asked, figure, lines, size
from app.problems.sliding_dot_product.shift_the_input.mistakes import MISTAKES
from app.problems.sliding_dot_product.shift_the_input.numbers import Shift, after, before, pushed


def fields(shift: Shift) -> tuple[Field, ...]:
    """The new output, then the reason."""
    options = tuple(Option(each) for each in shift.options)
    return Field("shifted", Grid(*room(shift)), "shifted"), Field("why", Choice(options), "why")


@lru_cache(maxsize=256)
def room(shift: Shift) -> tuple[int, int]:
    """As much as the largest claim needs, and at least the input's size."""
    claims = (solver(shift).get("shifted") for solver in MISTAKES.values())
    found = [size(shift.image), after(shift).size, *(claim.size for claim in claims if isinstance(claim, Cells))]
    return max(height for height, _ in found), max(width for _, width in found)


def steps(shift: Shift) -> Mapping[str, tuple[Step, ...]]:
    """The moved map, where the windows stand, what they see; then steps and a comparison."""
    starts = ", ".join(str(each * shift.stride + 1 - shift.padding) for each in range(after(shift).size[1]))
    share = f"{shift.by}/{shift.stride}" if shift.by % shift.stride else str(shift.by // shift.stride)
    rows = [Step("row", f"row {number}", row) for number, row in enumerate(map(_line, after(shift).rows), start=1)]
    both = f"{_joined(before(shift).rows)}  →  {_joined(after(shift).rows)}"
    return {
        "shifted": (
            Step("moved", _joined(pushed(shift))),
            Step("windows", f"columns {starts}", marked=f"column {1 - shift.padding}, and on by {shift.stride}"),
            *rows,
        ),
        "why": (
            Step("steps", f"{shift.by} / {shift.stride}", share),
            Step("compare", both, marked="the output before, beside the output after"),
        ),
    }


def _line(row: tuple[object, ...]) -> str:
    return " ".join(str(each).replace("-", "−") for each in row)


def _joined(rows: tuple[tuple[object, ...], ...]) -> str:
    return " | ".join(_line(row) for row in rows)


def facts(shift: Shift) -> Mapping[str, str]:
    """What the words may name."""
    one_row = len(shift.image) == 1
    cells = f"row of {len(shift.image[0])} cells" if one_row else f"{' × '.join(map(str, size(shift.image)))} map"
    return {
        "input": cells,
        "kernel": f"kernel of {len(shift.kernel[0])}"
        if one_row
        else f"{' × '.join(map(str, size(shift.kernel)))} kernel",
        "stride": str(shift.stride),
        "padding": str(shift.padding),
        "by": "one cell" if shift.by == 1 else f"{figure(shift.by)} cells",
        "towards": "to the right" if shift.towards == "right" else "down",
        "start": "on the left" if shift.towards == "right" else "at the top",
    }


def drawing(shift: Shift) -> Arrays:
    """Before, with its output; and after, without."""
    return Arrays(
        (
            array("before", shift.image),
            array("kernel", shift.kernel, sign="∗", acts=True),
            array("output", before(shift).rows, sign="="),  # pyright: ignore[reportArgumentType] - integers
            array("after", pushed(shift), breaks=True),
            array("kernel", shift.kernel, sign="∗", acts=True),
            asked("output"),
        )
    )


def refute(shift: Shift, field: str, mistakes: tuple[str, ...], _: Value) -> Refutation | None:
    """A single 1 that moves along a row, under the same stride, to the first place where claim and engine part."""
    if field != "shifted" or not mistakes:
        return None
    cells = 8 if len(shift.image[0]) == 7 else 7  # never the question itself
    for at in range(cells):
        row = impulse(1, cells, (0, at))
        toy = Shift(image=row, kernel=((1, 2, 1),), stride=shift.stride, padding=1, by=shift.by)
        claim, right = MISTAKES[mistakes[0]](toy).get("shifted"), after(toy)
        if isinstance(claim, Cells) and claim != right:
            rows = (
                Row("before", lines(Cells(row))[0]),
                Row("output", lines(before(toy))[0]),
                Row("after", lines(Cells(pushed(toy)))[0]),
            )
            on = f"a row of {cells} cells, kernel 1 2 1, stride {shift.stride}, padding 1"
            return Refutation(on, rows, written_cells(claim), written_cells(right))
    return None

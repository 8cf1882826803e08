"""Kind `convolve-by-hand`: a small map and a kernel, the output cell by cell. Dilated or with a bias at level 3.

    out[y, x] = b + Σ_{i, j} K[i, j] · X[y·S + i·D - P, x·S + j·D - P]

Source: Dumoulin and Visin, arXiv:1603.07285, chapter 2.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

from annotated_types import Interval

from app.conv.shapes import effective_kernel, output_size
from app.problems.figures import Arrays, NamedArray
from app.problems.forms import Grid
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver, Step
from app.problems.reading import Cells, Value
from app.problems.refuting import Refutation
from app.problems.skills import Skill
from app.problems.sliding_dot_product.impulses import smallest
from app.problems.sliding_dot_product.maps import (
    Number,
    Rows,
    array,
    asked,
    check_rows,
    drawn,
    drawn_kernel,
    factor,
    figure,
    framed,
    products,
    size,
)
from app.problems.sliding_dot_product.sliding import PAIRS, SLIPS, Sliding, claimed, pads_after, run, true_convolution


@dataclass(frozen=True, slots=True, kw_only=True)
class HandWork(Params):
    """A map, a kernel and how it slides, the same on both axes."""

    image: Rows
    kernel: Rows
    stride: Annotated[int, Interval(ge=1, le=8)] = 1
    padding: Annotated[int, Interval(ge=0, le=4)] = 0
    dilation: Annotated[int, Interval(ge=1, le=4)] = 1
    bias: Number = 0


@lru_cache(maxsize=256)  # every solver begins with it
def recipe(work: HandWork) -> Sliding:
    """The right way to do it."""
    return Sliding(
        work.image,
        work.kernel,
        stride=(work.stride, work.stride),
        before=work.padding,
        after=work.padding,
        dilation=work.dilation,
        bias=work.bias,
    )


def check(work: HandWork) -> None:
    """Raises `BadInput` for rows of different lengths, `Impossible` where the kernel does not fit."""
    check_rows("image", work.image)
    check_rows("kernel", work.kernel)
    sizes(work)


def sizes(work: HandWork) -> tuple[int, int]:
    """Rows and columns of the output."""
    height, width = (
        output_size(cells, kernel, stride=work.stride, padding=work.padding, dilation=work.dilation)
        for cells, kernel in zip(size(work.image), size(work.kernel), strict=True)
    )
    return height, width


def fields(work: HandWork) -> tuple[Field, ...]:
    """The output, with room for what any mistake makes of it."""
    return (Field("output", Grid(*room(work)), "output"),)


@lru_cache(maxsize=256)
def room(work: HandWork) -> tuple[int, int]:
    """As much as the largest claim needs, and at least the input's size. Two slips at once need no more than one."""
    grids = [grid for name in SLIPS if (grid := claimed(recipe(work), name))]
    found = [size(work.image), sizes(work), *(grid.size for grid in grids)]
    return max(height for height, _ in found), max(width for _, width in found)


def solve(work: HandWork) -> Answers:
    """What the engine gives."""
    return {"output": run(recipe(work))}


def slipping(*slips: str) -> Solver[HandWork]:
    """The solver that makes these slips, all at once."""

    def solver(work: HandWork) -> Answers:
        grid = claimed(recipe(work), *slips)
        return {} if grid is None else {"output": grid}

    return solver


def flips_the_kernel(work: HandWork) -> Answers:
    """Right for whoever means the convolution of mathematics."""
    return {"output": run(true_convolution(recipe(work)))}


def pads_one_side(work: HandWork, _: str, value: Value) -> bool:
    """Whether the zeros stand on one side only, above and left or below and right."""
    other = pads_after(recipe(work))
    return value == claimed(recipe(work), "one-sided-padding") or (other is not None and value == _tried(other))


def _tried(made: Sliding) -> Cells | None:
    """What comes out, if the kernel fits."""
    return claimed(made)


MISTAKES: Mapping[str, Solver[HandWork]] = {name: slipping(name) for name in SLIPS}
TOGETHER: Mapping[tuple[str, str], Solver[HandWork]] = {pair: slipping(*pair) for pair in PAIRS}
CONVENTIONS: Mapping[str, Solver[HandWork]] = {"kernel-flipped": flips_the_kernel}

PIXELS = (0, 0, 1, 1, 2, 2, 3, 4)
WEIGHTS = (-2, -1, -1, 0, 0, 1, 1, 2)
SETTINGS: Mapping[int, tuple[tuple[int, int, int, int, int, int], ...]] = {
    1: ((3, 3, 2, 1, 0, 1), (3, 4, 2, 1, 0, 1), (4, 3, 2, 1, 0, 1), (4, 4, 3, 1, 0, 1), (4, 5, 3, 1, 0, 1)),
    2: ((3, 3, 3, 1, 1, 1), (5, 5, 3, 2, 1, 1), (3, 5, 3, 2, 1, 1), (4, 4, 2, 2, 1, 1), (5, 3, 3, 2, 1, 1)),
    3: ((4, 4, 2, 1, 0, 2), (5, 5, 3, 1, 1, 2), (5, 5, 2, 2, 1, 2), (5, 5, 3, 2, 1, 2), (4, 5, 2, 1, 0, 2)),
}
"""By level: height and width of the map, side of the kernel, stride, padding, dilation. At most nine cells to fill."""


def draw(dice: Dice, level: int) -> HandWork:
    """Level 1: bare. Level 2: padded, mostly with a stride. Level 3: dilated, with a bias."""
    height, width, side, stride, padding, dilation = SETTINGS[level][int(dice.integers(len(SETTINGS[level])))]
    return HandWork(
        image=drawn(dice, height, width, PIXELS),
        kernel=drawn_kernel(dice, side, WEIGHTS),
        stride=stride,
        padding=padding,
        dilation=dilation,
        bias=int(dice.integers(1, 4)) if level == 3 else 0,
    )


def steps(work: HandWork) -> Mapping[str, tuple[Step, ...]]:
    """How many cells, the first window and its products, then the rows."""
    made = recipe(work)
    lines = [*_size_lines(work), *_first_cell(work)]
    if work.stride > 1 or sizes(work) != (1, 1):
        side = effective_kernel(len(work.kernel[0]), dilation=work.dilation)
        moved = f"columns 1 + {work.stride} to {side} + {work.stride}"
        lines.append(Step("next", moved, f"columns {1 + work.stride} to {side + work.stride}"))
    rows = run(made).rows
    lines += [
        Step("row", f"row {number}", " ".join(figure(each) for each in row)) for number, row in enumerate(rows, 1)
    ]
    return {"output": tuple(lines)}


def _size_lines(work: HandWork) -> list[Step]:
    """The formula for each axis, and the kernel's reach where it has gaps."""
    lines: list[Step] = []
    reach = [effective_kernel(side, dilation=work.dilation) for side in size(work.kernel)]
    if work.dilation > 1:
        lines.append(Step("reach", f"{work.dilation}·({len(work.kernel)} − 1) + 1", str(reach[0])))
    padding = f" + 2·{work.padding}" if work.padding else ""
    for key, cells, side, found in zip(("rows", "columns"), size(work.image), reach, sizes(work), strict=True):
        lines.append(Step(key, f"⌊({cells} − {side}{padding}) / {work.stride}⌋ + 1", str(found)))
    return lines


def _first_cell(work: HandWork) -> list[Step]:
    """The window in the upper left corner: what it sees, its products, its bias."""
    (height, width), padded = size(work.kernel), framed(work.image, work.padding)
    seen = tuple(
        row[: width * work.dilation : work.dilation] for row in padded[: height * work.dilation : work.dilation]
    )
    numbers = tuple(each for row in seen for each in row)
    weights = tuple(each for row in work.kernel for each in row)
    total = sum(a * b for a, b in zip(numbers, weights, strict=True))
    lines = [
        Step("window", " | ".join(" ".join(figure(each) for each in row) for row in seen)),
        Step("products", products(numbers, weights), figure(total), marked="every cell times the weight on it"),
    ]
    if work.bias:
        lines.append(Step("bias", f"{figure(total)} + {factor(work.bias)}", figure(total + work.bias)))
    return lines


def facts(work: HandWork) -> Mapping[str, str]:
    """What the words may name. `setting` is how the kernel slides, in a line."""
    parts = [f"stride **{work.stride}**", f"padding **{work.padding}**"]
    parts += [f"dilation **{work.dilation}**"] if work.dilation > 1 else []
    parts += [f"bias **{figure(work.bias)}**"] if work.bias else []
    return {
        "input": " × ".join(str(each) for each in size(work.image)),
        "kernel": " × ".join(str(each) for each in size(work.kernel)),
        "setting": ", ".join(parts[:-1]) + f" and {parts[-1]}",
        "stride": str(work.stride),
        "dilation": str(work.dilation),
        "gaps": str(work.dilation - 1),
        "taps": str(len(work.kernel) * len(work.kernel[0])),
    }


def drawing(work: HandWork) -> Arrays:
    """Padded input, kernel and bias, and what is asked."""
    arrays: list[NamedArray] = [
        array("input, padded" if work.padding else "input", work.image, padding=work.padding),
        array("kernel", work.kernel, sign="∗", acts=True),
    ]
    if work.bias:
        arrays.append(array("bias", ((work.bias,),), sign="+"))
    return Arrays((*arrays, asked("output")))


def refute(work: HandWork, _: str, mistakes: tuple[str, ...], claim: Value) -> Refutation | None:
    """The slip on a map with a single 1, on which it and the engine part."""
    slips = tuple(name for name in mistakes if name in SLIPS)
    if not slips or claimed(recipe(work), *slips) != claim:
        return None
    return smallest(recipe(work), slips)


KIND = Kind(
    id="convolve-by-hand",
    skill=Skill.SLIDING_DOT_PRODUCT,
    params=HandWork,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    together=TOGETHER,
    conventions=CONVENTIONS,
    accepts_under={"one-sided-padding": pads_one_side},
    refute=refute,
    working=steps,
    step_keys=frozenset({"reach", "rows", "columns", "window", "products", "bias", "next", "row"}),
    facts=facts,
    figure=drawing,
)

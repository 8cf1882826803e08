"""Kind `multi-channel-by-hand`: several channels in, one map out for each filter. Two filters at level 3.

    out_f = b_f + Σ_c (w_f,c ∗ in_c)

Source: Goodfellow, Bengio and Courville, Deep Learning, equation 9.7, without the flip.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, TypeAlias

from annotated_types import Len

from app.conv.shapes import output_size
from app.errors import BadInput, Impossible
from app.problems.figures import Arrays, NamedArray
from app.problems.forms import Grid
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver, Step
from app.problems.reading import Value, written_cells
from app.problems.refuting import Refutation, Row
from app.problems.skills import Skill
from app.problems.sliding_dot_product.channels import PAIRS, SLIPS, Deep, claimed, run, true_convolution
from app.problems.sliding_dot_product.impulses import impulse, named_rows
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
    products,
    size,
)

Maps: TypeAlias = Annotated[tuple[Rows, ...], Len(2, 4)]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeepWork(Params):
    """Channels of one size; each filter has a kernel for every channel, and one bias."""

    channels: Maps
    filters: Annotated[tuple[Maps, ...], Len(1, 2)]
    biases: Annotated[tuple[Number, ...], Len(1, 2)]


def names(work: DeepWork) -> tuple[str, ...]:
    """A field for each filter."""
    return tuple(f"map{number}" for number in range(1, len(work.filters) + 1))


def recipes(work: DeepWork) -> tuple[Deep, ...]:
    """The right way to do it, filter by filter."""
    return tuple(Deep(work.channels, kernels, bias) for kernels, bias in zip(work.filters, work.biases, strict=True))


def others(work: DeepWork) -> tuple[Deep | None, ...]:
    """Of each filter the other one, if there are two."""
    both = recipes(work)
    return both[::-1] if len(both) > 1 else (None,)


def check(work: DeepWork) -> None:
    """Raises `BadInput` where sizes or counts differ, `Impossible` where kernels and channels do not go together."""
    if len(work.biases) != len(work.filters):
        raise BadInput(f"There are {len(work.filters)} filters and {len(work.biases)} biases; each filter has one.")
    for number, kernels in enumerate(work.filters, start=1):
        if len(kernels) != len(work.channels):
            raise Impossible(f"Filter {number} has {len(kernels)} kernels for {len(work.channels)} channels.")
    kernels = [kernel for each in work.filters for kernel in each]
    for what, maps in (("channels", list(work.channels)), ("kernels", kernels)):
        for rows in maps:
            check_rows(what.removesuffix("s"), rows)
            if size(rows) != size(maps[0]):
                raise BadInput(f"The {what} have different sizes.")
    sizes(work)


def sizes(work: DeepWork) -> tuple[int, int]:
    """Rows and columns of each map."""
    height, width = (
        output_size(cells, kernel)
        for cells, kernel in zip(size(work.channels[0]), size(work.filters[0][0]), strict=True)
    )
    return height, width


def fields(work: DeepWork) -> tuple[Field, ...]:
    """A map for each filter, with as much room as the input has: no claim is larger."""
    grid, alone = Grid(*size(work.channels[0])), len(work.filters) == 1
    return tuple(
        Field(name, grid, "map", facts={"of": "" if alone else f" of filter {name.removeprefix('map')}"})
        for name in names(work)
    )


def solve(work: DeepWork) -> Answers:
    """What the engine gives."""
    return {name: run(recipe) for name, recipe in zip(names(work), recipes(work), strict=True)}


def slipping(*slips: str) -> Solver[DeepWork]:
    """The solver that makes these slips on every map, all at once."""

    def solver(work: DeepWork) -> Answers:
        made = zip(names(work), recipes(work), others(work), strict=True)
        grids = {name: claimed(recipe, other, *slips) for name, recipe, other in made}
        return {name: grid for name, grid in grids.items() if grid is not None}

    return solver


def flips_the_kernels(work: DeepWork) -> Answers:
    """Right for whoever means the convolution of mathematics."""
    return {name: run(true_convolution(recipe)) for name, recipe in zip(names(work), recipes(work), strict=True)}


PIXELS = (0, 0, 1, 1, 2, 2, 3)
WEIGHTS = (-2, -1, -1, 0, 1, 1, 2)
BIASES = ((1, 3), (3, 1), (1, 4), (4, 1), (2, 3), (3, 2), (2, 5), (3, 4))  # neither is the other or twice the other


def draw(dice: Dice, level: int) -> DeepWork:
    """Level 1: two channels. Level 2: three. Level 3: two channels and two filters. Always 2 × 2 kernels on 3 × 3."""
    channels, filters = 3 if level == 2 else 2, 2 if level == 3 else 1
    return DeepWork(
        channels=tuple(drawn(dice, 3, 3, PIXELS) for _ in range(channels)),
        filters=tuple(tuple(drawn_kernel(dice, 2, WEIGHTS) for _ in range(channels)) for _ in range(filters)),
        biases=BIASES[int(dice.integers(len(BIASES)))][:filters],
    )


def steps(work: DeepWork) -> Mapping[str, tuple[Step, ...]]:
    """The upper left cell channel by channel, its sum and bias, then the rows."""
    return {name: tuple(_lines(recipe)) for name, recipe in zip(names(work), recipes(work), strict=True)}


def _lines(recipe: Deep) -> Iterator[Step]:
    totals: list[int] = []
    for number, (channel, kernel) in enumerate(zip(recipe.channels, recipe.kernels, strict=True), start=1):
        seen = tuple(each for row in channel[: len(kernel)] for each in row[: len(kernel[0])])
        weights = tuple(each for row in kernel for each in row)
        totals.append(sum(a * b for a, b in zip(seen, weights, strict=True)))
        key = "first" if number == 1 else "further"
        yield Step(key, products(seen, weights), figure(totals[-1]), about=f"channel {number}, upper left")
    total = sum(totals)
    yield Step("sum", " + ".join(factor(each) for each in totals), figure(total))
    yield Step("bias", f"{figure(total)} + {factor(recipe.bias)}", figure(total + recipe.bias), marked="+ b, once")
    for number, row in enumerate(run(recipe).rows, start=1):
        yield Step("row", f"row {number}", " ".join(figure(each) for each in row))


def facts(work: DeepWork) -> Mapping[str, str]:
    """What the words may name."""
    one = len(work.filters) == 1
    return {
        "channels": str(len(work.channels)),
        "input": " × ".join(str(each) for each in size(work.channels[0])),
        "kernel": " × ".join(str(each) for each in size(work.filters[0][0])),
        "filters": "one filter" if one else f"{len(work.filters)} filters",
        "wanted": "the map that comes out" if one else "both maps that come out",
        "biases": f"{'bias' if one else 'biases'} **{' and '.join(figure(each) for each in work.biases)}**",
        "taps": str(len(work.channels) * len(work.filters[0][0]) * len(work.filters[0][0][0])),
    }


def drawing(work: DeepWork) -> Arrays:
    """One filter as a sum, channel by channel; of two, the channels first and then each filter's kernels."""
    return Arrays(tuple(_sum(work) if len(work.filters) == 1 else _side_by_side(work)))


def _sum(work: DeepWork) -> Iterator[NamedArray]:
    pairs = zip(work.channels, work.filters[0], strict=True)
    for number, (channel, kernel) in enumerate(pairs, start=1):
        yield array(f"channel {number}", channel, sign="+" if number > 1 else "", breaks=number > 1)
        yield array(f"kernel {number}", kernel, sign="∗", acts=True)
    yield array("bias", ((work.biases[0],),), sign="+")
    yield asked("map")


def _side_by_side(work: DeepWork) -> Iterator[NamedArray]:
    for number, channel in enumerate(work.channels, start=1):
        yield array(f"channel {number}", channel)
    for number, (kernels, bias) in enumerate(zip(work.filters, work.biases, strict=True), start=1):
        for index, kernel in enumerate(kernels, start=1):
            yield array(f"w {number},{index}", kernel, acts=True, breaks=index == 1)
        yield array(f"bias {number}", ((bias,),))


def refute(work: DeepWork, field: str, mistakes: tuple[str, ...], claim: Value) -> Refutation | None:
    """The slip on channels that hold a single 1, on which it and the engine part."""
    slips = tuple(name for name in mistakes if name in SLIPS)
    index = names(work).index(field)
    recipe, other = recipes(work)[index], others(work)[index]
    if not slips or claimed(recipe, other, *slips) != claim:
        return None
    for channels in _impulses(work):
        tried = Deep(channels, recipe.kernels, recipe.bias)
        beside = Deep(channels, other.kernels, other.bias) if other else None
        wrong, found = claimed(tried, beside, *slips), run(tried)
        if wrong is not None and wrong != found:
            return Refutation("a single 1", tuple(_shown(tried)), written_cells(wrong), written_cells(found))
    return None


def _impulses(work: DeepWork) -> Iterator[tuple[Rows, ...]]:
    """Maps as small as a kernel, with a 1 in one cell of one channel, the last channel first."""
    height, width = size(work.filters[0][0])
    nothing = ((0,) * width,) * height
    count = len(work.channels)
    for at in reversed(range(count)):
        for place in ((i, j) for i in range(height) for j in range(width)):
            yield tuple(impulse(height, width, place) if channel == at else nothing for channel in range(count))


def _shown(made: Deep) -> Iterator[Row]:
    for number, (channel, kernel) in enumerate(zip(made.channels, made.kernels, strict=True), start=1):
        yield from named_rows(f"channel {number}", channel)
        yield from named_rows(f"kernel {number}", kernel)
    yield Row("bias", figure(made.bias))


KIND = Kind(
    id="multi-channel-by-hand",
    skill=Skill.SLIDING_DOT_PRODUCT,
    params=DeepWork,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes={name: slipping(name) for name in SLIPS},
    together={pair: slipping(*pair) for pair in PAIRS},
    conventions={"kernel-flipped": flips_the_kernels},
    refute=refute,
    working=steps,
    step_keys=frozenset({"first", "further", "sum", "bias", "row"}),
    facts=facts,
    figure=drawing,
)

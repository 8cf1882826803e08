"""Kind `which-kernel`: an image before and after; which kernel did it. Or the kernel is known, and the picture asked.

    weights that sum to 0 make even areas 0; their signs say which way an edge has to run

Source: Gonzalez and Woods, Digital Image Processing, 4th edition, sections 3.5 and 3.6.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Annotated, Literal, TypeAlias

from annotated_types import Interval, Len

from app.errors import BadInput, Impossible
from app.problems.figures import Arrays, NamedPicture, Pictures
from app.problems.forms import Choice, Option
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver, Step
from app.problems.reading import Value
from app.problems.refuting import Refutation
from app.problems.skills import Skill
from app.problems.sliding_dot_product.impulses import named_rows
from app.problems.sliding_dot_product.kernels import (
    EVEN,
    KERNELS,
    LIGHTER_BELOW,
    LIGHTER_RIGHT,
    Name,
    after,
    apart,
    before,
    box,
    response,
)
from app.problems.sliding_dot_product.maps import array, check_rows, figure

Pixel: TypeAlias = Annotated[int, Interval(ge=0, le=9)]
Line: TypeAlias = Annotated[tuple[Pixel, ...], Len(8, 20)]
SMALLEST_DIFFERENCE = 0.2  # in shade, between two pictures somewhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Filtering(Params):
    """An image of one shape on an even ground, the kernel, what is asked, and the options in their order."""

    image: Annotated[tuple[Line, ...], Len(8, 20)]
    kernel: Name
    asked: Literal["kernel", "output"]
    options: Annotated[tuple[Name, ...], Len(3, 6)]


def letter(filtering: Filtering, name: Name) -> str:
    """The options are a, b, c and so on: their ids say nothing."""
    return "abcdef"[filtering.options.index(name)]


def check(filtering: Filtering) -> None:
    """Raises `BadInput` or `Impossible` where the options cannot be told apart, or the shape has no room."""
    check_rows("image", filtering.image)
    if filtering.kernel not in filtering.options or len(set(filtering.options)) < len(filtering.options):
        raise BadInput("The kernel is one of the options, and no option is there twice.")
    wrong = [mistake(filtering.kernel, each) for each in filtering.options if each != filtering.kernel]
    if len(set(wrong)) < len(wrong):
        raise Impossible("Two of these options are wrong in the same way.")
    top, bottom, left, right = box(filtering.image)
    height, width = len(filtering.image), len(filtering.image[0])
    if min(top, left) < 2 or bottom > height - 3 or right > width - 3:
        raise Impossible("The shape has to keep two pixels of ground on every side.")
    for one, other in combinations(filtering.options, 2):
        alike = after(filtering.image, one).words == after(filtering.image, other).words
        if alike or apart(filtering.image, one, other) < SMALLEST_DIFFERENCE:
            raise Impossible("Two of these options give the same picture.")


ACROSS: Mapping[Name, str] = {
    "rows": "rows",
    "rows-reversed": "rows",
    "columns": "columns",
    "columns-reversed": "columns",
}


def mistake(right: Name, chosen: Name) -> str:
    """What somebody overlooks who takes the one for the other."""
    if right in ACROSS and chosen in ACROSS:
        return "signs-swapped" if ACROSS[right] == ACROSS[chosen] else "edges-the-other-way"
    return f"took-{ACROSS.get(chosen, chosen)}"


NAMES = (
    "edges-the-other-way",
    "signs-swapped",
    "took-rows",
    "took-columns",
    "took-outline",
    "took-identity",
    "took-blur",
    "took-sharpen",
    "took-emboss",
)


def choosing(name: str) -> Solver[Filtering]:
    """The solver that makes this mistake, where an option is there for it."""

    def solver(filtering: Filtering) -> Answers:
        right = filtering.kernel
        found: list[Name] = [each for each in filtering.options if each != right and mistake(right, each) == name]
        return {"which": letter(filtering, found[0])} if found else {}

    return solver


def fields(filtering: Filtering) -> tuple[Field, ...]:
    """One choice, among kernels or among pictures."""
    options = tuple(
        Option(
            letter(filtering, name),
            words="option",
            facts={"letter": letter(filtering, name).upper()},
            figure=Arrays((array("", KERNELS[name], acts=True),))
            if filtering.asked == "kernel"
            else after(filtering.image, name),
        )
        for name in filtering.options
    )
    return (Field("which", Choice(options), "which"),)


def solve(filtering: Filtering) -> Answers:
    """Its letter."""
    return {"which": letter(filtering, filtering.kernel)}


PLAIN: tuple[Name, ...] = ("identity", "blur", "outline")
MORE: tuple[Name, ...] = (*PLAIN, "sharpen", "emboss")
ROWS: tuple[Name, ...] = ("rows", "rows-reversed")
COLUMNS: tuple[Name, ...] = ("columns", "columns-reversed")


def draw(dice: Dice, level: int) -> Filtering:
    """Level 1: kernels to choose from. Level 2: pictures. Level 3: either, and the signs of the kernel matter."""
    pool: list[Name] = [
        ROWS[0] if level == 1 else ROWS[int(dice.integers(2))],
        COLUMNS[int(dice.integers(2)) if level > 1 else 0],
    ]
    rest = PLAIN if level == 1 else MORE
    pool.extend(rest[int(each)] for each in dice.permutation(len(rest))[: level + 1])
    kernel = pool[int(dice.integers(len(pool)))] if level < 3 else pool[int(dice.integers(2))]
    if level == 3:
        other = next(pair for pair in (ROWS, COLUMNS) if kernel in pair)
        pool = [*pool[:5], other[1 - other.index(kernel)]]
    asks_for_kernel = level == 1 or (level == 3 and bool(dice.integers(2)))
    return Filtering(
        image=_image(dice),
        kernel=kernel,
        asked="kernel" if asks_for_kernel else "output",
        options=tuple(pool[int(each)] for each in dice.permutation(len(pool))),
    )


SIDE = 14


def _image(dice: Dice) -> tuple[Line, ...]:
    """A rectangle or a disc, darker or lighter than the ground."""
    dark, light = int(dice.integers(0, 4)), int(dice.integers(6, 10))
    ground, shape = (light, dark) if dice.integers(2) else (dark, light)
    height, width = (int(each) for each in dice.integers(4, 8, size=2))
    top, left = int(dice.integers(3, SIDE - height - 2)), int(dice.integers(3, SIDE - width - 2))
    round_off = bool(dice.integers(2))

    def inside(i: int, j: int) -> bool:
        if not (top <= i < top + height and left <= j < left + width):
            return False
        y, x = (2 * (i - top) + 1) / height - 1, (2 * (j - left) + 1) / width - 1
        return not round_off or y * y + x * x <= 1.05

    return tuple(tuple(shape if inside(i, j) else ground for j in range(SIDE)) for i in range(SIDE))


PATCHES = {"even": EVEN, "below": LIGHTER_BELOW, "right": LIGHTER_RIGHT}


def steps(filtering: Filtering) -> Mapping[str, tuple[Step, ...]]:
    """What the kernel makes of an even area and of an edge in each direction, then which option that is."""
    name = filtering.kernel
    kernel = KERNELS[name]
    columns = tuple(zip(*kernel, strict=True))
    terms = {
        "even": " + ".join(f"({figure(sum(row))})" if sum(row) < 0 else figure(sum(row)) for row in kernel),
        "below": " + ".join(f"({figure(each)})" if each < 0 else figure(each) for each in kernel[2]),
        "right": " + ".join(f"({figure(each)})" if each < 0 else figure(each) for each in columns[2]),
    }
    marked = {
        "even": "the sum of all weights",
        "below": "the lowest row of weights",
        "right": "the last column of weights",
    }
    lines = [Step(key, terms[key], figure(response(PATCHES[key], name)), marked=marked[key]) for key in PATCHES]
    return {"which": (*lines, Step("match", "so it is", letter(filtering, name).upper()))}


def facts(filtering: Filtering) -> Mapping[str, str]:
    """What the words may name."""
    kernel = filtering.asked == "kernel"
    return {
        "shown": "You see it before and after" if kernel else "You see the image, and the kernel",
        "asked": "Which kernel was it?" if kernel else "Which picture comes out?",
        "what": "kernel" if kernel else "picture",
    }


def drawing(filtering: Filtering) -> Pictures:
    """Before and after, or before and the kernel."""
    first = NamedPicture("before", before(filtering.image))
    if filtering.asked == "kernel":
        return Pictures((first, NamedPicture("after", after(filtering.image, filtering.kernel))))
    return Pictures((first,), array("kernel", KERNELS[filtering.kernel], acts=True))


def refute(filtering: Filtering, _: str, mistakes: tuple[str, ...], claim: Value) -> Refutation | None:
    """Both kernels on three patches: what was chosen gives other numbers than what was at work."""
    chosen: Name | None = next((name for name in filtering.options if letter(filtering, name) == claim), None)
    if chosen is None or not mistakes:
        return None
    named = {"even": "even", "below": "lighter below", "right": "lighter right"}
    rows = [row for key, patch in PATCHES.items() for row in named_rows(named[key], patch)]
    return Refutation("three patches of 3 × 3", tuple(rows), _responses(chosen), _responses(filtering.kernel))


def _responses(name: Name) -> str:
    return ", ".join(figure(response(patch, name)) for patch in PATCHES.values())


KIND = Kind(
    id="which-kernel",
    skill=Skill.SLIDING_DOT_PRODUCT,
    params=Filtering,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes={name: choosing(name) for name in NAMES},
    refute=refute,
    working=steps,
    step_keys=frozenset({"even", "below", "right", "match"}),
    option_keys=frozenset({"option"}),
    facts=facts,
    figure=drawing,
)

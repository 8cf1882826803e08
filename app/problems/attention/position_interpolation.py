"""Kind `position-interpolation`: a Transformer that learned on one size of image is given another.

    tokens   (H'/P)·(W'/P);   table  (tokens + 1)·D, a row for each token and one for the class token
    pairs    ((tokens + 1) / (tokens before + 1))²

Source: Dosovitskiy et al., arXiv:2010.11929, section 3.2: the patch is kept, the positions are interpolated in 2-D.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, TypeAlias

from annotated_types import Interval

from app.errors import Impossible
from app.problems.attention.believing import NOTHING, taking
from app.problems.attention.running import Ran, convolved, refuting
from app.problems.dice import pick, roll
from app.problems.figures import FeatureMap, Terms
from app.problems.forms import Integer, Ratio
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver, Step
from app.problems.refuting import Row
from app.problems.skills import Skill

Side: TypeAlias = Annotated[int, Interval(ge=2, le=20_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resized(Params):
    """Square images of a side `before`, and of another size after; a class token is there both times."""

    before: Side
    after: Side | tuple[Side, Side]
    patch: Annotated[int, Interval(ge=1, le=128)]
    width: Annotated[int, Interval(ge=1, le=100_000)]
    compared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Believed(Resized):
    """The same images, of which somebody has answered something: those numbers are taken as given."""

    known: Mapping[str, int]


def sides(asked: Resized) -> tuple[int, int]:
    """Height and width of the new image."""
    return (asked.after, asked.after) if isinstance(asked.after, int) else asked.after


def grid(asked: Resized) -> tuple[int, int]:
    """Patches down and across, afterwards."""
    high, wide = sides(asked)
    return high // asked.patch, wide // asked.patch


def tokens(asked: Resized) -> int:
    """Afterwards, or as many as are believed."""
    high, wide = grid(asked)
    known = asked.known if isinstance(asked, Believed) else NOTHING
    return known.get("tokens", high * wide)


def tokens_before(asked: Resized) -> int:
    """At the size on which it learned."""
    return (asked.before // asked.patch) ** 2


def check(asked: Resized) -> None:
    """Raises `Impossible` where patches do not divide an image, or nothing changes."""
    for side in (asked.before, *sides(asked)):
        if side % asked.patch:
            raise Impossible(f"Patches of {asked.patch} do not divide a side of {side}.")
    if sides(asked) == (asked.before, asked.before):
        raise Impossible(f"The image has {asked.before} pixels a side before and after, so nothing is interpolated.")


def fields(asked: Resized) -> tuple[Field, ...]:
    """Tokens, the table of positions, and how many times as many pairs."""
    return (TOKENS, TABLE, *((Field("pairs", Ratio(), "pairs"),) if asked.compared else ()))


TOKENS = Field("tokens", Integer(like=(144, 320)), "tokens")
TABLE = Field("table", Integer(figures=3, like=(147_840, 393_984)), "table", unit="parameters")


def solve(asked: Resized) -> Answers:
    """A row for each token, and one that belongs to no place."""
    times = Fraction(tokens(asked) + 1, tokens_before(asked) + 1) ** 2
    return answered(asked, tokens(asked)) | ({"pairs": times} if asked.compared else {})


def answered(asked: Resized, found: int) -> dict[str, int | Fraction]:
    """What follows from so many tokens."""
    return {"tokens": found, "table": (found + 1) * asked.width}


def as_before(asked: Resized) -> Answers:
    """Lets the patches grow along with the image."""
    return answered(asked, tokens_before(asked))


def like_the_side(asked: Resized) -> Answers:
    """Lets the tokens grow as one side does."""
    found = tokens_before(asked) * sides(asked)[0] // asked.before
    return answered(asked, found) | ({"pairs": Fraction(sides(asked)[0], asked.before)} if asked.compared else {})


def one_side(asked: Resized) -> Answers:
    """The patches down one side."""
    return answered(asked, grid(asked)[0])


def class_row_forgotten(asked: Resized) -> Answers:
    """No row for the class token."""
    return {"table": tokens(asked) * asked.width}


def class_row_stretched(asked: Resized) -> Answers:
    """Interpolates the class token's row along with the others."""
    rows = (tokens_before(asked) + 1) * tokens(asked) // tokens_before(asked)
    return {"table": rows * asked.width}


def only_what_is_added(asked: Resized) -> Answers:
    """The rows that were not there before."""
    added = tokens(asked) - tokens_before(asked)
    return {"table": added * asked.width} if added > 0 else {}


def a_number_a_place(asked: Resized) -> Answers:
    """One number for each token."""
    return {"table": tokens(asked) + 1}


def pairs_like_tokens(asked: Resized) -> Answers:
    """Lets pairs grow as the tokens do."""
    return {"pairs": Fraction(tokens(asked) + 1, tokens_before(asked) + 1)} if asked.compared else {}


def upside_down(asked: Resized) -> Answers:
    """Before over after."""
    return {"pairs": Fraction(tokens_before(asked) + 1, tokens(asked) + 1) ** 2} if asked.compared else {}


def with_class_token(asked: Resized) -> Answers:
    """Right for whoever counts the class token along."""
    return {"tokens": tokens(asked) + 1}


MISTAKES: Mapping[str, Solver[Resized]] = {
    "as-before": as_before,
    "like-the-side": like_the_side,
    "one-side": one_side,
    "class-row-forgotten": class_row_forgotten,
    "class-row-stretched": class_row_stretched,
    "only-what-is-added": only_what_is_added,
    "a-number-a-place": a_number_a_place,
    "pairs-like-tokens": pairs_like_tokens,
    "upside-down": upside_down,
}
CONVENTIONS: Mapping[str, Solver[Resized]] = {"with-class-token": with_class_token}


def follow(asked: Resized, answers: Answers) -> Resized:
    """The same images with the believed tokens taken as given."""
    return taking(Believed, asked, answers, ("tokens",), (solve, *MISTAKES.values()))


WIDTHS = (192, 256, 320, 384, 512, 640, 768, 1024, 1280)


def draw(dice: Dice, level: int) -> Resized:
    """Level 1: a larger square. Level 2: with the pairs. Level 3: a rectangle, larger or smaller.

    On small grids the one row more for the class token is seen in three figures.
    """
    patch, width, before = pick(dice, (8, 14, 16, 32)), pick(dice, WIDTHS), roll(dice, 5, 14)
    if level < 3:
        after: int | tuple[int, int] = patch * (before + roll(dice, 2, 10))
    else:
        after = (patch * roll(dice, 4, 18), patch * roll(dice, 4, 18))
    return Resized(before=patch * before, after=after, patch=patch, width=width, compared=level > 1)


def steps(asked: Resized) -> Mapping[str, tuple[Step, ...]]:
    """The new grid, its rows and one more, and pairs over pairs."""
    (high, wide), found, right = grid(asked), tokens(asked), solve(asked)
    new_high, new_wide = sides(asked)
    along = f"{new_high} / {asked.patch} = {high}, {new_wide} / {asked.patch} = {wide}"
    cut = Step("grid", along, marked="patches down, patches across")
    lines: dict[str, tuple[Step, ...]] = {
        "tokens": (cut, Step("tokens", f"{high} · {wide}", f"{high * wide:,}", marked="down · across")),
        "table": (
            cut,
            Step("table", f"({found:,} + 1) · {asked.width}", f"{right['table']:,}", marked="(tokens + 1) · D"),
        ),
    }
    if asked.compared:
        before = tokens_before(asked)
        times = Ratio().written(right["pairs"])
        left = f"({found + 1:,} / {before + 1:,})²"
        lines["pairs"] = (Step("pairs", left, times, marked="(tokens after / tokens before)²"),)
    return lines


def facts(asked: Resized) -> Mapping[str, str]:
    """What the words may name."""
    high, wide = sides(asked)
    return {
        "before": f"{asked.before} × {asked.before}",
        "after": f"{high} × {wide}",
        "patch": f"{asked.patch} × {asked.patch}",
        "width": str(asked.width),
        "rows": f"{tokens_before(asked) + 1:,}",
        "grid": f"{asked.before // asked.patch} × {asked.before // asked.patch}",
    }


def figure(asked: Resized) -> FeatureMap:
    """The new image with its first patch, and the next."""
    patch = (asked.patch, asked.patch)
    return FeatureMap(size=sides(asked), kernel=patch, stride=patch, padding=(0, 0), terms=PATCHES)


PATCHES = Terms(slides="patch", gives="tokens", asked="How many tokens there are is asked.")


def few(asked: Resized) -> tuple[Resized, ...]:
    """From 2 × 2 patches to 4 × 3, three features."""
    return (Resized(before=4, after=(8, 6), patch=2, width=3, compared=asked.compared),)


def run(small: Resized, field: str) -> Ran:
    """Patches laid down by a convolution with one filter, and a row for each and one more."""
    high, wide = sides(small)
    laid = convolved(high, wide, channels=1, kernel=small.patch, filters=1, stride=small.patch)
    rows, before = laid.size + 1, (small.before // small.patch) ** 2 + 1
    on = f"{small.before} × {small.before} and then {high} × {wide} pixels, patches of 2 × 2, {small.width} features"
    placed = Row("patches", f"{laid.shape[1]} × {laid.shape[2]} = {laid.size}")
    match field:
        case "tokens":
            return Ran(on, (placed,), laid.size, " tokens")
        case "table":
            table = Row("rows", f"{laid.size} and the class token's, of {small.width} numbers each")
            return Ran(on, (placed, table), rows * small.width, " numbers")
        case _:
            pairs = Row("pairs", f"{before}² = {before**2} before, {rows}² = {rows**2} after")
            return Ran(on, (placed, pairs), Fraction(rows**2, before**2), " times")


KIND = Kind(
    id="position-interpolation",
    skill=Skill.ARCHITECTURES,
    params=Resized,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    conventions=CONVENTIONS,
    follow=follow,
    refute=refuting(MISTAKES, few, run),
    working=steps,
    step_keys=frozenset({"grid", "tokens", "table", "pairs"}),
    label_keys=frozenset({"pairs"}),
    facts=facts,
    figure=figure,
)

"""Kind `attention-cost`: the MACs of one self-attention layer, part by part, and how they grow with the image.

Formulas and source: app.problems.attention.counting. Softmax, scaling and biases are left out, as they are in tables.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated

from annotated_types import Interval

from app.conv.counts import flops
from app.errors import BadInput, Impossible
from app.problems.attention import running
from app.problems.attention.believing import NOTHING, taking
from app.problems.attention.counting import PROJECTIONS, pairs, projections
from app.problems.dice import pick, roll
from app.problems.figures import Branch, Branches, Part
from app.problems.forms import Integer, Ratio
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver, Step
from app.problems.refuting import Row
from app.problems.skills import Skill


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer(Params):
    """`tokens`, or a square `image` cut into patches. With `grown`, the image's side is multiplied by that."""

    tokens: Annotated[int, Interval(ge=2, le=100_000)] | None = None
    image: Annotated[int, Interval(ge=2, le=10_000)] | None = None
    patch: Annotated[int, Interval(ge=1, le=128)] = 16
    width: Annotated[int, Interval(ge=1, le=100_000)]
    heads: Annotated[int, Interval(ge=1, le=128)]
    grown: Annotated[int, Interval(ge=2, le=8)] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Believed(Layer):
    """The same layer, some of whose rows somebody has answered: those counts are taken as given."""

    known: Mapping[str, int]


def count(asked: Layer) -> int:
    """The tokens."""
    return (asked.image // asked.patch) ** 2 if asked.image else asked.tokens or 0


def check(asked: Layer) -> None:
    """Raises `BadInput` for both or neither of tokens and image, `Impossible` for what does not divide."""
    if (asked.tokens is None) == (asked.image is None):
        raise BadInput("Say how many tokens there are, or how large the image is: one of the two.")
    if asked.image and asked.image % asked.patch:
        raise Impossible(f"Patches of {asked.patch} do not divide an image of {asked.image}.")
    if asked.image == asked.patch:
        raise Impossible(f"One patch of {asked.patch} is all of the image, and has nothing to attend to.")
    if asked.width % asked.heads:
        raise Impossible(f"{asked.heads} heads do not share {asked.width} features out evenly.")


ROWS = tuple(
    Field(name, Integer(figures=3, like=(28_901_376, 77_070_336)), name, unit="MACs")
    for name in ("projections", "pairs", "total")
)


def fields(asked: Layer) -> tuple[Field, ...]:
    """Both parts and their sum; how many times as much for a larger image, where that is asked."""
    return (*ROWS, *((Field("times", Ratio(), "times"),) if asked.grown else ()))


def solve(asked: Layer) -> Answers:
    """From the engine's counts, or those that are believed; the sum and the growth follow from them."""
    first, second, total = parts(asked)
    times = {"times": growth(asked)} if asked.grown else {}
    return {"projections": first, "pairs": second, "total": total} | times


def parts(asked: Layer) -> tuple[int, int, int]:
    """Projections, pairs and their sum."""
    known = asked.known if isinstance(asked, Believed) else NOTHING
    first = known.get("projections", projections(count(asked), asked.width))
    second = known.get("pairs", pairs(count(asked), asked.width))
    return first, second, known.get("total", first + second)


def growth(asked: Layer) -> Fraction:
    """The layer on the larger image over the layer on this one: g² times the projections, g⁴ times the pairs."""
    first, second, _ = parts(asked)
    grown = asked.grown or 1
    return Fraction(grown**2 * first + grown**4 * second, first + second or 1)


def _with(asked: Layer, *, first: int | None = None, second: int | None = None) -> dict[str, int | Fraction]:
    """Rows for somebody who has one or both parts otherwise, with the sum that follows."""
    right_first, right_second, _ = parts(asked)
    own = {name: value for name, value in (("projections", first), ("pairs", second)) if value is not None}
    total = (right_first if first is None else first) + (right_second if second is None else second)
    return {**own, "total": total}


def first_part(slip: Callable[[int, int], int]) -> Solver[Layer]:
    """The solver that has the projections so: (tokens, width) -> MACs."""
    return lambda asked: _with(asked, first=slip(count(asked), asked.width))


def second_part(slip: Callable[[int, int], int]) -> Solver[Layer]:
    """The solver that has the pairs so: (tokens, width) -> MACs."""
    return lambda asked: _with(asked, second=slip(count(asked), asked.width))


def tokens_not_squared(asked: Layer) -> Answers:
    """Every token with itself; where patches are counted, this is what `patches_of_one_side` gives."""
    return {} if asked.image else _with(asked, second=2 * count(asked) * asked.width)


def each_head_whole(asked: Layer) -> Answers:
    """Every head at the full width."""
    return _with(asked, second=asked.heads * pairs(count(asked), asked.width)) if asked.heads > 1 else {}


def one_head(asked: Layer) -> Answers:
    """A single head's part of the width."""
    return _with(asked, second=pairs(count(asked), asked.width // asked.heads)) if asked.heads > 1 else {}


def patches_of_one_side(asked: Layer) -> Answers:
    """Takes the patches along one side for all of them."""
    if not asked.image:
        return {}
    side = asked.image // asked.patch
    return _with(asked, first=projections(side, asked.width), second=pairs(side, asked.width))


def only(place: int) -> Solver[Layer]:
    """The solver that takes one of the parts for the whole."""
    return lambda asked: {"total": parts(asked)[place]}


def growing(power: int) -> Solver[Layer]:
    """The solver that lets all of it grow with this power of the side."""
    return lambda asked: {"times": asked.grown**power} if asked.grown else {}


def as_flops(asked: Layer) -> Answers:
    """Right for whoever counts multiplications and additions apart."""
    right = solve(asked)
    return {field.name: flops(value) for field in ROWS if isinstance(value := right[field.name], int)}


MISTAKES: Mapping[str, Solver[Layer]] = {
    "three-projections": first_part(lambda tokens, width: 3 * tokens * width**2),
    "projections-once": first_part(lambda _, width: 4 * width**2),
    "width-not-squared": first_part(lambda tokens, width: 4 * tokens * width),
    "scores-only": second_part(lambda tokens, width: tokens**2 * width),
    "tokens-not-squared": tokens_not_squared,
    "width-left-out": second_part(lambda tokens, _: 2 * tokens**2),
    "each-head-whole": each_head_whole,
    "one-head": one_head,
    "patches-of-one-side": patches_of_one_side,
    "pairs-forgotten": only(0),
    "projections-forgotten": only(1),
    "grows-with-the-side": growing(1),
    "grows-with-the-pixels": growing(2),
    "all-of-it-squared": growing(4),
}
CONVENTIONS: Mapping[str, Solver[Layer]] = {"flops": as_flops}


def follow(asked: Layer, answers: Answers) -> Layer:
    """The same layer with the believed counts taken as given."""
    return taking(Believed, asked, answers, ("projections", "pairs", "total"), (solve, *MISTAKES.values()))


WIDTHS = ((192, 3), (320, 5), (384, 6), (448, 7), (576, 9), (640, 10), (768, 12), (896, 14), (1024, 16), (1280, 16))
"""Features and heads that share them out."""


def draw(dice: Dice, level: int) -> Layer:
    """Level 1: so many tokens. Level 2: an image in patches. Level 3: and the same image larger."""
    width, heads = pick(dice, WIDTHS)
    if level == 1:
        return Layer(tokens=roll(dice, 50, 1_200), width=width, heads=heads)
    patch, side = pick(dice, (8, 14, 16, 32)), roll(dice, 9, 40)
    grown = None if level == 2 else pick(dice, (2, 2, 3, 4))
    return Layer(image=patch * side, patch=patch, width=width, heads=heads, grown=grown)


def steps(asked: Layer) -> Mapping[str, tuple[Step, ...]]:
    """The tokens, then each part."""
    tokens, width = count(asked), asked.width
    first, second, total = parts(asked)
    cut = _cut(asked) if asked.image else ()
    lines: dict[str, tuple[Step, ...]] = {
        "projections": (*cut, Step("projections", f"4 · {tokens:,} · {width}²", f"{first:,}", marked="4 · T · D²")),
        "pairs": (*cut, Step("pairs", f"2 · {tokens:,}² · {width}", f"{second:,}", marked="2 · T² · D")),
        "total": (*cut, Step("sum", f"{first:,} + {second:,}", f"{total:,}", marked="projections + pairs")),
    }
    if asked.grown:
        lines["times"] = (_growing(asked, first, second),)
    return lines


def _cut(asked: Layer) -> tuple[Step, ...]:
    return (Step("tokens", f"({asked.image} / {asked.patch})²", f"{count(asked):,}", marked="patches a side, squared"),)


def _growing(asked: Layer, first: int, second: int) -> Step:
    grown = asked.grown or 1
    left = f"({grown**2} · {first:,} + {grown**4} · {second:,}) / {first + second:,}"
    return Step("growth", left, Ratio().written(growth(asked)), marked="projections and pairs, each by its own power")


def facts(asked: Layer) -> Mapping[str, str]:
    """What the words may name."""
    tokens, grown = count(asked), asked.grown or 2
    image = f"an image of **{asked.image} × {asked.image}**, cut into patches of **{asked.patch} × {asked.patch}**"
    return {
        "what": image if asked.image else f"**{tokens:,}** tokens",
        "width": str(asked.width),
        "heads": str(asked.heads),
        "head_width": str(asked.width // asked.heads),
        "grown": str(grown),
        "tokens_times": str(grown**2),
        "pairs_times": str(grown**4),
    }


def figure(asked: Layer) -> Branches:
    """Three maps of every token that meet in the products over pairs."""
    tokens = "? tokens" if asked.image else f"{count(asked):,} tokens"
    maps = tuple(Branch(name, (Part(f"linear {asked.width}", out=name),)) for name in ("queries", "keys", "values"))
    return Branches(input=f"{tokens} of {asked.width}", branches=maps, joined="pairs")


def few(asked: Layer) -> tuple[Layer, ...]:
    """Three tokens, or an image of 3 × 3 patches, four features and two heads."""
    if asked.image:
        return (Layer(image=6, patch=2, width=4, heads=2, grown=asked.grown),)
    return (Layer(tokens=3, width=4, heads=2),)


def run(small: Layer, field: str) -> running.Ran:
    """Each part by itself, then both; and for the growth the same once more on the larger image."""
    tokens, width = count(small), small.width
    on = f"{tokens} tokens of {width} features, all ones, {small.heads} heads that share them, weights of one"
    one, first = running.maps(tokens, width, PROJECTIONS)
    both, second = running.pairs(tokens, width)
    match field:
        case "projections":
            return running.Ran(on, (one,), first, running.MACS)
        case "pairs":
            return running.Ran(on, both, second, running.MACS)
        case "total":
            return running.Ran(on, (one, *both), first + second, running.MACS)
        case _:
            return _grown(small, on, first + second)


def _grown(small: Layer, on: str, before: int) -> running.Ran:
    tokens = count(small) * (small.grown or 1) ** 2
    after = running.maps(tokens, small.width, PROJECTIONS)[1] + running.pairs(tokens, small.width)[1]
    rows = (Row("before", f"{before:,} multiply-adds"), Row(f"with {tokens} tokens", f"{after:,} multiply-adds"))
    return running.Ran(on, rows, Fraction(after, before), " times")


KIND = Kind(
    id="attention-cost",
    skill=Skill.ARCHITECTURES,
    params=Layer,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    conventions=CONVENTIONS,
    follow=follow,
    refute=running.refuting(MISTAKES, few, run),
    working=steps,
    step_keys=frozenset({"tokens", "projections", "pairs", "sum", "growth"}),
    label_keys=frozenset({"times"}),
    facts=facts,
    figure=figure,
)

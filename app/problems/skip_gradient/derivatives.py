"""Kind `block-derivatives`: scalar blocks in a row, plain and residual, and the paths that the product expands into.

    Π (1 + a_n) = Σ over sets of blocks of the product of their a_n: 2^N paths, C(N, k) of which pass through k blocks

Sources: He et al., arXiv:1603.05027, equation 5; Veit et al., arXiv:1605.06431, section 3 (the unravelled view).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import comb, perm, prod
from typing import Annotated

from annotated_types import Interval, Len

from app.errors import BadInput
from app.problems.dice import pick
from app.problems.figures import Residual, ResidualBlock
from app.problems.forms import Integer, Real
from app.problems.kind import Answers, Dice, Field, Kind, Params, Step
from app.problems.skills import Skill

Tenths = Annotated[int, Interval(ge=-30, le=30)]
BELOW = "₀₁₂₃₄₅"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row(Params):
    """The derivative of each block's map, in tenths; with `length`, the paths of so many blocks are asked as well."""

    tenths: Annotated[tuple[Tenths, ...], Len(2, 4)]
    length: Annotated[int, Interval(ge=1, le=4)] | None = None

    @property
    def slopes(self) -> tuple[Fraction, ...]:
        """The derivatives."""
        return tuple(Fraction(each, 10) for each in self.tenths)


def check(row: Row) -> None:
    """Raises `BadInput` for blocks that let nothing through, and paths longer than the row."""
    if 0 in row.tenths:
        raise BadInput("A derivative of 0 ends every path through its block; take another.")
    if row.length and row.length > len(row.tenths):
        raise BadInput(f"No path passes through {row.length} of {len(row.tenths)} blocks.")


def fields(row: Row) -> tuple[Field, ...]:
    """The two products and the number of paths; then those of one length, and what they bring."""
    first = (
        Field("plain", Real(), "plain"),
        Field("residual", Real(), "residual"),
        Field("paths", Integer(like=(20, 26)), "paths"),
    )
    if not row.length:
        return first
    return (*first, Field("count", Integer(like=(20, 26)), "count"), Field("share", Real(), "share"))


def through(slopes: tuple[Fraction, ...], length: int) -> Fraction:
    """What all paths through so many blocks bring together."""
    return sum((prod(some, start=Fraction(1)) for some in combinations(slopes, length)), Fraction(0))


def _of_row(row: Row, **answers: Fraction | int) -> Answers:
    """Without what is not asked."""
    asked = {field.name for field in fields(row)}
    return {name: value for name, value in answers.items() if name in asked}


def solve(row: Row) -> Answers:
    """Products, and combinations."""
    slopes, blocks, length = row.slopes, len(row.tenths), row.length or 0
    return _of_row(
        row,
        plain=prod(slopes, start=Fraction(1)),
        residual=prod((1 + slope for slope in slopes), start=Fraction(1)),
        paths=2**blocks,
        count=comb(blocks, length),
        share=through(slopes, length),
    )


def forgot_identity(row: Row) -> Answers:
    """Leaves the shortcuts out of the residual product."""
    return {"residual": prod(row.slopes, start=Fraction(1))}


def identity_in_plain(row: Row) -> Answers:
    """Gives the plain blocks shortcuts."""
    return {"plain": prod((1 + slope for slope in row.slopes), start=Fraction(1))}


def added_the_factors(row: Row) -> Answers:
    """Adds what the chain rule multiplies."""
    return {"plain": sum(row.slopes, Fraction(0)), "residual": sum((1 + slope for slope in row.slopes), Fraction(0))}


def forgot_mixed_terms(row: Row) -> Answers:
    """Keeps the path around all blocks and the one through all."""
    return {"residual": 1 + prod(row.slopes, start=Fraction(1))}


def short_paths_only(row: Row) -> Answers:
    """Keeps the identity and the paths through one block."""
    return {"residual": 1 + sum(row.slopes, Fraction(0))}


def counted_blocks(row: Row) -> Answers:
    """One path for each block."""
    return {"paths": len(row.tenths)}


def added_the_choices(row: Row) -> Answers:
    """Two for each block, added."""
    return {"paths": 2 * len(row.tenths)}


def without_the_identity(row: Row) -> Answers:
    """Leaves out the path around all blocks."""
    return {"paths": 2 ** len(row.tenths) - 1}


def counted_orders(row: Row) -> Answers:
    """Tells the same blocks in another order apart."""
    return _of_row(row, count=perm(len(row.tenths), row.length or 0)) if row.length and row.length > 1 else {}


def at_most(row: Row) -> Answers:
    """Takes shorter paths in as well."""
    lengths = range((row.length or 0) + 1)
    slopes = row.slopes
    share = sum((through(slopes, length) for length in lengths), Fraction(0))
    return _of_row(row, count=sum(comb(len(slopes), length) for length in lengths), share=share)


def one_path(row: Row) -> Answers:
    """Takes the first of the paths for all of them."""
    return _of_row(row, share=prod(row.slopes[: row.length or 0], start=Fraction(1)))


def power_of_the_sum(row: Row) -> Answers:
    """Lets a path pass through one block more than once."""
    return (
        _of_row(row, share=sum(row.slopes, Fraction(0)) ** (row.length or 0)) if row.length and row.length > 1 else {}
    )


def skipped_instead(row: Row) -> Answers:
    """Takes the paths around so many blocks."""
    around = len(row.tenths) - (row.length or 0)
    return _of_row(row, share=through(row.slopes, around)) if around != row.length else {}


MISTAKES = {
    "forgot-identity": forgot_identity,
    "identity-in-plain": identity_in_plain,
    "added-the-factors": added_the_factors,
    "forgot-mixed-terms": forgot_mixed_terms,
    "short-paths-only": short_paths_only,
    "counted-blocks": counted_blocks,
    "paths-counted-singly": added_the_choices,
    "paths-without-identity": without_the_identity,
    "counted-orders": counted_orders,
    "shorter-paths-too": at_most,
    "one-path-only": one_path,
    "power-of-the-sum": power_of_the_sum,
    "skipped-instead": skipped_instead,
}
SMALL = (1, 2, 3, 4, 5)
SIGNED = (-6, -5, -4, -3, -2, 2, 3, 4, 5, 6)


def draw(dice: Dice, level: int) -> Row:
    """Level 1: three blocks. Level 2: paths of one length, too. Level 3: four, of either sign."""
    count, choices = (4, SIGNED) if level == 3 else (3, SMALL)
    length = {1: None, 2: 2, 3: pick(dice, (2, 3))}[level]
    return Row(tenths=tuple(pick(dice, choices) for _ in range(count)), length=length)


def steps(row: Row) -> Mapping[str, tuple[Step, ...]]:
    """Each product, the choices multiplied, the combinations, and the products of each set of blocks."""
    slopes, blocks = row.slopes, len(row.tenths)
    right = {field.name: field.form.written(value) for field in fields(row) for value in [solve(row)[field.name]]}
    factors = "·".join(_in_product(1 + slope) for slope in slopes)
    working: dict[str, tuple[Step, ...]] = {
        "plain": (Step("plain", "·".join(map(_in_product, slopes)), right["plain"]),),
        "residual": (
            Step("factors", " ".join(f"(1 {_signed(slope)})" for slope in slopes), marked="1 + a, for each block"),
            Step("residual", factors, right["residual"]),
        ),
        "paths": (Step("paths", "·".join(["2"] * blocks), right["paths"]),),
    }
    if row.length:
        sets = tuple(combinations(slopes, row.length))
        brought = [prod(some, start=Fraction(1)) for some in sets]
        working["count"] = (Step("count", f"{blocks} choose {row.length}", right["count"]),)
        working["share"] = (
            *(Step("share", "·".join(map(_in_product, s)), _shown(b)) for s, b in zip(sets, brought, strict=True)),
            Step("sum", " + ".join(map(_in_product, brought)), right["share"], marked="all of them"),
        )
    return working


def _shown(value: Fraction) -> str:
    return f"{float(value):g}".replace("-", "−")


def _in_product(value: Fraction) -> str:
    return f"({_shown(value)})" if value < 0 else _shown(value)


def _signed(value: Fraction) -> str:
    return f"{'−' if value < 0 else '+'} {_shown(abs(value))}"


def facts(row: Row) -> Mapping[str, str]:
    """What the words may name."""
    given = [f"$a_{at} = {float(slope):g}$" for at, slope in enumerate(row.slopes)]
    return {
        "count": {2: "Two", 3: "Three", 4: "Four"}[len(given)],
        "given": ", ".join(given[:-1]) + f" and {given[-1]}",
        "length": {1: "one block", 2: "two blocks", 3: "three blocks", 4: "four blocks"}[row.length or 1],
    }


def figure(row: Row) -> Residual:
    """The blocks in a row."""
    blocks = tuple(ResidualBlock(f"F{BELOW[at]}", f"x{BELOW[at + 1]}") for at in range(len(row.tenths)))
    return Residual("x₀", blocks)


KIND = Kind(
    id="block-derivatives",
    skill=Skill.SKIP_GRADIENT,
    params=Row,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    working=steps,
    step_keys=frozenset({"plain", "factors", "residual", "paths", "count", "share", "sum"}),
    label_keys=frozenset({"count", "share"}),
    facts=facts,
    figure=figure,
)

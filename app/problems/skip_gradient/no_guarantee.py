"""Kind `identity-is-no-guarantee`: what the identity term does for the size of a gradient, and what it does not.

    (1 − ε)^N ≤ every singular value of Π (I + J_n) ≤ (1 + ε)^N,  if ‖J_n‖ ≤ ε < 1 for all n

The term is whole at any depth. The sum that it stands in may be anything: with J = −I it is zero.
Source: He et al., arXiv:1603.05027, section 2: the gradient vanishes only where the other terms come to −1.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal, TypeAlias, get_args

from annotated_types import Interval

from app.errors import BadInput
from app.problems.dice import pick, roll
from app.problems.figures import Residual, ResidualBlock
from app.problems.forms import Choice, Option, Real
from app.problems.forms.numbers import figured
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver, Step
from app.problems.skills import Skill

Claim: TypeAlias = Literal["at-least", "never-zero", "twice", "term-stays", "small-blocks"]
HOLDS: Mapping[Claim, bool] = {
    "at-least": False,
    "never-zero": False,
    "twice": False,
    "term-stays": True,
    "small-blocks": True,
}
CLAIMS: tuple[Claim, ...] = get_args(Claim)
HUNDRED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Size(Params):
    """One slope for all of the blocks, in hundredths, or a bound on its size; and a claim to be judged.

    With `bounds`, only ‖J‖ ≤ slope is known of each block.
    """

    hundredths: Annotated[int, Interval(ge=-300, le=300)]
    blocks: Annotated[int, Interval(ge=1, le=200)] = 1
    bounds: bool = False
    claim: Claim = "at-least"

    @property
    def slope(self) -> Fraction:
        """J, or the bound on its norm."""
        return Fraction(self.hundredths, HUNDRED)


def check(size: Size) -> None:
    """Raises `BadInput` for a bound that is none."""
    if size.bounds and not 0 < size.hundredths < HUNDRED:
        raise BadInput("The bound on a norm lies between 0 and 1 here.")
    if size.hundredths == 0:
        raise BadInput("With a slope of 0 a residual block does nothing at all.")


CHOICE = Choice((Option("holds"), Option("fails")))


def fields(size: Size) -> tuple[Field, ...]:
    """The factor of a block, that of them all where there are several, or the bounds; then the claim."""
    claim = Field("claim", CHOICE, f"claim-{size.claim}")
    if size.bounds:
        return (Field("least", Real(), "least"), Field("most", Real(), "most"), claim)
    factor = Field("factor", Real(), "factor")
    return (factor, claim) if size.blocks == 1 else (factor, Field("all", Real(), "all"), claim)


def _asked(size: Size, **answers: Fraction | str) -> Answers:
    names = {field.name for field in fields(size)}
    return {name: value for name, value in answers.items() if name in names}


def solve(size: Size) -> Answers:
    """Powers of 1 + J, or of 1 − ε and 1 + ε."""
    j, n = size.slope, size.blocks
    return _asked(
        size,
        factor=1 + j,
        all=(1 + j) ** n,
        least=(1 - j) ** n,
        most=(1 + j) ** n,
        claim="holds" if HOLDS[size.claim] else "fails",
    )


def forgot_identity(size: Size) -> Answers:
    """Leaves the shortcut out."""
    return _asked(size, factor=size.slope, all=size.slope**size.blocks)


def subtracted(size: Size) -> Answers:
    """Takes the map away from the shortcut."""
    return _asked(size, factor=1 - size.slope, all=(1 - size.slope) ** size.blocks)


def guaranteed(size: Size) -> Answers:
    """Takes the identity term for the least that can come out."""
    return _asked(size, factor=Fraction(1), all=Fraction(1), least=Fraction(1))


def one_block(size: Size) -> Answers:
    """Works out one block for all of them."""
    if size.blocks == 1:
        return {}
    return _asked(size, all=1 + size.slope, least=1 - size.slope, most=1 + size.slope)


def in_a_line(size: Size) -> Answers:
    """Multiplies by the number of blocks where a power belongs."""
    if size.blocks == 1:
        return {}
    j, n = size.slope, size.blocks
    return _asked(size, all=n * (1 + j), least=1 - n * j, most=1 + n * j)


def plain(size: Size) -> Answers:
    """Gives the bound of the plain row."""
    return _asked(size, most=size.slope**size.blocks)


def believing(claim: Claim) -> Solver[Size]:
    """The solver that judges one claim wrongly."""

    def solver(size: Size) -> Answers:
        return {"claim": "fails" if HOLDS[claim] else "holds"} if size.claim == claim else {}

    return solver


MISTAKES: Mapping[str, Solver[Size]] = {
    "forgot-identity": forgot_identity,
    "identity-subtracted": subtracted,
    "identity-guarantees-size": guaranteed,
    "one-block-for-all": one_block,
    "line-for-a-power": in_a_line,
    "bound-of-the-plain-row": plain,
    **{f"judged-{claim}": believing(claim) for claim in CLAIMS},
}


def draw(dice: Dice, level: int) -> Size:
    """Level 1: a block near −1. Level 2: several of them. Level 3: only a bound is known."""
    claim: Claim = pick(dice, CLAIMS)
    if level == 1:
        return Size(hundredths=-roll(dice, 70, 99), claim=claim)
    if level == 2:
        return Size(hundredths=-roll(dice, 40, 95), blocks=roll(dice, 2, 5), claim=claim)
    return Size(hundredths=roll(dice, 2, 30), blocks=roll(dice, 5, 20), bounds=True, claim=claim)


def steps(size: Size) -> Mapping[str, tuple[Step, ...]]:
    """The factors, their power, and what decides the claim."""
    j, n = _number(size.slope), size.blocks
    right = {name: figured(value) for name, value in solve(size).items() if isinstance(value, Fraction)}
    one = right.get("factor", "")
    working = {
        "factor": (Step("factor", f"1 + ({j})" if size.slope < 0 else f"1 + {j}", one),),
        "all": (Step("power", f"{one}^{n}", right.get("all", ""), marked="one factor for each block"),),
        "least": (Step("power", f"(1 − {j})^{n}", right.get("least", ""), marked=f"(1 − {j}) for each block"),),
        "most": (Step("power", f"(1 + {j})^{n}", right.get("most", ""), marked=f"(1 + {j}) for each block"),),
        "claim": (Step("decided", DECIDED[size.claim], marked="a case that decides it"),),
    }
    return {field.name: working[field.name] for field in fields(size)}


DECIDED: Mapping[Claim, str] = {
    "at-least": "J = −0.9:  1 + J = 0.1",
    "never-zero": "J = −1:  1 + J = 0",
    "twice": "J = 3:  1 + J = 4",
    "term-stays": "g·(1 + J) = g + g·J",
    "small-blocks": "|J| ≤ 0.1:  |1 + J| ≥ 0.9",
}


def _number(value: Fraction) -> str:
    return f"{float(value):g}".replace("-", "−")


def facts(size: Size) -> Mapping[str, str]:
    """What the words may name."""
    j = f"{float(size.slope):g}"
    if size.bounds:
        given = f"Of **{size.blocks}** residual blocks in a row one knows that $\\lVert J_n \\rVert \\le {j}$ for each."
    elif size.blocks == 1:
        given = f"A residual block on scalars computes $y = F(x) + x$, and at the point in question $J = dF/dx = {j}$."
    else:
        given = f"**{size.blocks}** residual blocks on scalars follow each other, each with the slope $J = {j}$."
    return {"given": given}


def figure(size: Size) -> Residual | None:
    """One block; nothing of a long row."""
    return Residual("x", (ResidualBlock("F", "y"),)) if size.blocks == 1 else None


KIND = Kind(
    id="identity-is-no-guarantee",
    skill=Skill.SKIP_GRADIENT,
    params=Size,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    working=steps,
    step_keys=frozenset({"factor", "power", "decided"}),
    option_keys=frozenset({"holds", "fails"}),
    label_keys=frozenset({f"claim-{claim}" for claim in CLAIMS}),
    facts=facts,
    figure=figure,
)

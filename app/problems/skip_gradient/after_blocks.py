"""Kind `gradient-after-blocks`: how large the gradient is behind many equal blocks, plain and residual.

    scalars:           |a|^N  and  |1 + a|^N
    random matrices:   g^N    and  about (1 + g²)^(N/2), as what is added stands at a right angle

Sources: He et al., arXiv:1603.05027, equation 5; for the gain of a layer, He et al., arXiv:1502.01852, section 2.2. The
engine's own backpropagation (`gradient_flow`) runs one draw beside the formula.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal, TypeAlias

from annotated_types import Interval

from app.conv.grads.flow import gradient_flow
from app.errors import BadInput
from app.problems.dice import pick, roll
from app.problems.figures import Residual, ResidualBlock
from app.problems.forms import Choice, Option, Real
from app.problems.forms.numbers import figured
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver, Step
from app.problems.skills import Skill

Fate: TypeAlias = Literal["vanishes", "lasts", "explodes"]
HUNDRED = 100
WIDTH = 64
SMALLEST, LARGEST = Fraction(1, 100), Fraction(100)
TOLERANCE = Fraction(1, 100)
FATE = Choice((Option("vanishes"), Option("lasts"), Option("explodes")), as_row=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack(Params):
    """How many blocks, and the slope of each, in hundredths; or the gain of random ones, drawn from a seed."""

    blocks: Annotated[int, Interval(ge=2, le=60)]
    hundredths: Annotated[int, Interval(ge=-200, le=200)]
    random: bool = False
    seed: Annotated[int, Interval(ge=0, le=10_000)] = 0

    @property
    def slope(self) -> Fraction:
        """Of one block's map, or its gain."""
        return Fraction(self.hundredths, HUNDRED)


def check(stack: Stack) -> None:
    """Raises `BadInput` for a gain below zero, and for an odd number of random blocks, which leaves a root."""
    if stack.hundredths == 0:
        raise BadInput("Blocks of slope 0 let nothing through.")
    if stack.random and (stack.hundredths < 0 or stack.blocks % 2):
        raise BadInput("A gain is positive, and random blocks are asked in even numbers.")


def fields(_: Stack) -> tuple[Field, ...]:
    """Both sizes, and what becomes of each."""
    return (
        Field("plain", Real(TOLERANCE), "plain"),
        Field("residual", Real(TOLERANCE), "residual"),
        Field("plain_fate", FATE, "plain-fate"),
        Field("residual_fate", FATE, "residual-fate"),
    )


def plain_size(stack: Stack) -> Fraction:
    """What is left without skips."""
    return abs(stack.slope) ** stack.blocks


def residual_size(stack: Stack) -> Fraction:
    """What is left with them."""
    if stack.random:
        return (1 + stack.slope**2) ** (stack.blocks // 2)
    return abs(1 + stack.slope) ** stack.blocks


def fate(size: Fraction) -> Fate:
    """Below a hundredth it vanishes, above a hundred it explodes."""
    if size < SMALLEST:
        return "vanishes"
    return "explodes" if size > LARGEST else "lasts"


def solve(stack: Stack) -> Answers:
    """Powers, and what they come to."""
    plain, residual = plain_size(stack), residual_size(stack)
    return {"plain": plain, "residual": residual, "plain_fate": fate(plain), "residual_fate": fate(residual)}


def in_a_line(stack: Stack) -> Answers:
    """Multiplies by the number of blocks where a power belongs."""
    n, slope = stack.blocks, stack.slope
    return {"plain": n * abs(slope), "residual": abs(1 + n * slope)}


def forgot_identity(stack: Stack) -> Answers:
    """Gives the residual blocks no shortcuts."""
    return {"residual": plain_size(stack)}


def all_or_nothing(stack: Stack) -> Answers:
    """Keeps the path around all blocks and the one through all, where neither is lost in the rounding of an answer."""
    through_all, least = stack.slope**stack.blocks, 2 * TOLERANCE
    return {"residual": abs(1 + through_all)} if least < abs(through_all) < 1 / least else {}


def guaranteed(_: Stack) -> Answers:
    """Takes the identity for all that comes back."""
    return {"residual": Fraction(1)}


def identity_in_plain(stack: Stack) -> Answers:
    """Gives the plain blocks shortcuts."""
    return {"plain": residual_size(stack)}


def lengths_added(stack: Stack) -> Answers:
    """Adds lengths as if both pointed the same way."""
    return {"residual": (1 + stack.slope) ** stack.blocks} if stack.random else {}


def root_left_out(stack: Stack) -> Answers:
    """Takes the square of the length for the length."""
    return {"residual": (1 + stack.slope**2) ** stack.blocks} if stack.random else {}


def taking_for(said: Fate) -> Solver[Stack]:
    """The solver that says this of each that comes to something else."""

    def solver(stack: Stack) -> Answers:
        right = solve(stack)
        return {name: said for name in ("plain_fate", "residual_fate") if right[name] != said}

    return solver


MISTAKES: Mapping[str, Solver[Stack]] = {
    "line-for-a-power": in_a_line,
    "forgot-identity": forgot_identity,
    "forgot-mixed-terms": all_or_nothing,
    "identity-guarantees-size": guaranteed,
    "identity-in-plain": identity_in_plain,
    "lengths-added": lengths_added,
    "root-left-out": root_left_out,
    "took-it-for-vanishing": taking_for("vanishes"),
    "took-it-for-lasting": taking_for("lasts"),
    "took-it-for-exploding": taking_for("explodes"),
}


def draw(dice: Dice, level: int) -> Stack:
    """Level 1: slopes between 0 and 1. Level 2: negative ones, or above 1. Level 3: random matrices."""
    if level == 1:
        return Stack(blocks=roll(dice, 8, 20), hundredths=roll(dice, 40, 90))
    if level == 2:
        hundredths = roll(dice, -70, -30) if roll(dice, 0, 2) else roll(dice, 102, 140)
        return Stack(blocks=roll(dice, 4, 10), hundredths=hundredths)
    return Stack(blocks=pick(dice, (12, 16, 20)), hundredths=roll(dice, 55, 145), random=True, seed=roll(dice, 0, 999))


def steps(stack: Stack) -> Mapping[str, tuple[Step, ...]]:
    """Each factor and its power; for random blocks, one draw that the engine has run."""
    n, slope = stack.blocks, _number(stack.slope)
    plain, residual = figured(plain_size(stack)), figured(residual_size(stack))
    if stack.random:
        run = (_measured(stack, residual=False), _measured(stack, residual=True))
        factor = Step(
            "angle", f"√(1² + {slope}²)", f"√{_number(1 + stack.slope**2)}", marked="1 and g at a right angle"
        )
        raised = Step("residual", f"(1 + {slope}²)^({n}/2)", residual, marked="to the number of blocks")
    else:
        run = ((), ())
        factor = Step("factor", f"1 + ({slope})" if stack.slope < 0 else f"1 + {slope}", _number(1 + stack.slope))
        raised = Step("residual", f"{_number(1 + stack.slope)}^{n}", residual, marked="to the number of blocks")
    base = _number(abs(stack.slope))
    return {
        "plain": (Step("plain", f"{base}^{n}", plain, marked="one factor for each block"), *run[0]),
        "residual": (factor, raised, *run[1]),
        "plain_fate": (Step("fate", plain, fate(plain_size(stack)), marked="its size against 0.01 and 100"),),
        "residual_fate": (Step("fate", residual, fate(residual_size(stack)), marked="its size against 0.01 and 100"),),
    }


def _measured(stack: Stack, *, residual: bool) -> tuple[Step, ...]:
    norms = gradient_flow(stack.blocks, residual, gain=float(stack.slope), width=WIDTH, seed=stack.seed)
    return (Step("measured", f"one draw at width {WIDTH}", f"{norms[0]:.3g}"),)


def _number(value: Fraction) -> str:
    return f"{float(value):g}".replace("-", "−")


def facts(stack: Stack) -> Mapping[str, str]:
    """What the words may name."""
    slope = f"{float(stack.slope):g}"
    if stack.random:
        given = (
            "Each block's map is $W_n\\,\\mathrm{ReLU}(x)$ with random weights. On average it changes the length of a "
            f"gradient by the factor $g = {slope}$, and turns it nearly at a right angle to what came in."
        )
    else:
        given = f"They work on scalars, and the slope of each block's map is $a = {slope}$."
    return {"blocks": str(stack.blocks), "given": given}


def figure(stack: Stack) -> Residual:
    """One of the residual blocks: they are all equal."""
    return Residual("xₙ", (ResidualBlock("ReLU, then W" if stack.random else "F", "xₙ₊₁"),))


KIND = Kind(
    id="gradient-after-blocks",
    skill=Skill.SKIP_GRADIENT,
    params=Stack,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    working=steps,
    step_keys=frozenset({"plain", "factor", "angle", "residual", "measured", "fate"}),
    option_keys=frozenset({"vanishes", "lasts", "explodes"}),
    facts=facts,
    figure=figure,
)

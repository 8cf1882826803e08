"""Kind `block-gradient`: the gradient of a residual block as a formula, for scalars.

    y = F(x) + x  ->  dL/dx = dL/dy·(dF/dx + 1),  and a factor for each block that follows

Level 3 asks the forms that spoil the identity or keep it: a shortcut or a branch times a constant, ReLU behind the sum.
Sources: He et al., arXiv:1512.03385, equation 1 and section 3.2 (ReLU behind the sum); arXiv:1603.05027, equations 5, 6
(a shortcut that is scaled).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from app.errors import BadInput
from app.problems.dice import pick
from app.problems.figures import Residual, ResidualBlock
from app.problems.forms import Formula
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver, Step
from app.problems.patterns import put_in
from app.problems.reading.expressions.tree import Symbol
from app.problems.skills import Skill

Shape: TypeAlias = Literal["one", "two", "scaled-shortcut", "scaled-branch", "relu"]
Above: TypeAlias = Literal["g", "d", "u", "w", "t", "r", "G", "D", "q"]
First: TypeAlias = Literal["a", "J", "p", "A", "k", "m", "P", "j", "R"]
Second: TypeAlias = Literal["b", "K", "s", "B", "h", "n", "Q", "z", "S"]
PAIRS: tuple[tuple[First, Second], ...] = tuple(zip(get_args(First), get_args(Second), strict=True))
EXTRA: Mapping[Shape, str] = {"scaled-shortcut": "c", "scaled-branch": "c", "relu": "M"}
OF_LEVEL: Mapping[int, tuple[Shape, ...]] = {
    1: ("one",),
    2: ("two",),
    3: ("scaled-shortcut", "scaled-branch", "relu"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Block(Params):
    """What is asked, and the letters: for the gradient from above, and the derivatives of one map or two."""

    shape: Shape = "one"
    above: Above = "g"
    first: First = "J"
    second: Second = "K"


def check(block: Block) -> None:
    """Raises `BadInput` for letters that do not belong together."""
    if (block.first, block.second) not in PAIRS:
        raise BadInput(f"{block.first} and {block.second} are no pair of letters here.")


def symbols(block: Block) -> tuple[str, ...]:
    """What the formula is written in."""
    match block.shape:
        case "one":
            return (block.above, block.first)
        case "two":
            return (block.above, block.first, block.second)
        case _:
            return (block.above, block.first, EXTRA[block.shape])


def fields(block: Block) -> tuple[Field, ...]:
    """The gradient."""
    names = symbols(block)
    return (Field("gradient", Formula(names, like=(f"{names[0]}/{names[1]} + 2", f"{names[1]}^2")), "gradient"),)


RIGHT: Mapping[Shape, str] = {
    "one": "g*(a + 1)",
    "two": "g*(1 + a)*(1 + b)",
    "scaled-shortcut": "g*(a + c)",
    "scaled-branch": "g*(c*a + 1)",
    "relu": "g*c*(a + 1)",
}
WRONG: Mapping[str, Mapping[Shape, str]] = {
    "forgot-identity": {
        "one": "g*a",
        "two": "g*a*b",
        "scaled-shortcut": "g*a",
        "scaled-branch": "g*c*a",
        "relu": "g*c*a",
    },
    "only-the-shortcut": {"one": "g", "two": "g", "scaled-shortcut": "g*c", "scaled-branch": "g", "relu": "g*c"},
    "identity-subtracted": {"one": "g*(a - 1)", "two": "g*(a - 1)*(b - 1)", "scaled-shortcut": "g*(a - c)"},
    "identity-without-gradient": {
        "one": "g*a + 1",
        "two": "g*(a + b + a*b) + 1",
        "scaled-shortcut": "g*a + c",
        "scaled-branch": "g*c*a + 1",
        "relu": "c*(g*a + 1)",
    },
    "gradient-left-out": {
        "one": "a + 1",
        "two": "(1 + a)*(1 + b)",
        "scaled-shortcut": "a + c",
        "scaled-branch": "c*a + 1",
        "relu": "c*(a + 1)",
    },
    "forgot-mixed-terms": {"two": "g*(1 + a*b)"},
    "product-left-out": {"two": "g*(1 + a + b)"},
    "added-the-factors": {"two": "g*((1 + a) + (1 + b))"},
    "factor-forgotten": {"scaled-shortcut": "g*(a + 1)", "scaled-branch": "g*(a + 1)", "relu": "g*(a + 1)"},
    "factor-on-both": {"scaled-shortcut": "c*g*(a + 1)", "scaled-branch": "c*g*(a + 1)"},
    "factor-on-the-other": {"scaled-shortcut": "g*(c*a + 1)", "scaled-branch": "g*(a + c)"},
    "relu-leaves-the-identity": {"relu": "g*(c*a + 1)"},
}
"""In the letters g, a and b for what they stand for, and c for the constant or the mask."""


def claiming(patterns: Mapping[Shape, str]) -> Solver[Block]:
    """The solver that claims these formulas, in the letters of the question."""

    def solver(block: Block) -> Answers:
        text = patterns.get(block.shape)
        extra = EXTRA.get(block.shape, "c")
        named = {"g": Symbol(block.above), "a": Symbol(block.first), "b": Symbol(block.second), "c": Symbol(extra)}
        return {"gradient": put_in(text, named)} if text else {}

    return solver


def draw(dice: Dice, level: int) -> Block:
    """Letters, and at level 3 one of three shapes."""
    first, second = pick(dice, PAIRS)
    above: Above = pick(dice, get_args(Above))
    return Block(shape=pick(dice, OF_LEVEL[level]), above=above, first=first, second=second)


def steps(block: Block) -> Mapping[str, tuple[Step, ...]]:
    """The factor of each block, then all of them behind the gradient from above."""
    g, a, b = block.above, block.first, block.second
    match block.shape:
        case "one":
            factors, whole = (Step("factor", "dy/dx", f"{a} + 1", marked="dy/dx"),), f"{g}·({a} + 1)"
        case "two":
            factors = (Step("factor", "dx₁/dx₀", f"1 + {a}"), Step("factor", "dx₂/dx₁", f"1 + {b}"))
            whole = f"{g}·(1 + {a})·(1 + {b})"
        case "scaled-shortcut":
            factors, whole = (Step("factor", "dy/dx", f"{a} + c"),), f"{g}·({a} + c)"
        case "scaled-branch":
            factors, whole = (Step("factor", "dy/dx", f"c·{a} + 1"),), f"{g}·(c·{a} + 1)"
        case "relu":
            inner = Step("factor", "d(F(x) + x)/dx", f"{a} + 1")
            factors, whole = (inner, Step("mask", "dy/dx", f"M·({a} + 1)")), f"{g}·M·({a} + 1)"
    total = "dL/dx₀" if block.shape == "two" else "dL/dx"
    return {"gradient": (*factors, Step("chain", total, whole, marked=total))}


EQUATIONS: Mapping[Shape, str] = {
    "one": "$y = F(x) + x$",
    "two": "$x_1 = F(x_0) + x_0$ and $x_2 = G(x_1) + x_1$",
    "scaled-shortcut": "$y = F(x) + c\\,x$, with a constant $c$ on its shortcut",
    "scaled-branch": "$y = c\\,F(x) + x$, with a constant $c$ on its branch",
    "relu": "$y = \\mathrm{ReLU}(F(x) + x)$, where $M$ is 1 if $F(x) + x$ is positive and 0 if not",
}


def facts(block: Block) -> Mapping[str, str]:
    """What the words may name."""
    g, a, b = block.above, block.first, block.second
    if block.shape == "two":
        given = f"${g} = dL/dx_2$, ${a} = dF/dx_0$ and ${b} = dG/dx_1$"
        return {"block": f"Two residual blocks compute {EQUATIONS['two']}", "given": given, "wanted": "$dL/dx_0$"}
    given = f"${g} = dL/dy$ and ${a} = dF/dx$"
    return {"block": f"A residual block computes {EQUATIONS[block.shape]}", "given": given, "wanted": "$dL/dx$"}


def figure(block: Block) -> Residual:
    """The block, or both in a row."""
    match block.shape:
        case "two":
            return Residual("x₀", (ResidualBlock("F", "x₁"), ResidualBlock("G", "x₂")))
        case "scaled-shortcut":
            return Residual("x", (ResidualBlock("F", "y", shortcut="× c"),))
        case "scaled-branch":
            return Residual("x", (ResidualBlock("F, then × c", "y"),))
        case "relu":
            return Residual("x", (ResidualBlock("F", "y", behind="ReLU"),))
        case _:
            return Residual("x", (ResidualBlock("F", "y"),))


KIND = Kind(
    id="block-gradient",
    skill=Skill.SKIP_GRADIENT,
    params=Block,
    draw=draw,
    check=check,
    fields=fields,
    solve=claiming(RIGHT),
    mistakes={mistake: claiming(patterns) for mistake, patterns in WRONG.items()},
    working=steps,
    step_keys=frozenset({"factor", "mask", "chain"}),
    facts=facts,
    figure=figure,
)

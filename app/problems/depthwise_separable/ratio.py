"""Kind `separable-ratio`: separable over standard, as a formula, and what it comes to with ever more filters.

    (m·C_in·K² + m·C_in·C_out) / (C_in·C_out·K²) = m/C_out + m/K²

Source: Howard et al., arXiv:1704.04861, section 3.1; m is the depth multiplier, 1 there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal, TypeAlias

from annotated_types import Interval

from app.errors import BadInput
from app.problems.dice import pick
from app.problems.figures import Separable
from app.problems.forms import Formula
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver, Step
from app.problems.patterns import put_in
from app.problems.reading.expressions.tree import Node, Number, Symbol
from app.problems.skills import Skill

In: TypeAlias = Literal["C_in", "M", "c1", "A", "I", "F", "P", "U"]
Out: TypeAlias = Literal["C_out", "N", "c2", "B", "O", "G", "Q", "V"]
Side: TypeAlias = Literal["K", "k", "D", "r", "s", "f", "n", "w"]
LETTERS: tuple[tuple[In, Out], ...] = (
    ("C_in", "C_out"),
    ("M", "N"),
    ("c1", "c2"),
    ("A", "B"),
    ("I", "O"),
    ("F", "G"),
    ("P", "Q"),
    ("U", "V"),
)
SIDES: tuple[Side, ...] = ("K", "k", "D", "r", "s", "f", "n", "w")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio(Params):
    """Names for the channels and the kernel's side, which may be a number instead, and the depth multiplier."""

    channels_in: In = "C_in"
    channels_out: Out = "C_out"
    side: Side = "K"
    kernel: Annotated[int, Interval(ge=2, le=31)] | None = None
    multiplier: Annotated[int, Interval(ge=1, le=16)] = 1


def check(asked: Ratio) -> None:
    """Raises `BadInput` for names that do not belong together."""
    if (asked.channels_in, asked.channels_out) not in LETTERS:
        raise BadInput(f"{asked.channels_in} and {asked.channels_out} are no pair of names for channels here.")


def symbols(asked: Ratio) -> tuple[str, ...]:
    """What the formula may be written in."""
    return (asked.channels_in, asked.channels_out, *(() if asked.kernel else (asked.side,)))


def fields(asked: Ratio) -> tuple[Field, ...]:
    """The ratio, and what is left of it."""
    names = symbols(asked)
    form = Formula(names, like=(f"{names[0]}/(2{names[1]})", f"{names[1]} + 1"))
    return (Field("ratio", form, "ratio"), Field("limit", form, "limit"))


def _side(asked: Ratio) -> str:
    return str(asked.kernel) if asked.kernel else asked.side


def claiming(*, ratio: str = "", limit: str = "") -> Solver[Ratio]:
    """The solver that claims these formulas: i and o stand for the channels, k for the kernel's side, m for m."""

    def solver(asked: Ratio) -> Answers:
        named: dict[str, Node] = {
            "i": Symbol(asked.channels_in),
            "o": Symbol(asked.channels_out),
            "k": Number(Fraction(asked.kernel)) if asked.kernel else Symbol(asked.side),
            "m": Number(Fraction(asked.multiplier)),
        }
        texts = {"ratio": ratio, "limit": limit}
        return {field: put_in(text, named) for field, text in texts.items() if text}

    return solver


solve: Solver[Ratio] = claiming(ratio="m/o + m/k^2", limit="m/k^2")


def forgets_multiplier(asked: Ratio) -> Answers:
    """Leaves the depth multiplier out."""
    return claiming(ratio="1/o + 1/k^2")(asked) if asked.multiplier > 1 else {}


def multiplier_once(asked: Ratio) -> Answers:
    """Lets the multiplier widen the depthwise step only."""
    return claiming(ratio="m/o + 1/k^2")(asked) if asked.multiplier > 1 else {}


MISTAKES: Mapping[str, Solver[Ratio]] = {
    "upside-down": claiming(ratio="1/(m/o + m/k^2)"),
    "only-the-depthwise-step": claiming(ratio="m/o"),
    "only-the-pointwise-step": claiming(ratio="m/k^2"),
    "kernel-not-squared": claiming(ratio="m/o + m/k"),
    "channels-in": claiming(ratio="m/i + m/k^2"),
    "steps-multiplied": claiming(ratio="m^2/(o*k^2)"),
    "kernel-left-standing": claiming(ratio="m*k^2/o + m"),
    "nothing-left": claiming(limit="0"),
    "half-of-it-stays": claiming(limit="m/o + m/k^2"),
    "forgets-multiplier": forgets_multiplier,
    "multiplier-once": multiplier_once,
}


def draw(dice: Dice, level: int) -> Ratio:
    """Level 1: every quantity a letter. Level 2: the kernel is given. Level 3: a depth multiplier as well."""
    channels_in, channels_out = pick(dice, LETTERS)
    return Ratio(
        channels_in=channels_in,
        channels_out=channels_out,
        side=pick(dice, SIDES),
        kernel=None if level == 1 else int(dice.integers(3, 12)),
        multiplier=1 if level < 3 else int(dice.integers(2, 7)),
    )


def steps(asked: Ratio) -> Mapping[str, tuple[Step, ...]]:
    """Both steps over the standard layer, term by term; then what goes and what stays."""
    i, o, k, m = asked.channels_in, asked.channels_out, _side(asked), asked.multiplier
    times = f"{m}·" if m > 1 else ""
    whole = f"{o}·{i}·{k}²"
    ratio = f"{m}/{o} + {m}/{k}²"
    return {
        "ratio": (
            Step("standard", whole, marked="standard"),
            Step("depthwise", f"{times}{i}·{k}² / ({whole})", f"{m}/{o}", marked=f"{times}{i}·{k}² / ({whole})"),
            Step("pointwise", f"{o}·{times}{i} / ({whole})", f"{m}/{k}²", marked=f"{o}·{times}{i} / ({whole})"),
            Step("sum", f"{m}/{o} + {m}/{k}²", marked="depthwise + pointwise"),
        ),
        "limit": (Step("vanishes", f"{m}/{o} → 0", marked=f"{o} → ∞"), Step("stays", ratio, f"{m}/{k}²", marked="")),
    }


def facts(asked: Ratio) -> Mapping[str, str]:
    """What the words may name."""
    given = f" a **{asked.kernel} × {asked.kernel}** kernel" if asked.kernel else f" a kernel of side **{asked.side}**"
    deep = f" Its depthwise step makes **{asked.multiplier}** maps of each channel." if asked.multiplier > 1 else ""
    return {
        "channels_in": asked.channels_in,
        "channels_out": asked.channels_out,
        "side": _side(asked),
        "layer": given.strip(),
        "multiplier": deep,
    }


def figure(asked: Ratio) -> Separable | None:
    """Both steps with the channels in letters; nothing where the kernel is a letter, too."""
    if asked.kernel is None:
        return None
    size, m = "H × W", asked.multiplier
    middle = f"{m}·{asked.channels_in}" if m > 1 else asked.channels_in
    return Separable(
        kernel=asked.kernel,
        input=f"{size} × {asked.channels_in}",
        middle=f"{size} × {middle}",
        output=f"{size} × {asked.channels_out}",
        filters=asked.channels_out,
    )


KIND = Kind(
    id="separable-ratio",
    skill=Skill.DEPTHWISE_SEPARABLE,
    params=Ratio,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    working=steps,
    step_keys=frozenset({"standard", "depthwise", "pointwise", "sum", "vanishes", "stays"}),
    facts=facts,
    figure=figure,
)

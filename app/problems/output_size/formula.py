"""Kind `output-size-formula`: the output size as a formula, from memory.

    ⌊(W − (D(K − 1) + 1) + 2P) / S⌋ + 1

Source: Dumoulin and Visin, arXiv:1603.07285, relationships 6 and 15.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from app.problems.dice import pick
from app.problems.forms import Formula
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver, Step
from app.problems.meaning import Domain
from app.problems.patterns import put_in
from app.problems.reading.expressions.tree import Symbol
from app.problems.skills import Skill

Input: TypeAlias = Literal["W", "H", "N", "n", "I"]
Kernel: TypeAlias = Literal["K", "k", "F", "f"]
Stride: TypeAlias = Literal["S", "s", "t"]
Padding: TypeAlias = Literal["P", "p", "q"]
Dilation: TypeAlias = Literal["D", "d", "r"]
PLAIN_KERNEL = "k"
COVERED = "(d*(k - 1) + 1)"
BOTH_SIDES = " + 2*p"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer(Params):
    """The letters of a layer, and whether it is padded and dilated."""

    padded: bool = True
    dilated: bool = False
    input: Input = "W"
    kernel: Kernel = "K"
    stride: Stride = "S"
    padding: Padding = "P"
    dilation: Dilation = "D"


def check(_: Layer) -> None:
    """Any letters will do."""


def symbols(layer: Layer) -> tuple[str, ...]:
    """What the formula is written in."""
    padding = (layer.padding,) if layer.padded else ()
    dilation = (layer.dilation,) if layer.dilated else ()
    return (layer.input, layer.kernel, layer.stride, *padding, *dilation)


def fields(layer: Layer) -> tuple[Field, ...]:
    """The size."""
    form = Formula(
        symbols(layer),
        like=(f"floor({layer.input}/2) - 3", f"{layer.input}/{layer.kernel} + 2"),
        aliases=(("stride", layer.stride), ("kernel", layer.kernel)),
        domain=Domain(ordered=((layer.input, layer.kernel),)),
    )
    return (Field("size", form, "size"),)


@dataclass(frozen=True, slots=True)
class Recipe:
    """How somebody builds the formula: the room it leaves, what it divides by, rounds with and adds.

    In the letters w, k, s, p and d. Padding and dilation are left out of a layer that has none.
    """

    padding: str = BOTH_SIDES
    kernel: str = COVERED
    more_room: str = ""
    rounding: str = "floor"
    over: str = "/s"
    added: str = " + 1"

    def written(self, layer: Layer) -> str:
        """The formula for a layer."""
        padding = self.padding if layer.padded else ""
        kernel = self.kernel if layer.dilated else PLAIN_KERNEL
        return f"{self.rounding}((w - {kernel}{padding}{self.more_room}){self.over}){self.added}"


def claiming(recipe: Recipe, *, where: str = "") -> Solver[Layer]:
    """The solver that follows a recipe, in layers that are padded, or dilated, where it says so."""

    def solver(layer: Layer) -> Answers:
        if where and not getattr(layer, where):
            return {}
        named = {
            "w": Symbol(layer.input),
            "k": Symbol(layer.kernel),
            "s": Symbol(layer.stride),
            "p": Symbol(layer.padding),
            "d": Symbol(layer.dilation),
        }
        return {"size": put_in(recipe.written(layer), named)}

    return solver


MISTAKES: Mapping[str, Solver[Layer]] = {
    "no-floor": claiming(Recipe(rounding="")),
    "rounds-up": claiming(Recipe(rounding="ceil")),
    "no-plus-one": claiming(Recipe(added="")),
    "one-inside": claiming(Recipe(more_room=" + 1", added="")),
    "forgets-stride": claiming(Recipe(over="")),
    "one-sided-padding": claiming(Recipe(padding=" + p"), where="padded"),
    "subtracts-padding": claiming(Recipe(padding=" - 2*p"), where="padded"),
    "forgets-padding": claiming(Recipe(padding=""), where="padded"),
    "ignores-dilation": claiming(Recipe(kernel="k"), where="dilated"),
    "multiplies-kernel": claiming(Recipe(kernel="k*d"), where="dilated"),
    "gaps-too-wide": claiming(Recipe(kernel="(k + d*(k - 1))"), where="dilated"),
}


def draw(dice: Dice, level: int) -> Layer:
    """Level 1: without padding. Level 2: padded. Level 3: dilated as well."""
    return Layer(
        padded=level > 1,
        dilated=level > 2,
        input=pick(dice, get_args(Input)),
        kernel=pick(dice, get_args(Kernel)),
        stride=pick(dice, get_args(Stride)),
        padding=pick(dice, get_args(Padding)),
        dilation=pick(dice, get_args(Dilation)),
    )


def steps(layer: Layer) -> Mapping[str, tuple[Step, ...]]:
    """What the kernel covers, the room it has, the steps that fit, and the position it starts from."""
    w, k, s, p, d = layer.input, layer.kernel, layer.stride, layer.padding, layer.dilation
    covered = (Step("covered", f"{k} + ({k} − 1)·({d} − 1)", f"{d}·({k} − 1) + 1"),) if layer.dilated else ()
    kernel = f"({d}·({k} − 1) + 1)" if layer.dilated else k
    room = f"{w} − {kernel}" + (f" + 2{p}" if layer.padded else "")
    return {
        "size": (
            *covered,
            Step("room", room),
            Step("steps", f"⌊({room}) / {s}⌋", marked="⌊ ⌋"),
            Step("first", f"⌊({room}) / {s}⌋ + 1", marked="+ 1"),
        )
    }


def facts(layer: Layer) -> Mapping[str, str]:
    """What the words may name."""
    given = [f"a kernel of side **{layer.kernel}**", f"stride **{layer.stride}**"]
    given += [f"padding **{layer.padding}** on each side"] if layer.padded else ["no padding"]
    given += [f"dilation **{layer.dilation}**"] if layer.dilated else []
    return {"input": layer.input, "setting": ", ".join(given[:-1]) + f" and {given[-1]}"}


def figure(_: Layer) -> None:
    """None: with numbers in it, it would be another question."""


KIND = Kind(
    id="output-size-formula",
    skill=Skill.OUTPUT_SIZE,
    params=Layer,
    draw=draw,
    check=check,
    fields=fields,
    solve=claiming(Recipe()),
    mistakes=MISTAKES,
    working=steps,
    step_keys=frozenset({"covered", "room", "steps", "first"}),
    facts=facts,
    figure=figure,
)

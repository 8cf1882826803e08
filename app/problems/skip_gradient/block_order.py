"""Kind `residual-block-order`: the parts of a residual block, put in the order in which x goes through them.

Sources: He et al., arXiv:1512.03385, figures 2 and 5, section 3.4 (batch norm behind each convolution and before ReLU,
no dropout); arXiv:1603.05027, figure 4 and table 2 (pre-activation, and what batch norm on the sum costs).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Literal, TypeAlias

from annotated_types import Len

from app.errors import BadInput
from app.problems.dice import pick, roll
from app.problems.forms import Line
from app.problems.forms.ordering import LEFT_OUT
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver, Step
from app.problems.ordered import as_shown, misplacing, right_order, shuffled
from app.problems.skills import Skill

Design: TypeAlias = Literal["basic", "bottleneck"]
Width: TypeAlias = Literal[64, 128, 256, 512]
Extra: TypeAlias = Literal["concatenate", "pool", "dropout", "norm", "relu", "shortcut-relu", "shortcut-conv"]
DESIGNS: tuple[Design, ...] = ("basic", "bottleneck")
WIDTHS: tuple[Width, ...] = (64, 128, 256, 512)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block(Params):
    """A block and its narrowest width; whether it is the one of 2016, and whether its shortcut is a projection.

    `extras` are lines that do not belong, `shown` the lines in the order in which they are put before the learner.
    """

    design: Design = "basic"
    width: Width = 64
    pre_activation: bool = False
    projects: bool = False
    extras: Annotated[tuple[Extra, ...], Len(1, 3)]
    shown: Annotated[tuple[str, ...], Len(6, 16)]


def kernels(block: Block) -> tuple[str, ...]:
    """The sides of its convolutions."""
    return ("3 × 3", "3 × 3") if block.design == "basic" else ("1 × 1", "3 × 3", "1 × 1")


def channels(block: Block) -> tuple[str, ...]:
    """`64 → 128` and so on: what each convolution takes and gives."""
    w = block.width
    if block.design == "bottleneck":
        return (f"{4 * w} → {w}", f"{w} → {w}", f"{w} → {4 * w}")
    return (f"{w // 2} → {w}", f"{w} → {w}") if block.projects else (f"{w} → {w}",) * 2


def lines(block: Block) -> tuple[Line, ...]:
    """All lines, in an order that is right, and what does not belong."""
    branch = _pre_activated(block) if block.pre_activation else _original(block)
    shortcut = tuple(_projection(block)) if block.projects else ()
    return (*shortcut, *branch, *(_extra(block, extra) for extra in block.extras))


def _convolution(block: Block, at: int, needs: dict[str, str]) -> Line:
    stride = ", stride 2" if block.projects and at == 0 else ""
    facts = {"kernel": kernels(block)[at], "channels": channels(block)[at] + stride}
    behind = {f"conv{at}": "out-of-order"} if at else {}
    return Line(f"conv{at + 1}", "conv", facts, needs=behind | needs)


def _original(block: Block) -> Iterator[Line]:
    """Convolution, batch norm, ReLU, again and again; the last ReLU stands behind the sum."""
    count = len(kernels(block))
    for at in range(count):
        yield _convolution(block, at, {f"relu{at}": "no-relu-between"} if at else {})
        yield Line(f"norm{at + 1}", "norm", needs={f"conv{at + 1}": "no-conv-between" if at else "norm-first"})
        if at + 1 < count:
            yield Line(f"relu{at + 1}", "relu", needs={f"norm{at + 1}": "relu-before-norm"})
    fits = {"shortcut-norm": "shortcut-does-not-fit"} if block.projects else {}
    yield Line("add", needs={f"norm{count}": "added-too-soon"} | fits)
    yield Line(f"relu{count}", "relu", needs={"add": "relu-before-sum"})


def _pre_activated(block: Block) -> Iterator[Line]:
    """Batch norm, ReLU, convolution, again and again; nothing behind the sum."""
    count = len(kernels(block))
    for at in range(count):
        yield Line(f"norm{at + 1}", "norm", needs={f"conv{at}": "no-conv-between"} if at else {})
        yield Line(f"relu{at + 1}", "relu", needs={f"norm{at + 1}": "relu-before-norm"})
        yield _convolution(block, at, {f"relu{at + 1}": "no-relu-between" if at else "conv-first"})
    yield Line("add", needs={f"conv{count}": "added-too-soon"})


def _projection(block: Block) -> Iterator[Line]:
    """What makes x fit the sum: a linear layer, and its batch norm."""
    facts = {"channels": f"{block.width // 2} → {block.width}, stride 2"}
    yield Line("project", "project", facts)
    yield Line("shortcut-norm", needs={"project": "shortcut-norm-first"})


def _extra(block: Block, extra: Extra) -> Line:
    match extra:
        case "norm":
            return Line("norm-more", "norm", false="norm-too-many")
        case "relu":
            return Line("relu-more", "relu", false="relu-too-many")
        case "shortcut-conv":
            outer = block.width * (4 if block.design == "bottleneck" else 1)
            return Line("project", "project", {"channels": f"{outer} → {outer}"}, false="projects-an-identity")
        case _:
            return Line(extra, false=FALSE[extra])


FALSE: Mapping[Extra, str] = {
    "concatenate": "concatenates",
    "pool": "pools",
    "dropout": "drops-out",
    "shortcut-relu": "relu-on-the-shortcut",
}


def extras(*, pre_activation: bool, projects: bool) -> tuple[Extra, ...]:
    """What can be shown that does not belong. A third ReLU would say nothing where one stands behind the sum anyway."""
    always: tuple[Extra, ...] = ("concatenate", "pool", "dropout", "norm")
    third: tuple[Extra, ...] = ("relu",) if pre_activation else ()
    on_x: Extra = "shortcut-relu" if projects else "shortcut-conv"
    return (*always, *third, on_x)


def check(block: Block) -> None:
    """Raises `BadInput` for a block that was never drawn, for extras it cannot have, and for other lines."""
    if block.projects and (block.pre_activation or block.design == "bottleneck"):
        raise BadInput("Only the basic block of 2015 is asked with a projection.")
    if block.projects and block.width == WIDTHS[0]:
        raise BadInput("Only the later stages begin with a projection: 128 channels and more.")
    known = extras(pre_activation=block.pre_activation, projects=block.projects)
    if len(set(block.extras)) < len(block.extras) or not set(block.extras) <= set(known):
        raise BadInput(f"What does not belong into this block is one of {', '.join(known)}, each once.")
    as_shown(lines(block), block.shown)


def fields(block: Block) -> tuple[Field, ...]:
    """The order."""
    return (Field("order", as_shown(lines(block), block.shown), "order"),)


def solve(block: Block) -> Answers:
    """One right order; where a shortcut has layers of its own there are others."""
    return {"order": right_order(lines(block))}


MISTAKES: Mapping[str, Solver[Block]] = {
    mistake: misplacing(lines, mistake)
    for mistake in (
        "norm-first",
        "conv-first",
        "relu-before-norm",
        "relu-before-sum",
        "no-relu-between",
        "no-conv-between",
        "out-of-order",
        "added-too-soon",
        "shortcut-does-not-fit",
        "shortcut-norm-first",
        "norm-too-many",
        "relu-too-many",
        "projects-an-identity",
        *FALSE.values(),
        LEFT_OUT,
    )
}


UNSHOWN = ()


def draw(dice: Dice, level: int) -> Block:
    """Level 1: basic. Level 2: the bottleneck, or a basic block with a projection. Level 3: one of 2016, too."""
    pre_activation = level == 3 and roll(dice, 1, 3) > 1
    design: Design = "basic" if level == 1 else pick(dice, DESIGNS)
    projects = level > 1 and design == "basic" and not pre_activation
    known = extras(pre_activation=pre_activation, projects=projects)
    some: tuple[Extra, ...] = tuple(known[int(at)] for at in dice.permutation(len(known))[: 2 if level < 3 else 3])
    width: Width = pick(dice, WIDTHS[1:] if projects else WIDTHS)
    block = Block(
        design=design, width=width, pre_activation=pre_activation, projects=projects, extras=some, shown=UNSHOWN
    )
    return replace(block, shown=shuffled(dice, lines(block)))


def steps(block: Block) -> Mapping[str, tuple[Step, ...]]:
    """The block from top to bottom."""
    return {"order": tuple(_step(line) for line in lines(block) if not line.false)}


def _step(line: Line) -> Step:
    match line.key:
        case "conv":
            return Step("conv", f"{line.facts['kernel']} conv, {line.facts['channels']}")
        case "project":
            return Step("project", f"on x: 1 × 1 conv, {line.facts['channels']}")
        case "shortcut-norm":
            return Step("project", "on x: batch norm")
        case "norm":
            return Step("norm", "batch norm")
        case "add":
            return Step("add", "F(x) + x")
        case _:
            return Step("relu-behind" if "add" in line.needs else "relu", "ReLU")


def facts(block: Block) -> Mapping[str, str]:
    """What the words may name."""
    outer = block.width * (4 if block.design == "bottleneck" else 1)
    return {
        "block": {"basic": "basic block", "bottleneck": "bottleneck block"}[block.design],
        "year": "2016, with pre-activation" if block.pre_activation else "2015",
        "shape": f"It halves the map and takes {block.width // 2} channels to {block.width}."
        if block.projects
        else f"The map keeps its size and its {outer} channels.",
    }


def figure(_: Block) -> None:
    """None: it would be the answer."""


KIND = Kind(
    id="residual-block-order",
    skill=Skill.SKIP_GRADIENT,
    params=Block,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    working=steps,
    step_keys=frozenset({"conv", "norm", "relu", "relu-behind", "add", "project"}),
    option_keys=frozenset(
        {"conv", "norm", "relu", "add", "project", "shortcut-norm", "concatenate", "pool", "dropout", "shortcut-relu"}
    ),
    facts=facts,
    figure=figure,
)

"""Kind `innovation-to-architecture`: which network brought which idea.

Sources: doi:10.1109/5.726791 (section II), doi:10.1145/3065386 (sections 3 and 4), arXiv:1409.1556 (section 2),
1409.4842 (sections 4 and 5), 1512.03385 (sections 3 and 4), 1704.04861 (section 3), 1905.11946 (sections 3 and 4),
2201.03545 (section 2), 1610.02357 (section 3), 1801.04381 (section 3), 2010.11929 (section 3).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias, get_args

from annotated_types import Len

from app.errors import BadInput
from app.problems.architectures.names import EIGHT, OTHERS, PAPERS, Name
from app.problems.forms import Choice, Option
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver, Step
from app.problems.skills import Skill

Idea: TypeAlias = Literal[
    "learned-features",
    "trained-subsampling",
    "relu-dropout",
    "two-towers",
    "small-kernels",
    "parallel-scales",
    "reduce-first",
    "auxiliary-heads",
    "residual",
    "deep-bottleneck",
    "separable-throughout",
    "multipliers",
    "compound-scaling",
    "searched-mbconv",
    "modernised",
    "large-depthwise",
    "separable-inception",
    "linear-bottleneck",
    "patches-as-words",
]


@dataclass(frozen=True, slots=True)
class Origin:
    """The network an idea belongs to, and those it is mistaken for."""

    network: Name
    mixed_up_with: tuple[Name, ...]


ORIGINS: Mapping[Idea, Origin] = {
    "learned-features": Origin("lenet-5", ("alexnet",)),
    "trained-subsampling": Origin("lenet-5", ("alexnet", "vgg")),
    "relu-dropout": Origin("alexnet", ("lenet-5", "vgg")),
    "two-towers": Origin("alexnet", ("googlenet", "mobilenet")),
    "small-kernels": Origin("vgg", ("alexnet", "resnet")),
    "parallel-scales": Origin("googlenet", ("resnet", "efficientnet")),
    "reduce-first": Origin("googlenet", ("resnet", "mobilenet")),
    "auxiliary-heads": Origin("googlenet", ("vgg", "resnet")),
    "residual": Origin("resnet", ("googlenet", "vgg")),
    "deep-bottleneck": Origin("resnet", ("googlenet", "vgg", "efficientnet")),
    "separable-throughout": Origin("mobilenet", ("efficientnet", "convnext", "xception")),
    "multipliers": Origin("mobilenet", ("efficientnet", "resnet")),
    "compound-scaling": Origin("efficientnet", ("mobilenet", "resnet", "convnext")),
    "searched-mbconv": Origin("efficientnet", ("mobilenet", "mobilenet-v2")),
    "modernised": Origin("convnext", ("resnet", "efficientnet", "vit")),
    "large-depthwise": Origin("convnext", ("mobilenet", "googlenet", "vit")),
    "separable-inception": Origin("xception", ("googlenet", "mobilenet")),
    "linear-bottleneck": Origin("mobilenet-v2", ("resnet", "mobilenet", "efficientnet")),
    "patches-as-words": Origin("vit", ("convnext", "googlenet")),
}
EVERY_IDEA: tuple[Idea, ...] = get_args(Idea)
HEADLINES: tuple[Idea, ...] = (
    "learned-features",
    "relu-dropout",
    "small-kernels",
    "parallel-scales",
    "residual",
    "separable-throughout",
    "compound-scaling",
    "modernised",
)
"""One for each of the eight, as a timeline would have it."""
OF_OTHERS: tuple[Idea, ...] = ("separable-inception", "linear-bottleneck", "patches-as-words")
HEADLINE: Mapping[Name, Idea] = {ORIGINS[idea].network: idea for idea in (*HEADLINES, *OF_OTHERS)}
"""What each network is known for first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ideas(Params):
    """Ideas in the order in which they are asked; whether the three networks beside the eight are offered."""

    ideas: Annotated[tuple[Idea, ...], Len(2, 8)]
    others: bool = False


def rows(asked: Ideas) -> Mapping[str, Idea]:
    """row1, row2 and so on."""
    return {f"row{number}": idea for number, idea in enumerate(asked.ideas, start=1)}


def offered(asked: Ideas) -> tuple[Name, ...]:
    """The networks to choose from, in the order of their papers."""
    names = (*EIGHT, *OTHERS) if asked.others else EIGHT
    return tuple(sorted(names, key=lambda name: PAPERS[name].year))


def check(asked: Ideas) -> None:
    """Raises `BadInput` where an idea stands twice, or belongs to a network that is not offered."""
    if len(set(asked.ideas)) < len(asked.ideas):
        raise BadInput("Every idea is asked once.")
    if any(ORIGINS[idea].network not in offered(asked) for idea in asked.ideas):
        raise BadInput("One of these ideas belongs to a network that is not among the options.")


def fields(asked: Ideas) -> tuple[Field, ...]:
    """A row for each idea."""
    choice = Choice(tuple(Option(name) for name in offered(asked)), as_row=True)
    return tuple(Field(name, choice, idea) for name, idea in rows(asked).items())


def solve(asked: Ideas) -> Answers:
    """The network of each."""
    return {name: ORIGINS[idea].network for name, idea in rows(asked).items()}


def mixing_up(idea: Idea, network: Name) -> Solver[Ideas]:
    """The solver that takes this idea for that network's, and says nothing of the others."""
    return lambda asked: {
        name: network for name, each in rows(asked).items() if each == idea and network in offered(asked)
    }


MISTAKES: Mapping[str, Solver[Ideas]] = {
    f"{idea}-not-{network}": mixing_up(idea, network)
    for idea, origin in ORIGINS.items()
    for network in origin.mixed_up_with
}


def draw(dice: Dice, level: int) -> Ideas:
    """Level 1: four headlines. Level 2: five ideas of the eight. Level 3: six, two of them of the other networks."""
    if level == 1:
        return Ideas(ideas=_some(dice, HEADLINES, 4))
    of_the_eight: tuple[Idea, ...] = tuple(idea for idea in EVERY_IDEA if idea not in OF_OTHERS)
    if level == 2:
        return Ideas(ideas=_some(dice, of_the_eight, 5))
    mixed: tuple[Idea, ...] = (*_some(dice, OF_OTHERS, 2), *_some(dice, of_the_eight, 4))
    return Ideas(ideas=_some(dice, mixed, 6), others=True)


def _some(dice: Dice, ideas: tuple[Idea, ...], count: int) -> tuple[Idea, ...]:
    return tuple(ideas[int(at)] for at in dice.permutation(len(ideas))[:count])


def steps(asked: Ideas) -> Mapping[str, tuple[Step, ...]]:
    """The paper of each."""
    return {name: (_paper(name, idea),) for name, idea in rows(asked).items()}


def _paper(row: str, idea: Idea) -> Step:
    paper = PAPERS[ORIGINS[idea].network]
    return Step("paper", paper.written, paper.network, marked="which paper it is from", about=f"row {row[3:]}")


def facts(asked: Ideas) -> Mapping[str, str]:
    """What the words may name."""
    return {"count": {4: "four", 5: "five", 6: "six"}.get(len(asked.ideas), str(len(asked.ideas)))}


def figure(_: Ideas) -> None:
    """None: a timeline would give the answers away."""


KIND = Kind(
    id="innovation-to-architecture",
    skill=Skill.ARCHITECTURES,
    params=Ideas,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    working=steps,
    step_keys=frozenset({"paper"}),
    option_keys=frozenset((*EIGHT, *OTHERS)),
    label_keys=frozenset(ORIGINS),
    facts=facts,
    figure=figure,
)

"""Kind `name-the-architecture`: a few rows of a network's table, and which network they are from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from annotated_types import Len

from app.errors import BadInput
from app.problems.architectures.name_it.excerpts import EXCERPTS, Place
from app.problems.architectures.name_it.rows import channels_last, layer_rows
from app.problems.architectures.names import EIGHT, PAPERS, Name
from app.problems.dice import pick
from app.problems.figures import LayerTable
from app.problems.forms import Choice, Option
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver, Step
from app.problems.skills import Skill


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown(Params):
    """A network, where the rows are from, and the networks that are offered."""

    network: Name
    place: Place = "opening"
    offered: Annotated[tuple[Name, ...], Len(2, 11)]


def check(shown: Shown) -> None:
    """Raises `BadInput` where the network is not among those offered, or one of these stands twice."""
    if len(set(shown.offered)) < len(shown.offered):
        raise BadInput("Every network is offered once.")
    if shown.network not in shown.offered:
        raise BadInput("The network that is shown is not among those offered.")


def fields(shown: Shown) -> tuple[Field, ...]:
    """One choice, the oldest network first."""
    names = sorted(shown.offered, key=lambda name: PAPERS[name].year)
    return (Field("network", Choice(tuple(Option(name) for name in names)), "network"),)


def solve(shown: Shown) -> Answers:
    """The network."""
    return {"network": shown.network}


def taking_it_for(name: Name) -> Solver[Shown]:
    """The solver that takes whatever is shown for this network."""
    return lambda shown: {"network": name} if name in shown.offered and name != shown.network else {}


MISTAKES: Mapping[str, Solver[Shown]] = {f"not-{name}": taking_it_for(name) for name in PAPERS}


PLACES: Mapping[int, tuple[Place, ...]] = {1: ("opening",), 2: ("body",), 3: ("opening", "body")}


def draw(dice: Dice, level: int) -> Shown:
    """Level 1: how one of the eight begins, four offered. Level 2: its body, six. Level 3: any of eleven, eight."""
    names: tuple[Name, ...] = tuple(PAPERS) if level == 3 else EIGHT
    shuffled: tuple[Name, ...] = tuple(names[int(at)] for at in dice.permutation(len(names)))
    place: Place = pick(dice, PLACES[level])
    return Shown(network=shuffled[0], place=place, offered=shuffled[: 2 * (level + 1)])


def steps(shown: Shown) -> Mapping[str, tuple[Step, ...]]:
    """The row by which one knows it."""
    row = layer_rows(shown.network, shown.place)[EXCERPTS[shown.network, shown.place].telltale]
    key = f"{shown.network}-{shown.place}"
    return {"network": (Step(key, f"{row.layer}: {row.output}", PAPERS[shown.network].network),)}


def facts(shown: Shown) -> Mapping[str, str]:
    """What the words may name."""
    return {"place": {"opening": "begins", "body": "goes on, further down"}[shown.place]}


def figure(shown: Shown) -> LayerTable:
    """The rows."""
    return LayerTable(channels_last(EXCERPTS[shown.network, shown.place].input), layer_rows(shown.network, shown.place))


KIND = Kind(
    id="name-the-architecture",
    skill=Skill.ARCHITECTURES,
    params=Shown,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    working=steps,
    step_keys=frozenset(f"{name}-{place}" for name, place in EXCERPTS),
    option_keys=frozenset(PAPERS),
    facts=facts,
    figure=figure,
)

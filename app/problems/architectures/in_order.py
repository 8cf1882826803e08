"""Kind `architectures-in-order`: networks in the order of publication, and from the second level on what each brought.

Sources: the papers in `app.problems.architectures.names`. VGG and GoogLeNet were both first shown in September 2014,
and Xception (a preprint of 2016, a paper of 2017) crosses with MobileNet (a preprint of 2017): either may come first.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Len

from app.errors import BadInput
from app.problems.architectures.innovations import HEADLINE
from app.problems.architectures.names import EIGHT, OTHERS, PAPERS, Name
from app.problems.forms import Choice, Line, Option
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver, Step
from app.problems.ordered import as_shown, misplacing, right_order, shuffled
from app.problems.skills import Skill

CROSSING: frozenset[Name] = frozenset({"xception", "mobilenet"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline(Params):
    """The networks in the order in which they are shown; whether it is also asked what each brought."""

    shown: Annotated[tuple[Name, ...], Len(3, 11)]
    ideas: bool = False


def in_order(timeline: Timeline) -> tuple[Name, ...]:
    """The networks by year; those that may stand either way in the order of the table of papers."""
    return tuple(name for name in sorted(PAPERS, key=lambda name: PAPERS[name].year) if name in timeline.shown)


def comes_first(one: Name, other: Name) -> bool:
    """Whether `one` has to stand above `other`."""
    return PAPERS[one].year < PAPERS[other].year and frozenset((one, other)) != CROSSING


def lines(timeline: Timeline) -> tuple[Line, ...]:
    """A line for each network, which needs every one that was published before it."""
    names = in_order(timeline)
    return tuple(
        Line(name, needs={each: f"{name}-too-early" for each in names if comes_first(each, name)}) for name in names
    )


def check(timeline: Timeline) -> None:
    """Raises `BadInput` where a network stands twice."""
    if len(set(timeline.shown)) < len(timeline.shown):
        raise BadInput("Every network is shown once.")


def rows(timeline: Timeline) -> Mapping[str, Name]:
    """row1, row2 and so on, as the networks are shown, since by year they would say the order."""
    return {f"row{number}": name for number, name in enumerate(timeline.shown, start=1) if timeline.ideas}


def fields(timeline: Timeline) -> tuple[Field, ...]:
    """The order, then a row for each network. The ideas are offered by their ids, so that their order says nothing."""
    order = Field("order", as_shown(lines(timeline), timeline.shown), "order")
    ideas = Choice(tuple(Option(idea) for idea in sorted(HEADLINE[name] for name in timeline.shown)), as_row=True)
    brought = (Field(row, ideas, "brought", {"network": PAPERS[name].network}) for row, name in rows(timeline).items())
    return (order, *brought)


def solve(timeline: Timeline) -> Answers:
    """One right order, and the idea of each."""
    return {"order": right_order(lines(timeline)), **{row: HEADLINE[name] for row, name in rows(timeline).items()}}


def taken_from(network: Name) -> Solver[Timeline]:
    """The solver that gives this network's idea to every other."""

    def solver(timeline: Timeline) -> Answers:
        if network not in timeline.shown:
            return {}
        return {row: HEADLINE[network] for row, name in rows(timeline).items() if name != network}

    return solver


MISTAKES: Mapping[str, Solver[Timeline]] = {
    **{f"{name}-too-early": misplacing(lines, f"{name}-too-early") for name in PAPERS if name != "lenet-5"},
    **{f"of-{name}": taken_from(name) for name in PAPERS},
}


def draw(dice: Dice, level: int) -> Timeline:
    """Level 1: six of the eight. Level 2: six with their ideas. Level 3: eight of all eleven, with their ideas."""
    others = _some(dice, OTHERS, 2 if level == 3 else 0)
    names = (*others, *_some(dice, EIGHT, 6))
    timeline = Timeline(shown=names, ideas=level > 1)
    order = shuffled(dice, lines(timeline))
    return replace(timeline, shown=tuple(name for each in order for name in names if name == each))


def _some(dice: Dice, names: tuple[Name, ...], count: int) -> tuple[Name, ...]:
    return tuple(names[int(at)] for at in dice.permutation(len(names))[:count])


def steps(timeline: Timeline) -> Mapping[str, tuple[Step, ...]]:
    """The years, and the paper of each network."""
    years = tuple(Step("year", PAPERS[name].network, str(PAPERS[name].year)) for name in in_order(timeline))
    papers = {row: (_paper(name),) for row, name in rows(timeline).items()}
    return {"order": years, **papers}


def _paper(name: Name) -> Step:
    paper = PAPERS[name]
    return Step("paper", f"{paper.network}: {paper.written}", marked=f"{paper.network}: what its paper is about")


def brief(timeline: Timeline) -> tuple[Step, ...]:
    """The years with the papers, and the idea of each where it is asked."""
    return tuple(
        Step(HEADLINE[name] if timeline.ideas else "year", PAPERS[name].network, PAPERS[name].written)
        for name in in_order(timeline)
    )


def facts(timeline: Timeline) -> Mapping[str, str]:
    """What the words may name."""
    numbers = {6: "six", 8: "eight"}
    return {
        "count": numbers.get(len(timeline.shown), str(len(timeline.shown))),
        "task": "Then say for each what it is **known for**." if timeline.ideas else "",
    }


def figure(_: Timeline) -> None:
    """None: a timeline is what is asked for."""


KIND = Kind(
    id="architectures-in-order",
    skill=Skill.ARCHITECTURES,
    params=Timeline,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    working=steps,
    brief=brief,
    step_keys=frozenset({"year", "paper", *HEADLINE.values()}),
    option_keys=frozenset((*PAPERS, *HEADLINE.values())),
    label_keys=frozenset({"order", "brought"}),
    facts=facts,
    figure=figure,
)

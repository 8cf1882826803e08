"""Kind `job-of-a-1x1`: whether a 1×1 in a known place reduces, expands, or mixes without changing the number.

Sources: arXiv:1409.4842 (table 1), 1512.03385 (table 1), 1704.04861 (table 1), 1801.04381 (table 2), 1610.02357
(figure 5), 1905.11946 (table 1), 2201.03545 (table 9).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias, get_args

from annotated_types import Len

from app.errors import BadInput
from app.problems.dice import some
from app.problems.forms import Choice, Option
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver, Step
from app.problems.skills import Skill

Place: TypeAlias = Literal[
    "inception-before-3x3",
    "inception-before-5x5",
    "inception-behind-pool",
    "bottleneck-first",
    "bottleneck-last",
    "shortcut-first-stage",
    "shortcut-later-stage",
    "inverted-first",
    "inverted-last",
    "mbconv-first",
    "mbconv-last",
    "convnext-first",
    "convnext-last",
    "mobilenet-first",
    "mobilenet-middle",
    "xception-middle",
    "googlenet-stem",
    "resnet-first-block",
]


@dataclass(frozen=True, slots=True)
class Spot:
    """Channels before and after a 1×1, and the idea it belongs to."""

    before: int
    after: int
    idea: str

    @property
    def job(self) -> str:
        """What it does to the number of channels."""
        if self.before == self.after:
            return "mix"
        return "reduce" if self.after < self.before else "expand"


SPOTS: Mapping[Place, Spot] = {
    "inception-before-3x3": Spot(256, 128, "inception"),
    "inception-before-5x5": Spot(256, 32, "inception"),
    "inception-behind-pool": Spot(256, 64, "inception"),
    "bottleneck-first": Spot(256, 64, "bottleneck"),
    "bottleneck-last": Spot(64, 256, "bottleneck"),
    "shortcut-first-stage": Spot(64, 256, "shortcut"),
    "shortcut-later-stage": Spot(256, 512, "shortcut"),
    "inverted-first": Spot(24, 144, "inverted"),
    "inverted-last": Spot(144, 24, "inverted"),
    "mbconv-first": Spot(40, 240, "inverted"),
    "mbconv-last": Spot(240, 40, "inverted"),
    "convnext-first": Spot(96, 384, "inverted"),
    "convnext-last": Spot(384, 96, "inverted"),
    "mobilenet-first": Spot(32, 64, "separable"),
    "mobilenet-middle": Spot(512, 512, "separable"),
    "xception-middle": Spot(728, 728, "separable"),
    "googlenet-stem": Spot(64, 64, "same"),
    "resnet-first-block": Spot(64, 64, "same"),
}
JOBS = ("reduce", "expand", "mix")
VERBS = {"reduce": "reduces", "expand": "expands", "mix": "mixes"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Jobs(Params):
    """Places in the order in which they are asked; whether their channels are shown."""

    places: Annotated[tuple[Place, ...], Len(2, 8)]
    shown: bool = False


def rows(jobs: Jobs) -> Mapping[str, Place]:
    """row1, row2 and so on."""
    return {f"row{number}": place for number, place in enumerate(jobs.places, start=1)}


def check(jobs: Jobs) -> None:
    """Raises `BadInput` where a place stands twice."""
    if len(set(jobs.places)) < len(jobs.places):
        raise BadInput("Every place is asked once.")


CHOICE = Choice(tuple(Option(job) for job in JOBS), as_row=True)


def fields(jobs: Jobs) -> tuple[Field, ...]:
    """A row for each place."""
    return tuple(
        Field(name, CHOICE, place, facts={"channels": shown(jobs, place)}) for name, place in rows(jobs).items()
    )


def shown(jobs: Jobs, place: Place) -> str:
    """`: 256 → 32`, or nothing."""
    return f": {channels(place)}" if jobs.shown else ""


def channels(place: Place) -> str:
    spot = SPOTS[place]
    return f"{spot.before} → {spot.after}"


def solve(jobs: Jobs) -> Answers:
    """What each does to the number of channels."""
    return {name: SPOTS[place].job for name, place in rows(jobs).items()}


def misconception(spot: Spot, said: str) -> str:
    """What somebody believes who says this of it."""
    turned = said != "mix" and spot.job != "mix"
    if spot.idea in {"bottleneck", "inverted"} and turned:
        return f"{spot.idea}-other-way"
    return f"{spot.idea}-{VERBS[said]}"


def believing(mistake: str) -> Solver[Jobs]:
    """The solver that answers every row by this misconception where it has something to say."""
    return lambda jobs: {
        name: said
        for name, place in rows(jobs).items()
        for said in JOBS
        if said != SPOTS[place].job and misconception(SPOTS[place], said) == mistake
    }


MISTAKES: Mapping[str, Solver[Jobs]] = {
    mistake: believing(mistake)
    for mistake in dict.fromkeys(
        misconception(spot, said) for spot in SPOTS.values() for said in JOBS if said != spot.job
    )
}
PLAIN: tuple[Place, ...] = (
    "inception-before-3x3",
    "inception-before-5x5",
    "bottleneck-first",
    "bottleneck-last",
    "shortcut-first-stage",
    "inverted-first",
    "inverted-last",
    "mobilenet-middle",
    "xception-middle",
)
SURPRISING: tuple[Place, ...] = ("googlenet-stem", "resnet-first-block", "mobilenet-first", "mobilenet-middle")
"""Places whose name or neighbours suggest another job."""


def draw(dice: Dice, level: int) -> Jobs:
    """Level 1: four plain places with their channels. Level 2: five of all, without. Level 3: six, some surprising."""
    if level == 1:
        return Jobs(places=some(dice, PLAIN, 4), shown=True)
    everywhere: tuple[Place, ...] = get_args(Place)
    if level == 2:
        return Jobs(places=some(dice, everywhere, 5))
    surprising: tuple[Place, ...] = some(dice, SURPRISING, 2)
    remaining: tuple[Place, ...] = tuple(place for place in everywhere if place not in surprising)
    others: tuple[Place, ...] = some(dice, remaining, 4)
    both: tuple[Place, ...] = (*surprising, *others)
    return Jobs(places=some(dice, both, 6))


def steps(jobs: Jobs) -> Mapping[str, tuple[Step, ...]]:
    """The channels of each."""
    return {name: (_compared(name, place),) for name, place in rows(jobs).items()}


def _compared(row: str, place: Place) -> Step:
    says = {"reduce": "fewer", "expand": "more", "mix": "as many"}[SPOTS[place].job]
    return Step("compare", channels(place), says, marked="channels in → channels out", about=f"row {row[3:]}")


def facts(jobs: Jobs) -> Mapping[str, str]:
    """What the words may name."""
    return {"count": {4: "four", 5: "five", 6: "six"}.get(len(jobs.places), str(len(jobs.places)))}


def figure(_: Jobs) -> None:
    """None: the networks are to be remembered."""


KIND = Kind(
    id="job-of-a-1x1",
    skill=Skill.POINTWISE,
    params=Jobs,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    working=steps,
    step_keys=frozenset({"compare"}),
    option_keys=frozenset(JOBS),
    label_keys=frozenset(SPOTS),
    facts=facts,
    figure=figure,
)

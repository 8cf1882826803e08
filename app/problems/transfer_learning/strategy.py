"""Kind `transfer-strategy`: which strategy a data set's size and its likeness to the pretraining images call for.

Sources: CS231n, "Transfer Learning" (four corners); Kornblith et al., arXiv:1805.08974 (fine-tuning beats fixed
features as soon as data allow); Raghu et al., arXiv:1902.07208 (another domain with plenty of data: compare).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias, get_args

from annotated_types import Interval, Len

from app.errors import BadInput, Impossible
from app.problems.dice import pick, roll, some
from app.problems.forms import Choice, Option
from app.problems.forms.numbers import rounded
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver, Step
from app.problems.reading import Value
from app.problems.skills import Skill

Alike: TypeAlias = Literal["dogs", "products", "furniture", "dishes", "birds", "cars"]
Other: TypeAlias = Literal["x-rays", "histology", "radar", "spectrograms", "micrographs", "thermal"]
Guise: TypeAlias = Literal["plain", "frames", "copies", "unlabelled"]
Size: TypeAlias = Literal["small", "middle", "large"]
ALIKE: tuple[Alike, ...] = get_args(Alike)
OTHER: tuple[Other, ...] = get_args(Other)
STRATEGIES = ("head", "earlier", "stages", "all", "compare")
SMALL, MIDDLE, LARGE = (300, 2_000), (5_000, 20_000), (100_000, 900_000)
"""The rule of thumb, in labelled images that do not repeat each other. Nothing is asked between the ranges."""
Many: TypeAlias = Annotated[int, Interval(ge=1, le=LARGE[1])]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Params):
    """What is on the images and how many there are: labelled ones, or videos whose frames are alike.

    `among` is what somebody counts who does not look: all frames, all altered copies, all images labelled or not.
    """

    topic: Alike | Other
    images: Many
    guise: Guise = "plain"
    among: Many | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tasks(Params):
    """Tasks in the order in which they are asked."""

    tasks: Annotated[tuple[Task, ...], Len(2, 8)]


def size(images: int) -> Size:
    """By the rule of thumb. Raises `Impossible` where it says nothing."""
    if images <= SMALL[1]:
        return "small"
    if MIDDLE[0] <= images <= MIDDLE[1]:
        return "middle"
    if images >= LARGE[0]:
        return "large"
    raise Impossible(f"{images:,} images are neither few, nor many, nor clearly between.")


def right(task: Task, images: int) -> tuple[str, ...]:
    """What does for so many images of this kind, the usual answer first."""
    is_alike = task.topic in ALIKE
    match size(images):
        case "small":
            return ("head",) if is_alike else ("stages", "earlier")
        case "middle":
            return ("stages", "all")
        case "large":
            return ("all",) if is_alike else ("compare",)


def rows(asked: Tasks) -> Mapping[str, Task]:
    """row1, row2 and so on."""
    return {f"row{number}": task for number, task in enumerate(asked.tasks, start=1)}


def check(asked: Tasks) -> None:
    """Raises `BadInput` for a topic that stands twice and for a guise without its count."""
    if len({task.topic for task in asked.tasks}) < len(asked.tasks):
        raise BadInput("Every topic is asked once.")
    for task in asked.tasks:
        size(task.images)
        if (task.guise == "plain") != (task.among is None):
            raise BadInput("What looks like more than it is says how many it looks like, and nothing else does.")
        if task.among is not None and (size(task.among), size(task.images)) != ("large", "small"):
            raise BadInput(f"Only few that look like many mislead: {task.images:,} and {task.among:,} do not.")


CHOICE = Choice(tuple(Option(strategy) for strategy in STRATEGIES), as_row=True)


def fields(asked: Tasks) -> tuple[Field, ...]:
    """A row for each task."""
    return tuple(Field(name, CHOICE, task.topic, facts={"amount": amount(task)}) for name, task in rows(asked).items())


def amount(task: Task) -> str:
    """`1,200 labelled images`, or what it looks like."""
    match task.guise:
        case "plain":
            return f"{task.images:,} labelled images"
        case "frames":
            return f"{task.among or 0:,} labelled frames out of {task.images} videos"
        case "copies":
            return f"{task.among or 0:,} files: {task.images:,} labelled images and altered copies of them"
        case "unlabelled":
            return f"{task.among or 0:,} images, {task.images:,} of them labelled"


def solve(asked: Tasks) -> Answers:
    """The usual strategy for each."""
    return {name: right(task, task.images)[0] for name, task in rows(asked).items()}


def accepts(asked: Tasks, row: str, value: Value) -> bool:
    """Whether it will do as well."""
    task = rows(asked)[row]
    return value in right(task, task.images)


BELIEFS: Mapping[tuple[Size, str], str] = {
    ("small", "head"): "last-features-for-another-kind",
    ("small", "earlier"): "leaves-fitting-features",
    ("small", "stages"): "unfreezes-on-little",
    ("small", "all"): "moves-everything-on-little",
    ("small", "compare"): "scratch-on-little",
    ("middle", "head"): "stays-with-the-baseline",
    ("middle", "earlier"): "reaches-back-with-enough",
    ("middle", "compare"): "doubts-the-start",
    ("large", "head"): "freezes-with-plenty",
    ("large", "earlier"): "reaches-back-with-enough",
    ("large", "stages"): "stops-halfway",
    ("large", "all"): "trusts-the-start",
    ("large", "compare"): "doubts-the-start",
}
"""What somebody believes who plans this for so many images, where it does not do."""
TAKEN_FOR_MORE = ("counts-frames", "counts-copies", "counts-unlabelled")


def misconception(task: Task, said: str) -> str:
    """The belief behind a strategy that does not do."""
    if task.among is not None and said in right(task, task.among):
        return f"counts-{task.guise}"
    return BELIEFS[size(task.images), said]


def believing(mistake: str) -> Solver[Tasks]:
    """The solver that answers by this misconception where it has something to say."""
    return lambda asked: {
        row: said
        for row, task in rows(asked).items()
        for said in STRATEGIES
        if said not in right(task, task.images) and misconception(task, said) == mistake
    }


MISTAKES: Mapping[str, Solver[Tasks]] = {
    belief: believing(belief) for belief in (*TAKEN_FOR_MORE, *dict.fromkeys(BELIEFS.values()))
}
CORNERS: tuple[tuple[Size, bool], ...] = (("small", True), ("small", False), ("large", True), ("large", False))
EVERYWHERE: tuple[tuple[Size, bool], ...] = (*CORNERS, ("middle", True), ("middle", False))


def draw(dice: Dice, level: int) -> Tasks:
    """Level 1: the four corners. Level 2: two in between as well. Level 3: the small ones look larger than they are."""
    places: tuple[tuple[Size, bool], ...] = some(dice, CORNERS, 4) if level == 1 else some(dice, EVERYWHERE, 6)
    topics: dict[bool, Iterator[Alike | Other]] = {True: _topics(dice, ALIKE), False: _topics(dice, OTHER)}
    tasks: list[Task] = []
    for extent, is_alike in places:
        topic = next(topics[is_alike])
        tasks.append(_disguised(dice, topic) if level > 2 and extent == "small" else _plain(dice, topic, extent))
    return Tasks(tasks=tuple(tasks))


def _topics(dice: Dice, topics: tuple[Alike | Other, ...]) -> Iterator[Alike | Other]:
    chosen: tuple[Alike | Other, ...] = some(dice, topics, 3)
    return iter(chosen)


def _plain(dice: Dice, topic: Alike | Other, extent: Size) -> Task:
    low, high = {"small": SMALL, "middle": MIDDLE, "large": LARGE}[extent]
    return Task(topic=topic, images=_round(roll(dice, low, high)))


def _disguised(dice: Dice, topic: Alike | Other) -> Task:
    """A small task that looks large."""
    among = _round(roll(dice, LARGE[0], LARGE[1] // 3))
    guise: Guise = pick(dice, ("frames", "copies", "unlabelled"))
    images = roll(dice, 6, 40) if guise == "frames" else _round(roll(dice, *SMALL))
    return Task(topic=topic, images=images, guise=guise, among=among)


def _round(count: int) -> int:
    """To two figures, as one says it."""
    return rounded(count, 2)


def steps(asked: Tasks) -> Mapping[str, tuple[Step, ...]]:
    """Row by row: how much, how alike, and what follows."""
    return {name: _lines(task) for name, task in rows(asked).items()}


def _lines(task: Task) -> tuple[Step, ...]:
    extent, likeness = EXTENT[size(task.images)], "alike" if task.topic in ALIKE else "another kind"
    return (
        Step("size", amount(task), extent, marked=amount(task)),
        Step("likeness", TOPICS[task.topic], likeness, marked=TOPICS[task.topic]),
        Step("strategy", f"{extent}, {likeness}", SHORT[right(task, task.images)], marked=f"{extent}, {likeness}"),
    )


EXTENT: Mapping[Size, str] = {"small": "small", "middle": "in between", "large": "large"}
SHORT: Mapping[tuple[str, ...], str] = {
    ("head",): "linear head",
    ("stages", "earlier"): "a little of the end, or earlier features",
    ("stages", "all"): "last stages, or all at a low rate",
    ("all",): "fine-tune all",
    ("compare",): "fine-tune all, compare with scratch",
}
TOPICS: Mapping[Alike | Other, str] = {
    "dogs": "dogs",
    "products": "products",
    "furniture": "furniture",
    "dishes": "dishes",
    "birds": "birds",
    "cars": "cars",
    "x-rays": "X-rays",
    "histology": "stained tissue",
    "radar": "radar",
    "spectrograms": "sound as spectrograms",
    "micrographs": "electron micrographs",
    "thermal": "heat",
}


def facts(asked: Tasks) -> Mapping[str, str]:
    """What the words may name."""
    count = len(asked.tasks)
    return {
        "count": {4: "four", 6: "six"}.get(count, str(count)),
        "small": f"{SMALL[1]:,}",
        "large": f"{LARGE[0]:,}",
        "between": f"{MIDDLE[0]:,} to {MIDDLE[1]:,}",
    }


def figure(_: Tasks) -> None:
    """None: the two axes are to be thought of."""


KIND = Kind(
    id="transfer-strategy",
    skill=Skill.TRANSFER_LEARNING,
    params=Tasks,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    accepts=accepts,
    mistakes=MISTAKES,
    working=steps,
    step_keys=frozenset({"size", "likeness", "strategy"}),
    option_keys=frozenset(STRATEGIES),
    label_keys=frozenset({*ALIKE, *OTHER}),
    facts=facts,
    figure=figure,
)

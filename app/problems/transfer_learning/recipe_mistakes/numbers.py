"""A recipe: images, and lines of which some are wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Annotated, get_args

from annotated_types import Interval, Len

from app.errors import BadInput, Impossible
from app.problems.dice import pick, roll, some
from app.problems.kind import Answers, Dice, Params, Solver
from app.problems.transfer_learning.recipe_mistakes.lines import CONTRADICTIONS, LINES, TOPICS, LineId, Scene

SCENES: tuple[Scene, ...] = get_args(Scene)
EVERY_LINE: tuple[LineId, ...] = get_args(LineId)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe(Params):
    """What is on the images, how many there are in how many classes, and the lines in the order of the work."""

    scene: Scene
    images: Annotated[int, Interval(ge=100, le=10_000)]
    classes: Annotated[int, Interval(ge=2, le=20)]
    lines: Annotated[tuple[LineId, ...], Len(3, 12)]


def check(recipe: Recipe) -> None:
    """Raises `BadInput` for lines that do not go together, `Impossible` where one denies another or none is wrong."""
    topics = [LINES[line].about for line in recipe.lines]
    if len(set(topics)) < len(topics):
        raise BadInput("A recipe has one line for each thing.")
    for line in recipe.lines:
        if not LINES[line].fits(recipe.scene):
            raise BadInput(f"The line {line} says nothing about {recipe.scene}.")
    if any(frozenset(pair) in CONTRADICTIONS for pair in combinations(recipe.lines, 2)):
        raise Impossible("One of these lines denies what another takes for granted.")
    if not wrong(recipe):
        raise Impossible("Nothing is wrong with this recipe.")


def wrong(recipe: Recipe) -> frozenset[str]:
    """The lines that are."""
    return frozenset(line for line in recipe.lines if LINES[line].wrong)


def solve(recipe: Recipe) -> Answers:
    """All lines that are wrong."""
    return {"wrong": wrong(recipe)}


def misjudging(line: LineId) -> Solver[Recipe]:
    """The solver that passes over this line, or takes it for wrong, and judges the others right."""
    return lambda recipe: {"wrong": wrong(recipe) ^ {line}} if line in recipe.lines else {}


MISTAKES: Mapping[str, Solver[Recipe]] = {line: misjudging(line) for line in EVERY_LINE}
LENGTH = {1: (6, 2, 2), 2: (8, 3, 3), 3: (10, 3, 5)}
"""By level: how many lines, and at least and at most how many of them wrong."""


def draw(dice: Dice, level: int) -> Recipe:
    """Level 1: two of six lines are wrong. Level 2: three of eight. Level 3: three to five of ten, some in the code."""
    length, least, most = LENGTH[level]
    scene: Scene = pick(dice, SCENES)
    said = {topic: _said(scene, level, topic, wrong=False) for topic in TOPICS}
    topics = some(dice, tuple(topic for topic in TOPICS if said[topic]), length)
    breakable = tuple(topic for topic in topics if _said(scene, level, topic, wrong=True))
    broken: tuple[str, ...] = some(dice, breakable, roll(dice, least, most))
    lines: tuple[LineId, ...] = tuple(
        pick(dice, _said(scene, level, topic, wrong=topic in broken)) for topic in TOPICS if topic in topics
    )
    return Recipe(scene=scene, images=roll(dice, 8, 40) * 50, classes=roll(dice, 3, 8), lines=lines)


def _said(scene: Scene, level: int, topic: str, *, wrong: bool) -> tuple[LineId, ...]:
    """What can be said about a topic, rightly or wrongly."""
    return tuple(
        name
        for name in EVERY_LINE
        if LINES[name].about == topic
        and LINES[name].wrong is wrong
        and LINES[name].level <= level
        and LINES[name].fits(scene)
    )

"""The recipe as it is asked about, and what is to be said of each line."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.problems.forms import Choices, Option
from app.problems.kind import Field, Step
from app.problems.transfer_learning.recipe_mistakes.lines import LINES, Scene
from app.problems.transfer_learning.recipe_mistakes.numbers import Recipe


@dataclass(frozen=True, slots=True)
class SceneWords:
    """The images and their classes; what several images come from; what is small on them."""

    images: str
    classes: str
    group: str
    detail: str


SCENES: Mapping[Scene, SceneWords] = {
    "x-rays": SceneWords("chest X-rays", "findings", "patient", "the nodules"),
    "histology": SceneWords("stained tissue sections", "grades", "patient", "the cell nuclei"),
    "products": SceneWords("photographs of returned goods", "kinds of damage", "parcel", "the cracks"),
    "fields": SceneWords("aerial photographs of fields", "crops", "farm", "the single plants"),
}


def fields(recipe: Recipe) -> tuple[Field, ...]:
    """One box: the recipe, line by line."""
    return (Field("wrong", Choices(tuple(Option(line) for line in recipe.lines)), "wrong"),)


def steps(recipe: Recipe) -> Mapping[str, tuple[Step, ...]]:
    """What to ask of each line, then what each is."""
    first = Step("each", f"{len(recipe.lines)} lines, each by itself")
    verdicts = (
        Step(line, f"line {number}", "wrong" if LINES[line].wrong else "sound")
        for number, line in enumerate(recipe.lines, start=1)
    )
    return {"wrong": (first, *verdicts)}


def facts(recipe: Recipe) -> Mapping[str, str]:
    """What the words may name."""
    scene = SCENES[recipe.scene]
    return {
        "images": f"{recipe.images:,}",
        "classes": str(recipe.classes),
        "what": scene.images,
        "kinds": scene.classes,
        "group": scene.group,
        "detail": scene.detail,
        "lines": str(len(recipe.lines)),
    }


def figure(_: Recipe) -> None:
    """None: the recipe is the drawing."""

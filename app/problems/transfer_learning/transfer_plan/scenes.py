"""What a plan is for: the images, how many there are, and what is special about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

from annotated_types import Interval

from app.errors import BadInput
from app.problems.dice import pick, roll
from app.problems.forms.numbers import rounded
from app.problems.kind import Dice, Params

SceneId: TypeAlias = Literal["x-rays", "histology", "aerial", "products", "fruit", "cars"]
Extent: TypeAlias = Literal["small", "middle", "large"]
SMALL, LARGE = 2_000, 100_000
"""Rules of thumb: up to so many images are few, from so many on they can move every layer."""
UNEQUAL = 70  # percent of the images in one class, from which on accuracy says little


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What is on the images, what is told apart, and what several of them come from.

    `alike` says whether they resemble ImageNet's photographs, `upright` whether there is a right way up.
    """

    what: str
    kinds: str
    group: str
    alike: bool
    upright: bool = True
    grey: bool = False
    colour_decides: bool = False


SCENES: Mapping[SceneId, Scene] = {
    "x-rays": Scene(what="chest X-rays", kinds="disease classes", group="patient", alike=False, grey=True),
    "histology": Scene(
        what="stained tissue sections", kinds="tumour grades", group="patient", alike=False, upright=False
    ),
    "aerial": Scene(what="aerial images", kinds="kinds of land use", group="region", alike=False, upright=False),
    "products": Scene(what="product photographs", kinds="categories", group="product", alike=True),
    "fruit": Scene(
        what="photographs of fruit",
        kinds="stages of ripeness",
        group="crate",
        alike=True,
        upright=False,
        colour_decides=True,
    ),
    "cars": Scene(what="photographs of cars", kinds="models", group="seller", alike=True),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario(Params):
    """Images and classes; what share of the images the commonest class has, in percent.

    With `several`, an image may show more than one class; with `sided`, two classes differ by left and right.
    """

    scene: SceneId
    images: Annotated[int, Interval(ge=200, le=2_000_000)]
    classes: Annotated[int, Interval(ge=2, le=1_000)]
    commonest: Annotated[int, Interval(ge=1, le=99)]
    several: bool = False
    sided: bool = False

    @property
    def about(self) -> Scene:
        """What is known of such images."""
        return SCENES[self.scene]

    @property
    def extent(self) -> Extent:
        """How many there are, in a word."""
        if self.images <= SMALL:
            return "small"
        return "large" if self.images >= LARGE else "middle"

    @property
    def is_unequal(self) -> bool:
        """Whether one class outweighs the others."""
        return self.commonest >= UNEQUAL


def check(scenario: Scenario) -> None:
    """Raises `BadInput` for what such images do not have."""
    if (scenario.several or scenario.sided) and not scenario.about.grey:
        raise BadInput("Only X-rays show several findings, or findings that differ by their side, here.")


BY_LEVEL: Mapping[int, tuple[SceneId, ...]] = {
    1: ("x-rays", "products", "fruit"),
    2: ("x-rays", "histology", "aerial"),
    3: ("x-rays", "x-rays", "fruit", "cars"),
}


def draw(dice: Dice, level: int) -> Scenario:
    """Level 1: few images. Level 2: more of them, of another kind. Level 3: sides, several findings, or plenty."""
    scene: SceneId = pick(dice, BY_LEVEL[level])
    is_x_rays = scene == "x-rays"
    low, high = (300, SMALL)
    if level == 2:
        low, high = 4_000, 30_000
    if scene == "cars" or (is_x_rays and level == 3 and roll(dice, 0, 2) == 0):
        low, high = LARGE, 600_000
    return Scenario(
        scene=scene,
        images=rounded(roll(dice, low, high), 2),
        classes=roll(dice, 40, 200) if scene == "cars" else roll(dice, 3, 9),
        commonest=roll(dice, 75, 95) if is_x_rays and level > 1 else roll(dice, 20, 45),
        several=is_x_rays and level == 3 and roll(dice, 0, 1) == 0,
        sided=is_x_rays and level == 3 and roll(dice, 0, 1) == 0,
    )

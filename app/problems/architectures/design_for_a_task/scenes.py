"""What a network is designed for: the input, what is looked for in it, and what has to come out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

from annotated_types import Interval

from app.problems.kind import Params

SceneId: TypeAlias = Literal["characters", "castings", "keywords", "fields", "radar"]
Asks: TypeAlias = Literal["one", "several", "where"]
"""One class for the whole input, several at once for the whole input, or several for each place of a map."""
Side: TypeAlias = Annotated[int, Interval(ge=16, le=1_024)]
Budget: TypeAlias = Annotated[int, Interval(ge=1, le=10**15)]
FEW_PIXELS = 16
"""Up to so many pixels, what is looked for is small: an early stride leaves hardly anything of it."""
MANY_PIXELS = 64
"""From so many on, full size teaches the first layers nothing that half of it would not."""
SMALL_BATCH = 8
"""Below, statistics over a batch are poor (arXiv:1803.08494, figure 1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What the inputs are, what is to be said of them, and what has to be seen for it."""

    what: str
    goal: str  # with {classes}
    thing: str
    asks: Asks


SCENES: Mapping[SceneId, Scene] = {
    "characters": Scene(
        what="images of single characters",
        goal="Say which of {classes} characters it is.",
        thing="a character",
        asks="one",
    ),
    "castings": Scene(
        what="grey X-ray tiles of castings",
        goal="Say which of {classes} sorts of defect a tile shows. It may show several sorts at once, or none.",
        thing="a defect",
        asks="several",
    ),
    "keywords": Scene(
        what="spectrograms of one second, frames by frequency bands",
        goal="Say which of {classes} words was spoken.",
        thing="a word",
        asks="one",
    ),
    "fields": Scene(
        what="satellite tiles of farmland",
        goal="Say which of {classes} crops a tile mostly shows.",
        thing="a field",
        asks="one",
    ),
    "radar": Scene(
        what="radar maps, range by velocity",
        goal="Say for each of {classes} sorts of road user where in the map one is: a coarse map for each sort.",
        thing="a target",
        asks="where",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Params):
    """An input of (channels, height, width), the span in pixels of what is looked for, and what a network may cost."""

    scene: SceneId
    input: tuple[Annotated[int, Interval(ge=1, le=16)], Side, Side]
    object: Annotated[int, Interval(ge=4, le=512)]
    classes: Annotated[int, Interval(ge=2, le=1_000)]
    batch: Annotated[int, Interval(ge=1, le=4_096)]
    params: Budget
    macs: Budget

    @property
    def about(self) -> Scene:
        """What is known of such inputs."""
        return SCENES[self.scene]

    @property
    def is_small(self) -> bool:
        """Whether what is looked for has few pixels."""
        return self.object <= FEW_PIXELS

    @property
    def is_large(self) -> bool:
        """Whether it has many, in an input large enough for early layers to cost."""
        return self.object >= MANY_PIXELS and min(self.input[1:]) >= 2 * MANY_PIXELS

    @property
    def fills_the_input(self) -> bool:
        """Whether it spans half of the input or more."""
        return 2 * self.object >= max(self.input[1:])

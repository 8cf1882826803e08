"""What the address of the planner says."""

from dataclasses import dataclass
from fractions import Fraction
from typing import get_args

from app.errors import BadInput
from app.practice.lab.typed import unreadable, whole
from app.problems.transfer_learning.trainable_params.resnets import Network
from app.problems.transfer_learning.transfer_plan.scenes import SCENES, Scenario, SceneId

ADDRESS = "/lab/transfer"
NETWORKS: tuple[Network, ...] = get_args(Network)
IMAGES, CLASSES, MOST_BATCH, MOST_GIB = (200, 2_000_000), (2, 1_000), 4_096, 1_024


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanState:
    """Every box as it was typed."""

    scene: SceneId = "x-rays"
    images: str = "1500"
    classes: str = "4"
    network: Network = "resnet-50"
    batch: str = "32"
    memory: str = "8"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The boxes as numbers; memory in GiB."""

    scenario: Scenario
    network: Network
    batch: int
    memory: Fraction


def wanted(state: PlanState) -> Wanted:
    """Raises `BadInput` for a box that holds no such number."""
    classes = _between(state.classes, "number of classes", *CLASSES)
    scenario = Scenario(
        scene=state.scene,
        images=_between(state.images, "number of images", *IMAGES),
        classes=classes,
        commonest=max(round(100 / classes), 1),  # as many images of each class
    )
    return Wanted(scenario, state.network, _between(state.batch, "batch", 1, MOST_BATCH), _memory(state.memory))


def _between(text: str, what: str, least: int, most: int) -> int:
    found = whole(text.replace(",", ""), what)
    if not least <= found <= most:
        raise BadInput(f"The {what} must be from {least:,} to {most:,}.")
    return found


def _memory(text: str) -> Fraction:
    whole_part, _, rest = text.strip().partition(".")
    if not (whole_part.isdecimal() and whole_part.isascii() and len(text) <= 10 and (not rest or rest.isdecimal())):
        raise unreadable(text, "memory", "GiB such as 8 or 11.5")
    found = Fraction(text.strip().rstrip("."))
    if not 0 < found <= MOST_GIB:
        raise BadInput(f"The memory must be above 0 and at most {MOST_GIB:,} GiB.")
    return found


def scenes() -> dict[SceneId, str]:
    """What the images may show, and whether that is like ImageNet."""
    return {id_: f"{each.what} ({'like' if each.alike else 'unlike'} ImageNet)" for id_, each in SCENES.items()}

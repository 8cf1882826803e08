"""What a phase trains and what it keeps in memory, layer by layer of the backbone's own table.

In float32: the weights; a gradient for each weight that trains; Adam's two moments (arXiv:1412.6980) or SGD's one;
and for the way back every output from the last frozen layer on, since a layer's gradient needs what came into it.
Frozen layers before that keep nothing. What a framework saves or wastes besides (work in place, buffers) is left out.
"""

from dataclasses import dataclass

from app.catalog.architectures import Architecture
from app.conv.counts import linear_params
from app.conv.network.walk import NetworkRow
from app.problems.transfer_learning.transfer_plan.phases import Optimiser

FLOAT32_BYTES = 4
MOMENTS: dict[Optimiser, int] = {"adam": 2, "sgd": 1}
STAGES = {"last-stage": ("conv5",), "last-two": ("conv4", "conv5")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """Numbers that train, and bytes; `per_image` is what one image of the batch keeps."""

    trains: int
    frozen: str
    weights: int
    gradients: int
    moments: int
    per_image: int

    def total(self, batch: int) -> int:
        """All of it, in bytes."""
        return self.fixed + batch * self.per_image

    @property
    def fixed(self) -> int:
        """What no batch changes."""
        return self.weights + self.gradients + self.moments


def load(backbone: Architecture, *, classes: int, trains: str, optimiser: Optimiser) -> Load:
    """The load of one phase: the head, and as much of the backbone as `trains` names."""
    body = [row for row in backbone.table.rows if row.op != "linear"]
    features = next(row.input_shape[0] for row in backbone.table.rows if row.op == "linear")
    head = linear_params(features, classes)
    first = _first_that_trains(body, trains)
    trained = head + sum(row.params for row in body[first:])
    total = head + sum(row.params for row in body)
    came_in = body[first - 1].activations if first else 0
    kept = came_in + sum(row.activations for row in body[first:]) + classes
    return Load(
        trains=trained,
        frozen=_frozen(trains),
        weights=FLOAT32_BYTES * total,
        gradients=FLOAT32_BYTES * trained,
        moments=FLOAT32_BYTES * trained * MOMENTS[optimiser],
        per_image=FLOAT32_BYTES * kept,
    )


def _first_that_trains(body: list[NetworkRow], trains: str) -> int:
    """The place of the first row that trains; behind the last where the head trains alone."""
    match trains:
        case "all":
            return 0
        case "last-stage" | "last-two":
            return next(at for at, row in enumerate(body) if row.name.startswith(STAGES[trains]))
        case _:
            return len(body)


def _frozen(trains: str) -> str:
    kept = {
        "head": "the whole backbone",
        "last-stage": "conv1 to conv4_x",
        "last-two": "conv1 to conv3_x",
        "all": "nothing",
    }
    return kept[trains]

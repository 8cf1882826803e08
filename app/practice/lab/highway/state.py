"""What the address says: which network, how it is drawn, and what one expects of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from urllib.parse import urlencode

from app.catalog.architectures import Architecture, Architectures
from app.conv.network.unrolling import block_names
from app.errors import BadInput, Missing
from app.practice.lab.highway.running import Run
from app.practice.lab.typed import whole

ADDRESS = "/lab/highway"
MOST_MACS = 5 * 10**9  # of a forward pass: both networks are then back within a few seconds
MOST_SEED = 1000


class Weights(StrEnum):
    """The spread of a weight: He's, 2 / fan_in, or PyTorch's when nothing is said, a sixth of it."""

    HE = "he"
    DEFAULT = "default"

    @property
    def gain(self) -> float:
        """Times He's. torch.nn.Conv2d draws from ±1/√fan_in, which has the variance 1 / (3·fan_in)."""
        return 1.0 if self is Weights.HE else sqrt(1 / 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class HighwayState:
    """Every box as it was typed; `at` is the block that is read off, `guess` the powers of ten that one expects."""

    of: str = "resnet-50"
    norm: str = "1"
    weights: Weights = Weights.HE
    seed: str = "0"
    at: str = "1"
    guess: str = ""

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Name and value of each part of the address; an empty `norm` is said, since it is not the first."""
        return tuple((name, getattr(self, name)) for name in self.__slots__ if name == "norm" or getattr(self, name))

    @property
    def query(self) -> str:
        """What stands behind the question mark once it has been sent back."""
        return urlencode([*self.pairs, ("run", "true")])


def choices(known: Architectures) -> tuple[Architecture, ...]:
    """The networks that can be sent through: those with shortcuts and batch normalisation that are not too large."""
    return tuple(_able(known))


def run_of(state: HighwayState, known: Architectures) -> tuple[Architecture, Run]:
    """The network of that name and what is to be run. Raises an `AppError` that names the box."""
    chosen = next((each for each in _able(known) if each.slug == state.of), None)
    if chosen is None:
        raise Missing("There is no such network with shortcuts here.")
    seed = whole(state.seed, "seed")
    if seed > MOST_SEED:
        raise BadInput(f"The seed goes up to {MOST_SEED:,} here.")
    return chosen, Run(chosen.layers, chosen.input, state.weights.gain, seed, normalised=bool(state.norm))


def _able(known: Architectures) -> Iterator[Architecture]:
    for each in known.by_slug.values():
        is_normalised = any(row.op == "batch_norm" for row in each.table.rows)
        if is_normalised and each.table.totals.macs <= MOST_MACS and block_names(each.layers):
            yield each

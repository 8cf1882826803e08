"""What the address of the page says, and the stack it stands for."""

from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode

from app.conv.grads import Block
from app.errors import BadInput
from app.practice.exploring.flow import LARGEST_SEED, FlowRequest
from app.practice.lab.typed import decimal, whole

ADDRESS = "/lab/gradients"
FILES = "/lab/gradient-"
"""How the addresses of its drawings begin; a file is called as its address ends."""
MOST_BLOCKS, LARGEST_WIDTH, LARGEST_GAIN = 100, 64, 5  # all of it is run again for each change, within a moment


class Weights(StrEnum):
    """What the weights are drawn around."""

    RANDOM = "random"
    MINUS_IDENTITY = "minus-identity"


class Order(StrEnum):
    """Where the activation stands."""

    PRE = "pre"
    POST = "post"


class Shown(StrEnum):
    """Which of the two stacks is drawn."""

    BOTH = "both"
    PLAIN = "plain"
    SKIPS = "skips"


@dataclass(frozen=True, slots=True, kw_only=True)
class GradientState:
    """Every box as it was typed; `at` is the block that is read off, `slopes` the derivatives of a few blocks."""

    blocks: str = "50"
    gain: str = "0.5"
    width: str = "32"
    seed: str = "0"
    weights: Weights = Weights.RANDOM
    order: Order = Order.PRE
    norm: str = ""
    shown: Shown = Shown.BOTH
    at: str = "1"
    slopes: str = "0.2 0.3 -0.5"

    @property
    def query(self) -> str:
        """What stands behind the question mark."""
        return urlencode({name: text for name in self.__slots__ if (text := getattr(self, name))})

    @property
    def request(self) -> FlowRequest:
        """As the API's calculator takes it. Raises `BadInput`."""
        return FlowRequest(
            blocks=_up_to(self.blocks, "number of blocks", MOST_BLOCKS),
            gain=_gain(self.gain),
            width=_up_to(self.width, "width", LARGEST_WIDTH),
            seed=_up_to(self.seed, "seed", LARGEST_SEED, least=0),
            block=self.block,
        )

    @property
    def block(self) -> Block:
        """Near −I the block has no activation, so that its Jacobian is its weights."""
        drawn = Block(order=self.order.value, batch_norm=bool(self.norm))
        return drawn if self.weights is Weights.RANDOM else replace(drawn, activation="none", centre=-1.0)


def _gain(text: str) -> float:
    gain = decimal(text, "gain")
    if gain > LARGEST_GAIN:
        raise BadInput(f"The gain goes up to {LARGEST_GAIN} here.")
    return gain


def _up_to(text: str, what: str, most: int, *, least: int = 1) -> int:
    found = whole(text, what)
    if not least <= found <= most:
        raise BadInput(f"The {what} must be from {least} to {most:,}.")
    return found

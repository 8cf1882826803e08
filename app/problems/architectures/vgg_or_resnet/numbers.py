"""What is asked of both networks, measure by measure, with a head for any number of classes.

A head for n classes instead of 1000 has (features + 1) · (1000 − n) parameters fewer, and features · (1000 − n) MACs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal, TypeAlias, get_args

from annotated_types import Interval, Len

from app.conv.counts import linear_macs, linear_params
from app.errors import BadInput
from app.problems.architectures.vgg_or_resnet.networks import CLASSES, NETWORKS, Facts, Version
from app.problems.kind import Answers, Params
from app.problems.reading import Value

Measure: TypeAlias = Literal["layers", "params", "macs", "share", "idea"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
Side: TypeAlias = Literal["first", "second"]
SIDES: tuple[Side, ...] = get_args(Side)
PERCENT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair(Params):
    """Two networks, what is asked of them in which order, and for how many classes their heads are."""

    first: Version = "vgg-16"
    second: Version = "resnet-50"
    measures: Annotated[tuple[Measure, ...], Len(1, 5)]
    classes: Annotated[int, Interval(ge=2, le=100_000)] = CLASSES


@dataclass(frozen=True, slots=True)
class Sized:
    """A network whose head is for so many classes."""

    facts: Facts
    classes: int

    def head(self) -> int:
        """Parameters of the fully connected layers."""
        last = linear_params(self.facts.features, CLASSES)
        return self.facts.head - last + linear_params(self.facts.features, self.classes)

    def body(self) -> int:
        """Parameters of everything before the head."""
        return self.facts.params - self.facts.head

    def params(self) -> int:
        """Of all of it."""
        return self.body() + self.head()

    def head_macs(self) -> int:
        """The work of the fully connected layers."""
        last = linear_macs(self.facts.features, CLASSES)
        return self.facts.head_macs - last + linear_macs(self.facts.features, self.classes)

    def macs(self) -> int:
        """The work of all of it on a 224 × 224 image (AlexNet: 227)."""
        return self.facts.macs - self.facts.head_macs + self.head_macs()

    def share(self) -> Fraction:
        """Of the parameters that are in the head, in percent."""
        return percent(self.head(), self.params())


Told: TypeAlias = Callable[[Sized], Value | None]
"""What somebody says of a network; None where they have nothing to say."""


def percent(part: int, whole: int) -> Fraction:
    """Exactly."""
    return Fraction(PERCENT * part, whole)


def sized(pair: Pair) -> Mapping[Side, Sized]:
    """Both networks."""
    versions: Mapping[Side, Version] = {"first": pair.first, "second": pair.second}
    return {side: Sized(NETWORKS[version], pair.classes) for side, version in versions.items()}


def other(side: Side) -> Side:
    """The other of the two."""
    return "second" if side == "first" else "first"


def check(pair: Pair) -> None:
    """Raises `BadInput` for a network against itself, and where something is asked twice."""
    if pair.first == pair.second:
        raise BadInput("Two different networks are compared.")
    if len(set(pair.measures)) < len(pair.measures):
        raise BadInput("Each measure is asked once.")


RIGHT: Mapping[Measure, Callable[[Sized], Value]] = {
    "layers": lambda network: network.facts.convolutions,
    "params": Sized.params,
    "macs": Sized.macs,
    "share": Sized.share,
    "idea": lambda network: network.facts.idea,
}


def solve(pair: Pair) -> Answers:
    """Both networks, measure by measure."""
    networks = sized(pair)
    return {f"{measure}_{side}": RIGHT[measure](networks[side]) for measure in pair.measures for side in SIDES}

"""The arguments of layers as data: each reader takes what was written, and its place, and refuses with a sentence."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias, TypeGuard

from app.conv.network.layers import Activation, Padding2d, Pair
from app.errors import BadInput, FieldComplaint, TooMuchWork

PADDINGS = ("valid", "same", "full", "causal")
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class ParseLimits:
    """How much network one reading may give."""

    depth: int = 12  # of layers within layers
    layers: int = 1_024  # with every repetition written out
    largest: int = 10**18  # any one number


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands, as a JSON Pointer (RFC 6901), and how many layers are around it."""

    pointer: str
    limits: ParseLimits
    depth: int = 0

    def at(self, step: str | int) -> "Place":
        """A place within this one."""
        escaped = str(step).replace("~", "~0").replace("/", "~1")
        return replace(self, pointer=f"{self.pointer}/{escaped}")

    def deeper(self) -> "Place":
        """The same place, for layers within a layer."""
        return replace(self, depth=self.depth + 1)

    def refusal(self, sentence: str) -> BadInput:
        """What is wrong here."""
        return BadInput(f"At {self.pointer}: {sentence}", (FieldComplaint(self.pointer, sentence),))

    def excess(self, sentence: str) -> TooMuchWork:
        """What is too much here."""
        return TooMuchWork(f"At {self.pointer}: {sentence}", (FieldComplaint(self.pointer, sentence),))


def is_list(raw: object) -> TypeGuard[Sequence[object]]:
    """Whether this is a list, as JSON and YAML know it."""
    return isinstance(raw, (list, tuple))


def _integer(raw: object, place: Place, least: int) -> int:
    if not isinstance(raw, int) or isinstance(raw, bool):
        raise place.refusal("This must be an integer.")
    if raw < least:
        raise place.refusal(f"This is {raw}; it must be at least {least}.")
    if raw > place.limits.largest:
        raise place.excess(f"This is over {place.limits.largest:,}, which is the limit here.")
    return raw


def _count(raw: object, place: Place) -> int:
    return _integer(raw, place, 1)


def _two(raw: object, place: Place, least: int) -> Pair:
    if not is_list(raw):
        both = _integer(raw, place, least)
        return both, both
    if len(raw) != 2:
        raise place.refusal("This must be an integer or [height, width].")
    return _integer(raw[0], place, least), _integer(raw[1], place, least)


def _pair(raw: object, place: Place) -> Pair:
    return _two(raw, place, 1)


def _pair_of_zeros(raw: object, place: Place) -> Pair:
    return _two(raw, place, 0)


def _pair_or_none(raw: object, place: Place) -> Pair | None:
    return None if raw is None else _pair(raw, place)


def _padding(raw: object, place: Place) -> Padding2d:
    if isinstance(raw, str) and raw in PADDINGS:
        return raw
    if is_list(raw) and len(raw) == 2 and all(map(is_list, raw)):
        return _two(raw[0], place, 0), _two(raw[1], place, 0)
    if isinstance(raw, int) or is_list(raw):
        vertical, horizontal = _two(raw, place, 0)
        return (vertical, vertical), (horizontal, horizontal)
    names = ", ".join(f'"{name}"' for name in PADDINGS)
    raise place.refusal(f"This must be an integer, [height, width], [[top, bottom], [left, right]], or one of {names}.")


def _flag(raw: object, place: Place) -> bool:
    if not isinstance(raw, bool):
        raise place.refusal("This must be true or false.")
    return raw


def _probability(raw: object, place: Place) -> float:
    if isinstance(raw, bool) or not isinstance(raw, (int, float)) or not 0 <= raw <= 1:
        raise place.refusal("This must be a number from 0 to 1.")
    return float(raw)


def _text(raw: object, place: Place) -> str:
    if not isinstance(raw, str) or not 0 < len(raw) <= LONGEST_NAME:
        raise place.refusal(f"A name is a text of 1 to {LONGEST_NAME} characters.")
    return raw


def _activation(raw: object, place: Place) -> Activation:
    if not isinstance(raw, str) or raw not in set(Activation):
        raise place.refusal(f"This must be one of {', '.join(Activation)}.")
    return Activation(raw)


def _activation_or_none(raw: object, place: Place) -> Activation | None:
    return None if raw is None else _activation(raw, place)


def _channels(raw: object, place: Place) -> tuple[int, ...]:
    if not is_list(raw) or not raw:
        raise place.refusal("This must be a list of at least one channel; the first is number 0.")
    return tuple(_integer(each, place.at(index), 0) for index, each in enumerate(raw))


Read: TypeAlias = Callable[[object, Place], Any]
READERS: Mapping[str, Read] = {
    "name": _text,
    "out_channels": _count,
    "out_features": _count,
    "squeeze_channels": _count,
    "multiplier": _count,
    "groups": _count,
    "heads": _count,
    "times": _count,
    "kernel": _pair,
    "stride": _pair,
    "dilation": _pair,
    "output": _pair,
    "scale": _pair,
    "output_padding": _pair_of_zeros,
    "padding": _padding,
    "bias": _flag,
    "ceil_mode": _flag,
    "count_include_pad": _flag,
    "class_token": _flag,
    "positions": _flag,
    "p": _probability,
    "gate": _activation,
    "channels": _channels,
}
"""What each argument is, whichever layer has it."""

OPTIONAL_READERS: Mapping[tuple[str, str], Read] = {
    ("max_pool", "stride"): _pair_or_none,
    ("avg_pool", "stride"): _pair_or_none,
    ("residual", "activation"): _activation_or_none,
    ("squeeze_excite", "activation"): _activation,
}
"""What an argument is in layers where null is a value of its own, by op and name."""

"""The size of a gradient block by block, of one network or of two side by side."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """One of the two: `norms` at the input of each block, and the one that comes in behind the last."""

    name: str
    norms: tuple[float, ...]
    has_skips: bool


class NormsBoard(Protocol):
    """What there is to draw: `at` is the block that is read off, from 1, and `reading` says what stands there."""

    @property
    def stacks(self) -> tuple[Stack, ...]:
        """One, or two with as many blocks."""
        ...

    @property
    def blocks(self) -> int:
        """How many there are."""
        ...

    @property
    def at(self) -> int:
        """The block that is read off."""
        ...

    @property
    def reading(self) -> str:
        """Its sizes in words."""
        ...

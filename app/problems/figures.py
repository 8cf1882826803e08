"""What an interviewer would draw for a question, as data: numbers and labels, no pixels. The web draws it."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class FeatureMap:
    """One layer at its first position: padded input, kernel, next position, an output of unknown size.

    Sizes are (height, width) in cells. `padding` is the cells added on each side of each axis.
    """

    size: tuple[int, int]
    kernel: tuple[int, int]
    stride: tuple[int, int]
    padding: tuple[int, int]
    dilation: tuple[int, int] = (1, 1)


@dataclass(frozen=True, slots=True)
class StackLayer:
    """One layer of a drawn stack, in words a whiteboard has room for: "conv 64" and "7×7, s 2, p 3"."""

    title: str
    note: str


@dataclass(frozen=True, slots=True)
class Stack:
    """Layers from input to output, sizes between them unknown but for the input's ("224 × 224 × 3")."""

    input: str
    layers: tuple[StackLayer, ...]


Figure: TypeAlias = FeatureMap | Stack

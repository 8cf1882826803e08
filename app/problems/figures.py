"""What an interviewer would draw for a question, as data: numbers and labels, no pixels. The web draws it."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Terms:
    """What slides over a map, how it moves, what it gives and what is asked of that, where it is no kernel."""

    slides: str = "kernel"
    moves: str = "stride"
    gives: str = "output"
    asked: str = "The size of the output is asked."


KERNEL = Terms()


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
    terms: Terms = KERNEL


@dataclass(frozen=True, slots=True)
class StackLayer:
    """One layer of a drawn stack, in words a whiteboard has room for: "conv 64" and "7×7, s 2, p 3".

    `size` is what leaves it; "?" where that is asked.
    """

    title: str
    note: str
    size: str = "?"


@dataclass(frozen=True, slots=True)
class Stack:
    """Layers from input to output, with the size of the input ("224 × 224 × 3"); `asked` is what "?" stands for."""

    input: str
    layers: tuple[StackLayer, ...]
    asked: str = "size"


@dataclass(frozen=True, slots=True)
class NamedArray:
    """A grid of numbers with a name; "?" stands for a number that is asked.

    `padding` counts the outer cells, per side, that are padding; `sign` stands before it: "∗", "=", "+".
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    padding: int = 0
    sign: str = ""
    acts: bool = False  # drawn in the colour of the kernel
    breaks: bool = False  # begins a line of its own


@dataclass(frozen=True, slots=True)
class Arrays:
    """Grids of numbers side by side, as a small convolution stands on a whiteboard."""

    arrays: tuple[NamedArray, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A feature map as an image: shades from 0 (dark) to 1 (light), and what one sees, in words."""

    shades: tuple[tuple[float, ...], ...]
    words: str


@dataclass(frozen=True, slots=True)
class FieldAxis:
    """A row of cells, and what one unit above it reads: every `step`-th cell from `start` on, `extent` cells in all.

    Cells count from the first that is not padding, so `start` is negative in the padding. With a `jump`, the next
    unit stands beside it as a ghost, so many cells on. `below` says what is drawn.
    """

    size: int
    start: int
    extent: int
    below: str
    padding: int = 0
    step: int = 1
    jump: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """One layer of a branch: "3 × 3", with "stride 2" below it in its box, and what flows on ("64", or "?")."""

    title: str
    out: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Branch:
    """Layers one after the other; none hands the input on as it is."""

    name: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Branches:
    """Branches side by side, two to four. With `joined` they share one input and meet again ("concat", "+").

    Without, they are alternatives, each with an input of its own.
    """

    input: str
    branches: tuple[Branch, ...]
    joined: str = ""


@dataclass(frozen=True, slots=True)
class Separable:
    """Both steps of a depthwise separable layer: a kernel for each channel, then filters of 1 × 1 across them all.

    The blocks are written out ("56 × 56 × 256", "? × ? × 512"); `filters` is how many pointwise ones there are.
    """

    kernel: int
    input: str
    middle: str
    output: str
    filters: str


@dataclass(frozen=True, slots=True)
class NamedPicture:
    """A picture with a name: "before"."""

    name: str
    picture: Picture


@dataclass(frozen=True, slots=True)
class Pictures:
    """Pictures side by side, as they were before and after; a kernel behind them, where it is known."""

    pictures: tuple[NamedPicture, ...]
    kernel: NamedArray | None = None


@dataclass(frozen=True, slots=True)
class LayerRow:
    """One layer in words, what leaves it ("112 × 112 × 64"), and how many parameters it has ("9,408")."""

    layer: str
    output: str
    params: str


@dataclass(frozen=True, slots=True)
class LayerTable:
    """Layers in the order in which they are computed, with the size of what enters the first."""

    input: str
    rows: tuple[LayerRow, ...]


@dataclass(frozen=True, slots=True)
class ResidualBlock:
    """What stands on its branch ("F"), on its shortcut, empty for the identity, and behind the sum, and what leaves."""

    branch: str
    output: str
    shortcut: str = ""
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Residual:
    """One to three residual blocks in a row, and the name of what enters the first."""

    input: str
    blocks: tuple[ResidualBlock, ...]


Figure: TypeAlias = (
    FeatureMap | Stack | Arrays | Picture | FieldAxis | Branches | Separable | Pictures | LayerTable | Residual
)

"""What is shown: one window and its sum, term by term, what is never read, and the same kernel on a picture."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from app.conv.ops import Array, conv2d, convolve2d
from app.conv.shapes import effective_kernel, output_size_steps
from app.errors import AppError
from app.practice.lab.convolution.numbers import Numbers, around_of, numbers_of
from app.practice.lab.convolution.state import ADDRESS, ConvolutionState
from app.practice.lab.images import BRIGHTEST, SIDE, image
from app.practice.lab.number_tables import NumberTable, number_table, shown
from app.practice.lab.rows import WindowRow
from app.practice.lab.typed import padding as padding_typed
from app.practice.lab.typed import whole


@dataclass(frozen=True, slots=True)
class Place:
    """A window: its number in the output, and where it begins in the padded input."""

    index: int
    row: int
    column: int
    top: int
    left: int


@dataclass(frozen=True, slots=True)
class Filtered:
    """A picture before and after, in shades from 0 to 1, and what there is to say."""

    before: Array
    after: Array
    words: str


@dataclass(frozen=True, slots=True)
class ConvolutionBoard:
    """The figure as it stands; where `complaint` says something, there are no `numbers`."""

    state: ConvolutionState
    headline: str
    complaint: str = ""
    numbers: Numbers | None = None
    place: Place | None = None
    output: Array | None = None
    value: str = ""
    terms: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    tables: tuple[NumberTable, ...] = ()
    unused: str = ""
    filtered: Filtered | None = None
    code: str = ""
    question: str = ""

    def address(self, index: int) -> str:
        """The same figure at another window; behind the last comes the first."""
        windows = self.output.size if self.output is not None else 1
        return replace(self.state, at=str(index % windows)).address

    @property
    def drawing(self) -> str:
        """Where the drawing alone lives."""
        return f"{ADDRESS}.svg?{self.state.query}"


def convolution_board(state: ConvolutionState) -> ConvolutionBoard:
    """What the engine makes of the boxes; a box that cannot be read is named, and loses nothing."""
    try:
        return _board(state, numbers_of(state))
    except AppError as error:
        return ConvolutionBoard(state, "No window fits these numbers.", complaint=error.sentence)


def _board(state: ConvolutionState, numbers: Numbers) -> ConvolutionBoard:
    output = numbers.output
    place = _place(state, numbers, output)
    value = shown(output[place.row, place.column])
    name = "Convolution" if numbers.is_flipped else "Cross-correlation"
    return ConvolutionBoard(
        state=state,
        headline=f"{name}: window {place.index + 1} of {output.size} gives {value}.",
        numbers=numbers,
        place=place,
        output=output,
        value=value,
        terms=tuple(_terms(numbers, place, value)),
        steps=_steps(numbers),
        tables=tuple(_tables(numbers, output)),
        unused=_unused(numbers.rows),
        filtered=_filtered(state, numbers),
        code=_code(numbers),
        question=_question(numbers),
    )


def _tables(numbers: Numbers, output: Array) -> Iterator[NumberTable]:
    """What is drawn, map by map."""
    for channel, (cells, weights) in enumerate(zip(numbers.padded, numbers.weights, strict=True), start=1):
        of = f", channel {channel}" if len(numbers.image) > 1 else ""
        yield number_table(f"The input with its padding{of}", cells)
        yield number_table(f"The kernel as it slides{of}", weights)
    yield number_table("The output", output)


def _place(state: ConvolutionState, numbers: Numbers, output: Array) -> Place:
    """The window that is asked for; a number past the last stands at the last."""
    index = min(whole(state.at, "position"), output.size - 1)
    row, column = divmod(index, output.shape[1])
    return Place(index, row, column, row * numbers.stride[0], column * numbers.stride[1])


def _terms(numbers: Numbers, place: Place, value: str) -> Iterator[str]:
    """A line for each row of each kernel: what it reads times its weights; then the sum of the lines."""
    down, across = numbers.dilation
    sums: list[str] = []
    for channel, weights in enumerate(numbers.weights):
        for i, row in enumerate(weights):
            cells = numbers.padded[channel, place.top + i * down, place.left :: across][: len(row)]
            products = " + ".join(f"{shown(x)}·{_factor(w)}" for x, w in zip(cells, row, strict=True))
            sums.append(shown((cells * row).sum()))
            yield f"{products} = {sums[-1]}"
    yield f"{' + '.join(_factor(each) for each in sums)} = {value}"


def _factor(number: object) -> str:
    """In brackets where it begins with a minus."""
    written = number if isinstance(number, str) else shown(number)
    return f"({written})" if written.startswith("−") else written


def _steps(numbers: Numbers) -> tuple[str, ...]:
    found = [
        output_size_steps(
            row.size, row.kernel, stride=row.stride, padding=(row.before, row.after), dilation=row.dilation
        )
        for row in numbers.rows
    ]
    if found[0] == found[1]:
        return found[0]
    return tuple(f"{name}: {step}" for name, steps in zip(("height", "width"), found, strict=True) for step in steps)


def _unused(rows: tuple[WindowRow, WindowRow]) -> str:
    """What the floor drops, in a sentence; empty where it drops nothing."""
    parts = [
        f"the last {row.unused} {name}{'' if row.unused == 1 else 's'} of the padded input"
        f" ({row.dropped} of {'it' if row.unused == 1 else 'them'} not padding)"
        for row, name in zip(rows, ("row", "column"), strict=True)
        if row.unused
    ]
    return f"No window reads {' and '.join(parts)}: the floor drops what does not fill a step." if parts else ""


def _filtered(state: ConvolutionState, numbers: Numbers) -> Filtered:
    """The kernel of the first channel on a picture, at the same stride, padding and dilation."""
    levels = image(state.picture, state.pixels)
    size = (SIDE, SIDE)
    padding = padding_typed(state.padding)
    around = around_of(padding, size, numbers.given.shape[1:], numbers.stride, numbers.dilation)
    slide = convolve2d if numbers.is_flipped else conv2d
    given = numbers.given[None, :1]
    found: Array = slide(levels[None, None], given, stride=numbers.stride, padding=around, dilation=numbers.dilation)[
        0, 0
    ]
    low, high = found.min(), found.max()
    shades = (found - low) / (high - low) if high > low else np.full(found.shape, 0.5)
    words = (
        f"The picture is {SIDE} × {SIDE}, in greys from 0 to {BRIGHTEST}; what comes out is {found.shape[0]} ×"
        f" {found.shape[1]}, from {shown(low)} (drawn black) to {shown(high)} (white)."
    )
    return Filtered(levels / BRIGHTEST, shades, words)


def _code(numbers: Numbers) -> str:
    """The same in PyTorch, whose conv2d never turns the kernel around."""
    (top, bottom), (left, right) = numbers.around
    lines = ["import torch", "import torch.nn.functional as F", ""]
    lines += [
        f"x = torch.tensor({numbers.image[None].tolist()}).float()",
        f"w = torch.tensor({numbers.given[None].tolist()}).float()",
    ]
    if numbers.is_flipped:
        lines.append("w = w.flip(2, 3)")
    padding = f"({top}, {left})"
    if top != bottom or left != right:
        lines.append(f"x = F.pad(x, ({left}, {right}, {top}, {bottom}))")
        padding = "0"
    lines.append(f"F.conv2d(x, w, stride={numbers.stride}, padding={padding}, dilation={numbers.dilation})")
    return "\n".join(lines)


def _question(numbers: Numbers) -> str:
    """One to take along, about what is on the screen."""
    if _unused(numbers.rows):
        return "Which padding, on which side, would let the cells that are never read be read?"
    if numbers.is_flipped:
        return "For which kernels do convolution and cross-correlation give the same map?"
    span = effective_kernel(numbers.weights.shape[2], dilation=numbers.dilation[1])
    if any(sum(side) for side in numbers.around):
        return "Which outputs see a zero of the padding, and how many of them are there?"
    return f"By how much would the width shrink if a second layer with a window of {span} followed?"

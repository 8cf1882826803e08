"""The same figures in words, for those who do not see them."""

from collections.abc import Callable, Mapping
from typing import Any

from app.problems.figures import (
    Arrays,
    Branch,
    Branches,
    FeatureMap,
    FieldAxis,
    Figure,
    LayerTable,
    NamedArray,
    Part,
    Picture,
    Pictures,
    Residual,
    ResidualBlock,
    Separable,
    Stack,
    StackLayer,
)
from app.web.figures.axis import axes


def words(figure: Figure) -> str:
    """What it shows."""
    return WORDS[type(figure)](figure)


def picture_words(figure: Picture) -> str:
    """As they were written for it."""
    return figure.words


def arrays_words(figure: Arrays) -> str:
    """Array by array, row by row."""
    return " ".join(_array_words(each) for each in figure.arrays)


def pictures_words(figure: Pictures) -> str:
    """Picture by picture, then the kernel."""
    said = [f"{each.name}: {each.picture.words}" for each in figure.pictures]
    return " ".join([*said, _array_words(figure.kernel)] if figure.kernel else said)


def _array_words(array: NamedArray) -> str:
    size = by((len(array.rows), len(array.rows[0])))
    if all(cell == "?" for row in array.rows for cell in row):
        return f"{array.name}: asked."
    rows = "; ".join(" ".join(row) for row in array.rows)
    padded = f", the outer {cells(array.padding)} on every side padding" if array.padding else ""
    return f"{array.name or 'Numbers'}, {size}{padded}: {rows}."


def by(size: tuple[int, int]) -> str:
    """`6 × 6`."""
    return f"{size[0]} × {size[1]}"


def times(height: int, width: int) -> str:
    """One number where both axes agree, else `1 × 2`, height first."""
    return str(width) if height == width else by((height, width))


def cells(count: int) -> str:
    """`1 cell`, `2 cells`."""
    return "1 cell" if count == 1 else f"{count} cells"


def feature_map_title(figure: FeatureMap) -> str:
    """What it is."""
    return f"A {by(figure.kernel)} {figure.terms.slides} on a {by(figure.size)} feature map"


def feature_map_words(figure: FeatureMap) -> str:
    """What one would read off it."""
    return " ".join([padding_words(figure), kernel_words(figure), stride_words(figure), figure.terms.asked])


def padding_words(figure: FeatureMap) -> str:
    """What lies around the map."""
    height, width = figure.padding
    if not height and not width:
        return "The map has no padding."
    if height == width:
        return f"A dashed border of {cells(width)} pads every side."
    return f"A dashed border pads {cells(height)} above and below and {cells(width)} left and right."


def kernel_words(figure: FeatureMap) -> str:
    """Where the kernel is."""
    if figure.dilation == (1, 1):
        return f"The {figure.terms.slides} lies in the upper left corner."
    return (
        f"The {figure.terms.slides} lies in the upper left corner, its entries {times(*figure.dilation)} cells apart."
    )


def stride_words(figure: FeatureMap) -> str:
    """Where the kernel goes."""
    _, columns = axes(figure)
    if not columns.can_move:
        return "There is no room for a second position beside it."
    down, right = figure.stride
    return f"A dashed ghost shows its next position, {cells(right)} to the right; it moves down by {down}."


def stack_words(figure: Stack) -> str:
    """Layer by layer; what leaves each is said where it is drawn."""
    layers = "; ".join(_layer_words(layer) for layer in figure.layers)
    every = all(layer.size == "?" for layer in figure.layers)
    asked = f" The {figure.asked} after each layer is not given." if every else ""
    return f"Input {figure.input}. Then, in order: {layers}.{asked}"


def _layer_words(layer: StackLayer) -> str:
    named = f"{layer.title}, {layer.note}" if layer.note else layer.title
    return named if layer.size == "?" else f"{named}, which leaves {layer.size}"


def field_axis_words(figure: FieldAxis) -> str:
    """Where the unit looks, and the next one; the cells of the padding are those before 0 and after the last."""
    padded = f", padded with {cells(figure.padding)} at each end" if figure.padding else ", without padding"
    last = figure.start + figure.extent - 1
    taps = range(figure.start, last + 1, figure.step)
    read = f"cells {figure.start} to {last}" if figure.step == 1 else "cells " + ", ".join(map(str, taps))
    ghost = f" A dashed ghost shows the next unit, {cells(figure.jump)} further on." if figure.jump else ""
    return f"A row of {cells(figure.size)}, the first called 0{padded}. The unit above reads {read}.{ghost}"


def branches_words(figure: Branches) -> str:
    """Branch by branch, from top to bottom."""
    told = " ".join(_branch_words(branch) for branch in figure.branches)
    if figure.joined:
        return f"Input {figure.input} goes into {len(figure.branches)} branches. {told} They meet in: {figure.joined}."
    return f"{len(figure.branches)} ways from an input of {figure.input}. {told}"


def _branch_words(branch: Branch) -> str:
    parts = "; ".join(_part_words(part) for part in branch.parts) or "the input as it is"
    return f"{branch.name}: {parts}." if branch.name else f"{parts[0].upper()}{parts[1:]}."


def _part_words(part: Part) -> str:
    described = ", ".join(filter(None, (part.title, part.note)))
    out = "asked" if part.out == "?" else part.out
    return f"{described}, out: {out}" if out else described


def separable_words(figure: Separable) -> str:
    """Step by step."""
    kernel = by((figure.kernel, figure.kernel))
    return (
        f"Step 1, depthwise: each channel of the input, {figure.input}, has a {kernel} kernel of its own, which gives"
        f" one map; together {figure.middle}. Step 2, pointwise: {figure.filters} filters of 1 × 1 reach through all"
        f" of these maps, which gives {figure.output}."
    )


def residual_words(figure: Residual) -> str:
    """Block by block."""
    return " ".join([f"{figure.input} comes in.", *(_residual_block_words(block) for block in figure.blocks)])


def _residual_block_words(block: ResidualBlock) -> str:
    around = f"one around it ({block.shortcut})" if block.shortcut else "one around it unchanged"
    behind = f", followed by {block.behind}," if block.behind else ""
    return f"One copy goes through {block.branch}, {around}; their sum{behind} is {block.output}."


def layer_table_words(figure: LayerTable) -> str:
    """Row by row."""
    rows = "; ".join(f"{row.layer}, out: {row.output}, parameters: {row.params}" for row in figure.rows)
    return f"Input {figure.input}. Then, in order: {rows}."


WORDS: Mapping[type[Figure], Callable[[Any], str]] = {
    Arrays: arrays_words,
    Branches: branches_words,
    FeatureMap: feature_map_words,
    FieldAxis: field_axis_words,
    LayerTable: layer_table_words,
    Picture: picture_words,
    Pictures: pictures_words,
    Residual: residual_words,
    Separable: separable_words,
    Stack: stack_words,
}

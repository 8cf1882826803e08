"""One layer's size, and a stack's receptive fields.

An argument is one number or one per axis. If any is given per axis, so is the result: height first, then width.
"""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeAlias

from app.conv.fields import PIXEL, FieldLayer, FieldRow, receptive_field
from app.conv.shapes import (
    PaddingMode,
    divides_exactly,
    effective_kernel,
    output_size,
    output_size_steps,
    require,
    resolve_padding,
    sides,
    transposed_output_size,
    transposed_output_size_steps,
)
from app.errors import BadInput, FieldComplaint, Impossible, TooMuchWork

PerAxis: TypeAlias = int | tuple[int, int]  # one number, or (height, width)
LayerPadding: TypeAlias = PerAxis | tuple[tuple[int, int], tuple[int, int]] | PaddingMode  # or ((top, bottom), …)

LARGEST_SIZE = 10**18  # of an input or a padding
LARGEST_STEP = 10**6  # of a kernel, stride, dilation or output padding
MOST_LAYERS = 1_024
LARGEST_JUMP = 2**MOST_LAYERS  # all at stride 2; results then have 340 digits at most, and Python writes out 4,300


@dataclass(frozen=True, slots=True)
class LayerRequest:
    """The geometry of a convolution or a pool."""

    kernel: PerAxis
    stride: PerAxis = 1
    padding: LayerPadding = 0
    dilation: PerAxis = 1


@dataclass(frozen=True, slots=True)
class SizeRequest:
    """A layer and what it is put on. `output_padding` is for a transposed one, `ceil_mode` for any other."""

    input: PerAxis
    layer: LayerRequest
    ceil_mode: bool = False
    transposed: bool = False
    output_padding: PerAxis = 0


@dataclass(frozen=True, slots=True)
class AxisSize:
    """What becomes of one axis. A transposed layer divides nothing, so it always divides exactly."""

    output: int
    effective_kernel: int
    divides_exactly: bool
    steps: tuple[str, ...]  # of height and width, each begins with the name of its axis


@dataclass(frozen=True, slots=True)
class AxisField:
    """What the units of each layer see along one axis, from the first layer to the last."""

    rows: tuple[FieldRow, ...]

    @property
    def receptive_field(self) -> int:
        """What the last layer's units see; without layers, one pixel."""
        return (self.rows or (PIXEL,))[-1].receptive_field


@dataclass(frozen=True, slots=True)
class _Axis:
    """Which of the two numbers of an argument is meant; `name` is empty where there is only one."""

    index: int
    name: str
    is_last: bool


ALONE = (_Axis(0, "", is_last=True),)
HEIGHT_AND_WIDTH = (_Axis(0, "height", is_last=False), _Axis(1, "width", is_last=True))


def explore_output_size(request: SizeRequest) -> tuple[AxisSize, ...]:
    """The output size of one layer with its working: one entry, or (height, width)."""
    _grant("input size", request.input, most=LARGEST_SIZE, pointer="/input")
    grant_layer(request.layer)
    _grant("output padding", request.output_padding, least=0, most=LARGEST_STEP, pointer="/output_padding")
    _refuse_idle_options(request)
    axes = _axes(request.input, request.output_padding, *_arguments(request.layer))
    return tuple(_size_along(axis, request) for axis in axes)


def explore_receptive_field(layers: tuple[LayerRequest, ...]) -> tuple[AxisField, ...]:
    """The receptive field after each layer of a stack: one entry, or (height, width)."""
    if len(layers) > MOST_LAYERS:
        raise too_much(f"The stack has {len(layers):,} layers; {MOST_LAYERS:,} is the limit here.", "/layers")
    for index, layer in enumerate(layers):
        grant_layer(layer, of=f" of layer {index + 1}", at=f"/layers/{index}")
        _refuse_same_at_a_stride(layer, index)
    axes = _axes(*chain.from_iterable(map(_arguments, layers)))
    return tuple(_fields_along(axis, layers) for axis in axes)


def _size_along(axis: _Axis, request: SizeRequest) -> AxisSize:
    size, extra = _at(axis, request.input), _at(axis, request.output_padding)
    layer = _layer_along(axis, request.layer, size=size)
    with _naming(axis):
        found = _transposed(size, layer, extra) if request.transposed else _sliding(size, layer, request)
    return replace(found, steps=tuple(f"{axis.name}: {step}" for step in found.steps)) if axis.name else found


def _sliding(size: int, layer: FieldLayer, request: SizeRequest) -> AxisSize:
    kernel, stride, padding, dilation = layer.kernel, layer.stride, layer.padding, layer.dilation
    mode = request.ceil_mode
    return AxisSize(
        output=output_size(size, kernel, stride=stride, padding=padding, dilation=dilation, ceil_mode=mode),
        effective_kernel=effective_kernel(kernel, dilation=dilation),
        divides_exactly=divides_exactly(size, kernel, stride=stride, padding=padding, dilation=dilation),
        steps=output_size_steps(size, kernel, stride=stride, padding=padding, dilation=dilation, ceil_mode=mode),
    )


def _transposed(size: int, layer: FieldLayer, extra: int) -> AxisSize:
    kernel, stride, padding, dilation = layer.kernel, layer.stride, layer.padding, layer.dilation
    return AxisSize(
        output=transposed_output_size(
            size, kernel, stride=stride, padding=padding, output_padding=extra, dilation=dilation
        ),
        effective_kernel=effective_kernel(kernel, dilation=dilation),
        divides_exactly=True,
        steps=transposed_output_size_steps(
            size, kernel, stride=stride, padding=padding, output_padding=extra, dilation=dilation
        ),
    )


def _fields_along(axis: _Axis, layers: tuple[LayerRequest, ...]) -> AxisField:
    # At stride 1, which is the only one "same" is let through with, the input's size does not matter to the padding.
    any_size = 1
    rows = receptive_field([_layer_along(axis, layer, size=any_size) for layer in layers])
    if rows and rows[-1].jump > LARGEST_JUMP:
        raise too_much(f"The strides multiply to more than 2**{MOST_LAYERS}, which is the limit here.", "/layers")
    return AxisField(rows)


def _layer_along(axis: _Axis, layer: LayerRequest, *, size: int) -> FieldLayer:
    kernel, stride, dilation = (_at(axis, value) for value in (layer.kernel, layer.stride, layer.dilation))
    match layer.padding:
        case "causal" if not axis.is_last:
            padding = (0, 0)
        case str() as mode:
            padding = resolve_padding(mode, size, kernel, stride=stride, dilation=dilation)
        case int() as each_side:
            padding = sides(each_side)
        case per_axis:
            padding = sides(per_axis[axis.index])
    return FieldLayer(kernel, stride, padding, dilation)


def _axes(*arguments: LayerPadding) -> tuple[_Axis, ...]:
    """Two axes as soon as one argument tells them apart."""
    return HEIGHT_AND_WIDTH if any(isinstance(argument, tuple) for argument in arguments) else ALONE


def _arguments(layer: LayerRequest) -> tuple[LayerPadding, ...]:
    return layer.kernel, layer.stride, layer.padding, layer.dilation


def _at(axis: _Axis, value: PerAxis) -> int:
    return value[axis.index] if isinstance(value, tuple) else value


@contextmanager
def _naming(axis: _Axis) -> Generator[None]:
    """Says which axis makes a layer impossible: "A kernel of 7 does not fit in 5 (height)."."""
    try:
        yield
    except Impossible as refusal:
        if not axis.name:
            raise
        raise Impossible(f"{refusal.sentence.removesuffix('.')} ({axis.name}).") from refusal


def grant_layer(layer: LayerRequest, *, of: str = "", at: str = "") -> None:
    """Refuse a layer outside the limits; `of` and `at` say which one it is, in words and as a JSON Pointer."""
    _grant(f"kernel{of}", layer.kernel, most=LARGEST_STEP, pointer=f"{at}/kernel")
    _grant(f"stride{of}", layer.stride, most=LARGEST_STEP, pointer=f"{at}/stride")
    _grant(f"padding{of}", layer.padding, least=0, most=LARGEST_SIZE, pointer=f"{at}/padding")
    _grant(f"dilation{of}", layer.dilation, most=LARGEST_STEP, pointer=f"{at}/dilation")


def _grant(what: str, argument: LayerPadding, *, least: int = 1, most: int, pointer: str) -> None:
    for number in _numbers(argument):
        require(what, number, least=least, pointer=pointer)
        if number > most:
            raise too_much(f"The {what} is over {most:,}, which is the limit here.", pointer)


def _numbers(argument: LayerPadding) -> Iterator[int]:
    if isinstance(argument, int):
        yield argument
    elif isinstance(argument, tuple):
        for part in argument:
            yield from _numbers(part)


def too_much(sentence: str, pointer: str) -> TooMuchWork:
    """A refusal of what asks for too much, at its place."""
    return TooMuchWork(sentence, (FieldComplaint(pointer, sentence),))


def _refuse_idle_options(request: SizeRequest) -> None:
    """Refuse what this kind of layer would ignore: an answer to another question than the one asked helps nobody."""
    if not request.transposed:
        if request.output_padding not in {0, (0, 0)}:
            raise misplaced("Only a transposed convolution has an output padding.", "/output_padding")
        return
    if request.ceil_mode:
        raise misplaced("A transposed convolution divides nothing, so it has no ceil_mode.", "/ceil_mode")
    if isinstance(request.layer.padding, str):
        sentence = "A transposed convolution needs its padding in numbers: libraries disagree on what the names mean."
        raise misplaced(sentence, "/padding")


def _refuse_same_at_a_stride(layer: LayerRequest, index: int) -> None:
    if layer.padding == "same" and layer.stride not in {1, (1, 1)}:
        sentence = f'Layer {index + 1} pads "same" at a stride, which depends on the input\'s size: give it in numbers.'
        raise misplaced(sentence, f"/layers/{index}/padding")


def misplaced(sentence: str, pointer: str) -> BadInput:
    """A refusal of what does not belong where it stands."""
    return BadInput(sentence, (FieldComplaint(pointer, sentence),))

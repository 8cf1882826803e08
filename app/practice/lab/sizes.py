"""The output-size calculator: any layer, its working, both frameworks' "same", and the question asked backwards."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from urllib.parse import urlencode

from app.conv.inverses import input_sizes, kernels, output_paddings, paddings, strides
from app.conv.shapes import output_size, resolve_padding, sides
from app.errors import AppError
from app.practice.exploring.layers import (
    AxisSize,
    LayerPadding,
    LayerRequest,
    PerAxis,
    SizeRequest,
    explore_output_size,
)
from app.practice.lab.rows import WindowRow
from app.practice.lab.typed import padding as padding_typed
from app.practice.lab.typed import per_axis, whole

ADDRESS = "/lab/output-size"
MOST = 64
"""How large a kernel, a stride or a padding is looked for."""


class Layer(StrEnum):
    """What slides."""

    CONV = "conv"
    POOL = "pool"
    TRANSPOSED = "transposed"


NAMES = {Layer.CONV: "convolution", Layer.POOL: "pool, ceil_mode", Layer.TRANSPOSED: "transposed convolution"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeState:
    """The address: every box as it was typed."""

    layer: Layer = Layer.CONV
    input: str = "224"
    kernel: str = "7"
    stride: str = "2"
    padding: str = "3"
    dilation: str = "1"
    output_padding: str = "0"
    target: str = ""

    @property
    def query(self) -> str:
        """What stands behind the question mark."""
        return urlencode({name: getattr(self, name) for name in self.__slots__})

    @property
    def address(self) -> str:
        """Where this state lives."""
        return f"{ADDRESS}?{self.query}"


@dataclass(frozen=True, slots=True)
class Same:
    """What a framework makes of padding="same"."""

    framework: str
    says: str


@dataclass(frozen=True, slots=True)
class Way:
    """One number changed so that the wanted size comes out: `kernel 5 to 6`, with an address that tries it."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class SizeBoard:
    """The calculator as it stands; where `complaint` says something, the rest is empty."""

    state: SizeState
    names: Mapping[Layer, str]
    headline: str
    complaint: str = ""
    steps: tuple[str, ...] = ()
    rows: tuple[WindowRow, ...] = ()
    same: tuple[Same, ...] = ()
    ways: tuple[Way, ...] = ()
    code: str = ""
    question: str = ""
    numbers: Mapping[str, object] = field(default_factory=dict[str, object])
    """The layer as the problem on output sizes takes it; empty where it asks no such thing."""


def size_board(state: SizeState) -> SizeBoard:
    """What the engine says of the boxes; a box that cannot be read is named, and loses nothing."""
    try:
        return _board(state, _request(state))
    except AppError as error:
        return SizeBoard(state, NAMES, "No layer has these numbers.", complaint=error.sentence)


def _request(state: SizeState) -> SizeRequest:
    """As the calculator of the API takes it."""
    layer = LayerRequest(
        kernel=per_axis(state.kernel, "kernel"),
        stride=per_axis(state.stride, "stride"),
        padding=padding_typed(state.padding),
        dilation=per_axis(state.dilation, "dilation"),
    )
    transposed = state.layer is Layer.TRANSPOSED
    return SizeRequest(
        input=per_axis(state.input, "input size"),
        layer=layer,
        ceil_mode=state.layer is Layer.POOL,
        transposed=transposed,
        output_padding=per_axis(state.output_padding, "output padding") if transposed else 0,
    )


def _board(state: SizeState, request: SizeRequest) -> SizeBoard:
    found = explore_output_size(request)
    rows = tuple(_rows(request, found))
    return SizeBoard(
        state=state,
        names=NAMES,
        headline=_headline(request, rows),
        steps=tuple(step for axis in found for step in axis.steps),
        rows=rows,
        same=_same(request) if not request.transposed and len(found) == 1 else (),
        ways=tuple(_ways(state, request, found)) if state.target.strip() else (),
        code=_code(state, request),
        question=_question(rows[0]),
        numbers=_numbers(state, request),
    )


def _headline(request: SizeRequest, rows: tuple[WindowRow, ...]) -> str:
    given, both = request.input, rows * (3 - len(rows))
    height, width = given if isinstance(given, tuple) else (given, given)
    outputs = [row.size if row.is_transposed else row.windows for row in both]
    dropped = max(row.dropped for row in rows)
    note = f", and the last {_cells(dropped)} never read" if dropped else ""
    return f"{height} × {width} becomes {outputs[0]} × {outputs[1]}{note}."


def _question(row: WindowRow) -> str:
    """One to take along, about what is on the screen."""
    if row.is_transposed:
        return "Which convolution would turn this output back into the input, and is it the only one?"
    if row.unused:
        return f"How large may the input become before a window number {row.windows + 1:,} fits?"
    return "Take one cell away from the input: what happens to the output, and why?"


def _numbers(state: SizeState, request: SizeRequest) -> Mapping[str, object]:
    layer = request.layer
    if state.layer is not Layer.CONV or isinstance(layer.padding, str):
        return {}
    given = (request.input, layer.kernel, layer.stride, layer.padding, layer.dilation)
    return dict(zip(("input", "kernel", "stride", "padding", "dilation"), given, strict=True))


def _cells(count: int) -> str:
    return "cell of an axis is" if count == 1 else f"{count:,} cells of an axis are"


def _rows(request: SizeRequest, found: tuple[AxisSize, ...]) -> Iterator[WindowRow]:
    for index, axis in enumerate(found):
        size, kernel, stride, dilation = (
            _at(index, value)
            for value in (request.input, request.layer.kernel, request.layer.stride, request.layer.dilation)
        )
        before, after = _sides(request, index, size, kernel, stride, dilation)
        if request.transposed:
            extra = _at(index, request.output_padding)
            yield WindowRow(
                axis.output, before, max(after - extra, 0), kernel, stride, dilation, size, is_transposed=True
            )
        else:
            yield WindowRow(size, before, after, kernel, stride, dilation, axis.output)


def _sides(request: SizeRequest, index: int, size: int, kernel: int, stride: int, dilation: int) -> tuple[int, int]:
    match request.layer.padding:
        case "causal" if isinstance(request.input, tuple) and index == 0:
            return 0, 0
        case str() as mode:
            return resolve_padding(mode, size, kernel, stride=stride, dilation=dilation)
        case int() as each:
            return sides(each)
        case per_side:
            return sides(per_side[index])


def _at(index: int, value: PerAxis) -> int:
    return value[index] if isinstance(value, tuple) else value


def _same(request: SizeRequest) -> tuple[Same, ...]:
    """PyTorch pads the same on both sides up to an odd one at the end, at stride 1 only; TensorFlow at any stride."""
    size, kernel, stride, dilation = (
        _at(0, value) for value in (request.input, request.layer.kernel, request.layer.stride, request.layer.dilation)
    )
    before, after = resolve_padding("same", size, kernel, stride=stride, dilation=dilation)
    output = output_size(size, kernel, stride=stride, padding=(before, after), dilation=dilation)
    sums = f"{before} before and {after} after, {output} out"
    torch = sums if stride == 1 else f"refused: padding='same' is for stride 1, and this one is {stride}"
    return (Same("PyTorch", torch), Same("TensorFlow, Keras", f"{sums} (⌈{size} / {stride}⌉)"))


def _ways(state: SizeState, request: SizeRequest, found: tuple[AxisSize, ...]) -> Iterator[Way]:
    """Every change of one number that gives the wanted size, where one axis says it all and padding is a number."""
    target = whole(state.target, "wanted size")
    each_side = request.layer.padding
    if len(found) > 1 or not isinstance(each_side, int):
        return
    size, kernel, stride, dilation = (
        _at(0, value) for value in (request.input, request.layer.kernel, request.layer.stride, request.layer.dilation)
    )
    if request.transposed:
        fits = output_paddings(size, kernel, target, stride=stride, padding=each_side, dilation=dilation)
        yield from _way(state, "output padding", "output_padding", fits)
        return
    if request.ceil_mode:
        return
    rest = {"stride": stride, "padding": each_side, "dilation": dilation}
    yield from _way(state, "input", "input", input_sizes(target, kernel, **rest))
    yield from _way(state, "kernel", "kernel", kernels(size, target, most=MOST, **rest))
    yield from _way(
        state, "stride", "stride", strides(size, kernel, target, most=MOST, padding=each_side, dilation=dilation)
    )
    yield from _way(
        state, "padding", "padding", paddings(size, kernel, target, most=MOST, stride=stride, dilation=dilation)
    )


def _way(state: SizeState, name: str, box: str, fits: range) -> Iterator[Way]:
    if fits:
        words = f"{name} {fits[0]}" if len(fits) == 1 else f"{name} {fits[0]} to {fits[-1]}"
        changes = {box: str(fits[0])}
        yield Way(words, replace(state, **changes).address)


def _code(state: SizeState, request: SizeRequest) -> str:
    """The layer in PyTorch, on three channels; what is at its default is left out."""
    layer = request.layer
    if layer.padding in ("causal", "full") or (layer.padding == "same" and layer.stride not in (1, (1, 1))):
        return "# PyTorch has no such padding: use torch.nn.functional.pad before the layer"
    given: dict[str, LayerPadding] = {
        "stride": layer.stride,
        "padding": layer.padding,
        "output_padding": request.output_padding,
        "dilation": layer.dilation,
    }
    defaults: dict[str, LayerPadding] = {"stride": 1, "padding": 0, "output_padding": 0, "dilation": 1}
    if state.layer is Layer.POOL:
        defaults["stride"] = layer.kernel
    rest = {name: value for name, value in given.items() if value != defaults[name]}
    arguments = ", ".join(f"{name}={value!r}" for name, value in {"kernel_size": layer.kernel, **rest}.items())
    match state.layer:
        case Layer.CONV:
            return f"nn.Conv2d(3, 64, {arguments})"
        case Layer.POOL:
            return f"nn.MaxPool2d({arguments}, ceil_mode=True)"
        case Layer.TRANSPOSED:
            return f"nn.ConvTranspose2d(3, 64, {arguments})"

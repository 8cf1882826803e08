"""PyTorch's lines read as layers: `nn.Conv2d(3, 64, 7, stride=2, padding=3)`. Nothing of it is ever executed.

The text becomes Python's syntax tree, in which only calls of known modules with plain values are looked at. Taken are
lines one below the other, `nn.Sequential(...)`, assignments (their name becomes the layer's) and comments.

Signatures: docs.pytorch.org, torch.nn, as of 2.13.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from textwrap import dedent

from app.conv.network.parsing import parse
from app.conv.network.shape import channels_of
from app.conv.network.table import NetworkTable
from app.errors import BadInput

MOST_CHARACTERS, MOST_LAYERS, DEEPEST = 20_000, 256, 30
Plain = int | float | bool | str | None | list["Plain"]


@dataclass(frozen=True, slots=True)
class TorchLayer:
    """A layer as plain data, where it stands, and how many channels or features it says it takes."""

    data: Mapping[str, object]
    line: int
    column: int
    takes: int | None = None

    def refusal(self, sentence: str) -> BadInput:
        """What is wrong with it."""
        return BadInput(f"Line {self.line}, column {self.column}: {sentence}")


@dataclass(frozen=True, slots=True)
class Module:
    """A class of torch.nn: its parameters in order, what they are called here, and what must stay at its default."""

    op: str
    parameters: tuple[str, ...]
    ours: Mapping[str, str]
    required: tuple[str, ...]
    fixed: Mapping[str, Plain]
    takes: str


def _module(op: str, signature: str, *, required: str = "", takes: str = "", **fixed: Plain) -> Module:
    """`kernel_size>kernel`: a parameter and its name here; one without is read and counts for nothing."""
    pairs = [each.partition(">") for each in signature.split()]
    ours = {theirs: mine for theirs, _, mine in pairs if mine}
    return Module(op, tuple(theirs for theirs, _, _ in pairs), ours, tuple(required.split()), fixed, takes)


CONV = "stride>stride padding>padding dilation>dilation groups>groups bias>bias padding_mode device dtype"
TRANSPOSED = "stride>stride padding>padding output_padding>output_padding groups>groups bias>bias dilation>dilation"
NORM = "num_features eps momentum affine track_running_stats device dtype"
IN_AND_OUT = "in_channels out_channels kernel_size"
MODULES: Mapping[str, Module] = {
    "Conv2d": _module(
        "conv",
        f"in_channels out_channels>out_channels kernel_size>kernel {CONV}",
        required=IN_AND_OUT,
        takes="in_channels",
        padding_mode="zeros",
    ),
    "ConvTranspose2d": _module(
        "conv_transpose",
        f"in_channels out_channels>out_channels kernel_size>kernel {TRANSPOSED} padding_mode device dtype",
        required=IN_AND_OUT,
        takes="in_channels",
        padding_mode="zeros",
    ),
    "MaxPool2d": _module(
        "max_pool",
        "kernel_size>kernel stride>stride padding>padding dilation>dilation return_indices ceil_mode>ceil_mode",
        required="kernel_size",
        return_indices=False,
    ),
    "AvgPool2d": _module(
        "avg_pool",
        "kernel_size>kernel stride>stride padding>padding ceil_mode>ceil_mode count_include_pad>count_include_pad"
        " divisor_override",
        required="kernel_size",
        divisor_override=None,
    ),
    "AdaptiveAvgPool2d": _module("adaptive_avg_pool", "output_size>output", required="output_size"),
    "BatchNorm2d": _module("batch_norm", NORM, required="num_features", takes="num_features", affine=True),
    "BatchNorm1d": _module("batch_norm", NORM, required="num_features", takes="num_features", affine=True),
    "LayerNorm": _module(
        "layer_norm",
        "normalized_shape eps elementwise_affine bias device dtype",
        required="normalized_shape",
        takes="normalized_shape",
        elementwise_affine=True,
        bias=True,
    ),
    "Linear": _module(
        "linear",
        "in_features out_features>out_features bias>bias device dtype",
        required="in_features out_features",
        takes="in_features",
    ),
    "Upsample": _module(
        "upsample",
        "size scale_factor>scale mode align_corners recompute_scale_factor",
        required="scale_factor",
        size=None,
        mode="nearest",
    ),
    "Flatten": _module("flatten", "start_dim end_dim", start_dim=1, end_dim=-1),
    "Dropout": _module("dropout", "p>p inplace"),
    "Dropout2d": _module("dropout", "p>p inplace"),
    "Softmax": _module("softmax", "dim"),
    "ReLU": _module("relu", "inplace"),
    "ReLU6": _module("relu6", "inplace"),
    "SiLU": _module("silu", "inplace"),
    "GELU": _module("gelu", "approximate"),
    "Sigmoid": _module("sigmoid", ""),
    "Tanh": _module("tanh", ""),
}


def torch_layers(text: str) -> tuple[TorchLayer, ...]:
    """The layers in order. Raises `BadInput` with line and column of the first thing that cannot be read."""
    found = tuple(_in_statements(_tree(text)))
    if not found:
        raise BadInput("There is no layer yet; write one such as nn.Conv2d(3, 64, 7, stride=2, padding=3).")
    if len(found) > MOST_LAYERS:
        raise BadInput(f"There are {len(found)} layers; {MOST_LAYERS} is the limit here.")
    for each in found:
        _check(each)
    return found


def refuse_other_channels(layers: tuple[TorchLayer, ...], table: NetworkTable) -> None:
    """Raises `BadInput` where a layer says it takes other channels than it gets, as PyTorch would when it runs."""
    for each, row in zip(layers, table.rows, strict=True):
        gets = channels_of(row.input_shape)
        if each.takes is not None and each.takes != gets:
            raise each.refusal(f"This layer takes {each.takes:,} channels or features, and {gets:,} come in.")


def _check(layer: TorchLayer) -> None:
    try:
        parse([layer.data])
    except BadInput as refusal:
        raise layer.refusal(refusal.fields[0].detail if refusal.fields else refusal.sentence) from None


def _tree(text: str) -> ast.Module:
    if len(text) > MOST_CHARACTERS:
        raise BadInput(f"The text has {len(text):,} characters; {MOST_CHARACTERS:,} is the limit here.")
    _refuse_depth(text)
    try:
        return ast.parse(dedent(text.expandtabs()))
    except SyntaxError as error:
        raise BadInput(f"Line {error.lineno or 1}, column {error.offset or 1}: This is no line of Python.") from None
    except (ValueError, RecursionError, MemoryError):  # null characters; signs or dots by the thousand
        raise BadInput("This is no text that Python could read.") from None


def _refuse_depth(text: str) -> None:
    depth = 0
    for sign in text:
        depth += (sign in "([{") - (sign in ")]}")
        if depth > DEEPEST:
            raise BadInput(f"Brackets are nested deeper than {DEEPEST}, which is the limit here.")


def _in_statements(tree: ast.Module) -> Iterator[TorchLayer]:
    for statement in tree.body:
        match statement:
            case ast.Import() | ast.ImportFrom():
                continue
            case ast.Expr(value=value):
                yield from _in_expression(value)
            case ast.Assign(targets=[ast.Name(id=name) | ast.Attribute(attr=name)], value=value):
                yield from _in_expression(value, name)
            case _:
                raise _refusal(statement, "Only layers are read here, no other Python: write residuals in YAML.")


def _in_expression(value: ast.expr, name: str = "") -> Iterator[TorchLayer]:
    match value:
        case ast.Tuple(elts=several) | ast.List(elts=several):
            for each in several:
                yield from _in_expression(each)
        case ast.Call(func=called) if _name(called) == "Sequential":
            if value.keywords:
                raise _refusal(value, "Sequential takes its layers one after another, without names.")
            for each in value.args:
                yield from _in_expression(each)
        case ast.Call(func=called) if _name(called) == "Identity":
            return
        case ast.Call():
            yield _layer(value, name)
        case _:
            raise _refusal(value, "This is no layer; write one such as nn.ReLU().")


def _name(called: ast.expr) -> str:
    """`Conv2d` of `Conv2d`, `nn.Conv2d` and `torch.nn.Conv2d`."""
    match called:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=ast.Name(id="nn") | ast.Attribute(value=ast.Name(id="torch"), attr="nn"), attr=name):
            return name
        case _:
            return ""


def _layer(call: ast.Call, name: str) -> TorchLayer:
    module = MODULES.get(_name(call.func))
    if module is None:
        raise _refusal(call, f"No such layer is read here; known are {', '.join(MODULES)}, Sequential and Identity.")
    given = _arguments(call, module)
    for parameter in module.required:
        if parameter not in given:
            raise _refusal(call, f"{_name(call.func)} needs its {parameter}.")
    for parameter, default in module.fixed.items():
        if given.get(parameter, default) != default:
            raise _refusal(call, f"{_name(call.func)} is read here with {parameter}={default!r} only.")
    ours = {module.ours[theirs]: value for theirs, value in given.items() if theirs in module.ours}
    named = {"name": name} if name else {}
    data: dict[str, object] = {"op": module.op, **ours, **named}
    takes = given.get(module.takes)
    return TorchLayer(data, call.lineno, call.col_offset + 1, _only(takes))


def _only(takes: Plain) -> int | None:
    """`LayerNorm([96])` takes what `LayerNorm(96)` does."""
    if isinstance(takes, list) and len(takes) == 1:
        return _only(takes[0])
    return takes if isinstance(takes, int) else None


def _arguments(call: ast.Call, module: Module) -> dict[str, Plain]:
    """By parameter, the positional ones first."""
    if len(call.args) > len(module.parameters):
        raise _refusal(call, f"{_name(call.func)} takes {len(module.parameters)} arguments at most.")
    given = {parameter: _plain(node) for parameter, node in zip(module.parameters, call.args, strict=False)}
    for keyword in call.keywords:
        if keyword.arg not in module.parameters:
            known = ", ".join(module.parameters) or "none"
            raise _refusal(keyword, f"{_name(call.func)} has no such parameter; it has {known}.")
        if keyword.arg in given:
            raise _refusal(keyword, f"{keyword.arg} is given twice.")
        given[keyword.arg] = _plain(keyword.value)
    return given


def _plain(node: ast.expr) -> Plain:
    match node:
        case ast.Constant(value=bool() | int() | float() | str() | None as value):
            return value
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as value)):
            return -value
        case ast.Tuple(elts=several) | ast.List(elts=several):
            return [_plain(each) for each in several]
        case _:
            raise _refusal(node, "Only numbers, tuples of them, True, False, None and texts are read here.")


def _refusal(node: ast.stmt | ast.expr | ast.keyword, sentence: str) -> BadInput:
    return BadInput(f"Line {node.lineno}, column {node.col_offset + 1}: {sentence}")

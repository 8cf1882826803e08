"""Plain mappings, as JSON and YAML give them, to layers. Whatever does not fit is a sentence with a JSON Pointer."""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields
from typing import Any, cast

from app.conv.network.arguments import OPTIONAL_READERS, READERS, ParseLimits, Place, Read, is_list
from app.conv.network.layers import (
    Activation,
    AdaptiveAvgPool,
    Attention,
    AvgPool,
    BatchNorm,
    Concat,
    Conv,
    ConvTranspose,
    Depthwise,
    Dropout,
    Elementwise,
    FirstToken,
    Flatten,
    GlobalAvgPool,
    Layer,
    LayerNorm,
    Layers,
    Linear,
    MaxPool,
    Pointwise,
    Repeat,
    Residual,
    Scale,
    Select,
    Softmax,
    SqueezeExcite,
    Tokens,
    Upsample,
)
from app.errors import BadInput, FieldComplaint, TooMuchWork

OPS: Mapping[str, type[Layer]] = {
    each.op: each
    for each in (
        Conv,
        ConvTranspose,
        Depthwise,
        Pointwise,
        MaxPool,
        AvgPool,
        GlobalAvgPool,
        AdaptiveAvgPool,
        BatchNorm,
        LayerNorm,
        Softmax,
        Dropout,
        Flatten,
        Linear,
        Upsample,
        Residual,
        Concat,
        SqueezeExcite,
        Repeat,
        Scale,
        Select,
        Tokens,
        Attention,
        FirstToken,
    )
}
"""The ops that have a class of their own; the functions of one number share `Elementwise`."""

OP_NAMES = (*OPS, *(function.value for function in Activation))

STANDARD_LIMITS = ParseLimits()


def parse(raw: object, *, limits: ParseLimits = STANDARD_LIMITS, pointer: str = "/layers") -> Layers:
    """The layers that `raw` describes. Raises `BadInput` with every complaint, `TooMuchWork` past a limit."""
    layers = _layers(raw, Place(pointer, limits))
    total = written_out(layers)
    if total > limits.layers:
        sentence = f"With every repetition written out there are {total:,} layers; {limits.layers:,} is the limit here."
        raise TooMuchWork(sentence, (FieldComplaint(pointer, sentence),))
    return layers


def written_out(layers: Layers) -> int:
    """How many layers there are, those inside of others and every repetition counted."""
    return sum(map(_written_out, layers))


def _written_out(layer: Layer) -> int:
    match layer:
        case Residual():
            return 1 + written_out(layer.body) + written_out(layer.shortcut)
        case Concat():
            return 1 + sum(map(written_out, layer.branches))
        case Repeat():
            return layer.times * written_out(layer.body)
        case _:
            return 1


def _layers(raw: object, place: Place) -> Layers:
    if not is_list(raw):
        raise place.refusal("This must be a list of layers.")
    if place.depth >= place.limits.depth:
        raise place.excess(f"Layers are nested deeper than {place.limits.depth}, which is the limit here.")
    if len(raw) > place.limits.layers:
        raise place.excess(f"There are {len(raw):,} layers; {place.limits.layers:,} is the limit here.")
    return _all(_layer, raw, place.deeper())


def _body(raw: object, place: Place) -> Layers:
    layers = _layers(raw, place)
    if not layers:
        raise place.refusal("This must hold at least one layer.")
    return layers


def _branches(raw: object, place: Place) -> tuple[Layers, ...]:
    if not is_list(raw) or not raw:
        raise place.refusal("This must be a list of at least one branch, each a list of layers.")
    if len(raw) > place.limits.layers:
        raise place.excess(f"There are {len(raw):,} branches; {place.limits.layers:,} is the limit here.")
    return _all(_layers, raw, place)


def _all(read: Read, raw: Sequence[object], place: Place) -> tuple[Any, ...]:
    """Every entry read, or one refusal with the complaints about all of them."""
    found: list[Any] = []
    refusals: list[BadInput] = []
    for index, each in enumerate(raw):
        try:
            found.append(read(each, place.at(index)))
        except TooMuchWork:
            raise
        except BadInput as refusal:
            refusals.append(refusal)
    if refusals:
        raise BadInput(refusals[0].sentence, tuple(field for each in refusals for field in each.fields))
    return tuple(found)


def _layer(raw: object, place: Place) -> Layer:
    if not isinstance(raw, Mapping):
        raise place.refusal("A layer must be an object with an op.")
    given = dict(cast("Mapping[object, object]", raw))
    op = given.pop("op", None)
    if isinstance(op, str) and op in set(Activation):
        return Elementwise(function=Activation(op), **_arguments(op, Elementwise, given, place))
    if not isinstance(op, str) or op not in OPS:
        raise place.at("op").refusal(f"This must be one of {', '.join(OP_NAMES)}.")
    return OPS[op](**_arguments(op, OPS[op], given, place))


def _arguments(op: str, shape: type[Layer], given: Mapping[object, object], place: Place) -> dict[str, Any]:
    """The arguments of one layer, each read as what its name says."""
    known = {each.name: each.default for each in fields(shape) if _reader(op, each.name)}
    for name in given:
        if name not in known:
            raise place.at(str(name)).refusal(f"A layer of op {op} has no such field; it has {', '.join(known)}.")
    for name, default in known.items():
        if name not in given and default is MISSING:
            raise place.at(name).refusal(f"A layer of op {op} needs this.")
    arguments: dict[str, Any] = {}
    for name in known:
        read = _reader(op, name)
        if read and name in given:
            arguments[name] = read(given[name], place.at(name))
    return arguments


def _reader(op: str, name: str) -> Read | None:
    return OPTIONAL_READERS.get((op, name)) or NESTED_READERS.get(name) or READERS.get(name)


NESTED_READERS: Mapping[str, Read] = {"body": _body, "shortcut": _layers, "branches": _branches}

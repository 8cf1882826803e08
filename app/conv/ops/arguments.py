"""Arguments in every spelling that is accepted, turned into one: whole numbers, (height, width), ((top, bottom), …).

Checked quickly, explained slowly: on a whiteboard-sized layer the checks are most of the work.
"""

from collections.abc import Sequence
from math import isfinite
from operator import index
from typing import Any, Literal, TypeAlias, cast

from app.conv.shapes import require, resolve_padding
from app.errors import BadInput

Pair: TypeAlias = tuple[int, int]  # (height, width)
Sides: TypeAlias = tuple[Pair, Pair]  # ((top, bottom), (left, right))
PerAxis: TypeAlias = int | Sequence[int]  # one number for both axes, or (height, width)
PaddingName: TypeAlias = Literal["valid", "same", "same_upper", "same_lower", "full", "causal"]
Around: TypeAlias = PaddingName | int | Sequence[int] | Sequence[Sequence[int]]

NO_PADDING: Sides = ((0, 0), (0, 0))


def whole(name: str, value: object, *, least: int) -> int:
    """A whole number: an int or NumPy integer; never a float, however round, and never a truth value."""
    number = value if type(value) is int else _index(name, value)
    if number < least:
        require(name, number, least=least)
    return number


def real(name: str, value: object, *, least: float | None = None) -> float:
    """A finite number."""
    if isinstance(value, bool) or not _is_number(value):
        raise BadInput(f"The {name} must be a number, not {_named(value)}.")
    number = float(cast("float", value))
    if not isfinite(number):
        raise BadInput(f"The {name} is {number}; it must be finite.")
    if least is not None and number < least:
        raise BadInput(f"The {name} is {number:g}; it must be at least {least:g}.")
    return number


def per_axis(name: str, value: object, *, least: int) -> Pair:
    """One number for both axes, or (height, width)."""
    if type(value) is int:
        number = whole(name, value, least=least)
        return number, number
    numbers = [whole(name, each, least=least) for each in _listed(value)]
    if len(numbers) not in {1, 2}:
        raise BadInput(f"The {name} has {len(numbers)} entries; it is one number, or (height, width).")
    return numbers[0], numbers[-1]


def sides_around(padding: object) -> Sides:
    """Padding in numbers: an int, (height, width) or ((top, bottom), (left, right))."""
    if type(padding) is int:
        if padding == 0:
            return NO_PADDING
        each = whole("padding", padding, least=0)
        return (each, each), (each, each)
    axes = [_two_sides(axis) for axis in _listed(padding)]
    if len(axes) not in {1, 2}:
        raise BadInput(
            f"The padding has {len(axes)} entries; it is one number, (height, width) or ((top, bottom), (left, right))."
        )
    return axes[0], axes[-1]


def named_sides(name: str, size: Pair, kernel: Pair, *, stride: Pair, dilation: Pair) -> Sides:
    """The padding a name stands for.

    "same" is PyTorch's, for a stride of 1; "same_upper" and "same_lower" are ONNX's, ⌈n / s⌉ outputs at any stride with
    an odd zero at the end (TensorFlow's choice) or at the start; "causal" pads before the last axis only.
    """
    if name == "same" and stride != (1, 1):
        raise BadInput(
            f'Padding "same" needs a stride of 1, as in PyTorch, not {stride[0]} by {stride[1]};'
            ' "same_upper" takes any stride, as in TensorFlow.'
        )
    if name == "causal":
        return (0, 0), resolve_padding("causal", size[1], kernel[1], dilation=dilation[1])
    mode = _MODES.get(name)
    if mode is None:
        raise BadInput(f"There is no padding of that name; the names are {', '.join(_MODES)} and causal.")
    axes = zip(size, kernel, stride, dilation, strict=True)
    vertical, horizontal = (resolve_padding(mode, n, k, stride=s, dilation=d) for n, k, s, d in axes)
    if name == "same_lower":
        return (vertical[1], vertical[0]), (horizontal[1], horizontal[0])
    return vertical, horizontal


_MODES: dict[str, Literal["valid", "same", "full"]] = {
    "valid": "valid",
    "same": "same",
    "same_upper": "same",
    "same_lower": "same",
    "full": "full",
}


def _two_sides(axis: object) -> Pair:
    if type(axis) is int:
        each = whole("padding", axis, least=0)
        return each, each
    numbers = [whole("padding", each, least=0) for each in _listed(axis)]
    if len(numbers) not in {1, 2}:
        raise BadInput(f"The padding of one axis has {len(numbers)} entries; it is one number, or (before, after).")
    return numbers[0], numbers[-1]


def _listed(value: object) -> Sequence[object]:
    """A tuple, list or array as it is, anything else as the only entry of a list."""
    if isinstance(value, tuple | list):
        return cast("Sequence[object]", value)
    entries: Any = getattr(value, "tolist", lambda: value)()
    return cast("list[object]", entries) if isinstance(entries, list) else [entries]


def _index(name: str, value: object) -> int:
    try:
        if not isinstance(value, bool):
            return index(cast("int", value))
    except TypeError:
        pass
    raise BadInput(f"The {name} must be a whole number, not {_named(value)}.")


def _is_number(value: object) -> bool:
    try:
        float(cast("float", value))
    except (TypeError, ValueError, OverflowError):
        return False
    return not isinstance(value, str | bytes)


def _named(value: object) -> str:
    """A number as itself, anything else as what it is: an error never echoes raw input."""
    return f"{value}" if isinstance(value, bool | int | float) else f"a {type(value).__name__}"

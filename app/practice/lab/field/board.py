"""The figure as a page shows it: a unit, its field and its neighbour's, and which layer sees an object whole."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from app.catalog.architectures import Architectures
from app.conv.network.writing import pytorch
from app.conv.shapes import require
from app.errors import AppError
from app.practice.lab.field.effective import Effective, Unit, is_quick
from app.practice.lab.field.stack import OPS, Level, Stack, stack_of
from app.practice.lab.field.state import ADDRESS, By, FieldState
from app.practice.lab.typed import whole


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A layer of the table, in words; `address` is the figure at its middle unit."""

    name: str
    size: int
    jump: int
    field: int
    start: str
    overlap: str
    sees: str
    working: str
    address: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Boxes that make no figure, and why."""

    state: FieldState
    complaint: str
    headline: str = "No unit sees these numbers."
    object_side: int = 1
    ops: Mapping[str, str] = field(default_factory=lambda: OPS)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldBoard:
    """The figure. `effective` is None until it has been computed."""

    state: FieldState
    headline: str
    stack: Stack
    unit: Unit
    object_side: int
    rows: tuple[LevelRow, ...]
    seen: str
    shared: str
    first_to_see: str
    effective: Effective | None
    used: str
    code: str
    lead: str
    numbers: Mapping[str, object]
    complaint: str = ""
    ops: Mapping[str, str] = field(default_factory=lambda: OPS)

    @property
    def level(self) -> Level:
        """The layer whose unit it is."""
        return self.stack.levels[self.unit.level - 1]

    @property
    def is_quick(self) -> bool:
        """Whether the effective field may come with the page."""
        return self.state.by is By.FORM and is_quick(self.stack, self.unit.level)

    @property
    def drawing(self) -> str:
        """Where the drawing alone lives."""
        return f"{ADDRESS}.svg?{self.state.query}"

    @property
    def at(self) -> int:
        """The unit, counted row by row from 0."""
        return self.unit.row * self.level.size + self.unit.column


def field_board(state: FieldState, known: Architectures, found: Effective | None = None) -> FieldBoard | Refused:
    """What the engine says of the boxes; `found` is the effective field, where it has been computed."""
    try:
        stack = stack_of(state, known)
        unit = unit_of(state, stack)
        size = whole(state.object, "object")
        require("object", size, least=1)
    except AppError as error:
        return Refused(state, error.sentence)
    return _board(replace(state, layer=str(unit.level)), stack, unit, size, found)


def unit_of(state: FieldState, stack: Stack) -> Unit:
    """The unit that is asked for; a number past the last stands at the last."""
    last = len(stack.levels)
    level = max(1, min(whole(state.layer, "layer"), last)) if state.layer.strip() else last
    size = stack.levels[level - 1].size
    at = (size // 2) * (size + 1)
    if state.at.strip() and state.on == str(level):
        at = min(whole(state.at, "unit"), size * size - 1)
    return Unit(level, *divmod(at, size))


def _board(state: FieldState, stack: Stack, unit: Unit, size: int, found: Effective | None) -> FieldBoard:
    level = stack.levels[unit.level - 1]
    return FieldBoard(
        state=state,
        headline=f"A unit of {level.name} can see {level.field} × {level.field} pixels.",
        stack=stack,
        unit=unit,
        object_side=size,
        rows=tuple(_rows(state, stack, size)),
        seen=_seen(stack, level, unit),
        shared=_shared(level),
        first_to_see=_first_to_see(stack, size),
        effective=found,
        used=_used(level, found) if found else "",
        code=_code(stack, unit),
        lead=_lead(state, stack, size),
        numbers=_numbers(state),
    )


def _rows(state: FieldState, stack: Stack, size: int) -> Iterator[LevelRow]:
    below = Level("", stack.side, 1, 1, Fraction(1, 2))
    for number, level in enumerate(stack.levels, start=1):
        steps, rest = divmod(level.field - below.field, below.jump)
        yield LevelRow(
            name=level.name,
            size=level.size,
            jump=level.jump,
            field=level.field,
            start=f"{float(level.start):g}",
            overlap=f"{level.overlap} ({100 * level.overlap / level.field:.0f} %)",
            sees="yes" if level.field >= size else "no",
            working=f"{below.field} + {steps}·{below.jump}" if not rest else str(level.field),
            address=state.with_layer(number).address,
        )
        below = level


def _seen(stack: Stack, level: Level, unit: Unit) -> str:
    """Where the unit looks, pixels counted from 0."""
    return (
        f"Unit ({unit.row}, {unit.column}) sees rows {_reach(stack, level, unit.row)}"
        f" and columns {_reach(stack, level, unit.column)} of the input."
    )


def _reach(stack: Stack, level: Level, place: int) -> str:
    first = level.first(place)
    last = first + level.field - 1
    inside = max(first, Fraction(0)), min(last, Fraction(stack.side - 1))
    beyond = level.field - (inside[1] - inside[0] + 1)
    note = f" ({float(beyond):g} more in the padding)" if beyond else ""
    return f"{float(inside[0]):g} to {float(inside[1]):g}{note}"


def _shared(level: Level) -> str:
    if level.size == 1:
        return "It has no neighbour: this layer has one unit."
    if not level.overlap:
        return f"Its neighbour looks {level.jump} pixels further and shares none with it."
    return (
        f"Its neighbour looks {level.jump} pixel{'' if level.jump == 1 else 's'} further; both see {level.overlap} of"
        f" {level.field} columns ({level.field} − {level.jump})."
    )


def _first_to_see(stack: Stack, size: int) -> str:
    """The layer that first sees an object whole, if it lies well, and the one that does wherever it lies."""
    well = next((level for level in stack.levels if level.field >= size), None)
    if well is None:
        return f"No layer sees an object of {size} pixels whole: the largest field is {stack.levels[-1].field}."
    said = f"An object of {size} pixels is first seen whole in {well.name}: {well.field} ≥ {size}."
    anywhere = next((level for level in stack.levels if level.field >= size + level.jump - 1), None)
    if anywhere is None:
        return f"{said} In no layer is there a unit that sees it whole wherever it lies."
    if anywhere == well:
        return f"{said} One of its units does wherever the object lies: {well.field} ≥ {size} + {well.jump} − 1."
    return (
        f"{said} Wherever it lies, a unit of {anywhere.name} does:"
        f" {anywhere.field} ≥ {size} + {anywhere.jump} − 1 = {size + anywhere.jump - 1}."
    )


def _used(level: Level, found: Effective) -> str:
    """Measured against what can be seen, and over what (arXiv:1701.04128)."""
    draws = f"{found.draws} image{'' if found.draws == 1 else 's'} of noise"
    weights = "each with random weights of its own" if found.has_new_weights else "one draw of random weights"
    thinned = "all channels of the network" if found.thinned_by == 1 else f"one channel in {found.thinned_by}"
    return (
        f"It makes use of about {found.side:.0f} × {found.side:.0f} of {level.field} × {level.field} pixels,"
        f" {100 * found.side / level.field:.0f} % of the side: so many move it by more than 4.55 % of what the"
        f" strongest does. Gradient of the unit by backpropagation, root mean square over {draws}, {weights},"
        f" {thinned}."
    )


def _code(stack: Stack, unit: Unit) -> str:
    """The layers up to the unit, and its field by autograd."""
    channels, height, width = stack.shape
    return "\n".join(
        [
            "import torch",
            pytorch(stack.below(unit.level), stack.shape),
            "",
            f"x = torch.randn(1, {channels}, {height}, {width}, requires_grad=True)",
            f"network(x)[0, :, {unit.row}, {unit.column}].sum().backward()",
            "x.grad[0].abs().sum(0)  # zero wherever the unit does not look",
        ]
    )


def _lead(state: FieldState, stack: Stack, size: int) -> str:
    if state.by is By.KNOWN:
        return f"Which layer first sees an object of {2 * size} pixels whole, and how far apart are its units?"
    if stack.levels[0].jump == 1:
        first = stack.levels[0].name
        return f"Which layer would be the first to see an object of {size} pixels whole, if {first} had stride 2?"
    return f"Which layer would be the first to see an object of {size} pixels whole, if no layer had a stride?"


def _numbers(state: FieldState) -> Mapping[str, object]:
    """The stack as the problem on fields takes it, if it has none but convolutions and max pools without holes."""
    rows = [row for row in state.rows if row.op]
    if state.by is not By.FORM or any(row.op == "avg_pool" or row.dilation.strip() not in {"", "1"} for row in rows):
        return {}
    return {"layers": [_asked(row.op, row.kernel, row.stride) for row in rows]}


def _asked(op: str, kernel: str, stride: str) -> Mapping[str, object]:
    """A pool's stride is its kernel unless it is given."""
    usual = kernel if op == "max_pool" else "1"
    return {"op": op, "kernel": whole(kernel, "kernel"), "stride": whole(stride.strip() or usual, "stride")}

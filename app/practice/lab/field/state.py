"""What the address of the figure of receptive fields says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode

ADDRESS = "/lab/receptive-field"
MOST_ROWS = 16
SPARE_ROWS = 2


class By(StrEnum):
    """How the layers are given."""

    FORM = "form"
    KNOWN = "known"


@dataclass(frozen=True, slots=True, kw_only=True)
class StackRow:
    """One row of the form, as it was typed."""

    op: str = ""
    kernel: str = ""
    stride: str = ""
    padding: str = ""
    dilation: str = ""


ROWS = (
    StackRow(op="conv", kernel="3", stride="1", padding="1"),
    StackRow(op="conv", kernel="3", stride="2", padding="1"),
    StackRow(op="conv", kernel="3", stride="1", padding="1"),
    StackRow(op="conv", kernel="3", stride="1", padding="1"),
)


def rows_of(columns: Mapping[str, Sequence[str]]) -> tuple[StackRow, ...]:
    """The rows of a form that is sent column by column; columns of different lengths leave boxes empty."""
    ops = columns["op"]
    boxes = {name: columns.get(name, ()) for name in StackRow.__slots__ if name != "op"}
    return tuple(
        StackRow(op=op, **{name: column[at] if at < len(column) else "" for name, column in boxes.items()})
        for at, op in enumerate(ops)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldState:
    """Every box as it was typed.

    `layer` counts from 1, empty for the last. `at` counts a layer's units row by row from 0, and `on` is the layer
    they were counted in: for any other layer, and where it is empty, the unit is the middle one.
    """

    by: By = By.FORM
    of: str = "resnet-50"
    input: str = "32"
    rows: tuple[StackRow, ...] = ROWS
    object: str = "9"
    layer: str = ""
    on: str = ""
    at: str = ""

    @property
    def shown_rows(self) -> tuple[StackRow, ...]:
        """Those that say something, and a few to fill in."""
        filled = tuple(row for row in self.rows if row.op)
        return (filled + (StackRow(),) * SPARE_ROWS)[:MOST_ROWS]

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Name and value of each part of the address."""
        return tuple(self._pairs())

    @property
    def query(self) -> str:
        """What stands behind the question mark."""
        return urlencode(self.pairs)

    @property
    def address(self) -> str:
        """Where this state lives."""
        return f"{ADDRESS}?{self.query}"

    def with_layer(self, number: int) -> "FieldState":
        """The middle unit of another layer."""
        return replace(self, layer=str(number), on="", at="")

    def _pairs(self) -> Iterator[tuple[str, str]]:
        yield "by", self.by.value
        match self.by:
            case By.KNOWN:
                yield "of", self.of
            case By.FORM:
                yield "input", self.input
                for row in self.rows:
                    if row.op:
                        yield from ((name, getattr(row, name)) for name in StackRow.__slots__)
        for name in ("object", "layer", "on", "at"):
            if value := getattr(self, name):
                yield name, value

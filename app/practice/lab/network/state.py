"""What the address of the network table says."""

from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode

ADDRESS = "/lab/network"
MOST_ROWS = 32
SPARE_ROWS = 3


class By(StrEnum):
    """How the layers are given."""

    LINES = "lines"
    FORM = "form"
    KNOWN = "known"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """One row of the form, as it was typed."""

    op: str = ""
    out: str = ""
    kernel: str = ""
    stride: str = ""
    padding: str = ""
    groups: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field of one layer, and what it would become; nothing where no layer is named."""

    layer: str = ""
    field: str = "stride"
    value: str = ""


LINES = """nn.Conv2d(3, 64, 7, stride=2, padding=3)
nn.ReLU()
nn.MaxPool2d(3, stride=2, padding=1)
nn.Conv2d(64, 128, 3, padding=1)
nn.ReLU()
nn.Conv2d(128, 256, 3, stride=2, padding=1)
nn.ReLU()
nn.AdaptiveAvgPool2d(1)
nn.Flatten()
nn.Linear(256, 10)"""
ROWS = (
    FormRow(op="conv", out="64", kernel="7", stride="2", padding="3"),
    FormRow(op="relu"),
    FormRow(op="max_pool", kernel="3", stride="2", padding="1"),
    FormRow(op="conv", out="128", kernel="3", padding="1"),
    FormRow(op="relu"),
    FormRow(op="global_avg_pool"),
    FormRow(op="linear", out="10"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkState:
    """Every box as it was typed."""

    by: By = By.LINES
    input: str = "3 × 224 × 224"
    layers: str = LINES
    rows: tuple[FormRow, ...] = ROWS
    of: str = "resnet-18"
    change: Change = Change()

    @property
    def shown_rows(self) -> tuple[FormRow, ...]:
        """Those that say something, and a few to fill in."""
        filled = tuple(row for row in self.rows if row.op)
        return (filled + (FormRow(),) * SPARE_ROWS)[:MOST_ROWS]

    @property
    def address(self) -> str:
        """Where this state lives."""
        pairs = [("by", self.by.value)]
        match self.by:
            case By.LINES:
                pairs += [("input", self.input), ("layers", self.layers)]
            case By.KNOWN:
                pairs += [("of", self.of)]
            case By.FORM:
                pairs += [("input", self.input)]
                pairs += [(name, getattr(row, name)) for row in self.rows if row.op for name in FormRow.__slots__]
        if self.change.layer:
            pairs += [(name, getattr(self.change, name)) for name in Change.__slots__]
        return f"{ADDRESS}?{urlencode(pairs)}"

    def without_change(self) -> "NetworkState":
        """The same network as it is."""
        return replace(self, change=Change())

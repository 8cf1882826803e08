"""A wrong claim, run on numbers small enough to see: what an engine that disagrees has to show for itself."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One line of what was run: `padded input  0 1 2 3 0`."""

    name: str
    shown: str


@dataclass(frozen=True, slots=True)
class Refutation:
    """The run, line by line, then what the claim makes of it and what comes out.

    `on` says what was run ("a row of 4 cells, kernel 3, stride 2"), `claimed` and `found` how many or which numbers.
    """

    on: str
    rows: tuple[Row, ...]
    claimed: str
    found: str

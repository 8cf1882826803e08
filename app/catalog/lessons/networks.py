"""What a lesson may count on the known networks: `network("vgg-16", "params", op="linear")`."""

from collections.abc import Mapping

from app.catalog.architectures import Architecture, Architectures
from app.catalog.lessons.solvers import SOLVERS, Number, Sides, Solver, pair
from app.conv.network.depth import depth
from app.conv.network.table import NetworkTable, table
from app.conv.network.walk import NetworkRow
from app.errors import BadInput

NOUNS: Mapping[str, str] = {
    "params": "parameters",
    "macs": "MACs",
    "statistics": "running statistics",
    "rows": "rows",
    "depth": "layers with weights on the longest way",
    "field": "pixels, the field of the last map",
}


def solvers_for(known: Architectures) -> Mapping[str, Solver]:
    """All that an expression may name, with the networks among it."""
    counting = NetworkCounting(known)
    return {**SOLVERS, "network": Solver(counting.count, counting.steps)}


class NetworkCounting:
    """Counts in the tables of the known networks.

    `op` keeps the rows of one operation or of several, `part` those whose name begins so, conv1 without conv10; `size`
    is another input's height and width. Shares are of whole tables: normalisation has parameters, and no MACs.
    """

    def __init__(self, known: Architectures) -> None:
        self._known = known

    def count(
        self, slug: str, what: str, *, op: str | tuple[str, ...] = (), part: str = "", size: Sides | None = None
    ) -> Number:
        """Parameters, MACs, statistics or rows of (a part of) a network, its depth, or the field of its last map."""
        found = self._network(slug)
        computed = found.table if size is None else table(found.layers, (found.input[0], *pair(size)))
        rows = [row for row in computed.rows if _is_among(row, op, part)]
        if not rows:
            raise BadInput(f"No layer of {found.words.name} is such a one.")
        match what:
            case "params":
                return sum(row.params for row in rows)
            case "macs":
                return sum(row.macs for row in rows)
            case "statistics":
                return sum(row.running_statistics for row in rows)
            case "rows":
                return len(rows)
            case "depth":
                return depth(found.layers)
            case "field":
                return _field(found, computed)
            case _:
                raise BadInput(f"A network has {', '.join(NOUNS)}, and no {what}.")

    def steps(
        self, slug: str, what: str, *, op: str | tuple[str, ...] = (), part: str = "", size: Sides | None = None
    ) -> tuple[str, ...]:
        """One line: `VGG-16, linear layers: 123,642,856 parameters`."""
        found = self.count(slug, what, op=op, part=part, size=size)
        chosen = [op] if isinstance(op, str) else list(op)
        which = ", ".join([*(f"{each} layers" for each in chosen), *([f"{part} …"] if part else [])])
        on = "" if size is None else f" on {pair(size)[0]} × {pair(size)[1]}"
        name = self._network(slug).words.name
        return (f"{name}{on}{', ' if which else ''}{which}: {found:,} {NOUNS[what]}",)

    def _network(self, slug: str) -> Architecture:
        if slug not in self._known.by_slug:
            raise BadInput(f"There is no architecture {slug}.")
        return self._known.by_slug[slug]


def _is_among(row: NetworkRow, op: str | tuple[str, ...], part: str) -> bool:
    ops = (op,) if isinstance(op, str) else op
    return (not ops or row.op in ops) and row.name.startswith(part) and not row.name[len(part) :][:1].isdecimal()


def _field(found: Architecture, computed: NetworkTable) -> int:
    match computed.totals.receptive_field:
        case int() as pixels:
            return pixels
        case _:
            raise BadInput(f"The field of {found.words.name} is no single number.")

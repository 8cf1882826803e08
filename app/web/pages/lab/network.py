"""The network table."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.responses import Response

from app.practice.lab.network import ADDRESS, By, Change, FormRow, NetworkState, network_board
from app.practice.lab.network.state import MOST_ROWS
from app.web.figures.network_bars import draw_network_bars, weighty
from app.web.pages.door import DoorDep
from app.web.pages.lab.figures import LabFigure, Practice, drawing, shown

router = APIRouter()

Typed = Annotated[str, Query(max_length=60)]
Column = Annotated[list[Typed], Query(max_length=MOST_ROWS)]
FIRST = NetworkState()
FIGURE = LabFigure(
    address=ADDRESS,
    name="Network table",
    question="Where do a network's parameters and MACs sit, and what does one changed field move?",
    template="network.html",
    problems=("layer-stack", "layer-params", "field-stack", "block-params"),
)


class NetworkQuery(BaseModel):
    """The boxes, as the address has them; the form's rows come column by column."""

    by: By = FIRST.by
    input: Typed = FIRST.input
    layers: Annotated[str, Query(max_length=6_000)] = FIRST.layers
    of: Typed = FIRST.of
    op: Column | None = None
    out: Column = []
    kernel: Column = []
    stride: Column = []
    padding: Column = []
    groups: Column = []
    layer: Annotated[str, Query(max_length=100)] = ""
    field: Typed = "stride"
    value: Typed = ""

    def state(self) -> NetworkState:
        """As the table takes it. Columns of different lengths leave boxes empty."""
        return NetworkState(
            by=self.by,
            input=self.input,
            layers=self.layers,
            of=self.of,
            rows=FIRST.rows if self.op is None else self._rows(self.op),
            change=Change(layer=self.layer, field=self.field, value=self.value),
        )

    def _rows(self, ops: list[str]) -> tuple[FormRow, ...]:
        columns = {name: getattr(self, name) for name in FormRow.__slots__ if name != "op"}
        return tuple(
            FormRow(op=op, **{name: column[at] if at < len(column) else "" for name, column in columns.items()})
            for at, op in enumerate(ops)
        )


NetworkQueryDep = Annotated[NetworkQuery, Query()]


@router.get(ADDRESS)
async def network(door: DoorDep, query: NetworkQueryDep) -> Response:
    """A network's table, as the address says."""
    known = door.desk.catalog.architectures
    board = network_board(query.state(), known)
    context = {
        "board": board,
        "known": [(slug, each.words.name) for slug, each in known.by_slug.items()],
        "draw_network_bars": draw_network_bars,
        "drawn": len(weighty(board.rows)),
    }
    return shown(door, FIGURE, context, Practice("layer-stack", board.numbers) if board.numbers else None)


@router.get(f"{ADDRESS}-bars.svg")
async def bars(door: DoorDep, query: NetworkQueryDep) -> Response:
    """Where its parameters and MACs sit, as a file."""
    board = network_board(query.state(), door.desk.catalog.architectures)
    return drawing(lambda: draw_network_bars(board.rows, "bars"), "network-bars", complaint=board.complaint)

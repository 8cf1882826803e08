"""A plan for a transfer as a table of HTML: what trains in each phase, and how fast."""

from collections.abc import Iterator

from markupsafe import Markup

from app.practice.lab.transfer import PlanBoard
from app.web.figures.svg import element

HEADINGS = ("trains", "epochs", "head", "backbone", "parameters")


def draw_phases(board: PlanBoard, name: str) -> Markup:
    """A row for each phase, under the strategy in a sentence."""
    return element(
        "table",
        element("caption", board.headline),
        element("thead", element("tr", *(element("th", heading, scope="col") for heading in HEADINGS))),
        element("tbody", *_rows(board)),
        class_="layers-table",
        id=name,
    )


def _rows(board: PlanBoard) -> Iterator[Markup]:
    for phase in board.phases:
        cells = (str(phase.epochs), phase.head_rate, phase.backbone_rate, f"{phase.params:,}")
        yield element("tr", element("th", phase.trains, scope="row"), *(element("td", cell) for cell in cells))

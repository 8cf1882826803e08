"""What a lesson draws: a figure of the lab in the state of an address, and what it says; or that of a question."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import TypeAlias, TypeVar
from urllib.parse import parse_qs, parse_qsl, urlsplit

from pydantic import TypeAdapter, ValidationError

from app.catalog.catalog import Catalog
from app.catalog.lessons.lesson import PROBLEM
from app.errors import BadInput
from app.practice.lab import architectures, cost, sizes
from app.practice.lab.convolution.board import ConvolutionBoard, convolution_board
from app.practice.lab.convolution.state import ConvolutionState
from app.practice.lab.cost import CostBoard, CostState
from app.practice.lab.field.board import FieldBoard, Refused, field_board
from app.practice.lab.field.state import FieldState, StackRow, rows_of
from app.practice.lab.gradients import GradientState, Paths, paths
from app.practice.lab.numerals import factor, written
from app.practice.lab.pooling import board as pooling
from app.practice.lab.pooling.state import PoolingState
from app.practice.lab.rows import WindowRow
from app.practice.lab.transfer import PlanBoard, PlanState, plan_board
from app.problems.figures import Figure

State = TypeVar("State")


@dataclass(frozen=True, slots=True)
class Timeline:
    """The known networks by year."""

    known: tuple[architectures.Known, ...]


@dataclass(frozen=True, slots=True)
class Plane:
    """Their parameters against their MACs."""

    known: tuple[architectures.Known, ...]


Drawing: TypeAlias = (
    WindowRow
    | Timeline
    | Plane
    | ConvolutionBoard
    | FieldBoard
    | pooling.PoolingBoard
    | CostBoard
    | PlanBoard
    | Paths
    | Figure
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing with what it says, in a sentence and line by line; no drawing where its numbers make none."""

    drawing: Drawing | None
    says: str = ""
    lines: tuple[str, ...] = ()


def drawn(catalog: Catalog, address: str) -> Drawn | None:
    """What stands at an address; None where its figure is a table, which stands in the lab. Raises `BadInput`."""
    if question := PROBLEM.fullmatch(address):
        figure = _of_question(catalog, question["slug"], question["numbers"])
        return Drawn(figure) if figure else None
    parts = urlsplit(address)
    name, _, of = parts.path.removeprefix("/lab/").partition("/")
    if of:
        return Drawn(architectures.architecture_board(catalog.architectures, of).blocks)
    return FIGURES[name](parts.query, catalog) if name in FIGURES else None


def _state(kind: type[State], query: str) -> State:
    return _valid(kind, {**dict(parse_qsl(query))})


def _valid(kind: type[State], boxes: Mapping[str, object]) -> State:
    try:
        return TypeAdapter(kind).validate_python(boxes)
    except ValidationError as error:
        raise BadInput("This figure has no such state.") from error


def _sizes(query: str, _catalog: Catalog) -> Drawn:
    board = sizes.size_board(_state(sizes.SizeState, query))
    return Drawn(board.rows[0], board.headline, board.steps) if board.rows else Drawn(None, board.complaint)


def _convolution(query: str, _catalog: Catalog) -> Drawn:
    board = convolution_board(_state(ConvolutionState, query))
    return Drawn(None, board.complaint) if board.complaint else Drawn(board, board.headline, board.terms)


def _field(query: str, catalog: Catalog) -> Drawn:
    columns = parse_qs(query, keep_blank_values=True)
    alone: dict[str, object] = {name: each[-1] for name, each in columns.items() if name not in StackRow.__slots__}
    rows: dict[str, object] = {"rows": rows_of(columns)} if "op" in columns else {}
    match field_board(_valid(FieldState, alone | rows), catalog.architectures):
        case Refused(complaint=complaint):
            return Drawn(None, complaint)
        case board:
            return Drawn(board, board.headline, tuple(_layers(board)))


def _layers(board: FieldBoard) -> Iterator[str]:
    """The recursion, a line for each layer up to the one whose unit it is."""
    wide = max(len(row.name) for row in board.rows)
    for row in board.rows[: board.unit.level]:
        yield f"{row.name:<{wide}}  {row.working} = {row.field}"


def _pooling(query: str, _catalog: Catalog) -> Drawn:
    match pooling.pooling_board(_state(PoolingState, query)):
        case pooling.Refused(complaint=complaint):
            return Drawn(None, complaint)
        case board:
            return Drawn(board, f"{board.headline} {board.moves}", (board.sum,))


def _paths(query: str, _catalog: Catalog) -> Drawn:
    found = paths(_state(GradientState, query).slopes)
    product = "".join(f"(1 + {factor(slope)})" for slope in found.slopes)
    plain = written(prod(found.slopes, start=Fraction(1)))
    says = f"The {len(found.every)} paths bring {written(found.total)} together; without skips {plain} is left."
    return Drawn(found, says, (f"{product} = {written(found.factors)}",))


def _cost(query: str, _catalog: Catalog) -> Drawn:
    board = cost.cost_board(_state(CostState, query))
    return Drawn(None, board.complaint) if board.complaint else Drawn(board, board.headline)


def _plan(query: str, catalog: Catalog) -> Drawn:
    board = plan_board(_state(PlanState, query), catalog)
    return Drawn(None, board.complaint) if board.complaint else Drawn(board, board.sentence)


def _architectures(query: str, catalog: Catalog) -> Drawn:
    """Some among all, parameters against MACs; or all by year."""
    slugs = tuple(parse_qs(query).get("of", ()))
    board = architectures.architectures_board(catalog.architectures, slugs)
    return Drawn(Plane(board.known), board.complaint or board.headline) if slugs else Drawn(Timeline(board.known))


FIGURES: Mapping[str, Callable[[str, Catalog], Drawn]] = {
    "architectures": _architectures,
    "convolution": _convolution,
    "cost": _cost,
    "gradients": _paths,
    "output-size": _sizes,
    "pooling": _pooling,
    "receptive-field": _field,
    "transfer": _plan,
}


def _of_question(catalog: Catalog, slug: str, numbers: str) -> Figure | None:
    problem = catalog.problem(slug)
    if numbers == "own":
        return problem.kind.figure(problem.given) if problem.given else None
    level, seed = map(int, numbers.split("-"))
    return problem.kind.figure(problem.draw(seed, level))

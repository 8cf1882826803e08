"""What a lesson draws: a figure of the lab as it begins in the state of an address, or the figure of a question."""

from dataclasses import dataclass
from typing import TypeAlias, TypeVar
from urllib.parse import parse_qs, parse_qsl, urlsplit

from pydantic import TypeAdapter

from app.catalog.architectures import Architectures
from app.catalog.catalog import Catalog
from app.catalog.lessons.lesson import PROBLEM
from app.practice.lab import architectures, cost, sizes
from app.practice.lab.convolution.board import ConvolutionBoard, convolution_board
from app.practice.lab.convolution.state import ConvolutionState
from app.practice.lab.cost import CostBoard, CostState
from app.practice.lab.gradients import GradientState, Paths, paths
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


Drawing: TypeAlias = WindowRow | Timeline | Plane | ConvolutionBoard | CostBoard | PlanBoard | Paths | Figure


def drawing(catalog: Catalog, address: str) -> Drawing | None:
    """What is drawn for an address; None where its figure is a table, which stands in the lab."""
    if question := PROBLEM.fullmatch(address):
        return _of_question(catalog, question["slug"], question["numbers"])
    parts = urlsplit(address)
    match parts.path.removeprefix("/lab/").split("/"):
        case ["output-size"]:
            return sizes.size_board(_state(sizes.SizeState, parts.query)).rows[0]
        case ["convolution"]:
            return convolution_board(_state(ConvolutionState, parts.query))
        case ["gradients"]:
            return paths(_state(GradientState, parts.query).slopes)
        case ["cost"]:
            return cost.cost_board(_state(CostState, parts.query))
        case ["transfer"]:
            return plan_board(_state(PlanState, parts.query), catalog)
        case ["architectures", *of]:
            return _architectures(catalog.architectures, of, parts.query)
        case _:
            return None


def _state(kind: type[State], query: str) -> State:
    return TypeAdapter(kind).validate_python(dict(parse_qsl(query)))


def _architectures(known: Architectures, of: list[str], query: str) -> Drawing:
    """One in blocks; some among all, parameters against MACs; or all by year."""
    if of:
        return architectures.architecture_board(known, of[0]).blocks
    slugs = tuple(parse_qs(query).get("of", ()))
    board = architectures.architectures_board(known, slugs)
    return Plane(board.known) if slugs else Timeline(board.known)


def _of_question(catalog: Catalog, slug: str, numbers: str) -> Figure | None:
    problem = catalog.problem(slug)
    if numbers == "own":
        return problem.kind.figure(problem.given) if problem.given else None
    level, seed = map(int, numbers.split("-"))
    return problem.kind.figure(problem.draw(seed, level))

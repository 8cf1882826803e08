"""The well-known networks: GET /architectures, GET /architectures/{slug}. For anybody; nothing is kept."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, Field

from app.catalog.architectures import Architecture, Architectures, Published
from app.web.api.tables import RowOut, TotalsOut, table_out, totals_out
from app.web.errors import PROBLEM_RESPONSES

router = APIRouter(prefix="/architectures", tags=["architectures"], responses=PROBLEM_RESPONSES)


def _architectures(request: Request) -> Architectures:
    found: Architectures = request.app.state.architectures
    return found


ArchitecturesDep = Annotated[Architectures, Depends(_architectures)]


class PaperOut(BaseModel):
    """Where the network was published."""

    title: str
    authors: str
    arxiv: str | None
    url: str


class FigureOut(BaseModel):
    """A figure somebody printed, and what our table says to it; null where no table can (accuracies)."""

    what: str
    value: int | float
    source: str
    note: str
    computed: int | list[int] | None


class ArchitectureOut(BaseModel):
    """A network in words, with the sums of its table."""

    slug: str
    name: str
    year: int
    paper: PaperOut
    innovation: str
    convention: str = Field(description="Which variant this is, and what is counted how.")
    input: list[int]
    totals: TotalsOut


class ArchitecturesOut(BaseModel):
    """All of them, by year."""

    items: list[ArchitectureOut]
    next: str | None = None


class ArchitectureTableOut(ArchitectureOut):
    """The same with its table, and what was published beside what we compute."""

    published: list[FigureOut]
    rows: list[RowOut]


@router.get("")
async def architectures(known: ArchitecturesDep) -> ArchitecturesOut:
    """Every architecture, oldest first."""
    return ArchitecturesOut(items=[_summary(each) for each in known.by_slug.values()])


@router.get("/{slug}")
async def architecture(slug: str, known: ArchitecturesDep) -> ArchitectureTableOut:
    """One architecture, layer by layer."""
    found = known.architecture(slug)
    return ArchitectureTableOut(
        **dict(_summary(found)),
        published=[_figure(each, found) for each in found.words.published],
        rows=table_out(found.table).rows,
    )


def _summary(found: Architecture) -> ArchitectureOut:
    words = found.words
    return ArchitectureOut(
        slug=found.slug,
        name=words.name,
        year=words.year,
        paper=PaperOut(
            title=words.paper.title, authors=words.paper.authors, arxiv=words.paper.arxiv, url=words.paper.address
        ),
        innovation=words.innovation,
        convention=words.convention,
        input=list(found.input),
        totals=totals_out(found.table.totals),
    )


def _figure(published: Published, found: Architecture) -> FigureOut:
    totals = totals_out(found.table.totals)
    computed = {
        "params": totals.params,
        "macs": totals.macs,
        "flops": totals.flops,
        "receptive_field": totals.receptive_field,
    }
    return FigureOut(
        what=published.what,
        value=published.value,
        source=published.source,
        note=published.note,
        computed=computed.get(published.what),
    )

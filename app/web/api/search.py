"""The search over what is the same for every learner: GET /search. For anybody; nothing is kept."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from app.practice.searching import LONGEST_QUERY, Hit, HitKind
from app.store.full_text import Part
from app.web.deps import SearchDep
from app.web.errors import PROBLEM_RESPONSES

router = APIRouter(tags=["search"], responses=PROBLEM_RESPONSES)

MOST_HITS = 100


class MarkOut(BaseModel):
    """A stretch of the excerpt that was looked for: from this character to the one before `end`."""

    start: int
    end: int


class HitOut(BaseModel):
    """A page, or a place on one, that speaks of what was looked for."""

    kind: HitKind
    title: str
    within: str | None = Field(description="The part of the chapter that a section belongs to.")
    address: str = Field(examples=["/learn/sizes#the-floor"])
    excerpt: str
    marks: list[MarkOut]


class SearchOut(BaseModel):
    """The best hits. `total` are those of every kind, and `counts` says how many there are of each.

    `read_as` is the query with its slips mended, null where there were none. `unknown` are its words that no page has;
    `did_you_mean` are words that look like these.
    """

    items: list[HitOut]
    next: str | None = None
    total: int
    counts: dict[HitKind, int]
    read_as: str | None
    unknown: list[str]
    did_you_mean: list[str]


@router.get("/search")
async def search(
    search: SearchDep,
    q: Annotated[str, Query(min_length=1, max_length=LONGEST_QUERY, examples=["why 1x1"])],
    kind: HitKind | None = None,
    limit: Annotated[int, Query(ge=1, le=MOST_HITS)] = 20,
) -> SearchOut:
    """Pages that speak of it, best first: by stems of words, other names of one thing, and the nearest spelling."""
    found = search.find(q, kind=kind, limit=limit)
    return SearchOut(
        items=[_hit(each) for each in found.hits],
        total=found.total,
        counts=dict(found.counts),
        read_as=found.read_as or None,
        unknown=list(found.unknown),
        did_you_mean=list(found.near),
    )


def _hit(found: Hit) -> HitOut:
    return HitOut(
        kind=found.kind,
        title=_text(found.title),
        within=found.within or None,
        address=found.address,
        excerpt=_text(found.excerpt),
        marks=_marks(found.excerpt),
    )


def _text(parts: tuple[Part, ...]) -> str:
    return "".join(part.text for part in parts)


def _marks(parts: tuple[Part, ...]) -> list[MarkOut]:
    marks: list[MarkOut] = []
    at = 0
    for part in parts:
        if part.is_found:
            marks.append(MarkOut(start=at, end=at + len(part.text)))
        at += len(part.text)
    return marks

"""The search: a form that is sent, or answers as one types."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from app.practice.searching import HitKind, board
from app.web.deps import RendererDep, SearchDep

router = APIRouter(include_in_schema=False)


@router.get("/search")
async def search(
    request: Request,
    renderer: RendererDep,
    search: SearchDep,
    q: Annotated[str, Query()] = "",
    kind: HitKind | None = None,
) -> Response:
    """The page, or what was found alone for htmx."""
    found = board(search, q, kind)
    status = 422 if found.is_refused else 200
    if request.headers.get("HX-Request-Type") == "partial":
        return renderer.fragment("fragments/search/found.html", {"board": found}, status=status)
    return renderer.page(request, "pages/search.html", {"board": found}, status=status)

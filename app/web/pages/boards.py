"""Today, the list of problems, the live reading of an answer, and the theme."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query
from starlette.responses import RedirectResponse, Response

from app.practice import reviewing
from app.problems.reading import Wanted, read
from app.problems.skills import Skill
from app.web.deps import RendererDep
from app.web.pages.door import DoorDep
from app.web.readings import shown
from app.web.render import Theme

router = APIRouter(include_in_schema=False)

A_YEAR_S = 365 * 24 * 60 * 60


@router.get("/")
async def today(door: DoorDep) -> Response:
    """The one thing to do now."""
    return door.renderer.page(door.request, "pages/today.html", {"today": reviewing.today(door.desk, door.visit)})


@router.get("/problems")
async def problems(door: DoorDep, skill: Skill | None = None) -> Response:
    """All problems, or one skill's."""
    listed = reviewing.problem_list(door.desk, door.visit, skill)
    return door.renderer.page(door.request, "pages/problems.html", {"problems": listed})


@router.get("/read")
async def reading(
    renderer: RendererDep,
    kind: Literal["integer", "real", "ratio", "shape"],
    text: Annotated[str, Query(max_length=2_000)],
    name: Annotated[str, Query(max_length=100)] = "",
    axes: Annotated[str, Query(max_length=100)] = "",
    square: Annotated[int, Query(ge=0, le=1)] = 0,
) -> Response:
    """How an answer is read, while it is typed."""
    named = tuple(axis for axis in axes.split(",") if axis)
    found = shown(read(kind, text, Wanted(named, bool(square))))
    return renderer.fragment("fragments/echo.html", {"reading": found, "axes": named, "name": name})


@router.post("/settings/theme")
async def theme(door: DoorDep, theme: Annotated[Theme, Form()], back: Annotated[str, Form()] = "/") -> Response:
    """Keep the theme in a cookie and go back to the page."""
    response = RedirectResponse(_own_address(back), status_code=303)
    secure = door.request.url.scheme == "https"
    response.set_cookie("theme", theme, max_age=A_YEAR_S, samesite="lax", secure=secure, httponly=True)
    return response


def _own_address(address: str) -> str:
    """An address of ours, or the first page: a form must not send anybody elsewhere."""
    is_own = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if is_own else "/"

"""Today, the list of problems, drills, the live reading of an answer, and what one likes to see."""

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Query
from starlette.responses import RedirectResponse, Response

from app.learning.levels import Grasp
from app.practice import reviewing
from app.practice.drilling import Drill, next_variant
from app.practice.listing import Sort, View, problem_list
from app.problems.reading import Wanted, read
from app.problems.skills import Skill
from app.web.deps import FreshSeed, RendererDep
from app.web.pages.door import DoorDep, variant_address
from app.web.pages.drills import drill_query
from app.web.readings import shown
from app.web.render import Theme

router = APIRouter(include_in_schema=False)

ChapterQuery = Annotated[str | None, Query(max_length=100)]
A_YEAR_S = 365 * 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class BoxQuery:
    """What a box says of itself: its name, and what it asks for beyond its kind."""

    name: Annotated[str, Query(max_length=100)] = ""
    axes: Annotated[str, Query(max_length=100)] = ""
    square: Annotated[int, Query(ge=0, le=1)] = 0
    symbols: Annotated[str, Query(max_length=300)] = ""


@router.get("/")
async def today(door: DoorDep) -> Response:
    """The one thing to do now."""
    return door.renderer.page(door.request, "pages/today.html", {"today": reviewing.today(door.desk, door.visit)})


@router.get("/problems")
async def problems(
    door: DoorDep,
    chapter: ChapterQuery = None,
    skill: Skill | None = None,
    grasp: Grasp | None = None,
    level: Annotated[int | None, Query(ge=1, le=3)] = None,
    sort: Sort = Sort.SKILL,
) -> Response:
    """The problems, filtered and sorted as the address says."""
    view = View(chapter=chapter, skill=skill, grasp=grasp, level=level, sort=sort)
    listed = problem_list(door.desk, door.visit, view)
    return door.renderer.page(door.request, "pages/problems.html", {"problems": listed})


@router.get("/drill")
async def drill(
    door: DoorDep,
    seed: FreshSeed,
    skill: Annotated[list[Skill] | None, Query()] = None,
    mistake: Annotated[str, Query(max_length=60)] = "",
    after: Annotated[str | None, Query(max_length=100)] = None,
) -> Response:
    """The next question of a drill."""
    chosen = Drill(tuple(dict.fromkeys(skill or ())), mistake)
    found = next_variant(door.desk, door.visit, chosen, after=after, seed=seed)
    return RedirectResponse(variant_address(found) + drill_query(chosen), status_code=303)


@router.get("/read")
async def reading(
    renderer: RendererDep,
    kind: Literal["integer", "real", "ratio", "shape", "expression"],
    text: Annotated[str, Query(max_length=2_000)],
    box: Annotated[BoxQuery, Depends()],
) -> Response:
    """How an answer is read, while it is typed."""
    named = _listed(box.axes)
    symbols, aliases = _symbols(box.symbols)
    found = shown(read(kind, text, Wanted(named, bool(box.square), symbols, aliases)))
    return renderer.fragment("fragments/echo.html", {"reading": found, "axes": named, "name": box.name})


def _listed(names: str) -> tuple[str, ...]:
    return tuple(name for name in names.split(",") if name)


def _symbols(names: str) -> tuple[tuple[str, ...], dict[str, str]]:
    """`W,S=stride`: the symbols of a formula, and the words that stand for them."""
    entries = [entry.split("=") for entry in _listed(names) if entry[0] != "="]
    return tuple(symbol for symbol, *_ in entries), {word: entry[0] for entry in entries for word in entry[1:] if word}


@router.post("/settings/blind")
async def blind(door: DoorDep, blind: Annotated[bool, Form()], back: Annotated[str, Form()] = "/problems") -> Response:
    """Hide skill and level, or show them again."""
    response = RedirectResponse(_own_address(back), status_code=303)
    secure = door.request.url.scheme == "https"
    response.set_cookie("blind", str(int(blind)), max_age=A_YEAR_S, samesite="lax", secure=secure, httponly=True)
    return response


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

"""Where one stands."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from markupsafe import Markup
from starlette.responses import Response

from app.practice.progress import Range, progress
from app.problems.skills import Skill
from app.web.charts import draw_columns, draw_curve, draw_heat_map, draw_scores
from app.web.deps import KeptDep
from app.web.pages.door import Door, DoorDep

router = APIRouter(include_in_schema=False)

CHARTS = {
    "draw_columns": draw_columns,
    "draw_curve": draw_curve,
    "draw_heat_map": draw_heat_map,
    "draw_scores": draw_scores,
}


@router.get("/progress")
async def progress_page(
    door: DoorDep,
    kept: KeptDep,
    chapter: Annotated[str | None, Query(max_length=100)] = None,
    skill: Skill | None = None,
    first: Annotated[str, Query(alias="from", max_length=10)] = "",
    last: Annotated[str, Query(alias="to", max_length=10)] = "",
) -> Response:
    """Everything and all days, or what the address says."""
    begin, end = _day(first), _day(last)
    if begin and end and begin > end:  # what lies between two days is asked for, whichever was named first
        begin, end = end, begin
    shown = Range(chapter=chapter, skill=skill, first=begin, last=end)
    content = kept.of(door.desk, door.visit, ("progress", shown), lambda: _drawn(door, shown))
    return door.renderer.page(door.request, "pages/progress.html", {"content": content})


def _drawn(door: Door, shown: Range) -> Markup:
    context = {"progress": progress(door.desk, door.visit, shown), **CHARTS}
    return Markup(door.renderer.html("fragments/progress.html", context))  # noqa: S704 - escaped by the template


def _day(typed: str) -> date | None:
    """A date, or None for what is none: an address that was cut short still shows something."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None

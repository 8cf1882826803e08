"""What a page handler is given, in one piece, and the ways it sends a sheet back."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request
from starlette.responses import RedirectResponse, Response

from app.errors import BadInput
from app.practice.drilling import is_known, named
from app.practice.practising import Variant
from app.practice.sheet import Onward, Sheet
from app.practice.visit import Desk, Visit
from app.problems.figures import Figure
from app.web.deps import DeskDep, RendererDep, VisitDep, new_token
from app.web.pages.drills import drill_of, drill_query, next_address
from app.web.pages.filled import answers
from app.web.render import Renderer

MAX_TOKEN = 200
OWN = "own"


@dataclass(frozen=True, slots=True)
class Sent:
    """A form of the question page."""

    token: str
    typed: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Door:
    """A request of the HTML door with all it needs."""

    request: Request
    desk: Desk
    visit: Visit
    renderer: Renderer

    async def sent(self) -> Sent:
        """The form. A suggestion that was taken stands in for what was typed in its field."""
        form = await self.request.form()
        pairs = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
        token = dict(pairs).get("token", "")
        if not 0 < len(token) <= MAX_TOKEN:
            raise BadInput("This form came without its token. Go back, open the page again, and send it from there.")
        return Sent(token, answers(pairs))

    def page(self, sheet: Sheet, figure: Figure | None, *, status: int = 200) -> Response:
        """The whole page."""
        shown = self._in_drill(sheet)
        context = {"sheet": shown, "figure": figure, "token": new_token()}
        here = shown.address + shown.query
        return self.renderer.page(self.request, "pages/question.html", context, status=status, here=here)

    def recorded(self, sheet: Sheet, announcement: str) -> Response:
        """After something was recorded: the sheet for htmx, which also learns the address it lives at; else 303."""
        address = sheet.address + self._in_drill(sheet).query
        if not self._is_swap:
            return RedirectResponse(address, status_code=303)
        response = self._swap(sheet, announcement)
        response.headers["HX-Replace-Url"] = address
        return response

    def unrecorded(self, sheet: Sheet, figure: Figure | None, announcement: str) -> Response:
        """After an answer that did not count: 422, and everything that was typed is still there."""
        return self._swap(sheet, announcement, status=422) if self._is_swap else self.page(sheet, figure, status=422)

    def _swap(self, sheet: Sheet, announcement: str, *, status: int = 200) -> Response:
        context = {"sheet": self._in_drill(sheet), "token": new_token(), "announcement": announcement}
        return self.renderer.fragment("fragments/answered.html", context, status=status)

    def _in_drill(self, sheet: Sheet) -> Sheet:
        """The sheet as it stands in the drill that the address names, if it names one."""
        drill = drill_of(self.request.query_params.get("drill"))
        if drill is None or not is_known(self.desk, drill):
            return sheet
        onward = Onward(next_address(drill, sheet.slug), named(self.desk, drill))
        return replace(sheet, query=drill_query(drill), onward=onward)

    @property
    def _is_swap(self) -> bool:
        """Whether htmx asks, which swaps a part and keeps the page."""
        return self.request.headers.get("HX-Request-Type") == "partial"


def _door(request: Request, desk: DeskDep, visit: VisitDep, renderer: RendererDep) -> Door:
    return Door(request, desk, visit, renderer)


def variant_address(chosen: Variant) -> str:
    """Where a look at these numbers lives."""
    return f"/problems/{chosen.slug}/{OWN if chosen.seed is None else f'{chosen.level}-{chosen.seed}'}"


def question_address(question_id: UUID) -> str:
    """Where a question lives."""
    return f"/questions/{question_id}"


DoorDep = Annotated[Door, Depends(_door)]

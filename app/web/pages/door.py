"""What a page handler is given, in one piece, and the ways it sends a sheet back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request
from starlette.responses import RedirectResponse, Response

from app.errors import BadInput
from app.practice.sheet import Sheet
from app.practice.visit import Desk, Visit
from app.problems.figures import Figure
from app.web.deps import DeskDep, RendererDep, VisitDep, new_token
from app.web.pages.filled import answers
from app.web.render import Renderer

MAX_TOKEN = 200


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
        context = {"sheet": sheet, "figure": figure, "token": new_token()}
        return self.renderer.page(self.request, "pages/question.html", context, status=status, here=sheet.address)

    def recorded(self, sheet: Sheet, announcement: str) -> Response:
        """After something was recorded: the sheet for htmx, which also learns the address it lives at; else 303."""
        if not self._is_swap:
            return RedirectResponse(sheet.address, status_code=303)
        response = self._swap(sheet, announcement)
        response.headers["HX-Replace-Url"] = sheet.address
        return response

    def unrecorded(self, sheet: Sheet, figure: Figure | None, announcement: str) -> Response:
        """After an answer that did not count: 422, and everything that was typed is still there."""
        return self._swap(sheet, announcement, status=422) if self._is_swap else self.page(sheet, figure, status=422)

    def _swap(self, sheet: Sheet, announcement: str, *, status: int = 200) -> Response:
        context = {"sheet": sheet, "token": new_token(), "announcement": announcement}
        return self.renderer.fragment("fragments/answered.html", context, status=status)

    @property
    def _is_swap(self) -> bool:
        """Whether htmx asks, which swaps a part and keeps the page."""
        return self.request.headers.get("HX-Request-Type") == "partial"


def _door(request: Request, desk: DeskDep, visit: VisitDep, renderer: RendererDep) -> Door:
    return Door(request, desk, visit, renderer)


def question_address(question_id: UUID) -> str:
    """Where a question lives."""
    return f"/questions/{question_id}"


DoorDep = Annotated[Door, Depends(_door)]

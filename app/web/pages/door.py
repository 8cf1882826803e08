"""What a page handler is given, in one piece, and the ways it sends a sheet back."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request
from starlette.responses import RedirectResponse, Response

from app.errors import BadInput
from app.learning.calibration import SCORES
from app.practice import practising
from app.practice.drilling import is_known, named
from app.practice.practising import Variant
from app.practice.sessions import mark_for, name_of
from app.practice.sheet import Onward, Sheet
from app.practice.sheets import Progress
from app.practice.visit import Desk, Visit
from app.problems.figures import Figure
from app.store.rows import Question
from app.store.writer import Writer
from app.web.deps import DeskDep, RendererDep, StampsDep, VisitDep
from app.web.pages.drills import drill_of, drill_query, next_address
from app.web.pages.filled import answers
from app.web.pages.sent_numbers import step_for
from app.web.pages.serving import next_in_session, served, session_query
from app.web.render import Renderer
from app.web.stamps import Stamps

MAX_TOKEN = 200
OWN = "own"
CONFIDENCES = {str(score): score for score in SCORES}


@dataclass(frozen=True, slots=True)
class Sent:
    """A form of the question page; `shown_at` is when it was first shown, None where its token is not ours."""

    token: str
    typed: Mapping[str, str] = field(default_factory=dict[str, str])
    comment: str = ""
    pace: str = ""  # how long one wants to speak
    band: str = ""  # what one gives oneself
    confidence: int | None = None  # how sure one is, 1 to 5, where one said so
    shown_at: datetime | None = None

    @property
    def in_progress(self) -> Progress | None:
        """What was typed and not sent to be judged, by somebody who opens a hint in the midst of it."""
        return Progress(typed=self.typed) if any(text.strip() for text in self.typed.values()) else None


@dataclass(frozen=True, slots=True)
class Door:
    """A request of the HTML door with all it needs."""

    request: Request
    desk: Desk
    visit: Visit
    renderer: Renderer
    stamps: Stamps

    async def sent(self) -> Sent:
        """The form. A suggestion that was taken stands in for what was typed in its field."""
        form = await self.request.form()
        pairs = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
        said = dict(pairs)
        token = said.get("token", "")
        if not 0 < len(token) <= MAX_TOKEN:
            raise BadInput("This form came without its token. Go back, open the page again, and send it from there.")
        return Sent(
            token,
            answers(pairs),
            comment=said.get("comment", ""),
            pace=said.get("pace", ""),
            band=said.get("band", ""),
            confidence=CONFIDENCES.get(said.get("confidence", "")),
            shown_at=self.stamps.shown_at(token),
        )

    def page(self, sheet: Sheet, figure: Figure | None, *, status: int = 200, token: str | None = None) -> Response:
        """The whole page, as shown first now unless a token says otherwise."""
        shown = self._amid(sheet)
        context = {"sheet": shown, "figure": figure, "token": token or self._token()}
        here = shown.address + shown.query
        return self.renderer.page(self.request, "pages/question.html", context, status=status, here=here)

    def recorded(self, sheet: Sheet, announcement: str, *, amid: Sent | None = None) -> Response:
        """After something was recorded: the sheet for htmx, which also learns the address it lives at; else 303.

        `amid` is the form of somebody who has not answered yet: its time goes on, and a 303 does not lose their text.
        """
        address = sheet.address + self._amid(sheet).query
        shown_at = amid.shown_at if amid else None
        if not self.is_swap and amid and amid.in_progress:
            return self.page(replace(sheet, sure=amid.confidence), None, token=self._token(shown_at))
        if not self.is_swap:
            return RedirectResponse(address, status_code=303)
        shown = replace(sheet, sure=amid.confidence if amid else None)
        response = self.swap("fragments/answered.html", shown, announcement, token=self._token(shown_at))
        response.headers["HX-Replace-Url"] = address
        return response

    def unrecorded(self, sheet: Sheet, figure: Figure | None, announcement: str, sent: Sent) -> Response:
        """After an answer that did not count: 422, what was typed is still there, and its time goes on."""
        sheet, token = replace(sheet, sure=sent.confidence), self._token(sent.shown_at)
        if self.is_swap:
            return self.swap("fragments/answered.html", sheet, announcement, token=token, status=422)
        return self.page(sheet, figure, status=422, token=token)

    def swap(self, fragment: str, sheet: Sheet, announcement: str, *, token: str, status: int = 200) -> Response:
        """A part of the page for htmx, and what is announced."""
        context = {"sheet": self._amid(sheet), "token": token, "announcement": announcement}
        return self.renderer.fragment(fragment, context, status=status)

    def _token(self, shown_at: datetime | None = None) -> str:
        return self.stamps.token(shown_at or self.visit.now, self.visit.random_bits)

    async def put(self, chosen: Variant, sent: Sent) -> UUID:
        """Put the question, for the task that the session in the address is at, if it is at one."""
        item = served(self.request.query_params.get("session"))

        def then(writer: Writer, question: Question) -> None:
            mark_for(self.desk, self.visit, writer, item, question)

        return (await practising.ask(self.desk, self.visit, chosen, sent.token, then if item else None)).id

    def _amid(self, sheet: Sheet) -> Sheet:
        """The sheet as it stands in the session or the drill that the address names, if it names one."""
        item = served(self.request.query_params.get("session"))
        name = name_of(self.desk, item) if item else ""
        if name:
            onward = Onward(next_in_session(item, passes_over=not sheet.attempts and not sheet.solution), name)
            return replace(sheet, query=session_query(item), onward=onward)
        drill = drill_of(self.request.query_params.get("drill"))
        if drill is None or not is_known(self.desk, drill):
            return sheet
        onward = Onward(next_address(drill, sheet.slug), named(self.desk, drill))
        return replace(sheet, query=drill_query(drill), onward=onward)

    @property
    def is_swap(self) -> bool:
        """Whether htmx asks, which swaps a part and keeps the page."""
        return self.request.headers.get("HX-Request-Type") == "partial"


def _door(request: Request, desk: DeskDep, visit: VisitDep, renderer: RendererDep, stamps: StampsDep) -> Door:
    return Door(request, desk, visit, renderer, stamps)


def variant_address(chosen: Variant) -> str:
    """Where a look at these numbers lives."""
    if chosen.sent is not None:
        return f"/problems/{chosen.slug}/{step_for(chosen.sent)}"
    return f"/problems/{chosen.slug}/{OWN if chosen.seed is None else f'{chosen.level}-{chosen.seed}'}"


def question_address(question_id: UUID) -> str:
    """Where a question lives."""
    return f"/questions/{question_id}"


DoorDep = Annotated[Door, Depends(_door)]

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
from app.practice import diagnosing, practising
from app.practice.drilling import is_known, named
from app.practice.lessons import Place, in_place, is_check, lesson_page
from app.practice.practising import Variant
from app.practice.sent_numbers import step_for
from app.practice.sessions import mark_for, name_of
from app.practice.sheet import Onward, Sheet
from app.practice.sheets import Progress
from app.practice.visit import Desk, Visit
from app.problems.figures import Figure
from app.store.rows import Question
from app.store.writer import Writer
from app.web.deps import DeskDep, RendererDep, StampsDep, VisitDep
from app.web.figures.drawing import draw_drawing
from app.web.pages.checks import check_of
from app.web.pages.drills import drill_of, drill_query, next_address
from app.web.pages.filled import answers
from app.web.pages.serving import next_in_session, served, session_query
from app.web.render import Renderer
from app.web.stamps import Stamps

MAX_TOKEN = 200
TOKEN_BITS = 128
OWN = "own"
DIAGNOSTIC = "/assess/diagnostic"
DIAGNOSTIC_QUERY = "?diagnostic=1"  # the question is put for it, and leads on to its next
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
    unknown: bool = False  # “I don’t know”

    @property
    def answer(self) -> Mapping[str, str]:
        """What was typed; nothing for somebody who does not know."""
        return {} if self.unknown else self.typed

    @property
    def sure(self) -> int | None:
        """How sure one is of an answer."""
        return None if self.unknown else self.confidence

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
            unknown=said.get("unknown") == "1",
        )

    def page(self, sheet: Sheet, figure: Figure | None, *, status: int = 200, token: str | None = None) -> Response:
        """The whole page, as shown first now unless a token says otherwise."""
        shown, check = self._amid(sheet), self._check(sheet)
        if check:
            return self.lesson(check.lesson, {check: shown}, status=status)
        context = {"sheet": shown, "figure": figure, "token": token or self._token()}
        here = shown.address + shown.query
        return self.renderer.page(self.request, "pages/question.html", context, status=status, here=here)

    def lesson(self, slug: str, held: Mapping[Place, Sheet] | None = None, *, status: int = 200) -> Response:
        """A part of the chapter; each of its checks is sent with a token of its own."""
        page = lesson_page(self.desk, self.visit, slug, held)
        context = {"page": page, "new_token": self._untimed, "draw_drawing": draw_drawing}
        return self.renderer.page(
            self.request, "pages/learn/lesson.html", context, status=status, here=f"/learn/{page.lesson.slug}"
        )

    def recorded(self, sheet: Sheet, announcement: str, *, amid: Sent | None = None) -> Response:
        """After something was recorded: the sheet for htmx, which also learns the address it has got; else 303 there.

        `amid` is the form of somebody who has not answered yet: its time goes on, and a 303 does not lose their text.
        """
        shown_at = amid.shown_at if amid else None
        if not self.is_swap and amid and amid.in_progress:
            return self.page(replace(sheet, sure=amid.confidence), None, token=self._token(shown_at))
        if not self.is_swap:
            return RedirectResponse(self.home(sheet), status_code=303)
        shown = replace(sheet, sure=amid.confidence if amid else None)
        response = self.swap("fragments/answered.html", shown, announcement, token=self._token(shown_at))
        if not self._check(sheet):
            response.headers["HX-Replace-Url"] = self.home(sheet)
        return response

    def home(self, sheet: Sheet) -> str:
        """Where a sheet is found again: at its own address, or in the midst of the chapter."""
        check = self._check(sheet)
        return check.address if check else sheet.address + self._amid(sheet).query

    def unrecorded(self, sheet: Sheet, figure: Figure | None, announcement: str, sent: Sent) -> Response:
        """After an answer that did not count: 422, what was typed is still there, and its time goes on."""
        sheet, token = replace(sheet, sure=sent.confidence), self._token(sent.shown_at)
        if self.is_swap:
            return self.swap("fragments/answered.html", sheet, announcement, token=token, status=422)
        return self.page(sheet, figure, status=422, token=token)

    def swap(self, fragment: str, sheet: Sheet, announcement: str, *, token: str, status: int = 200) -> Response:
        """A part of the page for htmx, and what is announced."""
        said = self._untimed() if self._check(sheet) else token
        context = {"sheet": self._amid(sheet), "token": said, "announcement": announcement}
        return self.renderer.fragment(fragment, context, status=status)

    def _token(self, shown_at: datetime | None = None) -> str:
        return self.stamps.token(shown_at or self.visit.now, self.visit.random_bits)

    def _untimed(self) -> str:
        """A token without a time, for a form in the midst of a text: nobody can tell reading from working."""
        return f"{self.visit.random_bits(TOKEN_BITS):x}"

    def _check(self, sheet: Sheet) -> Place | None:
        """Where in the chapter the sheet stands, if the address says that it does and it is true."""
        place = check_of(self.request.query_params.get("check"))
        return place if place and is_check(self.desk, place, sheet.slug) else None

    async def put(self, chosen: Variant, sent: Sent) -> UUID:
        """Put the question, for the session or the diagnostic that the address names, if it names one."""
        item = served(self.request.query_params.get("session"))

        def then(writer: Writer, question: Question) -> None:
            if self._is_diagnosing:
                diagnosing.mark(self.desk, self.visit, writer, question)
            elif item:
                mark_for(self.desk, self.visit, writer, item, question)

        return (await practising.ask(self.desk, self.visit, chosen, sent.token, then)).id

    def _amid(self, sheet: Sheet) -> Sheet:
        """The sheet as it stands in the chapter, the diagnostic, the session or the drill that the address names."""
        check = self._check(sheet)
        if check:
            return in_place(sheet, check)
        if self._is_diagnosing:
            onward = Onward(f"{DIAGNOSTIC}/next", diagnosing.NAME, home=DIAGNOSTIC, takes_unknown=True)
            return replace(sheet, query=DIAGNOSTIC_QUERY, onward=onward)
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
    def _is_diagnosing(self) -> bool:
        return "diagnostic" in self.request.query_params

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

"""Flash cards: the list, one after another, and a card that is answered by typing."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import RedirectResponse, Response

from app.errors import BadInput
from app.practice import carding
from app.practice.carding import CardView
from app.web.pages.door import Door, DoorDep
from app.web.pages.serving import next_in_session, served, session_query

router = APIRouter(include_in_schema=False)


@router.get("/cards")
async def cards(door: DoorDep) -> Response:
    """All cards by skill, and how many are due."""
    return door.renderer.page(door.request, "pages/cards.html", {"cards": carding.card_list(door.desk, door.visit)})


@router.get("/cards/next")
async def next_card(door: DoorDep, after: Annotated[str | None, Query(max_length=80)] = None) -> Response:
    """The next card that is due or new; the list once there is none."""
    name = carding.next_card(door.desk, door.visit, after=after)
    return RedirectResponse(f"/cards/{name}" if name else "/cards", status_code=303)


@router.get("/cards/{name}")
async def card(name: str, door: DoorDep, answered: UUID | None = None, *, show: bool = False) -> Response:
    """A card, covered, looked at, or as its answer was marked."""
    return _page(door, carding.show_card(door.desk, door.visit, name, answer_id=answered, is_shown=show))


@router.post("/cards/{name}/answer")
async def answer(name: str, door: DoorDep) -> Response:
    """Mark what was typed; what cannot be read costs nothing."""
    sent = await door.sent()
    text = sent.typed.get("card", "")
    try:
        kept = await carding.answer_card(door.desk, door.visit, name, text, token=sent.token, shown_at=sent.shown_at)
    except BadInput as error:
        return _page(door, carding.unread(door.desk, name, text, error.sentence), status=422)
    joint = "&" if _query(door) else "?"
    return RedirectResponse(f"/cards/{name}{_query(door)}{joint}answered={kept.id}", status_code=303)


def _query(door: Door) -> str:
    item = served(door.request.query_params.get("session"))
    return session_query(item) if item else ""


def _page(door: Door, view: CardView, status: int = 200) -> Response:
    item = served(door.request.query_params.get("session"))
    is_over = view.is_right is not None
    onward = next_in_session(item, passes_over=not is_over) if item else f"/cards/next?after={view.id}"
    context = {
        "card": view,
        "query": _query(door),
        "onward": onward,
        "token": door.stamps.token(door.visit.now, door.visit.random_bits),
    }
    return door.renderer.page(door.request, "pages/card.html", context, status=status, here=f"/cards/{view.id}")

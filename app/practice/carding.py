"""
Flash cards: go through those that are due, then new ones.

A card is marked where its answer can be typed and checked, and only then does memory hear of it. A card without such an
answer can be read and exported; what a learner thinks of their own recall is not asked and changes nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.catalog.cards import Card
from app.catalog.words import to_html
from app.errors import BadInput, Conflict, Missing
from app.practice.course import course_of
from app.practice.remembering import card_item, keep_up_card
from app.practice.timing import seconds_between
from app.practice.visit import Desk, Visit
from app.problems.reading import Understood
from app.store.reader import Reader
from app.store.rows import CardAnswer
from app.store.writer import Writer


@dataclass(frozen=True, slots=True)
class CardView:
    """A card as it is shown. The back is there once it was answered, or looked at."""

    id: str
    skill_name: str
    front_html: str
    back_html: str  # empty while it is covered
    source: str
    is_typed: bool
    form: str  # how the box is read
    symbols: str
    unit: str
    typed: str = ""
    complaint: str = ""  # what could not be read
    is_right: bool | None = None  # None: not answered


@dataclass(frozen=True, slots=True)
class CardGroup:
    """The cards of one skill."""

    name: str
    cards: tuple[CardView, ...]


@dataclass(frozen=True, slots=True)
class CardList:
    """All cards, and how many are due and new."""

    due: int
    new: int
    groups: tuple[CardGroup, ...]


def card_list(desk: Desk, visit: Visit) -> CardList:
    """The cards by skill."""
    due, new = _waiting(desk, visit)
    groups: dict[str, list[CardView]] = {}
    for card in desk.catalog.cards.by_id.values():
        groups.setdefault(desk.catalog.skills[card.skill].name, []).append(_view(desk, card))
    return CardList(len(due), len(new), tuple(CardGroup(name, tuple(cards)) for name, cards in groups.items()))


def next_card(desk: Desk, visit: Visit, *, after: str | None) -> str | None:
    """The card to do next: what is due first, then what is new, and not the one just passed over."""
    due, new = _waiting(desk, visit)
    waiting = [*due, *new]
    others = [each for each in waiting if each != after]
    return next(iter(others or waiting), None)


def show_card(desk: Desk, visit: Visit, name: str, *, answer_id: UUID | None, is_shown: bool) -> CardView:
    """A card, covered; with an answer of this learner to it, as that was marked."""
    card = desk.catalog.cards.card(name)
    if answer_id is None:
        return _view(desk, card, is_open=is_shown)
    with desk.store.read() as reader:
        answer = _own(reader, visit, answer_id)
    if answer.card != name:
        raise Missing("There is no such answer to this card.")
    return _view(desk, card, is_open=True, typed=answer.answer, is_right=answer.is_right)


def unread(desk: Desk, name: str, text: str, complaint: str) -> CardView:
    """A card with a text that could not be read: it costs nothing, and the card stays covered."""
    return _view(desk, desk.catalog.cards.card(name), typed=text, complaint=complaint)


async def answer_card(
    desk: Desk, visit: Visit, name: str, text: str, *, token: str, shown_at: datetime | None
) -> CardAnswer:
    """Mark what was typed. Raises `BadInput` for what cannot be read, and records nothing then."""
    card = desk.catalog.cards.card(name)
    if card.answer is None:
        raise Conflict("This card is for reading: nothing is typed on it.")
    reading = card.answer.form.read(text)
    if not isinstance(reading, Understood):
        raise BadInput(reading.message)
    answer = CardAnswer(
        learner_id=visit.learner,
        id=visit.new_id(),
        token=token,
        card=name,
        answer=text,
        is_right=card.answer.form.agrees(reading.value, card.answer.right),
        answered_at=visit.now,
        study_day=visit.study_day,
        zone=visit.zone.key,
        seconds=seconds_between(shown_at, visit.now),
    )

    def record(writer: Writer) -> CardAnswer:
        writer.ensure_learner(visit.learner, visit.now)
        recorded = writer.add_card_answer(answer)
        if recorded.new:
            keep_up_card(desk.catalog, writer, recorded.row)
        return recorded.row

    kept = await desk.store.write(record)
    if kept.card != name:
        raise Conflict("This token was used for an answer to another card.")
    return kept


def _waiting(desk: Desk, visit: Visit) -> tuple[list[str], list[str]]:
    """The cards that are due today, and those that were never answered."""
    with desk.store.read() as reader:
        memory = course_of(desk.catalog, reader, visit).memory
    due: list[str] = []
    new: list[str] = []
    for card in desk.catalog.cards.checkable:
        trace = memory.traces.get(card_item(card.id))
        if trace is None:
            new.append(card.id)
        elif trace.due(memory.pace.factor) <= visit.study_day and trace.last < visit.study_day:
            due.append(card.id)
    return due, new


def _own(reader: Reader, visit: Visit, answer_id: UUID) -> CardAnswer:
    found = next((each for each in reader.card_answers(visit.learner) if each.id == answer_id), None)
    if found is None:
        raise Missing("There is no such answer among yours.")
    return found


def _view(
    desk: Desk,
    card: Card,
    *,
    is_open: bool = False,
    typed: str = "",
    complaint: str = "",
    is_right: bool | None = None,
) -> CardView:
    answer = card.answer
    return CardView(
        id=card.id,
        skill_name=desk.catalog.skills[card.skill].name,
        front_html=to_html(card.front),
        back_html=to_html(card.back) if is_open else "",
        source=card.source,
        is_typed=answer is not None,
        form=answer.form.name if answer else "",
        symbols=",".join(answer.form.wanted().symbols) if answer else "",
        unit=answer.unit if answer else "",
        typed=typed,
        complaint=complaint,
        is_right=is_right,
    )

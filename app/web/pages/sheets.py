"""The question page, for a question that was put and for one that is only being looked at. One sheet serves both.

    /questions/{id}              a learner's question
    /problems/{slug}/own         a look at a problem's own numbers
    /problems/{slug}/1-8341      a look at the numbers of level 1, seed 8341: an address to share
    /problems/{slug}/with-eyJr   a look at numbers that somebody chose, in the lab for example

Each takes POSTs at /answer, /hint and /reveal. The first one that counts turns a look into a question.
(And at /dispute and /clock: see `disputes` and `clocks`.)
"""

import re
from dataclasses import replace
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from app.errors import Missing
from app.practice import practising, reviewing
from app.practice.answering import Submission
from app.practice.judging import leaves_nothing
from app.practice.practising import Variant
from app.practice.records import level_for
from app.practice.sent_numbers import numbers_in
from app.practice.sheets import Progress
from app.practice.timing import seconds_between
from app.web.deps import FreshSeed
from app.web.pages.door import OWN, Door, DoorDep, Sent, question_address, variant_address

router = APIRouter(include_in_schema=False)

NUMBERS = re.compile(r"([1-3])-(\d{1,15})")
SHOWN = "The working is shown."


@router.get("/problems/{slug}")
async def problem(
    slug: str, door: DoorDep, seed: FreshSeed, *, fresh: bool = False, level: int | None = None
) -> Response:
    """The learner's open question, else the problem's own numbers, else fresh ones; `fresh` asks for fresh ones."""
    found = door.desk.catalog.problem(slug)
    waiting = None if fresh else reviewing.open_question(door.desk, door.visit, slug)
    if waiting is not None:
        return RedirectResponse(question_address(waiting.id), status_code=303)
    if fresh or found.given is None:
        chosen = Variant(slug, seed, level or level_for(door.desk, door.visit, slug))
        return RedirectResponse(variant_address(chosen), status_code=303)
    return _look(door, Variant(slug, None, found.level))


@router.get("/problems/{slug}/{numbers}")
async def variant(slug: str, numbers: str, door: DoorDep) -> Response:
    """A problem with these numbers, put to nobody yet."""
    return _look(door, variant_named(door, slug, numbers))


@router.post("/problems/{slug}/{numbers}/answer")
async def answer_look(slug: str, numbers: str, door: DoorDep) -> Response:
    """Judge the answer; if it counts, the question is put and the answer recorded, else nothing is."""
    chosen, sent = variant_named(door, slug, numbers), await door.sent()
    params = practising.numbers(door.desk, chosen)
    verdict = practising.check(door.desk, slug, params, sent.answer)
    if leaves_nothing(verdict) and not sent.unknown:
        progress = Progress(typed=sent.typed, verdict=verdict)
        sheet = practising.preview(door.desk, chosen, variant_address(chosen), progress)
        return door.unrecorded(sheet, practising.figure(door.desk, chosen), verdict.headline, sent)
    return await _answer(door, await door.put(chosen, sent), sent)


@router.post("/problems/{slug}/{numbers}/hint")
async def hint_for_look(slug: str, numbers: str, door: DoorDep) -> Response:
    """Put the question and open its first hint."""
    sent = await door.sent()
    return await _hint(door, await door.put(variant_named(door, slug, numbers), sent), sent)


@router.post("/problems/{slug}/{numbers}/reveal")
async def reveal_look(slug: str, numbers: str, door: DoorDep) -> Response:
    """Put the question and show its solution."""
    sent = await door.sent()
    return await _reveal(door, await door.put(variant_named(door, slug, numbers), sent), sent)


@router.get("/questions/{question_id}")
async def question(question_id: UUID, door: DoorDep) -> Response:
    """A question as it stands."""
    sheet = practising.show(door.desk, door.visit, question_id, question_address(question_id))
    return door.page(sheet, practising.figure_of(door.desk, door.visit, question_id))


@router.post("/questions/{question_id}/answer")
async def answer(question_id: UUID, door: DoorDep) -> Response:
    """Judge the answer, and record it if it counts."""
    return await _answer(door, question_id, await door.sent())


@router.post("/questions/{question_id}/hint")
async def hint(question_id: UUID, door: DoorDep) -> Response:
    """Open the next hint."""
    return await _hint(door, question_id, await door.sent())


@router.post("/questions/{question_id}/reveal")
async def reveal(question_id: UUID, door: DoorDep) -> Response:
    """Show the solution."""
    return await _reveal(door, question_id, await door.sent())


async def _answer(door: Door, question_id: UUID, sent: Sent) -> Response:
    seconds = seconds_between(sent.shown_at, door.visit.now)
    submission = Submission(sent.answer, sent.token, sent.sure, seconds, unknown=sent.unknown)
    answered = await practising.answer(door.desk, door.visit, question_id, submission)
    address = question_address(question_id)
    if not answered.kept:
        free = Progress(typed=sent.typed, verdict=answered.verdict)
        sheet = practising.show(door.desk, door.visit, question_id, address, free)
        figure = practising.figure_of(door.desk, door.visit, question_id)
        return door.unrecorded(sheet, figure, answered.verdict.headline, sent)
    sheet = practising.show(door.desk, door.visit, question_id, address)
    return door.recorded(sheet, answered.verdict.headline)


async def _hint(door: Door, question_id: UUID, sent: Sent) -> Response:
    number = await practising.open_hint(door.desk, door.visit, question_id, sent.token)
    sheet = practising.show(door.desk, door.visit, question_id, question_address(question_id), sent.in_progress)
    return door.recorded(sheet, f"Hint {number} is shown.", amid=sent)


async def _reveal(door: Door, question_id: UUID, sent: Sent) -> Response:
    await practising.reveal(door.desk, door.visit, question_id)
    sheet = practising.show(door.desk, door.visit, question_id, question_address(question_id))
    return door.recorded(sheet, SHOWN, amid=replace(sent, typed={}))


def _look(door: Door, chosen: Variant) -> Response:
    sheet = practising.preview(door.desk, chosen, variant_address(chosen))
    return door.page(sheet, practising.figure(door.desk, chosen))


def variant_named(door: Door, slug: str, numbers: str) -> Variant:
    """The variant at the end of an address: `own`, numbers that were sent, or a level and a seed. Else `Missing`."""
    level, sent = door.desk.catalog.problem(slug).level, numbers_in(numbers)
    if numbers == OWN or sent is not None:
        return Variant(slug, None, level, sent)
    named = NUMBERS.fullmatch(numbers)
    if named is None:
        raise Missing("There are no such numbers: an address ends in a level and a seed, like 1-8341.")
    return Variant(slug, seed=int(named[2]), level=int(named[1]))

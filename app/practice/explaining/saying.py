"""The verdict on an explanation, at each step: not committed, committed, asked where, settled. Both doors say this."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.catalog.explanation import Explanation
from app.catalog.problem import Problem
from app.practice.explaining.views import Checklist, Piece, PointRow
from app.practice.sheet import Diagnosis, Judgement, Line, Mark, Marked, Status
from app.problems.explaining.kind import PLACE, POINTS, SPOKEN, TEXT
from app.problems.explaining.patterns import Span
from app.problems.explaining.settling import THERE, Held, Settled, Ticked, Told, settle, unplaced
from app.problems.forms import Checklist as PointsForm
from app.problems.forms import Prose
from app.problems.grading import Outcome, refuse_strangers
from app.problems.reading import Ask, Refused, Understood

YES = "yes"
NOT_COMMITTED = "Not committed, so nothing was counted."
COMMITTED = "Committed. Which of these points does it make?"
UNREAD_TICKS = "Committed. Your ticks could not be read, so nothing was counted."
WHERE = "Where does your text say it?"
STATUSES = {Outcome.CORRECT: Status.CORRECT, Outcome.PARTLY: Status.PARTLY, Outcome.WRONG: Status.WRONG}


@dataclass(frozen=True, slots=True)
class _Answer:
    """An explanation that can be held against its points."""

    explanation: Explanation
    told: Told
    found: Mapping[str, tuple[Span, ...]]


def explained(problem: Problem, explanation: Explanation, typed: Mapping[str, str]) -> Judgement:
    """The verdict on what was typed; raises `BadInput` for a field that is not asked."""
    points = PointsForm(tuple(point.id for point in explanation.brief.points))
    refuse_strangers([TEXT, SPOKEN, POINTS, *(PLACE + each for each in points.points)], typed)
    told = _told(typed)
    if not isinstance(told, Told):
        return Judgement(_unread(Mark(TEXT, Status.UNREADABLE, None, told.message)))
    answer = _Answer(explanation, told, explanation.brief.found_in(told.text))
    if POINTS not in typed:
        return Judgement(_waiting(answer, COMMITTED, frozenset(answer.found)))
    reading = points.read(typed[POINTS])
    if not (isinstance(reading, Understood) and isinstance(reading.value, frozenset)):
        message = "" if isinstance(reading, Understood) else reading.message
        unread = Mark(POINTS, Status.UNREADABLE, None, message)
        return Judgement(_waiting(answer, UNREAD_TICKS, frozenset(answer.found), unread))
    places = {each: typed[PLACE + each] for each in points.points if PLACE + each in typed}
    ticked = Ticked(reading.value, places)
    asked = unplaced(explanation.brief, told, ticked)
    if asked:
        return Judgement(_asking(_waiting(answer, WHERE, ticked.points), asked))
    return _settled(problem, answer, settle(explanation.brief, told, ticked))


def says_yes(typed: Mapping[str, str]) -> bool:
    """Whether the explanation was spoken."""
    return typed.get(SPOKEN, "").strip().lower() == YES


def lines(explanation: Explanation) -> tuple[Line, ...]:
    """The key points, a line each: what stands where other problems have their working."""
    return tuple(Line(explanation.says[point.id]) for point in explanation.brief.points)


def _told(typed: Mapping[str, str]) -> Told | Ask | Refused:
    text, spoken = typed.get(TEXT, ""), says_yes(typed)
    if spoken and not text.strip():
        return Told("", spoken=True)
    reading = Prose(fewest=1 if spoken else Prose().fewest).read(text)
    return Told(text, spoken) if isinstance(reading, Understood) else reading


def _unread(mark: Mark) -> Marked:
    return Marked(Outcome.UNREADABLE, 0.0, NOT_COMMITTED, (mark, Mark(POINTS, Status.BLANK, None, "Left open.")))


def _waiting(answer: _Answer, headline: str, ticked: frozenset[str], points: Mark | None = None) -> Marked:
    """Committed and not settled: understood, and nothing counted yet."""
    text = Mark(TEXT, Status.UNJUDGED, _length(answer.told), "Committed. The points are gone through next.")
    rows = tuple(
        PointRow(
            id=point.id,
            text=answer.explanation.says[point.id],
            essential=point.essential,
            ticked=point.id in ticked,
            words=_words(answer.told.text, answer.found.get(point.id, ())),
        )
        for point in answer.explanation.brief.points
    )
    checklist = Checklist(_pieces(answer), answer.told.spoken, rows)
    blank = Mark(POINTS, Status.BLANK, None, "Left open.")
    return Marked(Outcome.UNREADABLE, 0.0, headline, (text, points or blank), checklist=checklist)


def _asking(waiting: Marked, asked: tuple[str, ...]) -> Marked:
    """The same, with a question beside each point whose place is not known."""
    assert waiting.checklist is not None  # noqa: S101 - a waiting verdict always has one
    rows = tuple(replace(row, asks=PLACE + row.id if row.id in asked else "") for row in waiting.checklist.points)
    return replace(waiting, checklist=replace(waiting.checklist, points=rows))


def _settled(problem: Problem, answer: _Answer, settled: Settled) -> Judgement:
    status = STATUSES[settled.outcome]
    slogans = tuple(
        Diagnosis(name, problem.mistakes[name].title, problem.mistakes[name].explanation) for name in settled.slogans
    )
    text = Mark(
        TEXT,
        Status.WRONG if slogans else status,
        _length(answer.told),
        slogans[0].title if slogans else "Read.",
        misconception=slogans[0] if slogans else None,
        others=slogans[1:],
    )
    points = Mark(POINTS, status, _tally(settled), _missing(answer.explanation, settled) or "Right.")
    said = Marked(
        outcome=settled.outcome,
        score=settled.score,
        headline=_headline(answer.explanation, settled, slogans),
        marks=(text, points),
        solution=lines(answer.explanation) if settled.outcome is Outcome.CORRECT else None,
        checklist=_as_settled(answer, settled),
    )
    return Judgement(said, settled.slogans)


def _as_settled(answer: _Answer, settled: Settled) -> Checklist:
    rows = tuple(_row(answer, held) for held in settled.points)
    return Checklist(_pieces(answer), answer.told.spoken, rows, settled=True, model=answer.explanation.model)


def _row(answer: _Answer, held: Held) -> PointRow:
    point = held.point
    return PointRow(
        id=point.id,
        text=answer.explanation.says[point.id],
        essential=point.essential,
        ticked=held.how in THERE,
        words=_words(answer.told.text, held.words),
        quote=held.quote,
        how=held.how,
    )


def _headline(explanation: Explanation, settled: Settled, slogans: tuple[Diagnosis, ...]) -> str:
    if slogans:
        return f"{slogans[0].title} {_tally(settled)}."
    if settled.outcome is Outcome.CORRECT:
        whole = len(settled.there) == len(settled.points)
        return f"All {len(settled.points)} points are there." if whole else f"{_tally(settled)}, every essential one."
    return f"{_tally(settled)}. {_missing(explanation, settled)}"


def _tally(settled: Settled) -> str:
    return f"{len(settled.there) or 'None'} of {len(settled.points)} points"


def _missing(explanation: Explanation, settled: Settled) -> str:
    missing = settled.missing_essentials
    return f"Missing, and essential: {explanation.says[missing[0]]}" if missing else ""


def _length(told: Told) -> str:
    reading = Prose(fewest=0).read(told.text)
    words = reading.echo if isinstance(reading, Understood) else ""
    return f"spoken, {words}" if told.spoken else words


def _words(text: str, spans: tuple[Span, ...]) -> tuple[str, ...]:
    return tuple(text[first:last] for first, last in spans)


def _pieces(answer: _Answer) -> tuple[Piece, ...]:
    """The text, cut where words of some point begin and end."""
    text = answer.told.text
    spans = sorted({span for spans in answer.found.values() for span in spans})
    pieces: list[Piece] = []
    at = 0
    for first, last in spans:
        if first > at:
            pieces.append(Piece(text[at:first], found=False))
        pieces.append(Piece(text[first:last], found=True))
        at = last
    return (*pieces, Piece(text[at:], found=False)) if at < len(text) else tuple(pieces)

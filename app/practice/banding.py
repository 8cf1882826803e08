"""Bands in words: what was seen at a question, what each of it leaves, and the band that it comes to."""

from collections.abc import Mapping

from app.catalog.problem import Problem
from app.catalog.words import to_html
from app.learning.rubric import Aspect, Band, Evidence, PointsMade, earned, seen
from app.practice.sheet import BandView, EvidenceLine, Marked

BAND_TITLES = {Band.STRONG_HIRE: "Strong hire", Band.LEAN_HIRE: "Lean hire", Band.NO_HIRE: "No hire"}
COUNTED = {0: "no", 1: "one", 2: "two", 3: "three"}
ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth"}


def rubric(problem: Problem, evidence: Evidence) -> tuple[BandView, ...]:
    """What each band sounds like, with the one that was earned."""
    reached = earned(evidence)
    words = {
        Band.STRONG_HIRE: problem.rubric.strong_hire,
        Band.LEAN_HIRE: problem.rubric.lean_hire,
        Band.NO_HIRE: problem.rubric.no_hire,
    }
    return tuple(
        BandView(band, BAND_TITLES[band], to_html(text), reached=band is reached) for band, text in words.items()
    )


def evidence_lines(evidence: Evidence) -> tuple[EvidenceLine, ...]:
    """What was seen, a line each."""
    words: Mapping[Aspect, str] = {
        Aspect.ANSWER: _answer(evidence),
        Aspect.POINTS: _points(evidence.points) if evidence.points else "",
        Aspect.TRIES: _tries(evidence),
        Aspect.HINTS: f"{COUNTED[evidence.hints]} hint{'' if evidence.hints == 1 else 's'}",
        Aspect.TIME: _time(evidence),
    }
    return tuple(EvidenceLine(aspect, words[aspect], BAND_TITLES[band]) for aspect, band in seen(evidence).items())


def points_made(said: Marked) -> PointsMade | None:
    """The points of an explanation that is settled."""
    if said.checklist is None or not said.checklist.settled:
        return None
    rows = said.checklist.points
    essential = [row for row in rows if row.essential]
    return PointsMade(sum(row.ticked for row in rows), len(rows), sum(row.ticked for row in essential), len(essential))


def _answer(evidence: Evidence) -> str:
    if evidence.revealed:
        return "the solution was shown"
    return "right" if evidence.solved else "not right"


def _points(points: PointsMade) -> str:
    return f"{points.made} of {points.of} points, {points.essential_made} of {points.essential_of} essential ones"


def _tries(evidence: Evidence) -> str:
    """`second try`, or for what was never right how often it was tried."""
    if not evidence.solved and evidence.points is None:
        return f"{COUNTED.get(evidence.misses, str(evidence.misses))} {'try' if evidence.misses == 1 else 'tries'}"
    number = evidence.misses + 1 if evidence.points is None else 1
    return f"{ORDINALS.get(number, f'{number}th')} try"


def _time(evidence: Evidence) -> str:
    """`4 min of 3`; under a minute in seconds."""
    seconds = round(evidence.seconds or 0)
    taken = f"{seconds} s" if seconds < 60 else f"{round(seconds / 60)} min"
    return f"{taken} of {evidence.minutes}{' min' if seconds < 60 else ''}"

"""A verdict in words: the content's sentences joined to what was judged. Both doors say exactly this."""

from collections.abc import Iterator

from app.catalog.problem import Problem
from app.catalog.words import fill
from app.practice.sheet import Diagnosis, Line, Mark, Marked, Status
from app.problems.grading import (
    Carried,
    FieldVerdict,
    Mistaken,
    OtherConvention,
    Outcome,
    Right,
    Unanswered,
    Unjudged,
    Unread,
    Verdict,
)
from app.problems.kind import Field, Params, Step
from app.problems.reading import Value


def marked(problem: Problem, params: Params, verdict: Verdict) -> Marked:
    """The verdict as it is said."""
    fields = problem.kind.fields(params)
    marks = tuple(_mark(problem, params, field, verdict.fields[field.name]) for field in fields)
    return Marked(
        outcome=verdict.outcome,
        score=verdict.score,
        headline=_headline(problem, params, verdict),
        marks=marks,
        solution=solution(problem, params) if verdict.outcome is Outcome.CORRECT else None,
        also=tuple(_diagnosis(problem, params, name, ()) for name in verdict.also),
    )


def label(problem: Problem, params: Params, field: Field) -> str:
    """What stands beside the box."""
    return fill(problem.labels[field.words], {**problem.kind.facts(params), **field.facts})


def solution(problem: Problem, params: Params) -> tuple[Line, ...]:
    """The whole working, as short as the kind can put it."""
    kind = problem.kind
    steps = (
        kind.brief(params) if kind.brief else tuple(step for lines in kind.working(params).values() for step in lines)
    )
    return tuple(_line(problem, params, step) for step in steps)


def written(value: Value) -> str:
    """A value as one writes it: 1,234 or 28 × 28."""
    if isinstance(value, tuple):
        return " × ".join(str(entry) for entry in value)
    return f"{value:,}"


def _line(problem: Problem, params: Params, step: Step) -> Line:
    reason = step.about or fill(problem.reasons[step.key], problem.kind.facts(params))
    return Line(step.left, step.right, f"{step.axis}: {reason}" if step.axis else reason)


def _diagnosis(problem: Problem, params: Params, name: str, working: tuple[Line, ...]) -> Diagnosis:
    words = problem.mistakes[name]
    return Diagnosis(name, words.title, fill(words.explanation, problem.kind.facts(params)), working)


def _mark(problem: Problem, params: Params, field: Field, verdict: FieldVerdict) -> Mark:
    match verdict:
        case Right(reading):
            return Mark(field.name, Status.CORRECT, reading.echo, "Right.")
        case Carried(reading, since):
            return Mark(field.name, Status.CARRIED, reading.echo, f"Follows from {_name(problem, params, since)}.")
        case Mistaken():
            return _mistaken(problem, params, field, verdict)
        case OtherConvention(reading, convention):
            message = f"{written(reading.value)} is {problem.alternatives[convention]}."
            return Mark(field.name, Status.OTHER_CONVENTION, reading.echo, message)
        case Unread(reading):
            return Mark(field.name, Status.UNREADABLE, None, reading.message, suggestion=reading.suggestion)
        case Unjudged(reading):
            return Mark(field.name, Status.UNJUDGED, reading.echo, "Read, and judged when every answer can be read.")
        case Unanswered():
            return Mark(field.name, Status.BLANK, None, "Left open.")


def _mistaken(problem: Problem, params: Params, field: Field, verdict: Mistaken) -> Mark:
    if not verdict.mistakes:
        message = "None of the usual slips gives this. Write the working down, a line at a time."
        return Mark(field.name, Status.WRONG, verdict.reading.echo, message)
    first, *others = verdict.mistakes
    lines = tuple(_working_up_to(problem, verdict, field.name, problem.mistakes[first].at))
    diagnosis = _diagnosis(problem, params, first, lines)
    also = "".join(f" Or: {_lowered(problem.mistakes[other].title)}" for other in others)
    where = f"On the {verdict.axis}: {_lowered(diagnosis.title)}" if verdict.axis else diagnosis.title
    return Mark(field.name, Status.WRONG, verdict.reading.echo, f"{where}{also}", misconception=diagnosis)


def _working_up_to(problem: Problem, verdict: Mistaken, field: str, key: str) -> Iterator[Line]:
    """The right working up to the line where it was left, and that one without its result: nothing is given away."""
    steps = problem.kind.working(verdict.on)[field]
    axis = verdict.axis or next((step.axis for step in steps if step.key == key), "")
    for step in steps:
        if step.axis != axis:
            continue
        line = _line(problem, verdict.on, step)
        if step.key == key:
            yield Line(step.marked or step.left, "", line.reason, missing=True)
            return
        yield line


def _headline(problem: Problem, params: Params, verdict: Verdict) -> str:
    fields = problem.kind.fields(params)
    alone = verdict.fields[fields[0].name] if len(fields) == 1 else None
    match verdict.outcome:
        case Outcome.CORRECT:
            return f"Right: {_shown(alone)}." if alone else f"All {len(fields)} are right."
        case Outcome.UNREADABLE:
            return "Not read yet, so nothing was counted."
        case Outcome.OTHER_CONVENTION:
            return "Right under another convention. Answer again, it costs nothing."
        case _:
            return (
                f"Not {_shown(alone)}. {_why(problem, params, verdict)}" if alone else _tally(problem, params, verdict)
            )


def _tally(problem: Problem, params: Params, verdict: Verdict) -> str:
    """How many are right, and the first that is not."""
    right = round(verdict.score * len(verdict.fields))
    count = f"{right} of {len(verdict.fields)} right." if right else "None right yet."
    return f"{count} {_why(problem, params, verdict)}"


def _why(problem: Problem, params: Params, verdict: Verdict) -> str:
    """The first slip, by name; in a question of several fields with the field it is in."""
    for name, each in verdict.fields.items():
        if isinstance(each, Mistaken | Unanswered):
            place = f"{_name(problem, params, name)}: " if len(verdict.fields) > 1 else ""
            mark = _mark(problem, params, _field(problem, params, name), each)
            return f"{place}{_lowered(mark.message) if place else mark.message}"
    return ""


def _field(problem: Problem, params: Params, name: str) -> Field:
    return next(field for field in problem.kind.fields(params) if field.name == name)


def _name(problem: Problem, params: Params, name: str) -> str:
    """The label as far as its first comma: enough to find the box by."""
    return f"“{label(problem, params, _field(problem, params, name)).split(',')[0]}”"


def _shown(verdict: FieldVerdict) -> str:
    match verdict:
        case Unanswered() | Unread():
            return "an answer"
        case _:
            return written(verdict.reading.value)


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def misconceptions(verdict: Verdict) -> tuple[str, ...]:
    """The mistake behind each wrong field, the likeliest where several would do; for the statistics."""
    return tuple(each.mistakes[0] for each in verdict.fields.values() if isinstance(each, Mistaken) and each.mistakes)

"""A verdict in words: the content's sentences joined to what was judged. Both doors say exactly this."""

from collections.abc import Iterator

from app.catalog.problem import Problem
from app.catalog.words import fill, to_text
from app.practice.naming import label, option_text, with_options
from app.practice.orders import out_of_order
from app.practice.rulings import diagnoses, rulings, tally
from app.practice.sheet import Diagnosis, Line, Mark, Marked, Run, RunLine, Status
from app.problems.clues import Clue
from app.problems.diagnosing import Mistaken
from app.problems.forms import Choice, Choices, Formula, Grid, Ordering, Shape, Table, options_of
from app.problems.grading import (
    Carried,
    FieldVerdict,
    OtherConvention,
    Outcome,
    Right,
    Unanswered,
    Unjudged,
    Unread,
    Verdict,
    with_mends,
)
from app.problems.kind import Field, Params, Step
from app.problems.reading import Order, Understood
from app.problems.refuting import Refutation

CLUES = {
    Clue.DOUBLE: "Exactly twice what it should be.",
    Clue.HALF: "Exactly half of what it should be.",
    Clue.ONE_MORE: "One too many.",
    Clue.ONE_LESS: "One too few.",
    Clue.NEGATED: "The right size with the wrong sign.",
    Clue.INVERTED: "That is the other way round: one over what is asked.",
    Clue.NEARLY: "Close, and not close enough. Give another digit.",
    Clue.THOUSAND_TIMES: "The right digits, 1,000 times too large.",
    Clue.THOUSANDTH: "The right digits, 1,000 times too small.",
    Clue.MILLION_TIMES: "The right digits, 1,000,000 times too large.",
    Clue.MILLIONTH: "The right digits, 1,000,000 times too small.",
    Clue.TEN_TIMES: "The right digits, 10 times too large.",
    Clue.TENTH: "The right digits, 10 times too small.",
}
UNEXPLAINED = "None of the usual slips gives this. Write the working down, a line at a time."
LONGEST_CHOICE = 48  # characters of an option that a headline may repeat


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


def solution(problem: Problem, params: Params) -> tuple[Line, ...]:
    """The whole working, as short as the kind can put it."""
    kind = problem.kind
    steps = (
        kind.brief(params) if kind.brief else tuple(step for lines in kind.working(params).values() for step in lines)
    )
    return tuple(_line(problem, params, step) for step in steps)


def _line(problem: Problem, params: Params, step: Step) -> Line:
    reason = step.about or fill(problem.reasons[step.key], problem.kind.facts(params))
    left, right = (with_options(problem, params, each) for each in (step.left, step.right))
    return Line(left, right, f"{step.axis}: {reason}" if step.axis else reason)


def _diagnosis(problem: Problem, params: Params, name: str, working: tuple[Line, ...]) -> Diagnosis:
    words = problem.mistakes[name]
    return Diagnosis(name, words.title, fill(words.explanation, problem.kind.facts(params)), working)


def _mark(problem: Problem, params: Params, field: Field, verdict: FieldVerdict) -> Mark:
    match verdict:
        case Right(reading, findings):
            said = echo(problem, params, field, reading)
            message = tally(findings) if findings else "Right."
            stands = len(reading.value.ids) if isinstance(reading.value, Order) else None
            ruled = rulings(problem, params, findings)
            return Mark(field.name, Status.CORRECT, said, message, rulings=ruled, stands=stands)
        case Carried(reading, since):
            return Mark(field.name, Status.CARRIED, reading.echo, f"Follows from {_name(problem, params, since)}.")
        case Mistaken():
            mark = _judged_by_rules if verdict.findings else _mistaken
            return mark(problem, params, field, verdict)
        case OtherConvention(reading, convention):
            message = f"{field.form.written(reading.value)} is {problem.alternatives[convention]}."
            return Mark(field.name, Status.OTHER_CONVENTION, echo(problem, params, field, reading), message)
        case Unread(reading):
            return Mark(field.name, Status.UNREADABLE, None, reading.message, suggestion=reading.suggestion)
        case Unjudged(reading):
            said = echo(problem, params, field, reading)
            return Mark(field.name, Status.UNJUDGED, said, "Read, and judged when every answer can be read.")
        case Unanswered():
            return Mark(field.name, Status.BLANK, None, "Left open.")


def echo(problem: Problem, params: Params, field: Field, reading: Understood) -> str:
    """How an answer was understood; a chosen option in its own words."""
    if not isinstance(field.form, Choice | Choices):
        return reading.echo
    chosen = {reading.value} if isinstance(reading.value, str) else reading.value
    if not isinstance(chosen, set | frozenset):
        return reading.echo
    texts = [to_text(option_text(problem, params, each)) for each in options_of(field.form) if each.id in chosen]
    return "; ".join(texts) or "none of them"


def _mistaken(problem: Problem, params: Params, field: Field, verdict: Mistaken) -> Mark:
    said = echo(problem, params, field, verdict.reading)
    status = Status.PARTLY if verdict.share else Status.WRONG
    run = _run(problem, verdict, field)
    if not verdict.mistakes:
        return Mark(field.name, status, said, _unexplained(verdict), cells=verdict.cells, run=run)
    if verdict.slip:
        return out_of_order(problem, params, field, verdict, verdict.slip)
    first, *others = verdict.mistakes
    lines = tuple(_working_up_to(problem, verdict, field.name, problem.mistakes[first].at))
    diagnosis = _diagnosis(problem, params, first, lines)
    joint = "And" if verdict.together else "Or"
    also = "".join(f" {joint}: {_lowered(problem.mistakes[other].title)}" for other in others)
    where = f"On the {verdict.axis}: {_lowered(diagnosis.title)}" if verdict.axis else diagnosis.title
    return Mark(
        field.name,
        status,
        said,
        f"{where}{also}",
        misconception=diagnosis,
        others=tuple(_diagnosis(problem, params, other, ()) for other in others),
        together=verdict.together,
        cells=verdict.cells,
        run=run,
    )


def _judged_by_rules(problem: Problem, params: Params, field: Field, verdict: Mistaken) -> Mark:
    """How many rules hold, the first that does not, and what each has found."""
    first, *others = diagnoses(problem, params, verdict.mistakes)
    return Mark(
        field.name,
        Status.PARTLY if verdict.share else Status.WRONG,
        echo(problem, params, field, verdict.reading),
        f"{tally(verdict.findings)} {first.title}",
        misconception=first,
        others=tuple(others),
        together=verdict.together,
        rulings=rulings(problem, params, with_mends(problem.kind, params, field.name, verdict)),
    )


def _unexplained(verdict: Mistaken) -> str:
    if verdict.clue:
        return CLUES[verdict.clue]
    marks = [each for row in verdict.cells for each in row]
    if any(marks):
        return f"{sum(marks)} of {len(marks)} cells are right."
    return UNEXPLAINED


def _run(problem: Problem, verdict: Mistaken, field: Field) -> Run | None:
    """What a wrong claim comes to when it is run, where the kind can run it."""
    refute = problem.kind.refute
    found: Refutation | None = None
    if refute and (verdict.together or len(verdict.mistakes) <= 1):
        found = refute(verdict.on, field.name, verdict.mistakes, verdict.reading.value)
    elif refute:
        found = refute(verdict.on, field.name, verdict.mistakes[:1], verdict.reading.value)
    if found is None and isinstance(field.form, Formula):
        found = field.form.parted(verdict.reading.value, problem.kind.solve(verdict.on)[field.name])
    if found is None:
        return None
    return Run(found.on, tuple(RunLine(row.name, row.shown) for row in found.rows), found.claimed, found.found)


def _working_up_to(problem: Problem, verdict: Mistaken, field: str, key: str) -> Iterator[Line]:
    """The right working up to the line where it was left, and that one without its result: nothing is given away.

    Where this field's working has no such line, nothing is shown of it: it would run on to the answer.
    """
    steps = problem.kind.working(verdict.on)[field]
    axis = verdict.axis or next((step.axis for step in steps if step.key == key), "")
    lines = [step for step in steps if step.axis == axis]
    left_at = next((place for place, step in enumerate(lines) if step.key == key), None)
    if left_at is None:
        return
    yield from (_line(problem, verdict.on, step) for step in lines[:left_at])
    last = lines[left_at]
    yield Line(
        with_options(problem, verdict.on, last.marked or last.left),
        "",
        _line(problem, verdict.on, last).reason,
        missing=True,
    )


def _headline(problem: Problem, params: Params, verdict: Verdict) -> str:
    fields = problem.kind.fields(params)
    alone = fields[0] if len(fields) == 1 else None
    match verdict.outcome:
        case Outcome.CORRECT:
            return _praise(problem, params, alone, verdict) if alone else f"All {len(fields)} are right."
        case Outcome.UNREADABLE:
            return "Not read yet, so nothing was counted."
        case Outcome.OTHER_CONVENTION:
            return "Right under another convention. Answer again, it costs nothing."
        case _:
            return _blame(problem, params, alone, verdict) if alone else _tally(problem, params, verdict)


def _praise(problem: Problem, params: Params, field: Field, verdict: Verdict) -> str:
    shown, found = _shown(problem, params, field, verdict), verdict.fields[field.name]
    if isinstance(found, Right) and found.findings:
        return f"Right. {tally(found.findings)}"
    return f"Right: {shown}." if shown else "Right."


def _blame(problem: Problem, params: Params, field: Field, verdict: Verdict) -> str:
    shown, why = _shown(problem, params, field, verdict), _why(problem, params, verdict)
    return f"Not {shown}. {why}" if shown else f"Not yet. {why}"


def _tally(problem: Problem, params: Params, verdict: Verdict) -> str:
    """How many are right, and the first that is not."""
    right = sum(isinstance(each, Right | Carried | OtherConvention) for each in verdict.fields.values())
    count = f"{right} of {len(verdict.fields)} right." if right else "None right yet."
    return f"{count} {_why(problem, params, verdict)}"


def _why(problem: Problem, params: Params, verdict: Verdict) -> str:
    """The first slip that has a name, since that is the one explained below, and which of several fields it is in."""
    slips = [(name, each) for name, each in verdict.fields.items() if isinstance(each, Mistaken | Unanswered)]
    slips.sort(key=lambda slip: not (isinstance(slip[1], Mistaken) and slip[1].mistakes))
    for name, each in slips[:1]:
        place = f"{_name(problem, params, name)}: " if len(verdict.fields) > 1 else ""
        mark = _mark(problem, params, _field(problem, params, name), each)
        return f"{place}{_lowered(mark.message) if place else mark.message}"
    return ""


def _field(problem: Problem, params: Params, name: str) -> Field:
    return next(field for field in problem.kind.fields(params) if field.name == name)


def _name(problem: Problem, params: Params, name: str) -> str:
    """The label as far as its first comma: enough to find the box by."""
    return f"“{label(problem, params, _field(problem, params, name)).split(',')[0]}”"


def _shown(problem: Problem, params: Params, field: Field, verdict: Verdict) -> str:
    """The answer as a headline repeats it; empty where it is too long for one."""
    found = verdict.fields[field.name]
    if isinstance(found, Unanswered | Unread):
        return "an answer"
    match field.form:
        case Grid() | Choices() | Table() | Ordering():
            return ""
        case Choice():
            text = echo(problem, params, field, found.reading)
            return f"“{text.rstrip('.')}”" if len(text) <= LONGEST_CHOICE else ""
        case Shape() as form:
            return form.written(found.reading.value)
        case form:
            return " ".join(filter(None, (form.written(found.reading.value), field.unit)))


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def misconceptions(verdict: Verdict) -> tuple[str, ...]:
    """The mistakes behind each wrong field, of several that would do the likeliest; for the statistics."""
    return tuple(
        name
        for each in verdict.fields.values()
        if isinstance(each, Mistaken)
        for name in (each.mistakes if each.together else each.mistakes[:1])
    )

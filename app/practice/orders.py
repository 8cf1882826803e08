"""What is said of lines that were put in an order: the first that cannot stand, and why."""

from app.catalog.problem import Problem
from app.catalog.words import fill, to_inline, to_text
from app.practice.naming import option_text
from app.practice.sheet import Diagnosis, Mark, Status
from app.problems.diagnosing import Mistaken
from app.problems.forms import Slip, options_of
from app.problems.kind import Field, Params


def out_of_order(problem: Problem, params: Params, field: Field, verdict: Mistaken, slip: Slip) -> Mark:
    """The first line that cannot stand, and why; no working, which would say what stands there instead."""
    words = problem.mistakes[slip.mistake]
    explanation = fill(words.explanation, problem.kind.facts(params))
    why = " ".join(filter(None, (_lacking(problem, params, field, slip), explanation)))
    return Mark(
        field.name,
        Status.PARTLY if verdict.share else Status.WRONG,
        verdict.reading.echo,
        words.title,
        misconception=Diagnosis(slip.mistake, words.title, to_text(why), html=to_inline(why)),
        stands=slip.place,
    )


def _lacking(problem: Problem, params: Params, field: Field, slip: Slip) -> str:
    """What a line needs above it, in Markdown, or what is missing at the end; nothing where the line is false."""
    if not slip.line:
        return "Every line you placed stands." if slip.place else ""
    if not slip.lacking:
        return ""
    texts = {each.id: option_text(problem, params, each).rstrip(".") for each in options_of(field.form)}
    return f"“{texts[slip.line]}” needs “{texts[slip.lacking[0]]}” above it."

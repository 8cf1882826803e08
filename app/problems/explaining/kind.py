"""The kind `explain`: one for each problem, since what is asked, the key points, is content and holds no numbers."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.problems.explaining.points import Brief
from app.problems.forms.prose import Checklist, Prose
from app.problems.kind import Answers, Dice, Field, Kind, Params
from app.problems.skills import Skill

EXPLAIN = "explain"
TEXT = "text"
SPOKEN = "spoken"
POINTS = "points"
PLACE = "where_"
"""`where_ID` holds the quotation for a point that was ticked without words in the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoNumbers(Params):
    """An explanation has none: every variant of it is the same question."""


def explain(brief: Brief, model: str, *, skill: Skill, level: int) -> Kind[NoNumbers]:
    """The kind of one explanation. Its right solver gives the model answer, in which every point is."""
    ids = tuple(point.id for point in brief.points)
    fields = (Field(TEXT, Prose(), TEXT), Field(POINTS, Checklist(ids), POINTS))
    right: Answers = {TEXT: model, POINTS: frozenset(ids)}
    return Kind(
        id=EXPLAIN,
        skill=skill,
        params=NoNumbers,
        levels=(level,),
        draw=_draw,
        check=_check,
        fields=lambda _: fields,
        solve=lambda _: right,
        mistakes={slogan.id: _writes_nothing_else for slogan in brief.slogans},
        working=lambda _: {TEXT: (), POINTS: ()},
        step_keys=frozenset(),
        facts=_facts,
        figure=_figure,
    )


def _draw(_: Dice, __: int) -> NoNumbers:
    return NoNumbers()


def _check(_: NoNumbers) -> None:
    """There is nothing to be wrong with."""


def _facts(_: NoNumbers) -> Mapping[str, str]:
    return {}


def _figure(_: NoNumbers) -> None:
    return None


def _writes_nothing_else(_: NoNumbers) -> Answers:
    """A slogan is found in a text by its words; it claims no value of a field."""
    return {}

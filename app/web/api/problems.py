"""Problems, their variants, and the stateless check. Nothing here needs a learner or keeps anything."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field

from app.catalog.numbers import dump, load
from app.catalog.problem import Problem
from app.catalog.words import fill, to_html, to_text
from app.errors import BadInput, FieldComplaint
from app.practice import practising
from app.practice.boxes import box
from app.practice.choosing import Choosable, TableColumn
from app.practice.practising import Variant
from app.practice.sheet import Box
from app.practice.visit import Desk
from app.problems.kind import Params
from app.problems.reading import as_typed
from app.problems.skills import Skill
from app.web.api.verdicts import VerdictOut, verdict_out
from app.web.deps import DeskDep
from app.web.errors import PROBLEM_RESPONSES
from app.web.figures import described

router = APIRouter(tags=["problems"], responses=PROBLEM_RESPONSES)

MAX_SEED = 2**53 - 1
Seed = Annotated[int, Field(ge=0, le=MAX_SEED)]
Level = Annotated[int, Field(ge=1, le=3)]
Chapter = Annotated[str, Field(max_length=100)]
CellIn = str | int | float | None
Typed = (
    str | int | float | list[int] | list[str] | list[list[int | float]] | list[list[CellIn]] | list[dict[str, CellIn]]
)


def _is_absent(value: object) -> bool:
    return value is None


LEFT_OUT = Field(exclude_if=_is_absent)
"""For what most fields have not: null is not sent, and the schema still says what may come."""


class Strict(BaseModel):
    """A body with nothing in it that is not asked for."""

    model_config = ConfigDict(extra="forbid", strict=True)


class OptionOut(BaseModel):
    """One thing to choose: answer with its `id`. A picture is told in words."""

    id: str
    text: str
    picture: str | None = None


class ColumnOut(BaseModel):
    """A column of a table: `kind` says how its cells are read, `blank` what an empty one stands for."""

    name: str
    kind: str = Field(examples=["integer"])
    label: str
    required: bool
    blank: str
    options: list[OptionOut]


class FieldShape(BaseModel):
    """One thing to answer; `kind` says how it is read, `stated` how it is judged where that has to be said.

    A choice is answered with the id of an option, choices with several, an ordering with ids in their order, a grid
    with its rows, a table with a list of rows: each an object with a value for each column, or the values in the order
    of the columns. It takes `least_rows` to `most_rows` of them.
    """

    name: str
    kind: str = Field(examples=["shape"])
    label: str
    unit: str
    stated: Annotated[str | None, LEFT_OUT] = None
    options: Annotated[list[OptionOut] | None, LEFT_OUT] = None
    columns: Annotated[list[ColumnOut] | None, LEFT_OUT] = None
    least_rows: Annotated[int | None, LEFT_OUT] = None
    most_rows: Annotated[int | None, LEFT_OUT] = None


class ProblemOut(BaseModel):
    """A problem; `level` is where its numbers start, `levels` what they can be drawn at."""

    slug: str
    title: str
    chapter: str
    skill: Skill
    level: int
    levels: list[int]
    minutes: int
    revision: int
    fields: list[FieldShape]


class ProblemsOut(BaseModel):
    """A page of problems."""

    items: list[ProblemOut]
    next: str | None = None


class VariantOut(BaseModel):
    """A problem with numbers, and no answer in it. `seed` is null for the problem's own numbers."""

    slug: str
    revision: int
    seed: int | None
    level: int
    params: dict[str, Any]
    prompt_text: str
    prompt_html: str
    fields: list[FieldShape]


class CheckIn(Strict):
    """An answer to the variant of a seed, or to a question of this kind with these params."""

    slug: str
    seed: Seed | None = None
    level: Level | None = None
    params: dict[str, Any] | None = None
    answer: Annotated[dict[str, Typed], Field(max_length=64, examples=[{"size": "112"}])]


@router.get("/problems")
async def problems(
    desk: DeskDep, chapter: Chapter | None = None, skill: Skill | None = None, level: Level | None = None
) -> ProblemsOut:
    """All problems, or those of one chapter, skill or level. 404 for a chapter there is not."""
    everything = desk.catalog.chapters.chapter(chapter).problems if chapter else desk.catalog.problems.values()
    chosen = (each for each in everything if skill in (None, each.skill) and level in (None, each.level))
    return ProblemsOut(items=[_problem(each) for each in chosen])


@router.get("/problems/{slug}")
async def problem(slug: str, desk: DeskDep) -> ProblemOut:
    """One problem."""
    return _problem(desk.catalog.problem(slug))


@router.get("/problems/{slug}/variants/own")
async def own_variant(slug: str, desk: DeskDep) -> VariantOut:
    """The problem's own numbers. 404 if it has none."""
    return variant_out(desk, Variant(slug, None, desk.catalog.problem(slug).level))


@router.get("/problems/{slug}/variants/{seed}")
async def variant(
    slug: str, seed: Annotated[int, Path(ge=0, le=MAX_SEED)], desk: DeskDep, level: Level | None = None
) -> VariantOut:
    """The numbers that belong to a seed, at the problem's own level unless another is named."""
    return variant_out(desk, Variant(slug, seed, level or desk.catalog.problem(slug).level))


@router.post("/check")
async def check(body: CheckIn, desk: DeskDep) -> VerdictOut:
    """The verdict on an answer. Nothing is kept."""
    params = _params(desk, body)
    return verdict_out(practising.check(desk, body.slug, params, typed_in(body.answer)))


def typed_in(answer: Mapping[str, Typed]) -> dict[str, str]:
    """Numbers and lists as somebody would type them."""
    return {name: as_typed(value) for name, value in answer.items()}


def variant_out(desk: Desk, chosen: Variant) -> VariantOut:
    """A variant in words."""
    found, params = desk.catalog.problem(chosen.slug), practising.numbers(desk, chosen)
    words = fill(found.prompt, found.kind.facts(params))
    return VariantOut(
        slug=found.slug,
        revision=found.revision,
        seed=chosen.seed,
        level=chosen.level,
        params=dump(found.kind, params),
        prompt_text=to_text(words),
        prompt_html=to_html(words),
        fields=field_shapes(found, params),
    )


def field_shapes(found: Problem, params: Params) -> list[FieldShape]:
    """What there is to answer."""
    return [field_shape(box(found, params, each, "", None)) for each in found.kind.fields(params)]


def field_shape(box: Box) -> FieldShape:
    """A box as a program sees it."""
    return FieldShape(
        name=box.name,
        kind=box.form,
        label=box.label,
        unit=box.unit,
        stated=box.stated or None,
        options=_options(box.options) or None,
        columns=[_column(each) for each in box.columns] or None,
        least_rows=box.least or None,
        most_rows=len(box.rows) or None,
    )


def _options(options: tuple[Choosable, ...]) -> list[OptionOut]:
    return [OptionOut(id=each.id, text=each.text, picture=described(each.figure)) for each in options]


def _column(column: TableColumn) -> ColumnOut:
    return ColumnOut(
        name=column.name,
        kind=column.form,
        label=column.label,
        required=column.required,
        blank=column.blank,
        options=_options(column.options),
    )


def _params(desk: Desk, body: CheckIn) -> Params:
    found = desk.catalog.problem(body.slug)
    match body.seed, body.params:
        case int(seed), None:
            return practising.numbers(desk, Variant(body.slug, seed, body.level or found.level))
        case None, dict(raw):
            return load(found.kind, raw)
        case _:
            raise BadInput("Say which question this answers: by `seed` or by `params`, one of the two.", SEED_OR_PARAMS)


SEED_OR_PARAMS = (FieldComplaint("/seed", "Either this or params."), FieldComplaint("/params", "Either this or seed."))


def _problem(found: Problem) -> ProblemOut:
    """The fields are those of its own numbers, or of its first seed."""
    return ProblemOut(
        slug=found.slug,
        title=found.title,
        chapter=found.chapter,
        skill=found.skill,
        level=found.level,
        levels=list(found.levels),
        minutes=found.minutes,
        revision=found.revision,
        fields=field_shapes(found, found.given or found.draw(0)),
    )

"""Laying out one box: what is asked, how it is judged, what was typed into it and what was said about that."""

from app.catalog.problem import Problem
from app.catalog.words import to_html, to_text
from app.practice import wording
from app.practice.sheet import Box, Cell, Choosable, Mark
from app.problems.forms import AnyForm, Choice, Formula, Grid, Shape, options_of
from app.problems.kind import Field, Params
from app.problems.reading import Cells, Understood


def box(problem: Problem, params: Params, asked: Field, typed: str, mark: Mark | None) -> Box:
    """The box of one field."""
    form = asked.form
    return Box(
        name=asked.name,
        form=form.name,
        label=wording.label(problem, params, asked),
        unit=asked.unit,
        stated=form.stated(),
        example=_example(form, problem.kind.solve(params)[asked.name]),
        typed=typed,
        mark=mark,
        axes=form.axes if isinstance(form, Shape) else (),
        order=form.order if isinstance(form, Shape) else "",
        square=isinstance(form, Shape) and form.square,
        symbols=_symbols(form) if isinstance(form, Formula) else "",
        options=_options(problem, params, form, typed),
        as_row=isinstance(form, Choice) and form.as_row,
        cells=_cells(form, typed, mark) if isinstance(form, Grid) else (),
    )


def _symbols(form: Formula) -> str:
    words = {symbol: "".join(f"={word}" for word, meant in form.aliases if meant == symbol) for symbol in form.symbols}
    return ",".join(symbol + words[symbol] for symbol in form.symbols)


def _example(form: AnyForm, right: object) -> str:
    """A well-formed answer that is not the right one."""
    return next((form.written(each) for each in form.examples() if each != right), "")


def _options(problem: Problem, params: Params, form: AnyForm, typed: str) -> tuple[Choosable, ...]:
    reading = form.read(typed) if typed else None
    value = reading.value if isinstance(reading, Understood) else None
    chosen = {value} if isinstance(value, str) else value
    found: list[Choosable] = []
    for option in options_of(form):
        words = wording.option_text(problem, params, option)
        is_chosen = isinstance(chosen, set | frozenset) and option.id in chosen
        found.append(Choosable(option.id, _inline(words), to_text(words), is_chosen, option.figure))
    return tuple(found)


def _inline(words: str) -> str:
    """Markdown of one paragraph, without the paragraph."""
    return to_html(words).strip().removeprefix("<p>").removesuffix("</p>")


def _cells(form: Grid, typed: str, mark: Mark | None) -> tuple[tuple[Cell, ...], ...]:
    """The room of a grid, filled with what was typed, cell by cell."""
    texts = _texts(form, typed)
    marks = mark.cells if mark else ()
    return tuple(
        tuple(
            Cell(
                texts[i][j] if i < len(texts) and j < len(texts[i]) else "",
                marks[i][j] if i < len(marks) and j < len(marks[i]) else None,
            )
            for j in range(form.columns)
        )
        for i in range(form.rows)
    )


def _texts(form: Grid, typed: str) -> list[list[str]]:
    """Cells as they came from the page, between tabs; a grid that a program sent is read first."""
    if "\t" in typed or "\n" in typed:
        return [line.split("\t") for line in typed.replace("\r\n", "\n").split("\n")]
    reading = form.read(typed) if typed else None
    if isinstance(reading, Understood) and isinstance(reading.value, Cells):
        return [[str(each) for each in row] for row in reading.value.rows]
    return [[typed]] if typed else []

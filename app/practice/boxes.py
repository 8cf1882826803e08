"""Laying out one box: what is asked, how it is judged, what was typed into it and what was said about that."""

from dataclasses import replace

from app.catalog.problem import Problem
from app.catalog.words import fill, to_inline, to_text
from app.practice.choosing import Cell, Choosable, TableColumn, TableRow
from app.practice.naming import label, option_text
from app.practice.sheet import Box, Mark
from app.problems.forms import AnyForm, Choice, Choices, Formula, Grid, Line, Option, Ordering, Shape, Table, options_of
from app.problems.kind import Field, Params
from app.problems.reading import Cells, Understood


def box(problem: Problem, params: Params, asked: Field, typed: str, mark: Mark | None) -> Box:
    """The box of one field."""
    form = asked.form
    return Box(
        name=asked.name,
        form=form.name,
        label=label(problem, params, asked),
        unit=asked.unit,
        stated=form.stated(),
        example=_example(form, problem.kind.solve(params)[asked.name]),
        typed=typed,
        mark=mark,
        axes=form.axes if isinstance(form, Shape) else (),
        order=form.order if isinstance(form, Shape) else "",
        square=isinstance(form, Shape) and form.square,
        symbols=_symbols(form) if isinstance(form, Formula) else "",
        options=_lines(problem, params, form, typed, mark)
        if isinstance(form, Ordering)
        else _options(problem, params, form, typed),
        as_row=isinstance(form, Choice) and form.as_row,
        cells=_cells(form, typed, mark) if isinstance(form, Grid) else (),
        columns=_columns(problem, params, form) if isinstance(form, Table) else (),
        rows=_rows(form, typed, mark) if isinstance(form, Table) else (),
        least=form.least if isinstance(form, Table) else 0,
    )


def _symbols(form: Formula) -> str:
    words = {symbol: "".join(f"={word}" for word, meant in form.aliases if meant == symbol) for symbol in form.symbols}
    return ",".join(symbol + words[symbol] for symbol in form.symbols)


def _example(form: AnyForm, right: object) -> str:
    """A well-formed answer that is not the right one."""
    return next((form.written(each) for each in form.examples() if each != right), "")


def _options(problem: Problem, params: Params, form: AnyForm, typed: str) -> tuple[Choosable, ...]:
    if not isinstance(form, Choice | Choices):
        return ()
    reading = form.read(typed) if typed else None
    value = reading.value if isinstance(reading, Understood) else None
    chosen = {value} if isinstance(value, str) else value
    return tuple(
        _choosable(problem, params, option, is_chosen=isinstance(chosen, set | frozenset) and option.id in chosen)
        for option in form.options
    )


def _choosable(problem: Problem, params: Params, option: Option, *, is_chosen: bool) -> Choosable:
    words = option_text(problem, params, option)
    return Choosable(option.id, to_inline(words), to_text(words), is_chosen, option.figure)


def _lines(problem: Problem, params: Params, form: Ordering, typed: str, mark: Mark | None) -> tuple[Choosable, ...]:
    """The lines that have a place, in their order, and the others below them."""
    places = form.places(typed)
    order = list(places)
    stands = mark.stands if mark else None

    def rank(line: Line) -> int:
        return order.index(line.id) if line.id in places else len(order)

    found: list[Choosable] = []
    for line in sorted(form.lines, key=rank):
        judged = stands is not None and rank(line) <= stands and line.id in places
        right = rank(line) < stands if stands is not None and judged else None
        option = _choosable(problem, params, line, is_chosen=line.id in places)
        found.append(replace(option, place=places.get(line.id, ""), right=right))
    return tuple(found)


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


def _columns(problem: Problem, params: Params, form: Table) -> tuple[TableColumn, ...]:
    facts = problem.kind.facts(params)
    return tuple(
        TableColumn(
            name=column.name,
            form=column.form.name,
            label=fill(problem.columns[column.key], facts),
            blank=column.blank,
            stated=column.form.stated(),
            required=column.required,
            options=tuple(_choosable(problem, params, each, is_chosen=False) for each in options_of(column.form)),
        )
        for column in form.columns
    )


def _rows(form: Table, typed: str, mark: Mark | None) -> tuple[TableRow, ...]:
    """The room of a table: the rows that were filled in, then empty ones; those beyond the first few are spare."""
    filled = form.texts(typed)
    broken = {ruling.row for ruling in mark.rulings if ruling.binding and not ruling.holds} if mark else set[int]()
    empty = ("",) * len(form.columns)
    at_first = max(len(filled), form.at_first, form.least)
    return tuple(
        TableRow(
            cells=filled[place] if place < len(filled) else empty,
            spare=place >= at_first,
            broken=place + 1 in broken,
        )
        for place in range(form.rows)
    )

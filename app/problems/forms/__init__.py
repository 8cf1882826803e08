"""The forms an answer can take: how typed text is read, when two values agree, and how a value is written.

integer, real, ratio    one number                     app.problems.forms.numbers
shape                   28 × 28 × 64                   app.problems.forms.layouts
expression              (W - K + 2P) / S + 1           app.problems.forms.formulas
grid                    a feature map, cell by cell    app.problems.forms.layouts
choice, choices         one option, or all that apply  app.problems.forms.options
table                   rows of named cells            app.problems.forms.tables
ordering                lines put in an order          app.problems.forms.ordering
prose, points           a text, and what is ticked     app.problems.forms.prose
"""

from itertools import chain
from typing import TypeAlias

from app.problems.forms.form import Form
from app.problems.forms.formulas import Formula
from app.problems.forms.layouts import Grid, Shape
from app.problems.forms.numbers import Integer, Ratio, Real
from app.problems.forms.options import Choice, Choices, Option
from app.problems.forms.ordering import Line, Ordering, Slip
from app.problems.forms.prose import Checklist, Prose
from app.problems.forms.tables import Column, Table

__all__ = [
    "AnyForm",
    "Checklist",
    "Choice",
    "Choices",
    "Column",
    "Form",
    "Formula",
    "Grid",
    "Integer",
    "Line",
    "Option",
    "Ordering",
    "Prose",
    "Ratio",
    "Real",
    "Shape",
    "Slip",
    "Table",
    "options_of",
]

AnyForm: TypeAlias = (
    Integer | Real | Ratio | Shape | Grid | Formula | Choice | Choices | Ordering | Table | Prose | Checklist
)


def options_of(form: AnyForm) -> tuple[Option, ...]:
    """What there is to choose from, in any column of a table, or to place; nothing where one types."""
    match form:
        case Choice() | Choices():
            return form.options
        case Ordering():
            return form.lines
        case Table():
            return tuple(chain.from_iterable(options_of(column.form) for column in form.columns))
        case _:
            return ()

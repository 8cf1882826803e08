"""The forms an answer can take: how typed text is read, when two values agree, and how a value is written.

integer, real, ratio    one number                     app.problems.forms.numbers
shape                   28 × 28 × 64                   app.problems.forms.layouts
expression              (W - K + 2P) / S + 1           app.problems.forms.formulas
grid                    a feature map, cell by cell    app.problems.forms.layouts
choice, choices         one option, or all that apply  app.problems.forms.options
"""

from typing import TypeAlias

from app.problems.forms.form import Form
from app.problems.forms.formulas import Formula
from app.problems.forms.layouts import Grid, Shape
from app.problems.forms.numbers import Integer, Ratio, Real
from app.problems.forms.options import Choice, Choices, Option

__all__ = [
    "AnyForm",
    "Choice",
    "Choices",
    "Form",
    "Formula",
    "Grid",
    "Integer",
    "Option",
    "Ratio",
    "Real",
    "Shape",
    "options_of",
]

AnyForm: TypeAlias = Integer | Real | Ratio | Shape | Grid | Formula | Choice | Choices


def options_of(form: AnyForm) -> tuple[Option, ...]:
    """What there is to choose from; nothing where one types."""
    return form.options if isinstance(form, Choice | Choices) else ()

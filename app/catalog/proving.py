"""What a right answer to a problem proves, by its form: who works out numbers has not derived anything."""

from app.learning.mastery import Level
from app.problems.forms import AnyForm, Checklist, Choice, Choices, Formula, Ordering, Prose, Table
from app.problems.kind import AnyKind, Params


def proves(kind: AnyKind, params: Params) -> Level:
    """The highest level that any of a question's fields proves."""
    return max(_proved_by(field.form) for field in kind.fields(params))


def _proved_by(form: AnyForm) -> Level:
    """Lines of a proof, a design and a formula are derived; a text is what teaching sounds like."""
    match form:
        case Choice() | Choices():
            return Level.VAGUELY
        case Formula() | Ordering() | Table():
            return Level.CAN_DERIVE
        case Prose() | Checklist():
            return Level.CAN_TEACH
        case _:
            return Level.CAN_EXPLAIN

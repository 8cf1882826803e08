"""
Everything that can go wrong on purpose, as one tree.

    AppError                      a sentence for the person who asked
    ├── BadInput                  it was not understood, or not allowed
    │   └── TooMuchWork           understood, but more than this server grants
    ├── Impossible                understood, and there is no such layer: the sentence holds the equation
    ├── Missing                   no such problem, question or page, or not this learner's
    │   └── Gone                  it was there, and is no longer
    ├── Conflict                  the request contradicts what is already recorded
    ├── Unavailable               the server cannot do it now: try again
    │   ├── Busy                  more is waiting than it promised to hold
    │   └── StoreUnavailable      the database does not answer (app.store)
    └── ContentError              a file under content/ says something the code contradicts

A wrong answer is not an error; it is a verdict. HTTP is not known here: `app.web.errors` gives each branch its status.
"""

from collections.abc import Iterable
from dataclasses import dataclass


class AppError(Exception):
    """A sentence that can be shown as it stands: it echoes numbers, never raw input."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class FieldComplaint:
    """What is wrong with one part of the input; `pointer` is a JSON Pointer (RFC 6901), "" for the whole."""

    pointer: str
    detail: str


class BadInput(AppError):
    """The request was not understood or not allowed; `fields` says where."""

    def __init__(self, sentence: str, fields: tuple[FieldComplaint, ...] = ()) -> None:
        super().__init__(sentence)
        self.fields = fields


class TooMuchWork(BadInput):
    """The request is sound but asks for more than the server grants."""


class Impossible(AppError):
    """Arithmetic that has no answer, such as a kernel larger than its padded input."""


class Missing(AppError):
    """Nothing is there for this learner."""


class Gone(Missing):
    """What was at this address is there no longer, and will not come back."""


class Conflict(AppError):
    """The request contradicts what is already recorded."""


class Unavailable(AppError):
    """The server cannot do it now."""


class Busy(Unavailable):
    """More work is waiting than the server promised to hold."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong in a file under content/, and where."""

    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.sentence}"


class ContentError(AppError):
    """Words and code contradict each other; the sentence has a line for each complaint, with its file and line."""

    def __init__(self, complaints: Iterable[Complaint]) -> None:
        self.complaints = tuple(complaints)
        super().__init__("\n".join(map(str, self.complaints)))

"""An explanation as both doors show it: its points, its clock, and how far it has come."""

from dataclasses import dataclass
from enum import StrEnum

from app.problems.explaining.settling import How


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a committed text; `found` where a pattern found words of a point."""

    text: str
    found: bool


@dataclass(frozen=True, slots=True)
class PointRow:
    """A key point as it stands: pre-ticked, asked about, or settled."""

    id: str
    text: str
    essential: bool
    ticked: bool
    words: tuple[str, ...] = ()  # those that the pass found for it
    asks: str = ""  # the field that takes a quotation, where one is asked for
    quote: str = ""
    how: How | None = None  # once it is settled


@dataclass(frozen=True, slots=True)
class Checklist:
    """A committed explanation held against its key points. The model answer is there once it is settled."""

    pieces: tuple[Piece, ...]
    spoken: bool
    points: tuple[PointRow, ...]
    settled: bool = False
    model: str = ""

    @property
    def asks(self) -> bool:
        """Whether a place in the text is asked for."""
        return any(row.asks for row in self.points)


class Step(StrEnum):
    """How far an explanation has come."""

    WRITING = "writing"
    SPEAKING = "speaking"
    CHECKING = "checking"  # committed; the points are to be gone through
    OVER = "over"


@dataclass(frozen=True, slots=True)
class RunningClock:
    """A clock as it stands now; `seconds` is None where there is no limit. Its end is kept here, not in a page."""

    seconds: int | None
    left: int = 0
    ends_at: str = ""  # 12:04:31, where the learner lives


@dataclass(frozen=True, slots=True)
class Explaining:
    """An explanation as it stands for one learner: what its page shows beside hints and rubric."""

    step: Step
    typed: str
    refusal: str  # why the text was not committed
    paces: tuple[int, ...]  # seconds that one may speak for
    clock: RunningClock | None
    checklist: Checklist | None
    points: tuple[str, ...]  # what each point says; once it is over
    model_html: str  # once it is over

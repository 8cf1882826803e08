"""What the page of a part is made of."""

from dataclasses import dataclass
from typing import TypeAlias

from app.catalog.chapters import Chapter
from app.catalog.lessons import CalloutKind, Lesson, Section
from app.practice.lessons.moving import Knobbed
from app.practice.picturing import Drawn
from app.practice.sheet import Sheet
from app.problems.figures import Figure


@dataclass(frozen=True, slots=True)
class ShownProse:
    """Paragraphs in HTML."""

    html: str


@dataclass(frozen=True, slots=True)
class ShownCallout:
    """A callout with its word."""

    kind: CalloutKind
    word: str
    title: str
    html: str


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A figure: what to draw, if anything, what of it can be moved, and the address where all of it can be.

    `number` counts a part's figures from 1. A figure of a question leads to it.
    """

    number: int
    address: str
    caption: str
    drawn: Drawn | None
    boxes: tuple[Knobbed, ...]
    onward: str

    @property
    def name(self) -> str:
        """With which the ids of its parts begin."""
        return f"figure-{self.number}"

    @property
    def path(self) -> str:
        """Its address without its state."""
        return self.address.partition("?")[0]


@dataclass(frozen=True, slots=True)
class ShownPrediction:
    """A question and what is shown later."""

    question: str
    answer_html: str


@dataclass(frozen=True, slots=True)
class ShownCheck:
    """A question to answer on the spot, as it stands for this learner, behind a sentence that leads to it."""

    anchor: str
    lead: str
    minutes: int
    sheet: Sheet
    figure: Figure | None


@dataclass(frozen=True, slots=True)
class Offer:
    """A problem to work on, with its address; `lead` is a sentence that leads to it."""

    title: str
    address: str
    minutes: int
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Practise:
    """Problems to go on with, in their order, and the reason in a sentence."""

    offers: tuple[Offer, ...]
    why: str


Shown: TypeAlias = Section | ShownProse | ShownCallout | ShownPicture | ShownPrediction | ShownCheck | Offer


@dataclass(frozen=True, slots=True)
class LessonPage:
    """A part of a chapter. `practise` is what one has least of what it asks for."""

    lesson: Lesson
    chapter: Chapter
    sections: tuple[Section, ...]
    blocks: tuple[Shown, ...]
    practise: Practise
    is_finished: bool
    previous: Lesson | None
    next: Lesson | None

    @property
    def forms(self) -> frozenset[str]:
        """What its checks are filled in with, since some of them need a script."""
        checks = (block for block in self.blocks if isinstance(block, ShownCheck))
        return frozenset(box.form for check in checks for box in check.sheet.boxes)

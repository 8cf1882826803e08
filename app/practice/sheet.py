"""What a learner has in front of them: a question with all that was typed, said and opened. Both doors render it."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from app.practice.choosing import Cell, Choosable, TableColumn, TableRow
from app.practice.explaining.views import Checklist, Explaining
from app.problems.grading import Outcome


class Status(StrEnum):
    """What became of one field."""

    CORRECT = "correct"
    CARRIED = "carried"  # right, given the slip in an earlier row
    PARTLY = "partly"  # some cells of a grid are right
    WRONG = "wrong"
    OTHER_CONVENTION = "other_convention"
    UNREADABLE = "unreadable"
    UNJUDGED = "unjudged"  # understood, but another field was not
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of working, aligned at its equals sign: `⌊2.5⌋ = 2   the steps the kernel takes`."""

    left: str
    right: str = ""
    reason: str = ""
    missing: bool = False  # what was forgotten or done otherwise: drawn with a wavy line


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The mistake that gives exactly the number that was typed; `html` is the explanation with its formulas set."""

    id: str
    title: str
    explanation: str
    working: tuple[Line, ...] = ()
    html: str = ""


@dataclass(frozen=True, slots=True)
class RunLine:
    """One line of a run: `padded row   0 1 2 3 0`."""

    name: str
    shown: str


@dataclass(frozen=True, slots=True)
class Run:
    """A wrong claim, run on numbers small enough to see. `on` says on what."""

    on: str
    lines: tuple[RunLine, ...]
    claimed: str
    found: str


@dataclass(frozen=True, slots=True)
class Ruling:
    """What one rule says about an answer: `The field covers the object.  holds  15 px, at least 13 px, 2 px to spare`.

    `mend` is one change after which it holds, and `mends_all` says whether every other rule holds then, too.
    """

    rule: str
    title: str
    holds: bool
    binding: bool
    sentence: str  # what the learner did, as far as this rule goes
    achieved: str
    wanted: str
    margin: str
    why: str
    source: str
    row: int | None = None
    mend: str | None = None
    mends_all: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """The verdict on one field. `others` are mistakes beside the first: made together with it, or instead of it."""

    name: str
    status: Status
    reading: str | None
    message: str
    misconception: Diagnosis | None = None
    suggestion: str | None = None  # a corrected form of an unreadable answer, to take with one click
    others: tuple[Diagnosis, ...] = ()
    together: bool = False
    cells: tuple[tuple[bool, ...], ...] = ()  # of a grid of the right size: which are right
    stands: int | None = None  # of an order: how many lines stand, up to the first that does not
    run: Run | None = None
    rulings: tuple[Ruling, ...] = ()  # where rules judge, what each says


@dataclass(frozen=True, slots=True)
class Marked:
    """The verdict on an answer. `score` is the share of fields that are right, 0 to 1."""

    outcome: Outcome
    score: float
    headline: str  # "Not 2. You counted the steps, not the positions."
    marks: tuple[Mark, ...]
    solution: tuple[Line, ...] | None = None
    also: tuple[Diagnosis, ...] = ()  # mistakes that give the right number here: a variant tells them apart
    checklist: Checklist | None = None  # of an explanation that is committed


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, and the mistakes that it is counted under."""

    said: Marked
    slips: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """One thing to fill in, with what was typed into it last."""

    name: str
    form: str  # how it is read: "integer", "shape", "grid", "choice", …
    label: str
    unit: str
    stated: str  # how it is judged, where that has to be said: "within 0.5 %"
    example: str  # a well-formed answer that is not the right one; empty where one chooses
    typed: str = ""
    mark: Mark | None = None
    axes: tuple[str, ...] = ()  # what a shape's entries mean: ("height", "width")
    order: str = ""  # the same as one says it: "height × width"
    square: bool = False  # one number may stand for both sides of a shape
    symbols: str = ""  # of a formula, with the words that may stand for them: "W,K,S=stride"
    options: tuple[Choosable, ...] = ()
    as_row: bool = False  # the options fit into one line
    cells: tuple[tuple[Cell, ...], ...] = ()
    columns: tuple[TableColumn, ...] = ()
    rows: tuple[TableRow, ...] = ()
    least: int = 0  # rows that a table needs
    prefix: str = ""  # of its ids, where several sheets stand on one page

    @property
    def key(self) -> str:
        """What the ids of its parts end in."""
        return self.prefix + self.name


@dataclass(frozen=True, slots=True)
class Hint:
    """A hint that has been opened."""

    number: int
    name: str  # direction, insight, full solution
    html: str
    text: str
    working: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class NextHint:
    """The hint that can be opened next, and the best band that stays within reach after it."""

    number: int
    left: int
    free: bool
    caps_at: str  # "Lean hire"; empty when it costs nothing


@dataclass(frozen=True, slots=True)
class BandView:
    """One row of the rubric."""

    id: str
    title: str  # Strong hire, Lean hire, No hire
    html: str
    reached: bool


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One thing that was seen, `two hints`, and the best band that it leaves."""

    aspect: str
    seen: str
    leaves: str  # "Lean hire"


@dataclass(frozen=True, slots=True)
class GivenBand:
    """The band that a learner gave themselves; `title` is empty where they asked to see the rubric without one."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Convention:
    """An agreement printed beside the box: `floor`, with what it means here."""

    word: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Onward:
    """Where one goes on after this question; `drill` names what it belongs to, `home` is the page of that, if any."""

    address: str
    drill: str = ""
    home: str = ""
    takes_unknown: bool = False  # “I don’t know” is an answer there


@dataclass(frozen=True, slots=True)
class Taught:
    """The part of a chapter that sends one to an explanation, to go back to."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A question as it stands for one learner.

    Its forms post to `{address}/answer`, `{address}/hint` and `{address}/reveal`, each with `query` behind it.
    """

    address: str
    slug: str
    title: str
    skill: str
    skill_name: str
    level: int
    levels: tuple[int, ...]  # what its numbers can be drawn at
    seed: int | None  # None: the problem's own numbers
    prompt_html: str
    prompt_text: str
    boxes: tuple[Box, ...]
    conventions: tuple[Convention, ...]
    source: str  # where the arithmetic comes from
    verdict: Marked | None = None
    hints: tuple[Hint, ...] = ()
    next_hint: NextHint | None = None
    solution: tuple[Line, ...] | None = None  # once right, or revealed
    rubric: tuple[BandView, ...] = ()  # once right, or revealed
    evidence: tuple[EvidenceLine, ...] = ()  # once right, or revealed
    own_band: GivenBand | None = None  # the page shows no rubric before there is one
    attempts: int = 0
    sure: int | None = None  # 1 to 5, where one has said so and nothing has been judged yet
    attempt: UUID | None = None  # the one whose verdict is shown; None where it left none
    dispute: str | None = None  # what the learner has said against that verdict; None: nothing
    next_level: int | None = None  # once right: the level that the learner has come to, where it is another
    query: str = ""
    onward: Onward | None = None
    explaining: Explaining | None = None  # where one answers in one's own words
    taught: Taught | None = None  # where it is taught, once it has been answered in one's own words
    lesson: str = ""  # the part of the chapter in whose midst it stands
    prefix: str = ""  # of its ids, where several sheets stand on one page

    def id(self, part: str) -> str:
        """What a part of it is called on the page."""
        return self.prefix + part

    @property
    def may_be_passed(self) -> bool:
        """Whether one may go on as it is: without an answer not where “I don’t know” is one."""
        return not (self.onward and self.onward.takes_unknown) or bool(self.attempts or self.solution)

    @property
    def next_address(self) -> str:
        """Where another question is asked for."""
        return self.onward.address if self.onward else f"/problems/{self.slug}?fresh=1"

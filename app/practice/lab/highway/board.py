"""What is shown: a question with a guess to make, or both networks' gradients block by block."""

from dataclasses import dataclass

from app.catalog.architectures import Architectures
from app.conv.network.unrolling import block_names
from app.errors import AppError, BadInput
from app.practice.lab.field.stack import SOLE
from app.practice.lab.highway.running import Flow, kept
from app.practice.lab.highway.state import ADDRESS, HighwayState, run_of
from app.practice.lab.highway.wording import SOURCES, answered, asked, fulfilled, judged, limits, question, why
from app.practice.lab.norms import Stack
from app.practice.lab.numerals import sized
from app.practice.lab.typed import signed, whole

MOST_GUESSED = 99


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A block of the table, in words."""

    name: str
    residual: str
    plain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HighwayBoard:
    """The page. Without `stacks` it asks; where `complaint` says something, a box has to be mended first."""

    state: HighwayState
    headline: str
    complaint: str = ""
    stacks: tuple[Stack, ...] = ()
    names: tuple[str, ...] = ()
    at: int = 1
    reading: str = ""
    judged: str = ""
    why: str = ""
    fulfilled: str = ""
    limits: str = ""
    question: str = ""
    sources: tuple[tuple[str, str], ...] = SOURCES

    @property
    def blocks(self) -> int:
        """How many there are."""
        return len(self.names)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The norms at each block's input."""
        plain, residual = (each.norms for each in self.stacks)
        return tuple(
            Row(name=name, residual=sized(above), plain=sized(below))
            for name, above, below in zip(self.names, residual, plain, strict=False)
        )

    @property
    def drawing(self) -> str:
        """Where the chart alone lives."""
        return f"{ADDRESS}-norms.svg?{self.state.query}"


def highway_board(state: HighwayState, known: Architectures, *, is_run: bool) -> HighwayBoard:
    """The question; or, where it is to be run and has been, the answer."""
    try:
        return _board(state, known, is_run=is_run)
    except AppError as error:
        return HighwayBoard(state=state, headline="No gradient flows with these numbers.", complaint=error.sentence)


def _board(state: HighwayState, known: Architectures, *, is_run: bool) -> HighwayBoard:
    network, run = run_of(state, known)
    names = tuple(SOLE.sub("", name) for name in block_names(run.layers))
    guess = _guess(state)
    at, flow = _at(state, len(names)), kept(run) if is_run else None
    if flow is None:
        return HighwayBoard(state=state, headline=asked(network, len(names)), names=names, at=at)
    stacks = _stacks(flow)
    sizes = ", ".join(f"{each.name} {sized(each.norms[at - 1])}" for each in stacks)
    return HighwayBoard(
        state=state,
        headline=answered(network, flow),
        stacks=stacks,
        names=names,
        at=at,
        reading=f"At block {at}, {names[at - 1]}: {sizes}",
        judged="" if guess is None else judged(guess, flow),
        why=why(state),
        fulfilled=fulfilled(network),
        limits=limits(state),
        question=question(state),
    )


def _stacks(flow: Flow) -> tuple[Stack, ...]:
    return (
        Stack(name="without", norms=flow.plain, has_skips=False),
        Stack(name="with shortcuts", norms=flow.residual, has_skips=True),
    )


def _guess(state: HighwayState) -> float | None:
    """The powers of ten that one expects; nobody has to guess."""
    if not state.guess.strip():
        return None
    guess = signed(state.guess, "guess")
    if abs(guess) > MOST_GUESSED:
        raise BadInput(f"The guess must be from -{MOST_GUESSED} to {MOST_GUESSED} powers of ten.")
    return guess


def _at(state: HighwayState, blocks: int) -> int:
    """The block that is asked for; a number past the last stands at the last."""
    at = whole(state.at, "block")
    if at < 1:
        raise BadInput("The blocks are counted from 1.")
    return min(at, blocks)

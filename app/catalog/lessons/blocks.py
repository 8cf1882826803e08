"""What a part of the chapter is made of, and how its text is taken apart.

Markdown, cut by lines that begin a block: `## A heading`, or `::: kind what` up to the next line that is `:::` alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from app.catalog.lessons.knobs import MOVES, Knob, knob

HEADING = re.compile(r"## (?P<title>.+)")
OPENING = re.compile(r"::: (?P<kind>[a-z-]+)(?: (?P<what>.+))?")
CLOSING = ":::"
TURN = "---"
"""In a prediction: what stands below this line is shown later."""


class CalloutKind(StrEnum):
    """The five kinds. Each has an icon, a word and a shape of its own."""

    ANSWER = "answer"
    VIEW = "view"
    TRAP = "trap"
    REJECTION = "rejection"
    COMPANY = "company"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, with the name that an address can point at."""

    title: str
    anchor: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs, lists and tables."""

    words: str
    line: int


@dataclass(frozen=True, slots=True)
class Callout:
    """Something to stop at."""

    kind: CalloutKind
    title: str
    words: str
    line: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure of the lab in the state that its address says, with a caption, and what of it can be moved."""

    address: str
    words: str
    line: int
    knobs: tuple[Knob, ...] = ()


@dataclass(frozen=True, slots=True)
class Predict:
    """A question to answer in one's head, and what is so."""

    question: str
    answer: str
    line: int


@dataclass(frozen=True, slots=True)
class Check:
    """A question of a problem, with the numbers that its address names: `own`, or level and seed as `2-7`."""

    slug: str
    numbers: str
    words: str
    line: int


@dataclass(frozen=True, slots=True)
class Aloud:
    """An explanation to be said aloud, by the problem that has its clock and its points."""

    slug: str
    words: str
    line: int


Block: TypeAlias = Section | Prose | Callout | Picture | Predict | Check | Aloud


def texts_of(block: Block) -> tuple[tuple[int, str], ...]:
    """Its texts, each with the line it begins on."""
    match block:
        case Section(title):
            return ((block.line, title),)
        case Predict(question, answer, line):
            return ((line + 1, question), (line + 3 + question.count("\n"), answer))
        case Callout(title=title, words=words, line=line):
            return ((line, title), (line + 1, words))
        case Prose(words, line):
            return ((line, words),)
        case Picture(words=words, line=line) | Check(words=words, line=line) | Aloud(words=words, line=line):
            return ((line + 1, words),)


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A line of a lesson that cannot be read, and why."""

    line: int
    sentence: str


def blocks(text: str, first_line: int) -> Iterator[Block | Misplaced]:
    """The blocks of a text whose first line is the `first_line` of its file, in their order."""
    prose: list[str] = []
    began = first_line
    lines = enumerate(text.split("\n"), start=first_line)
    for at, line in lines:
        heading, opening = HEADING.fullmatch(line), OPENING.fullmatch(line)
        if heading or opening:
            yield from _prose(prose, began)
            prose, began = [], at + 1
        if heading:
            yield Section(heading["title"], anchor(heading["title"]), at)
        elif opening:
            inner = _inner(lines)
            yield _block(opening["kind"], opening["what"] or "", inner, at) if inner is not None else _unclosed(at)
            began = at + 2 + (inner or "").count("\n")
        elif line.startswith(CLOSING):
            yield Misplaced(at, "Nothing is open here: a block begins with ::: and a word.")
        else:
            prose.append(line)
    yield from _prose(prose, began)


def anchor(title: str) -> str:
    """`Why the floor?` as `why-the-floor`."""
    return "-".join(re.findall(r"[a-z0-9]+", title.lower()))


def _prose(lines: list[str], began: int) -> Iterator[Prose]:
    blank = next((at for at, line in enumerate(lines) if line), 0)
    if words := "\n".join(lines).strip("\n"):
        yield Prose(words, began + blank)


def _inner(lines: Iterator[tuple[int, str]]) -> str | None:
    """What stands before the closing line; None where there is no such line."""
    found: list[str] = []
    for _, line in lines:
        if line == CLOSING:
            return "\n".join(found)
        found.append(line)
    return None


def _unclosed(at: int) -> Misplaced:
    return Misplaced(at, "This block is never closed by a line of ::: alone.")


def _block(kind: str, what: str, words: str, at: int) -> Block | Misplaced:
    match kind, what.split():
        case "figure", [address]:
            return _picture(address, words, at)
        case "predict", []:
            question, turn, answer = words.partition(f"\n{TURN}\n")
            return (
                Predict(question, answer, at) if turn else Misplaced(at, f"A line of {TURN} parts question and answer.")
            )
        case "check", [slug, numbers]:
            return Check(slug, numbers, words, at)
        case "aloud", [slug]:
            return Aloud(slug, words, at)
        case _ if kind in set(CalloutKind):
            return Callout(CalloutKind(kind), what, words, at)
        case _:
            return Misplaced(
                at,
                f"There is no block “{kind} {what}”. There are figure ADDRESS, predict, check SLUG NUMBERS, "
                f"aloud SLUG, and {', '.join(CalloutKind)} with a title.",
            )


def _picture(address: str, words: str, at: int) -> Picture | Misplaced:
    lines = words.split("\n")
    moving = [line for line in lines if line.startswith(MOVES)]
    found = [each for line in moving if (each := knob(line))]
    if len(found) < len(moving):
        return Misplaced(at, "What can be moved is written as: move stride 1..3, or move out 64 | 128 (channels out).")
    return Picture(address, "\n".join(line for line in lines if line not in moving), at, tuple(found))

"""Numbers that somebody typed into prose where an expression could have worked them out.

A number may be typed where it is small, a year, or the number of a section, a table or a day; where it is what an
expression of the same block starts from; or where a typed-numbers.yaml has it, with its source. All others are wrong as
soon as what they were worked out from changes, and nobody notices.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from app.catalog.lessons.blocks import CLOSING, HEADING, OPENING
from app.catalog.lessons.knobs import MOVES
from app.catalog.lessons.lesson import FRONT
from app.catalog.lessons.worked import EXPRESSION
from app.errors import Complaint

SMALL = 12
"""Up to here a whole number counts things one can see: the side of a kernel, a stride, three layers."""

REFERENCE = r"\b(?:section|table|figure|part|equation|relationship|guideline|day)s?"
ASIDE = re.compile(
    r"\{\{.+?\}\}|\$\$.+?\$\$|\$[^$\n]+\$|`[^`\n]+`|\]\([^)]*\)|<[^>\n]+>"
    rf"|(?m:^{MOVES}.+?$)"
    r"|arXiv:\d{4}\.\d{4,5}|doi:\S+"
    rf"|{REFERENCE} \d+(?:\.\d+)*(?:(?:, | and | to )\d+(?:\.\d+)*)*"
    r"|\b(?:19[5-9]\d|20[0-2]\d)\b(?! [×%])",
    re.DOTALL | re.IGNORECASE,
)
"""What is no quantity, or is set by somebody else: expressions, formulas, code, addresses, knobs, references, years."""

TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SPELLED: Mapping[str, int] = {
    **{word: value for value, word in enumerate(TEENS, start=13)},
    **{word: 10 * value for value, word in enumerate(TENS, start=2)},
}
FEW = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
TYPED = re.compile(
    r"(?<![\w.-])−?(?P<digits>\d+(?:,\d{3})*(?:\.\d+)?)(?:e[−-]?\d+)?(?P<percent>\s?%)?(?![\w.]*\d)"
    rf"|\b(?:(?P<spelled>{'|'.join(SPELLED)})(?:-\w+)?|(?:{FEW}) (?:hundred|thousand|million|billion))\b"
    rf"|\b(?:{FEW}) times (?=as |fewer|more |the |cheaper|faster|smaller|larger)",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"(?<=[.?!:])\s|\n|\|")


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that are read together, and the numbers that are set in them: arguments, or a figure's state.

    `line` says on which line of the file the sign at a place of the words stands.
    """

    file: str
    line: Callable[[int], int]
    words: str
    given: frozenset[str]


@dataclass(frozen=True, slots=True)
class Typed:
    """A number that nothing worked out, from `start` to `end` of its passage."""

    passage: Passage
    start: int
    end: int

    @property
    def complaint(self) -> Complaint:
        """File, line, and the sentence that it stands in."""
        words = self.passage.words
        cuts = [0, *(cut.end() for cut in SENTENCE_END.finditer(words)), len(words)]
        first = max(cut for cut in cuts if cut <= self.start)
        last = min(cut for cut in cuts if cut >= self.end)
        sentence = words[first:last].strip(" \n|")
        return Complaint(
            self.passage.file,
            self.passage.line(self.start),
            f"“{words[self.start : self.end].strip()}” is typed in “{sentence}”. "
            "Write it as an expression, or list it with its source in typed-numbers.yaml.",
        )


def typed_in(passage: Passage) -> Iterator[Typed]:
    """The numbers that should have been worked out, or listed."""
    prose = ASIDE.sub(lambda aside: re.sub(r"[^\n]", " ", aside[0]), passage.words)
    for found in TYPED.finditer(prose):
        if not _may_be_typed(found, passage.given):
            yield Typed(passage, *found.span())


def _may_be_typed(found: re.Match[str], given: frozenset[str]) -> bool:
    """A small or a given whole number; parts and per cent always come from somewhere."""
    if found["spelled"]:
        return "-" not in found[0] and str(SPELLED[found["spelled"].lower()]) in given
    if not found["digits"] or found["percent"] or not found[0].lstrip("−").replace(",", "").isdecimal():
        return False
    digits = found["digits"].replace(",", "")
    return int(digits) <= SMALL or digits in given


def passages_of(file: str, text: str) -> Iterator[Passage]:
    """A lesson's blocks: what a figure's address or a check's numbers say is given in it."""
    front = FRONT.match(text)
    began = 1 + text.count("\n", 0, front.end()) if front else 1
    block: list[str] = []
    for line, words in enumerate(text[front.end() :].split("\n") if front else text.split("\n"), start=began):
        if HEADING.fullmatch(words) or words.startswith(CLOSING):
            yield _passage(file, began, block)
            block, began = [], line
        block.append(words)
    yield _passage(file, began, block)


def _passage(file: str, first_line: int, block: Iterable[str]) -> Passage:
    words = "\n".join(block)
    opening = OPENING.match(words)
    address = opening["what"] if opening and opening["kind"] in {"figure", "check", "aloud"} else None
    given = numbers_of([*EXPRESSION.findall(words), address or ""])
    prose = words.replace(address, " " * len(address), 1) if address else words
    return Passage(file, partial(_line, first_line, prose), prose, given)


def _line(first_line: int, words: str, at: int) -> int:
    return first_line + words.count("\n", 0, at)


def numbers_of(expressions: Iterable[str]) -> frozenset[str]:
    """The whole numbers from which expressions start."""
    return frozenset(re.findall(r"(?<![\w.])\d+(?![.\d])", re.sub(r"[=&+-]", " ", " ".join(expressions))))

"""A text as words, each with its place in the text, its sentence and its clause."""

import re
from dataclasses import dataclass

from app.problems.explaining.stems import stem

TOKEN = re.compile(
    r"""
    \d+\s?[x×]\s?\d+(?:\s?[x×]\s?\d+)*    # 3 × 3
    | \d+(?:[.,]\d+)*                       # 110,592
    | [^\W\d_]+(?:['’][^\W\d_]+)?           # doesn't
    | \n\s*\n                               # between paragraphs
    | [.!?;:,()—–=→]
    """,
    re.VERBOSE,
)
ENDS_SENTENCE = frozenset(".!?;")
ENDS_CLAUSE = frozenset(".!?;:,()—–→")
BEGINS_CLAUSE = frozenset(
    {"and", "but", "however", "although", "though", "because", "since", "while", "whereas", "yet", "so"}
    | {"which", "that", "who", "if", "when", "then", "hence"}
)
SHORTENED = re.compile(r"n['’]t$")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text; `start` and `end` count code points."""

    said: str  # in small letters, 3x3 without its spaces
    stem: str
    start: int
    end: int
    sentence: int
    clause: int


def words(text: str) -> tuple[Word, ...]:
    """The words of a text in their order. Hyphens part words; a full stop within a number does not end a sentence."""
    found: list[Word] = []
    sentence = clause = 0
    for match in TOKEN.finditer(text):
        token = match[0]
        is_paragraph = token.isspace()
        sentence += token in ENDS_SENTENCE or is_paragraph
        clause += token in ENDS_CLAUSE or is_paragraph
        if not token[0].isalnum():
            continue
        said = re.sub(r"\s", "", token.lower()).replace("×", "x").replace("’", "'")
        clause += said in BEGINS_CLAUSE
        found.append(Word(said, _stem(said), match.start(), match.end(), sentence, clause))
    return tuple(found)


def _stem(said: str) -> str:
    return "not" if SHORTENED.search(said) else stem(said.removesuffix("'s"))


def count_words(text: str) -> int:
    """How many there are."""
    return len(words(text))


def stands_in(quote: str, text: str) -> bool:
    """Whether a text holds the words of a quotation one after the other; capitals and punctuation aside."""
    wanted, said = [each.said for each in words(quote)], [each.said for each in words(text)]
    return bool(wanted) and any(said[at : at + len(wanted)] == wanted for at in range(len(said)))

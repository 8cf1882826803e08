"""Full-text search over texts that stay as they are while the server runs: SQLite's FTS5, in memory.

It is the same beside an SQLite file and beside PostgreSQL, since nothing of it is a learner's or has to be kept. Words
are compared by their stems (Porter, 1980) and pages weighed by BM25 (Robertson and Zaragoza, 2009).
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from json import dumps
from typing import TypeAlias

from app.store.errors import StoreUnavailable

TIMES = "×"  # a letter here, so that 3 × 3 is a phrase of its own, and no part of the row 3, 3, 1
TABLE = f"""
CREATE VIRTUAL TABLE texts USING fts5(
    title, within, body, also, tokenize = "porter unicode61 remove_diacritics 2 tokenchars '{TIMES}'"
)"""
SCORES = "SELECT rowid, -bm25(texts, 8.0, 2.0, 1.0, 3.0) FROM texts WHERE texts MATCH ?"
OPENS, CLOSES = "\ue000", "\ue001"  # around what was found: signs that no text has
WORDS_IN_AN_EXCERPT = 28
SHOWN = """
SELECT rowid, highlight(texts, 0, ?, ?), snippet(texts, 2, ?, ?, '…', ?)
FROM texts WHERE texts MATCH ? AND rowid IN (SELECT value FROM json_each(?))"""
MARKED = (OPENS, CLOSES, OPENS, CLOSES, WORDS_IN_AN_EXCERPT)

Phrases: TypeAlias = tuple[str, ...]
"""What has to be there, each phrase somewhere."""


@dataclass(frozen=True, slots=True)
class Text:
    """What can be found: a title, what it is part of, its words, and words that are looked at and never shown."""

    title: str
    within: str
    body: str
    also: str


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text, and whether it is what was looked for."""

    text: str
    is_found: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A text as it was found: its title, and the stretch of it that has the most of what was looked for."""

    title: tuple[Part, ...]
    excerpt: tuple[Part, ...]


class FullText:
    """An index of texts, known by their places from 0. Words of a phrase stand in a row, whatever signs are between."""

    def __init__(self, texts: Iterable[Text]) -> None:
        """Raises `StoreUnavailable` where SQLite was built without FTS5."""
        self._connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        try:
            self._connection.execute(TABLE)
        except sqlite3.OperationalError as failure:
            self._connection.close()
            raise StoreUnavailable(f"The search needs an SQLite with FTS5; this one says: {failure}.") from None
        rows = ((place, each.title, each.within, each.body, each.also) for place, each in enumerate(texts))
        self._connection.execute("BEGIN")  # one for all rows, or the index is written out after each
        self._connection.executemany("INSERT INTO texts(rowid, title, within, body, also) VALUES (?, ?, ?, ?, ?)", rows)
        self._connection.execute("COMMIT")
        self._connection.execute("PRAGMA query_only = ON")

    def scores(self, phrases: Phrases) -> Mapping[int, float]:
        """How well each text that has all of the phrases fits them: more is better."""
        return dict(self._connection.execute(SCORES, (_all_of(phrases),)))

    def shown(self, places: Sequence[int], any_of: Iterable[Phrases]) -> Mapping[int, Shown]:
        """These texts with what was found in them; each has all of some phrases."""
        wanted = " OR ".join(f"({_all_of(phrases)})" for phrases in any_of)
        if not wanted:
            return {}
        found = self._connection.execute(SHOWN, (*MARKED, wanted, dumps(places)))
        return {place: Shown(tuple(_parts(title)), tuple(_parts(body))) for place, title, body in found}

    def close(self) -> None:
        """Give its memory back."""
        self._connection.close()


def _all_of(phrases: Phrases) -> str:
    """Between quotes nothing is an operator."""
    return " AND ".join('"' + phrase.replace('"', " ") + '"' for phrase in phrases)


def _parts(marked: str) -> Iterator[Part]:
    for piece in marked.split(OPENS):
        found, closed, rest = piece.partition(CLOSES)
        if closed:
            yield Part(found, is_found=True)
        if rest or (found and not closed):
            yield Part(rest if closed else found, is_found=False)

"""What to look for in a text.

    memory bound|limited    both in one sentence, near each other, in any order; `|` between words that do equally well
    receptive-field         two words, one right after the other
    no weights              a denied word: "without any weights", "it has no weights"

Words are compared by their stems. Where a pattern denies nothing itself, a denied word does not count.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from app.errors import BadInput
from app.problems.explaining.negation import denied
from app.problems.explaining.stems import stem
from app.problems.explaining.words import Word, words

WINDOW = 14  # words from the first to the last that belong to one find
DENIAL = "no"

Span: TypeAlias = tuple[int, int]
"""Where something stands in a text, in code points: first, and one past the last."""


@dataclass(frozen=True, slots=True)
class Term:
    """Phrases of which one has to be there, each as the stems of its words; `is_denied` if it has to be denied."""

    phrases: tuple[tuple[str, ...], ...]
    is_denied: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """Terms that all have to be there."""

    terms: tuple[Term, ...]

    @property
    def denies(self) -> bool:
        """Whether some term has to be denied."""
        return any(term.is_denied for term in self.terms)


@dataclass(frozen=True, slots=True)
class _Text:
    """A text as it is searched: its words, where each stem stands, and which words are denied by which."""

    said: Sequence[Word]
    places: Mapping[str, Sequence[int]]
    denials: Mapping[int, int]


def pattern(written: str) -> Pattern:
    """Read a pattern. Raises `BadInput` for one without words."""
    terms: list[Term] = []
    is_denied = False
    for part in written.split():
        if part == DENIAL:
            is_denied = True
            continue
        phrases = tuple(tuple(stem(word) for word in each.lower().split("-")) for each in part.split("|"))
        if any(not word for phrase in phrases for word in phrase):
            raise BadInput(f"The pattern {written!r} has an empty word between its signs.")
        terms.append(Term(phrases, is_denied))
        is_denied = False
    if not terms or is_denied:
        raise BadInput(f"The pattern {written!r} looks for nothing.")
    return Pattern(tuple(terms))


def find(patterns: Sequence[Pattern], text: str) -> tuple[Span, ...]:
    """The words that the first pattern that fits has found, in the order of the text; nothing where none fits."""
    read = _read(text)
    return next(filter(None, (_fit(each, read) for each in patterns)), ())


@lru_cache(maxsize=64)
def _read(text: str) -> _Text:
    said = words(text)
    places: dict[str, list[int]] = {}
    for at, word in enumerate(said):
        places.setdefault(word.stem, []).append(at)
    return _Text(said, places, denied(said))


def _fit(wanted: Pattern, text: _Text) -> tuple[Span, ...]:
    """The words of the first place where all terms stand within the window, in one sentence."""
    places = [_places(term, text, accepts_denied=wanted.denies) for term in wanted.terms]
    if not all(places):
        return ()
    for start in sorted(first for each in places for first, _ in each):
        chosen = [_first_from(each, start, text) for each in places]
        if None not in chosen:
            return _spans([each for each in chosen if each is not None], wanted, text)
    return ()


def _places(term: Term, text: _Text, *, accepts_denied: bool) -> list[tuple[int, int]]:
    """(first, last) place of each occurrence that is denied, or not, as it has to be; in the order of the text."""
    found = {(at, at + len(phrase) - 1) for phrase in term.phrases for at in _starts(phrase, text)}
    return sorted(
        (first, last)
        for first, last in found
        if term.is_denied == (first in text.denials) or (accepts_denied and not term.is_denied)
    )


def _starts(phrase: tuple[str, ...], text: _Text) -> Iterator[int]:
    for at in text.places.get(phrase[0], ()):
        if tuple(word.stem for word in text.said[at : at + len(phrase)]) == phrase:
            yield at


def _first_from(places: list[tuple[int, int]], start: int, text: _Text) -> tuple[int, int] | None:
    """The next occurrence from `start` on, if it is near enough and in the same sentence."""
    at = bisect_left(places, (start, 0))
    if at == len(places):
        return None
    first, last = places[at]
    is_near = last < start + WINDOW and text.said[last].sentence == text.said[start].sentence
    return (first, last) if is_near else None


def _spans(chosen: list[tuple[int, int]], wanted: Pattern, text: _Text) -> tuple[Span, ...]:
    places = {place for first, last in chosen for place in range(first, last + 1)}
    for term, (first, _) in zip(wanted.terms, chosen, strict=True):
        if term.is_denied:
            places.add(text.denials[first])
    return tuple((text.said[place].start, text.said[place].end) for place in sorted(places))

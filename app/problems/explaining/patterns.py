"""What to look for in a text.

    memory bound|limited    both in one sentence, near each other, in any order; `|` between words that do equally well
    receptive-field         two words, one right after the other
    no weights              a denied word: "without any weights", "it has no weights"

Words are compared by their stems. Where a pattern denies nothing itself, a denied word does not count.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
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
    said: Sequence[Word]
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
    said = words(text)
    read = _Text(said, denied(said))
    for each in patterns:
        found = _fit(each, read)
        if found:
            return found
    return ()


def _fit(wanted: Pattern, text: _Text) -> tuple[Span, ...]:
    """The words of the first place where all terms stand within the window, in one sentence."""
    places = [list(_places(term, text, wanted.denies)) for term in wanted.terms]
    if not all(places):
        return ()
    for start in sorted(first for each in places for first, _ in each):
        chosen = [_first_from(each, start, text) for each in places]
        if None not in chosen:
            return _spans([each for each in chosen if each is not None], wanted, text)
    return ()


def _places(term: Term, text: _Text, pattern_denies: bool) -> Iterator[tuple[int, int]]:  # noqa: FBT001 - a fact of the pattern
    """(first, last) place of each occurrence that is denied or not as it has to be."""
    for at in range(len(text.said)):
        for phrase in term.phrases:
            last = at + len(phrase) - 1
            if tuple(word.stem for word in text.said[at : last + 1]) != phrase:
                continue
            is_denied = at in text.denials
            if term.is_denied == is_denied or (pattern_denies and not term.is_denied):
                yield at, last
                break


def _first_from(places: list[tuple[int, int]], start: int, text: _Text) -> tuple[int, int] | None:
    sentence = text.said[start].sentence
    near = (
        (first, last)
        for first, last in places
        if first >= start and last < start + WINDOW and text.said[last].sentence == sentence
    )
    return next(near, None)


def _spans(chosen: list[tuple[int, int]], wanted: Pattern, text: _Text) -> tuple[Span, ...]:
    places = {place for first, last in chosen for place in range(first, last + 1)}
    for term, (first, _) in zip(wanted.terms, chosen, strict=True):
        if term.is_denied:
            places.add(text.denials[first])
    return tuple((text.said[place].start, text.said[place].end) for place in sorted(places))

"""What somebody typed, as terms: each is one thing, with the phrases under which texts speak of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.catalog.search_words import SearchWords
from app.practice.searching.spelling import Vocabulary
from app.practice.searching.tokens import spellings, tokens
from app.store.full_text import Phrases

AS_TYPED, SAME_THING, ABBREVIATED, BEGINNING, APART = 1.0, 0.7, 0.5, 0.5, 0.4
"""What a text counts that has the words, another form, letters that may stand for something else, a longer word, or the
words somewhere."""

LONGEST_ABBREVIATION = 3  # letters: `gap` is a kind of pooling, and a gap
SHORTEST_APART = 3  # letters: `1 by 1` says nothing where its words do not stand together
SHORTEST_BEGINNING = 3  # letters
MOST_ENDINGS = 12
SHORTEST_JOINED = 7  # letters: `depth wise` is one word, `up on` is not


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that is looked for, as it was typed, and what the phrases for it count."""

    typed: str
    phrases: Mapping[Phrases, float]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The terms; what they were read as, empty where they stand as they were typed; and words that nothing is like."""

    terms: tuple[Term, ...]
    read_as: str
    unknown: tuple[str, ...]


class Reading:
    """Reads queries by the words of the content. `is_said` tells of a word whether any page has it in some form."""

    def __init__(self, words: SearchWords, vocabulary: Vocabulary, is_said: Callable[[Phrases], bool]) -> None:
        self._little = words.little
        self._vocabulary = vocabulary
        self._is_said = is_said
        self._forms = {_singular(tokens(form)): tuple(map(tokens, forms)) for forms in words.same for form in forms}
        self._in_forms = {token for forms in self._forms.values() for form in forms for token in form}
        self._longest = max(map(len, self._forms), default=1)

    def read(self, query: str) -> Wanted:
        """The terms of a query; little words are looked for only where there is nothing else."""
        typed = tokens(query)
        mended = tuple(word for token in typed for word in self._mended(token, is_last=token == typed[-1]))
        wanted = tuple(self._terms(mended))
        unknown = tuple(term.typed for term in wanted if not any(map(self._is_said, term.phrases)))
        terms = tuple(term for term in wanted if term.typed not in unknown)
        return Wanted(terms, " ".join(mended) if mended != typed else "", unknown)

    def _mended(self, token: str, *, is_last: bool) -> tuple[str, ...]:
        """The word itself if there is any such, else the nearest, else two that were written as one.

        A slip hardly ever spoils the first letter, and `slower` is no `lower`.
        """
        if self._is_known(token, is_last=is_last):
            return (token,)
        near = tuple(each for each in self._vocabulary.nearest(token, 5) if each[0] == token[0])[:1]
        return near or tuple(self._vocabulary.halves(token).split()) or (token,)

    def _is_known(self, token: str, *, is_last: bool) -> bool:
        return (
            not token.isalpha()
            or token in self._little
            or token in self._in_forms
            or any(self._is_said((each,)) for each in spellings(token))
            or (is_last and len(token) >= SHORTEST_BEGINNING and bool(self._vocabulary.beginning(token, 1)))
        )

    def _terms(self, words: Sequence[str]) -> Iterator[Term]:
        is_little = all(word in self._little for word in words)
        at = 0
        while at < len(words):
            taken = self._form_at(words, at) or self._joined_at(words, at)
            if taken:
                yield taken[0]
                at += taken[1]
                continue
            if is_little or words[at] not in self._little:
                yield self._single(words[at], is_last=at == len(words) - 1)
            at += 1

    def _form_at(self, words: Sequence[str], at: int) -> tuple[Term, int] | None:
        """The longest form that begins here, and how many words it has."""
        for length in range(min(self._longest, len(words) - at), 0, -1):
            here = tuple(words[at : at + length])
            forms = self._forms.get(_singular(here))
            if forms:
                return Term(" ".join(here), self._form_phrases(here, forms)), length
        return None

    def _form_phrases(self, here: tuple[str, ...], forms: Iterable[tuple[str, ...]]) -> Mapping[Phrases, float]:
        """All forms of what was typed; of several words also where they do not stand together."""
        same: Mapping[Phrases, float] = {(" ".join(form),): SAME_THING for form in forms}
        word, *others = here
        if others:
            apart = {} if any(len(each) < SHORTEST_APART for each in here) else {here: APART}
            return {**apart, **same, (" ".join(here),): AS_TYPED}
        is_plain = not word.isalpha() or (len(word) > LONGEST_ABBREVIATION and word in self._vocabulary)
        return {**same, **{(each,): AS_TYPED if is_plain else ABBREVIATED for each in spellings(word)}}

    def _joined_at(self, words: Sequence[str], at: int) -> tuple[Term, int] | None:
        """Two words that are one in the texts."""
        pair = words[at : at + 2]
        joined = "".join(pair)
        if len(pair) < 2 or len(joined) < SHORTEST_JOINED or joined not in self._vocabulary:
            return None
        return Term(" ".join(pair), {(" ".join(pair),): AS_TYPED, (joined,): AS_TYPED}), 2

    def _single(self, word: str, *, is_last: bool) -> Term:
        longer = is_last and word.isalpha() and len(word) >= SHORTEST_BEGINNING
        endings = self._vocabulary.beginning(word, MOST_ENDINGS) if longer else ()
        return Term(word, {(each,): BEGINNING for each in endings} | {(each,): AS_TYPED for each in spellings(word)})


def _singular(words: Sequence[str]) -> tuple[str, ...]:
    """`receptive fields` and `receptive field` are one form."""
    return (*words[:-1], words[-1].removesuffix("s")) if words else ()

"""Terms to hits, best first. What can be found is the same for everybody, and stays as it is while the server runs."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from threading import Lock

from app.catalog.catalog import Catalog
from app.errors import BadInput, FieldComplaint
from app.practice.searching.documents import Document, FigurePage, HitKind, documents
from app.practice.searching.spelling import Vocabulary, allowed
from app.practice.searching.tokens import tokens
from app.practice.searching.views import Found, Hit
from app.practice.searching.wanted import BEGINNING, Reading, Term, Wanted
from app.store.full_text import FullText, Shown, Text

SHORTEST_QUERY, LONGEST_QUERY = 2, 120  # characters
FEW = 5  # hits with all of it, under which those with a part of it are shown as well
NEAR = 3  # words offered for one that is not there
LEAST_RARITY = 1e-6  # SQLite's own, for what is in more than half of them
WEIGHTS: Mapping[HitKind, float] = {
    HitKind.LESSON: 1.25,
    HitKind.TERM: 1.0,
    HitKind.PROBLEM: 1.0,
    HitKind.FACT: 1.0,
    HitKind.NETWORK: 1.0,
    HitKind.FIGURE: 1.0,
    HitKind.ERRATUM: 0.8,
    HitKind.WORK: 0.6,
}


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A document by its place, how many of the terms it has, and how well it fits."""

    place: int
    terms: int
    score: float


class Search:
    """An index of the catalog and the lab."""

    def __init__(self, catalog: Catalog, figures: Iterable[FigurePage]) -> None:
        self.examples = catalog.search_words.examples
        self._documents = documents(catalog, figures)
        self._little = catalog.search_words.little
        self._names = tuple(frozenset(tokens(each.title)) - self._little for each in self._documents)
        self._texts = FullText(Text(each.title, each.within, each.body, each.also) for each in self._documents)
        vocabulary = Vocabulary(word for each in self._documents for word in tokens(f"{each.title} {each.body}"))
        self._vocabulary = vocabulary
        self._reading = Reading(catalog.search_words, vocabulary, lambda phrases: bool(self._texts.scores(phrases)))

    @property
    def documents(self) -> Sequence[Document]:
        """Everything that can be found."""
        return self._documents

    def find(self, query: str, *, kind: HitKind | None = None, limit: int) -> Found:
        """The best hits. Raises `BadInput` for a query that is no query any more."""
        if len(query) > LONGEST_QUERY:
            sentence = f"A search takes {LONGEST_QUERY} characters at most; these are {len(query):,}."
            raise BadInput(sentence, (FieldComplaint("/query/q", sentence),))
        wanted = self._reading.read(query)
        ranked = () if _is_short(query) else self._ranked(wanted.terms)
        kinds = Counter(self._documents[each.place].kind for each in ranked)
        chosen = [each.place for each in ranked if kind in (None, self._documents[each.place].kind)]
        return Found(
            query=query,
            read_as=wanted.read_as,
            hits=self._hits(chosen[:limit], wanted),
            counts={each: kinds[each] for each in HitKind if kinds[each]},
            unknown=wanted.unknown,
            near=self._near(wanted.unknown),
        )

    def close(self) -> None:
        """Give its memory back."""
        self._texts.close()

    def _near(self, unknown: Iterable[str]) -> tuple[str, ...]:
        """Words to try instead; more edits than a slip takes, for somebody who looks at them before they are taken."""
        found = (near for word in unknown for near in self._vocabulary.nearest(word, NEAR, edits=allowed(word) + 1))
        return tuple(each for each in dict.fromkeys(found) if each not in self._little)

    def _ranked(self, terms: Sequence[Term]) -> Sequence[_Ranked]:
        """Those with most of the terms; where these are few, the others behind them."""
        had: Counter[int] = Counter()
        scores: defaultdict[int, float] = defaultdict(float)
        for term in terms:
            for place, score in self._scores(term).items():
                had[place] += 1
                scores[place] += score
        named = frozenset(word for term in terms for word in _named(term))
        ranked = [_Ranked(place, had[place], score * self._weight(place, named)) for place, score in scores.items()]
        ranked.sort(key=lambda each: (-each.terms, -each.score))
        most = ranked[0].terms if ranked else 0
        whole = [each for each in ranked if each.terms == most]
        return whole if len(whole) >= FEW else ranked

    def _scores(self, term: Term) -> Mapping[int, float]:
        """What the best form of a term gives each document; the term is as rare as all its forms together."""
        best: dict[int, float] = {}
        for phrases, weight in term.phrases.items():
            scores = self._texts.scores(phrases)
            weight_alone = weight / self._rarity(len(scores))
            for place, score in scores.items():
                best[place] = max(best.get(place, 0.0), weight_alone * score)
        rarity = self._rarity(len(best))
        return {place: rarity * score for place, score in best.items()}

    def _rarity(self, count: int) -> float:
        """The weight that BM25 gives to what is in so many of the documents."""
        return max(log((len(self._documents) - count + 0.5) / (count + 0.5)), LEAST_RARITY)

    def _weight(self, place: int, named: frozenset[str]) -> float:
        """A title that says nothing but what is looked for counts twice, one that says half of other things less."""
        name = self._names[place]
        return WEIGHTS[self._documents[place].kind] * (1 + len(name & named) / max(1, len(name)))

    def _hits(self, places: Sequence[int], wanted: Wanted) -> tuple[Hit, ...]:
        any_of = [phrases for term in wanted.terms for phrases in term.phrases]
        shown = self._texts.shown(places, any_of)
        return tuple(_hit(self._documents[place], shown[place]) for place in places)


def _is_short(query: str) -> bool:
    """A letter or a figure is in nearly everything."""
    return len("".join(tokens(query))) < SHORTEST_QUERY


def _hit(document: Document, shown: Shown) -> Hit:
    return Hit(document.kind, shown.title, document.within, document.address, shown.excerpt)


def _named(term: Term) -> Iterable[str]:
    """The words of its forms."""
    return (
        word for phrases, weight in term.phrases.items() if weight > BEGINNING for word in " ".join(phrases).split()
    )


class SearchWhenAsked:
    """The search, made when somebody first searches: a start need not wait for it."""

    def __init__(self, catalog: Catalog, figures: Iterable[FigurePage]) -> None:
        self._catalog = catalog
        self._figures = figures
        self._making = Lock()
        self._made: Search | None = None

    @property
    def search(self) -> Search:
        """The same one each time, for those as well who ask while it is being made."""
        with self._making:
            self._made = self._made or Search(self._catalog, self._figures)
            return self._made

    def close(self) -> None:
        """Give the memory back, if there is any; whoever searches after that has the search made again."""
        with self._making:
            if self._made:
                self._made.close()
            self._made = None

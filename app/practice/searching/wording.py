"""What came of a search, in sentences, and where one can go from there."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from app.errors import BadInput
from app.practice.boards import Way
from app.practice.searching.documents import HitKind
from app.practice.searching.search import Search
from app.practice.searching.tokens import tokens
from app.practice.searching.views import Found, Hit

ADDRESS = "/search"
MOST_HITS = 30  # on a page
HIT_NAMES: Mapping[HitKind, str] = {
    HitKind.LESSON: "Chapter",
    HitKind.TERM: "Glossary",
    HitKind.PROBLEM: "Problem",
    HitKind.FACT: "Cheat sheet",
    HitKind.NETWORK: "Architecture",
    HitKind.FIGURE: "Lab",
    HitKind.ERRATUM: "Often printed, not true",
    HitKind.WORK: "Sources",
}
KIND_NAMES = {**HIT_NAMES, HitKind.PROBLEM: "Problems", HitKind.NETWORK: "Architectures"}


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A hit with the name of its kind."""

    hit: Hit
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchBoard:
    """What stands below the box: a sentence, a second one where something has to be said, and what was found.

    `ways` choose a kind; `tries` are other searches, under the words `offer`.
    """

    query: str
    says: str
    note: str = ""
    hits: tuple[ShownHit, ...] = ()
    ways: tuple[Way, ...] = ()
    offer: str = ""
    tries: tuple[Way, ...] = ()
    is_refused: bool = False


def board(search: Search, query: str, kind: HitKind | None) -> SearchBoard:
    """The board for what was typed; what is no query any more is refused in a sentence, and stays in its box."""
    try:
        found = search.find(query, kind=kind, limit=MOST_HITS)
    except BadInput as refusal:
        return SearchBoard(query=query, says=refusal.sentence, is_refused=True)
    if not found.total:
        return _without(search, found)
    return SearchBoard(
        query=query,
        says=f"{_places(found.total)} of “{found.read_as or query.strip()}”.",
        note=_note(found, kind),
        hits=tuple(ShownHit(hit, HIT_NAMES[hit.kind]) for hit in found.hits),
        ways=_ways(found, kind),
    )


def _places(total: int) -> str:
    return "1 place speaks" if total == 1 else f"{total} places speak"


def _without(search: Search, found: Found) -> SearchBoard:
    """Nothing typed, too little, or nothing there: what one could look for instead."""
    tries, offer = search.examples, "For example:"
    if found.near:
        tries, offer = found.near, "Did you mean:"
    ways = tuple(Way(each, f"{ADDRESS}?{urlencode({'q': each})}", chosen=False) for each in tries)
    return SearchBoard(query=found.query, says=_says_nothing(found.query), offer=offer, tries=ways)


def _says_nothing(query: str) -> str:
    if not query.strip():
        return "Words, a number or a formula: whatever you remember of it."
    match len("".join(tokens(query))):
        case 0:
            return "There is no word and no number in this."
        case 1:
            return "One letter is in nearly everything: type another."
        case _:
            return f"Nothing here speaks of “{query.strip()}”."


def _note(found: Found, kind: HitKind | None) -> str:
    """How the query was read, which of its words are nowhere, and what is not shown."""
    said: list[str] = []
    if found.read_as:
        said.append(f"Nothing says “{found.query.strip()}”, so it was read otherwise.")
    if found.unknown:
        said.append(f"Nothing says {_listed(found.unknown)}; these have the rest.")
    total = found.counts.get(kind, 0) if kind else found.total
    if total > len(found.hits):
        said.append(f"The best {len(found.hits)} of {total} are shown.")
    return " ".join(said)


def _listed(words: tuple[str, ...]) -> str:
    return " or ".join(f"“{word}”" for word in words)


def _ways(found: Found, kind: HitKind | None) -> tuple[Way, ...]:
    """Everything, and each kind that something was found of."""
    everything = Way("All", _address(found.query, None), kind is None, found.total)
    kinds = (Way(KIND_NAMES[each], _address(found.query, each), each is kind, n) for each, n in found.counts.items())
    return (everything, *kinds) if len(found.counts) > 1 else ()


def _address(query: str, kind: HitKind | None) -> str:
    return f"{ADDRESS}?{urlencode({'q': query} | ({'kind': str(kind)} if kind else {}))}"

"""The words there are, and the nearest of them to one that is not: by the trigrams they share, then by edits.

An edit is a letter more, less or else, or two neighbours that changed places (Damerau, CACM 7(3), 1964).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable

from rapidfuzz.distance import OSA

SHORTEST = 4  # letters: of three, one edit away is nearly everything
CANDIDATES = 40
LIKE = 0.2  # of the trigrams of both, doubled: letters that changed places leave little more in common
FEWEST_TWICE = 2  # times both halves of a word must occur before it is taken for two


class Vocabulary:
    """Words with how often each occurs."""

    def __init__(self, words: Iterable[str]) -> None:
        self._counts = Counter(word for word in words if word.isalpha())
        self._having: defaultdict[str, list[str]] = defaultdict(list)
        for word in self._counts:
            for trigram in trigrams(word):
                self._having[trigram].append(word)

    def __contains__(self, word: str) -> bool:
        return word in self._counts

    def beginning(self, start: str, most: int) -> tuple[str, ...]:
        """Words that begin so, the usual ones first."""
        found = [word for word in self._counts if word.startswith(start)]
        return tuple(sorted(found, key=lambda word: -self._counts[word])[:most])

    def nearest(self, word: str, most: int, *, edits: int | None = None) -> tuple[str, ...]:
        """Words within so many edits, the nearest first and the usual ones before the rare."""
        if len(word) < SHORTEST:
            return ()
        within = allowed(word) if edits is None else edits
        apart = {each: OSA.distance(word, each) for each in self._alike(word)}
        near = [each for each, far in apart.items() if far <= within]
        return tuple(sorted(near, key=lambda each: (apart[each], -self._counts[each]))[:most])

    def halves(self, word: str) -> str:
        """`receptivefield` as `receptive field`; empty where it is no two words."""
        cuts = ((word[:at], word[at:]) for at in range(3, len(word) - 2))
        both = [cut for cut in cuts if min(self._counts[cut[0]], self._counts[cut[1]]) >= FEWEST_TWICE]
        return " ".join(max(both, key=lambda cut: self._counts[cut[0]] * self._counts[cut[1]])) if both else ""

    def _alike(self, word: str) -> list[str]:
        """Candidates by Dice's coefficient of trigrams."""
        wanted = trigrams(word)
        shared = Counter(each for trigram in wanted for each in self._having.get(trigram, ()))
        likeness = {each: 2 * count / (len(wanted) + len(trigrams(each))) for each, count in shared.items()}
        alike = sorted((each for each, like in likeness.items() if like >= LIKE), key=lambda each: -likeness[each])
        return alike[:CANDIDATES]


def trigrams(word: str) -> frozenset[str]:
    """Three letters in a row; two blanks before the word make its beginning count for more."""
    padded = f"  {word} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


def allowed(word: str) -> int:
    """How many edits a slip of the fingers takes: one in a short word, three in a long one."""
    return 1 if len(word) < 6 else 2 if len(word) < 10 else 3

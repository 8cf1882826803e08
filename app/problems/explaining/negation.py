"""Which words of a text are denied: those that follow a "not" in its clause, within a few words.

After the idea of NegEx (Chapman et al., Journal of Biomedical Informatics 34, 2001): a list of words that deny, each
with a reach that ends with the clause. "Not only" and "not just" deny nothing.
"""

from collections.abc import Mapping, Sequence

from app.problems.explaining.words import Word

DENYING = frozenset(
    {"not", "no", "never", "cannot", "without", "neither", "nor", "hardly", "none", "nothing", "lack", "lacks"}
) | {"instead", "rather"}
DENYING_ALL = frozenset({"false", "untrue", "myth", "misconception"})
SOFTENED_BY = frozenset({"only", "just", "merely"})
NEEDS_THAN = {"rather": "than", "instead": "of"}
REACH = 6  # words


def denied(said: Sequence[Word]) -> Mapping[int, int]:
    """The place of each denied word -> the place of the word that denies it."""
    found: dict[int, int] = {}
    for at, word in enumerate(said):
        if word.said in DENYING_ALL:
            found |= {place: at for place, each in enumerate(said) if each.sentence == word.sentence and place != at}
        elif _denies(said, at):
            reach = range(at + 1, min(at + 1 + REACH, len(said)))
            found |= {place: at for place in reach if said[place].clause == word.clause}
    return found


def _denies(said: Sequence[Word], at: int) -> bool:
    word = said[at]
    following = said[at + 1].said if at + 1 < len(said) else ""
    if word.said not in DENYING and word.stem != "not":
        return False
    if word.said in NEEDS_THAN:
        return following == NEEDS_THAN[word.said]
    return following not in SOFTENED_BY

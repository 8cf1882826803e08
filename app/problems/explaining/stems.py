"""Words without their endings, so that "reduces", "reduced" and "reduction" are one. Crude, and the same on both sides.

An ending is dropped if three letters stay. Two different words may come to the same stem ("pool" and "pooling" should,
"number" and "numb" do): the words found are shown, so a slip of that kind can be seen and overridden.
"""

from functools import lru_cache

SHORTEST = 3
ENDINGS = (
    "isations", "izations", "isation", "ization", "ations", "ation", "itions", "ition",
    "ingly", "ities", "ously", "ments", "ances", "ences",
    "ment", "ance", "ence", "tions", "sions", "edly", "ally", "ings",
    "tion", "sion", "ises", "izes", "ised", "ized", "able", "ible",
    "ise", "ize", "ity", "ing", "ies", "ied", "ous", "ers", "ors", "est", "ive",
    "al", "ed", "er", "or", "es", "ly", "ic", "s", "e", "y",
)  # fmt: skip
SPELLINGS = {"our": "or", "centre": "center", "grey": "gray", "metre": "meter"}


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """`reduc` of "reduction". What holds a figure stays as it is."""
    if any(letter.isdigit() for letter in word):
        return word
    for british, american in SPELLINGS.items():
        word = word.replace(british, american)
    shortened = _without_ending(_without_ending(word))
    has_twin = len(shortened) > SHORTEST and shortened[-1] == shortened[-2] and shortened[-1] not in "aeious"
    return shortened[:-1] if has_twin else shortened


def _without_ending(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST and not (ending == "s" and word[-2] == "s"):
            return word[: -len(ending)]
    return word

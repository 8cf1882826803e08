"""Words without their endings, so that "reduces", "reduced" and "reduction" are one. Crude, and the same on both sides.

An ending is dropped if enough letters stay: three before one that inflects ("pools"), four before one that makes
another word ("reduction"), so that "location" and "local" stay apart. Two different words may still come to the same
stem: the words found are shown, so a slip of that kind can be seen and overridden.
"""

from functools import lru_cache

INFLECTING: tuple[str, ...] = ("ings", "edly", "ingly", "ing", "ies", "ied", "ed", "es", "ly", "s", "e", "y")
DERIVING: tuple[str, ...] = (
    "isations", "izations", "isation", "ization", "ations", "ation", "itions", "ition",
    "ities", "ously", "ments", "ances", "ences",
    "ment", "ance", "ence", "tions", "sions", "ally",
    "tion", "sion", "ises", "izes", "ised", "ized", "able", "ible",
    "ise", "ize", "ity", "ous", "ers", "ors", "est", "ive",
    "al", "er", "or", "ic",
)  # fmt: skip
LETTERS_LEFT = {**dict.fromkeys(INFLECTING, 3), **dict.fromkeys(DERIVING, 4)}
ENDINGS = sorted(LETTERS_LEFT, key=len, reverse=True)
SPELLINGS = {"our": "or", "centre": "center", "grey": "gray", "metre": "meter"}


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """`reduc` of "reduction". What holds a figure stays as it is."""
    if any(letter.isdigit() for letter in word):
        return word
    for british, american in SPELLINGS.items():
        word = word.replace(british, american)
    shortened = _without_ending(_without_ending(word))
    has_twin = len(shortened) > 3 and shortened[-1] == shortened[-2] and shortened[-1] not in "aeious"
    return shortened[:-1] if has_twin else shortened


def _without_ending(word: str) -> str:
    return next((word[: -len(ending)] for ending in ENDINGS if _ends_in(word, ending)), word)


def _ends_in(word: str, ending: str) -> bool:
    """Whether it is an ending of this word: the s of "loss" is none."""
    is_long_enough = len(word) - len(ending) >= LETTERS_LEFT[ending]
    return is_long_enough and word.endswith(ending) and not (ending == "s" and word.endswith("ss"))

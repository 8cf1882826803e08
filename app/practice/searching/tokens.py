"""A text as the words one compares: in lower case, `1x1` as `1 × 1`, `25,088,000` as one number."""

import re
import unicodedata

TIMES = "×"
SIZES = re.compile(r"(?<=\d)\s*[x×*]\s*(?=\d)")
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
TOKEN = re.compile(rf"\d+(?: {TIMES} \d+)+|\d+\.\d+|[^\W_]+")
MIXED = re.compile(r"[^\W\d_]{2,}\d+")
DIGITS = re.compile(r"\d{4,}")


def tokens(text: str) -> tuple[str, ...]:
    """The words of a text; a size of several numbers is one of them."""
    plain = unicodedata.normalize("NFC", text).lower()
    return tuple(TOKEN.findall(SIZES.sub(f" {TIMES} ", THOUSANDS.sub("", plain))))


def spellings(token: str) -> tuple[str, ...]:
    """How texts may write it: `vgg16` as `vgg 16` too, 25088000 in groups of three digits."""
    if MIXED.fullmatch(token):
        return (token, re.sub(r"(?<=\D)(?=\d)", " ", token))
    if DIGITS.fullmatch(token):
        return (token, f"{int(token):,}".replace(",", " "))
    return (token,)

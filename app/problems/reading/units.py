"""What may follow a number: a suffix (`k`, `M`, `million`), a unit (`px`, `MACs`, `KiB`), or both (`5 M params`).

Units are read, not converted: MACs stay MACs and FLOPs stay FLOPs. Case decides where it has to: a small m is milli and
a small b is a bit. KB is 1,000 bytes and KiB 1,024 (IEC 80000-13).
"""

import difflib
from dataclasses import dataclass

from app.problems.reading.cursor import DIGITS, Cursor, short
from app.problems.reading.outcome import NotRead

SUFFIXES = {
    "k": 10**3, "K": 10**3, "M": 10**6, "G": 10**9, "B": 10**9, "T": 10**12,
    "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
}  # fmt: skip
SMALL_SUFFIXES = {"m": "M (million)", "g": "G (billion)", "b": "B (billion)", "t": "T (trillion)"}
COUNTED = (
    "MACs", "MAC", "FLOPs", "FLOP", "mult-adds", "mult-add", "multiply-adds", "multiply-add", "parameters", "parameter",
    "params", "param", "weights", "weight", "pixels", "pixel", "px",
)  # fmt: skip
COUNTED_LOWER = frozenset(unit.lower() for unit in COUNTED)
SAID_AS = {
    "mac": "MACs", "macs": "MACs", "flop": "FLOPs", "flops": "FLOPs", "mult-add": "mult-adds",
    "multiply-add": "multiply-adds", "parameters": "params", "parameter": "params", "param": "params",
    "weight": "weights", "pixels": "px", "pixel": "px",
}  # fmt: skip
PREFIXES = {"k": 10**3, "K": 10**3, "M": 10**6, "G": 10**9, "g": 10**9, "B": 10**9, "T": 10**12, "t": 10**12}
BYTES = {
    "B": 1, "byte": 1, "bytes": 1, "Byte": 1, "Bytes": 1,
    "kB": 10**3, "KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12,
    "KiB": 2**10, "MiB": 2**20, "GiB": 2**30, "TiB": 2**40,
}  # fmt: skip
SPELLINGS = {
    spelling.lower(): spelling
    for spelling in (
        *BYTES,
        *COUNTED,
        *("thousand", "million", "billion", "trillion"),
        *(prefix + unit for prefix in "KMGT" for unit in ("MACs", "FLOPs", "params")),
    )
}
LONGEST_UNIT = 16
CLOSE_ENOUGH = 0.8  # GFLPS is close to GFLOPs, maps is not close to MACs


@dataclass(frozen=True, slots=True)
class Scale:
    """What a number is multiplied by, and what it counts, as it is said back: 10^9 and MACs for GMACs."""

    factor: int = 1
    unit: str = ""


def scale(cursor: Cursor, number: str) -> Scale:
    """The suffix and unit that stand here; `number` is what they follow, for the suggestions."""
    start = cursor.at
    spaced = cursor.blanks()
    at = cursor.at
    word = cursor.word()
    if word == "":
        cursor.at = start
        return Scale()
    if cursor.peek() in DIGITS:
        raise cursor.refused(f"“{short(word)}” cannot stand between digits.", at=at)
    if word in SUFFIXES:
        counted = _counted_next(cursor)
        if word == "B" and spaced and not counted:
            raise _billion_or_bytes(cursor, number, start)
        return Scale(SUFFIXES[word], counted)
    found = _unit(word)
    if found is None:
        raise _unknown(cursor, number, word, at)
    return found


def _counted_next(cursor: Cursor) -> str:
    """Step over the ` params` of `5 M params` and say it; any other word is left standing."""
    start = cursor.at
    cursor.blanks()
    word = cursor.word().lower()
    if word in COUNTED_LOWER:
        return SAID_AS.get(word, word)
    cursor.at = start
    return ""


def _unit(word: str) -> Scale | None:
    if word in BYTES:
        return Scale(BYTES[word], "bytes")
    if word.lower() in COUNTED_LOWER:
        return Scale(1, SAID_AS.get(word.lower(), word.lower()))
    prefix, counted = word[0], word[1:].lower()
    if counted not in COUNTED_LOWER or prefix not in PREFIXES:
        return None
    return Scale(PREFIXES[prefix], SAID_AS.get(counted, counted))


def _billion_or_bytes(cursor: Cursor, number: str, start: int) -> NotRead:
    message = f"Does the B in {short(number)} B mean billion ({short(number)}B) or bytes ({short(number)} bytes)?"
    return cursor.asked(message, at=start, suggestion=cursor.with_replaced(start, "B"))


def _unknown(cursor: Cursor, number: str, word: str, at: int) -> NotRead:
    """`5m` and `5 mflops` could mean two things; `4.877GFLPS` is a slip; the rest is not known here."""
    if word in SMALL_SUFFIXES:
        meant = SMALL_SUFFIXES[word]
        message = f"Did you mean {short(number)}{meant}? A small {word} is not read as a suffix."
        return cursor.asked(message, at=at, suggestion=cursor.with_replaced(at, meant[0]))
    close = _closest(word)
    if close is None:
        cursor.at = at
        return cursor.refused(f"{cursor.token()} is not a unit that is read here.")
    message = f"Did you mean {short(number)} {close}?"
    suggestion = cursor.with_replaced(at, close)
    if close.lower() == word.lower():
        return cursor.asked(message, at=at, suggestion=suggestion)
    return cursor.refused(f"“{short(word)}” is not a unit. {message}", at=at, suggestion=suggestion)


def _closest(word: str) -> str | None:
    if len(word) > LONGEST_UNIT:
        return None
    close = difflib.get_close_matches(word.lower(), SPELLINGS, n=1, cutoff=CLOSE_ENOUGH)
    return SPELLINGS[close[0]] if close else None

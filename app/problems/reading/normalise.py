"""One spelling for what keyboards, browsers and PDF files write in many ways; nothing is dropped but outer blanks."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from app.problems.reading.outcome import NotRead, Refused

MAX_CHARACTERS = 500

BLANKS = " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
MINUSES = "\u2212\u2010\u2011\u2012\u2013\u2014\ufe63"
SPELLINGS = (
    dict.fromkeys(BLANKS, " ")
    | dict.fromkeys(MINUSES, "-")
    | dict.fromkeys("×·∙⋅✕", "*")
    | dict.fromkeys("÷∕⁄", "/")
    | {"∶": ":", "’": "'", "\u00b5": "\u03bc", "⟨": "<", "⟩": ">"}  # the micro sign becomes the letter mu
)
SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-", strict=True))
COMMANDS = {
    r"\times": "*",
    r"\cdot": "*",
    r"\div": "/",
    r"\frac": r"\frac",
    r"\dfrac": r"\frac",
    r"\tfrac": r"\frac",
    r"\sqrt": "√",
    r"\lfloor": "⌊",
    r"\rfloor": "⌋",
    r"\lceil": "⌈",
    r"\rceil": "⌉",
    r"\log": "log",
    r"\ln": "ln",
    r"\%": "%",
    r"\_": "_",
    **dict.fromkeys((r"\,", r"\;", r"\:", r"\ "), " "),
    **dict.fromkeys((r"\left", r"\right", r"\mathrm", r"\text", r"\operatorname"), ""),  # they only set type
}
BRACKETS = frozenset("()[]{}<>⌊⌋⌈⌉\\")  # what a command that only sets type is followed by


@dataclass(frozen=True, slots=True)
class Typed:
    """Normalised text that remembers where each of its characters was typed."""

    raw: str
    text: str
    origin: tuple[int, ...]  # text[i] was typed at raw[origin[i]]; one entry more than text, for its end


def normalise(raw: str) -> Typed:
    """`raw` in the one spelling the readers know; blank, overlong and unprintable text is not read.

    Tabs and line breaks are trimmed at the ends only: inside, they would join two cells of a table into one number.
    """
    if len(raw) > MAX_CHARACTERS:
        raise NotRead(Refused(f"That is {len(raw):,} characters; an answer has at most {MAX_CHARACTERS}."))
    edges = BLANKS + "\t\r\n"
    start, stop = len(raw) - len(raw.lstrip(edges)), len(raw.rstrip(edges))
    if start >= stop:
        raise NotRead(Refused("Nothing was typed yet."))
    text, origin = "", list[int]()
    for at, piece in _pieces(raw, start, stop):
        joined = piece.lstrip(" ") if text.endswith(" ") and len(piece) > 1 else piece
        text += joined
        origin.extend([at] * len(joined))
    return Typed(raw, text, (*origin, stop))


def _pieces(raw: str, start: int, stop: int) -> Iterator[tuple[int, str]]:
    """Where each character or TeX command begins, and its spelling; a run of superscripts becomes `^` and digits."""
    at, raised = start, False
    while at < stop:
        command = _command(raw, at)
        token = command or raw[at]
        if command:
            yield at, COMMANDS[command]
        elif token in SUPERSCRIPTS:
            yield at, SUPERSCRIPTS[token] if raised else "^" + SUPERSCRIPTS[token]
        else:
            yield at, _spelling(token, at)
        raised = token in SUPERSCRIPTS
        at += len(token)


def _command(raw: str, at: int) -> str:
    r"""The TeX command at `at`, or nothing; `\timesx` is another command than `\times`, and `\left5` is none."""
    if raw[at] != "\\":
        return ""
    found = next((command for command in COMMANDS if raw.startswith(command, at)), "")
    following = raw[at + len(found) : at + len(found) + 1]
    if COMMANDS.get(found) == "":
        return found if following in BRACKETS else ""
    return "" if found[-1:].isalpha() and following.isalpha() else found


def _spelling(char: str, at: int) -> str:
    """`７` and `٧` are 7; `½` is ` 1/2`, its blank keeping `1½` from becoming 11/2."""
    if char in SPELLINGS:
        return SPELLINGS[char]
    if not char.isprintable():
        message = "There is a character here that cannot be seen. Type the answer anew."
        raise NotRead(Refused(message, position=at))
    if "\uff01" <= char <= "\uff5e":
        return chr(ord(char) - 0xFEE0)
    if (digit := unicodedata.decimal(char, None)) is not None:
        return str(digit)
    mark, *points = unicodedata.decomposition(char).split() or [""]
    if mark == "<fraction>":
        return " " + "".join(chr(int(point, 16)) for point in points).replace("⁄", "/")
    return char

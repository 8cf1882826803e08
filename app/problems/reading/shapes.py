"""The reader of shapes: `28x28`, `28 × 28 px`, `(1, 16, 240, 240)`, `[7 7 512]`, `N,128,28,28`, `torch.Size([1, 2])`.

    shape := entry {separator entry}    bare, or in one pair of brackets, with one kind of separator
    entry := whole number [px]          positive; the first may be left open: -1, None, N, B, ?, batch

One flat list in one order: what would need rearranging is refused with the flat form as a suggestion.
"""

import re

from app.problems.reading import echo
from app.problems.reading.cursor import DIGITS, Cursor, short
from app.problems.reading.normalise import Typed
from app.problems.reading.outcome import NotRead, Understood, Wanted

MAX_RANK = 8
BRACKETS = {"(": ")", "[": "]", "{": "}", "<": ">"}
CLOSING = frozenset(BRACKETS.values())
WRAPPERS = ("torch.Size(", "TensorShape(")
BATCH_WORDS = frozenset({"n", "b", "bs", "none", "batch", "batchsize", "batch_size", "batch-size"})
PIXELS = frozenset({"px", "pixel", "pixels"})
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
COUNTS = (
    "one number",
    "two numbers",
    "three numbers",
    "four numbers",
    "five numbers",
    "six numbers",
    "seven numbers",
    "eight numbers",
)
EXAMPLE_SIZES = (28, 14, 64, 8, 4, 2, 3, 5)
MAPS_FIRST = re.compile(
    r"(\d{1,9})(?: ?@ ?| (?:[a-z]{1,12} )?)(?:of )?(\d{1,9}) ?[x*] ?(\d{1,9})(?: [a-z]{1,12})?", re.IGNORECASE
)
FLAT_CHARACTERS = frozenset("0123456789()[]{}<>,;xX* ")


def shape(typed: Typed, wanted: Wanted) -> Understood:
    """A shape of rank 1 to 8, and of the wanted rank where axes are named."""
    cursor = Cursor(typed)
    _check_maps_first(cursor, wanted)
    wrapped = cursor.take(*WRAPPERS) != ""
    opened = cursor.take(*BRACKETS)
    cursor.blanks()
    sizes = _entries(cursor, is_bracketed=opened != "")
    _close(cursor, opened)
    if wrapped:
        _close(cursor, "(")
    _pixels(cursor)
    _finish(cursor, opened)
    return _fitted(cursor, sizes, wanted)


def _entries(cursor: Cursor, *, is_bracketed: bool) -> tuple[int | None, ...]:
    """All entries; in brackets a trailing comma is fine, as in Python's (28,)."""
    sizes = [_entry(cursor, 0)]
    used = ""
    while separator := _separator(cursor):
        if is_bracketed and separator == "," and cursor.peek() in CLOSING:
            break
        if separator != (used or separator):
            raise _mixed(cursor, used + separator)
        if len(sizes) == MAX_RANK:
            raise cursor.refused(f"A shape has at most {MAX_RANK} entries here.")
        used = separator
        sizes.append(_entry(cursor, len(sizes)))
    return tuple(sizes)


def _separator(cursor: Cursor) -> str:
    """The kind of separator stepped over: `x` for every times sign, a blank only if another entry follows it."""
    start = cursor.at
    spaced = cursor.blanks()
    taken = cursor.take("*", ",", ";", "by ", "x", "X")
    if taken in {"x", "X"} and cursor.peek().isalpha():
        cursor.at, taken = cursor.at - 1, ""
    if taken:
        cursor.blanks()
        return taken if taken in {",", ";"} else "x"
    if spaced and (cursor.peek() in DIGITS or cursor.peek() == "-"):
        return " "
    cursor.at = start
    return ""


def _entry(cursor: Cursor, index: int) -> int | None:
    """A positive size, or None for a batch left open."""
    start = cursor.at
    if _left_open(cursor):
        if index > 0:
            raise cursor.refused("Only the first entry, the batch, can be left open.", at=start)
        return None
    negative = cursor.take("-") != ""
    digits = cursor.digits()
    if digits == "":
        cursor.at = start
        raise _missing(cursor, index)
    _check_size(cursor, start, index, f"-{digits}" if negative else digits)
    _pixels(cursor)
    return int(digits)


def _check_size(cursor: Cursor, start: int, index: int, written: str) -> None:
    """Whole, not negative and without a leading zero; `28.0` is whole, `28.000` might be 28,000."""
    decimals = cursor.digits() if cursor.take(".") else ""
    cut = cursor.since(start)
    if decimals not in {"", "0"}:
        raise cursor.refused(f"The {ORDINALS[index]} entry, {_quoted(cut)}, is not a whole number.", at=start)
    if written.startswith("-"):
        raise cursor.refused(f"The {ORDINALS[index]} entry, {_quoted(cut)}, is negative, and a size is not.", at=start)
    if written.startswith("0") and written != "0":
        message = f"The {ORDINALS[index]} entry, {_quoted(cut)}, starts with 0. Write thousands without a separator."
        raise cursor.refused(message, at=start)


def _left_open(cursor: Cursor) -> bool:
    """Step over -1, ? or a word for the batch; in `Nx3x32x32` the x is the separator."""
    start = cursor.at
    if cursor.take("?") or (cursor.take("-1") and cursor.peek() not in DIGITS and cursor.peek() != "."):
        return True
    cursor.at = start
    word = cursor.word()
    if word.lower() == "batch":
        cursor.take(" size")
    if word.lower() in BATCH_WORDS:
        return True
    if word[-1:] in {"x", "X"} and word[:-1].lower() in BATCH_WORDS:
        cursor.at -= 1
        return True
    cursor.at = start
    return False


def _pixels(cursor: Cursor) -> None:
    start = cursor.at
    cursor.blanks()
    if cursor.word().lower() not in PIXELS:
        cursor.at = start


def _close(cursor: Cursor, opened: str) -> None:
    """Step over the bracket that closes `opened`, which may be none."""
    cursor.blanks()
    found = cursor.peek()
    if opened == "" and found not in CLOSING:
        return
    if found == BRACKETS.get(opened):
        cursor.at += 1
        return
    if opened == "":
        message = f"The closing {found} has no opening bracket."
    elif found in CLOSING:
        message = f"This opens with {opened} and closes with {found}."
    elif cursor.ended:
        message = f"The {opened} is never closed."
    else:
        message = f"{cursor.token()} cannot be read in a shape."
    raise cursor.refused(message, suggestion=_flat(cursor))


def _finish(cursor: Cursor, opened: str) -> None:
    cursor.blanks()
    if cursor.ended:
        return
    place = "after the closing bracket" if opened else "after the shape"
    raise cursor.refused(f"One flat shape is wanted, and {cursor.token()} stands {place}.", suggestion=_flat(cursor))


def _missing(cursor: Cursor, index: int) -> NotRead:
    """No number stands where an entry should."""
    if cursor.ended or cursor.peek() in CLOSING or cursor.peek() in {",", ";", "*"}:
        return cursor.refused(f"The {ORDINALS[index]} entry is missing.")
    if cursor.peek() in BRACKETS:
        return cursor.refused("One flat shape is wanted, without inner brackets.", suggestion=_flat(cursor))
    return cursor.refused(f"The {ORDINALS[index]} entry, {cursor.token()}, is not a whole number.")


def _mixed(cursor: Cursor, kinds: str) -> NotRead:
    """Two kinds of separator: `[1,2;3]` has rows, `28x28, 3` does not say what belongs together."""
    if set(kinds) == {",", ";"}:
        message = "Commas and semicolons together make rows. One flat shape is wanted."
    else:
        message = "Use one kind of separator between all entries."
    return cursor.refused(message, suggestion=_flat(cursor))


def _flat(cursor: Cursor) -> str | None:
    """All numbers in their order, if nothing else was typed but brackets and separators."""
    text = cursor.typed.text
    return "x".join(re.findall(r"\d+", text)) if set(text) <= FLAT_CHARACTERS else None


def _check_maps_first(cursor: Cursor, wanted: Wanted) -> None:
    """`256 20x20 maps` and `6@28x28` say how many maps there are, not in which place of the shape."""
    found = MAPS_FIRST.fullmatch(cursor.typed.text)
    if found is None:
        return
    maps, height, width = found.groups()
    order = (maps, height, width) if wanted.axes[:1] == ("channels",) else (height, width, maps)
    raise cursor.refused("Write height, width and the number of maps as one flat shape.", suggestion="x".join(order))


def _fitted(cursor: Cursor, sizes: tuple[int | None, ...], wanted: Wanted) -> Understood:
    """The shape, held against the axes it should have."""
    axes = wanted.axes
    if not axes:
        names = ("height", "width") if len(sizes) == 2 and sizes[0] is not None else ()
        return Understood(sizes, echo.shape(sizes, names))
    has_batch = axes[0] == "batch"
    if len(sizes) == len(axes) and (has_batch or sizes[0] is not None):
        return Understood(sizes, echo.shape(sizes, axes))
    if len(sizes) == len(axes) + 1 and sizes[0] in {None, 1} and not has_batch:
        return Understood(sizes[1:], echo.shape(sizes[1:], axes, ", without the batch entry"))
    if wanted.square and len(axes) == 2 and len(sizes) == 1 and sizes[0] is not None:
        return Understood(sizes * 2, echo.shape(sizes * 2, axes))
    between = echo.between(axes)
    example = between.join(str(size) for size in EXAMPLE_SIZES[: len(axes)])
    message = f"This asks for {between.join(axes)}: {COUNTS[len(axes) - 1]}, like {example}."
    raise cursor.asked(message, at=0)


def _quoted(written: str) -> str:
    return f"“{short(written)}”"

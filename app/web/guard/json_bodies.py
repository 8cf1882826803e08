"""JSON is checked before FastAPI parses it, so that what Python accepts beyond JSON never reaches a route."""

import json
import math
import re
from collections.abc import Iterator
from typing import NoReturn, cast

from starlette.exceptions import HTTPException

from app.web.limits import Limits

# A string in one step, brackets and commas one by one. The quantifiers are possessive and the closing quote is
# optional, so a string that never ends costs one pass and no backtracking.
TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[\[\]{},]', re.DOTALL)
OPENING, CLOSING, COMMA = frozenset({b"[", b"{"}), frozenset({b"]", b"}"}), b","
UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def check_json(body: bytes, limits: Limits) -> None:
    """Refuses what is not JSON (400), and JSON that is too much or cannot be held (422)."""
    text = _utf8(body)
    _check_shape(body, limits)
    for string in _strings(_parsed(text, limits.max_json_digits)):
        if UNSTORABLE.search(string):
            raise HTTPException(422, "A text holds a NUL character or half of a surrogate pair; neither can be stored.")


def _utf8(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise HTTPException(400, "The body is not UTF-8.") from None


def _check_shape(body: bytes, limits: Limits) -> None:
    """Depth and number of values, by one pass over the brackets and commas outside strings; no parser has run yet."""
    depth, values = 0, 1
    for match in TOKEN.finditer(body):
        token = match[0]
        depth += (token in OPENING) - (token in CLOSING)
        values += token in OPENING or token == COMMA
        if depth > limits.max_json_depth:
            raise HTTPException(422, f"The JSON is nested deeper than the {limits.max_json_depth} levels allowed.")
        if values > limits.max_json_values:
            raise HTTPException(422, f"The JSON holds more than the {limits.max_json_values:,} values allowed.")


def _parsed(text: str, most_digits: int) -> object:
    def integer(digits: str) -> int:
        if len(digits.lstrip("-")) > most_digits:
            raise HTTPException(422, f"An integer has more than the {most_digits} digits allowed.")
        return int(digits)

    try:
        return json.loads(
            text,
            parse_int=integer,
            parse_float=_finite,
            parse_constant=_not_a_number,
            object_pairs_hook=_without_duplicates,
        )
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise HTTPException(400, f"The body is not JSON; reading it stopped at {place}.") from None


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise HTTPException(422, "A number is too large; the largest is about 1.8e308.")
    return number


def _not_a_number(name: str) -> NoReturn:
    """Python's reader accepts NaN, Infinity and -Infinity, which RFC 8259 does not know."""
    raise HTTPException(400, f"The body is not JSON: {name} is not a number there.")


def _without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    together = dict(pairs)
    if len(together) < len(pairs):
        raise HTTPException(422, "An object gives the same name twice, so it is not clear which value counts.")
    return together


def _strings(value: object) -> Iterator[str]:
    """Every text in a parsed document, names included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in cast("list[object]", value):
            yield from _strings(item)
    elif isinstance(value, dict):
        for name, item in cast("dict[str, object]", value).items():
            yield name
            yield from _strings(item)

"""Pydantic's complaints in sentences of our own, each with a pointer to its place. What was sent is never repeated."""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from fastapi.exceptions import RequestValidationError
from pydantic_core import ErrorDetails

from app.errors import FieldComplaint
from app.web.errors.failures import Failure

MAX_LISTED = 20
FALLBACK = "This value does not fit."
SENTENCES = {
    "missing": "This field is missing.",
    "extra_forbidden": "There is no field of this name.",
    "json_invalid": "This is not JSON.",
    "int_type": "This must be an integer.",
    "int_parsing": "This must be an integer.",
    "int_parsing_size": "This integer has too many digits.",
    "int_from_float": "This must be an integer, without a fraction.",
    "float_type": "This must be a number.",
    "float_parsing": "This must be a number.",
    "finite_number": "This must be a finite number.",
    "bool_type": "This must be true or false.",
    "bool_parsing": "This must be true or false.",
    "greater_than": "This must be greater than {gt}.",
    "greater_than_equal": "This must be {ge} or more.",
    "less_than": "This must be less than {lt}.",
    "less_than_equal": "This must be {le} or less.",
    "multiple_of": "This must be a multiple of {multiple_of}.",
    "string_type": "This must be text.",
    "string_too_short": "This text is too short; the least is {min_length}.",
    "string_too_long": "This text is too long; the most is {max_length}.",
    "string_pattern_mismatch": "This text does not have the form that is needed here.",
    "too_short": "This list must hold {min_length} or more; it holds {actual_length}.",
    "too_long": "This list may hold {max_length} at most.",
    "list_type": "This must be a list.",
    "tuple_type": "This must be a list.",
    "dict_type": "This must be an object.",
    "model_type": "This must be an object.",
    "model_attributes_type": "This must be an object.",
    "none_required": "This must be null.",
    "literal_error": "This must be {expected}.",
    "enum": "This must be {expected}.",
    "union_tag_not_found": "Its {discriminator} is missing.",
    "union_tag_invalid": "Its {discriminator} must be one of {expected_tags}.",
    "date_type": "This must be a date, such as 2026-03-31.",
    "date_parsing": "This must be a date, such as 2026-03-31.",
    "date_from_datetime_parsing": "This must be a date, such as 2026-03-31.",
    "date_from_datetime_inexact": "This must be a date without a time, such as 2026-03-31.",
    "datetime_type": "This must be a time, such as 2026-03-31T09:00:00Z.",
    "datetime_parsing": "This must be a time, such as 2026-03-31T09:00:00Z.",
    "datetime_from_date_parsing": "This must be a time, such as 2026-03-31T09:00:00Z.",
    "timezone_aware": "This time needs its offset from UTC.",
    "uuid_type": "This must be a UUID.",
    "uuid_parsing": "This must be a UUID.",
    "value_error": "{error}",
}


def failure_of_validation(error: RequestValidationError) -> Failure:
    """422, with at most `MAX_LISTED` places: a list of a thousand wrong entries does not get a thousand sentences."""
    found = cast("Sequence[ErrorDetails]", error.errors())
    complaints = dict.fromkeys(FieldComplaint(_pointer(one, error.body), _sentence(one)) for one in found)
    listed = tuple(complaints)[:MAX_LISTED]
    return Failure(422, _summary(listed[0], len(complaints)), listed)


def is_about_the_path(error: RequestValidationError) -> bool:
    """Whether an address was asked for that cannot exist: to a person there is nothing there."""
    return any(one["loc"][0] == "path" for one in cast("Sequence[ErrorDetails]", error.errors()))


def _summary(first: FieldComplaint, count: int) -> str:
    place = f"At {first.pointer}: {first.detail}" if first.pointer else first.detail
    return place if count == 1 else f"{count} things do not fit. {place}"


def _sentence(error: ErrorDetails) -> str:
    named = {name: f"{value:g}" if isinstance(value, float) else value for name, value in error.get("ctx", {}).items()}
    try:
        return SENTENCES[error["type"]].format_map(named)
    except KeyError:
        return FALLBACK


def _pointer(error: ErrorDetails, body: object) -> str:
    """RFC 6901, from the top of the body; places outside it begin with their own: `/query/seed`, `/path/slug`."""
    origin, *steps = error["loc"]
    if origin != "body":
        return "".join(map(_escaped, error["loc"]))
    return "".join(map(_escaped, _walked(steps, body, missing=error["type"] == "missing")))


def _escaped(step: int | str) -> str:
    return "/" + str(step).replace("~", "~0").replace("/", "~1")


def _walked(steps: list[int | str], body: object, *, missing: bool) -> Iterator[int | str]:
    """The steps that exist in the body, and the missing name at its end.

    Pydantic also puts there which member of a union it tried; a pointer with that in it would point nowhere.
    """
    here = body
    for number, step in enumerate(steps, start=1):
        if isinstance(here, Mapping) and step in here:
            here = cast("Mapping[object, object]", here)[step]
            yield step
        elif isinstance(here, list) and isinstance(step, int):
            here = cast("list[object]", here)[step]
            yield step
        elif missing and number == len(steps):
            yield step

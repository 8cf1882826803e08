"""A day as a request writes it: 2026-03-31, and nothing else that Pydantic would take for one.

To Pydantic `0` is the first of January 1970, and `1e9` a day in 2001; the schema promises neither.
"""

import re
from datetime import date
from typing import Annotated, TypeAlias

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticKnownError

WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _as_written(value: object) -> object:
    if isinstance(value, str) and not WRITTEN.fullmatch(value):
        raise PydanticKnownError("date_parsing", {"error": "not of the form YYYY-MM-DD"})
    if not isinstance(value, (str, date)):
        raise PydanticKnownError("date_type")
    return value


Day: TypeAlias = Annotated[date, BeforeValidator(_as_written), Field(strict=False)]

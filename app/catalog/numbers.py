"""A question's numbers, in from outside and out again."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from app.errors import BadInput, FieldComplaint
from app.problems.kind import Kind, P


def load(kind: Kind[P], raw: Mapping[str, object]) -> P:
    """The numbers as this kind's parameters. Raises `BadInput` naming the place, `Impossible` with the equation."""
    try:
        params: P = _adapter(kind.params).validate_json(json.dumps(raw))
    except ValidationError as error:
        raise _not_of_this_kind(error) from None
    kind.check(params)
    return params


def dump(kind: Kind[P], params: P) -> dict[str, Any]:
    """The parameters as JSON values, without those that are left open."""
    return _adapter(kind.params).dump_python(params, mode="json", exclude_none=True)


@cache
def _adapter(params: type[P]) -> TypeAdapter[P]:
    return TypeAdapter(params)


UNIONS = frozenset({"int", "tuple"})
"""Steps of a pydantic path that name the branch of a union and not a place in the input, as names of classes do."""


def _not_of_this_kind(error: ValidationError) -> BadInput:
    found = tuple(
        FieldComplaint(_pointer(each["loc"]), f"{each['msg']}.")
        for each in error.errors(include_input=False, include_url=False)
    )
    return BadInput(f"These numbers are not a question of this kind: {found[0].detail}", found)


def _pointer(path: tuple[int | str, ...]) -> str:
    places = [step for step in map(str, path) if not step.startswith(tuple(UNIONS)) and not step[:1].isupper()]
    return "/".join(["/params", *places])

"""The API's documentation as a page: the served OpenAPI schema, set in our own type, without scripts of anybody's."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.web.deps import RendererDep

router = APIRouter(include_in_schema=False)

Schema = Mapping[str, Any]
METHODS = ("get", "post", "put", "delete")
DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Operation:
    """One call: what it does, what it takes, what it gives. Bodies are sketches of JSON, types in place of values."""

    method: str
    path: str
    text: str
    parameters: tuple[str, ...]
    takes: str
    gives: str


@dataclass(frozen=True, slots=True)
class Group:
    """The calls of one tag."""

    name: str
    operations: tuple[Operation, ...]


@router.get("/api/docs")
async def api_docs(request: Request, renderer: RendererDep) -> Response:
    """Every call with its bodies."""
    schema: Schema = request.app.openapi()
    return renderer.page(request, "pages/api.html", {"groups": groups(schema)})


def groups(schema: Schema) -> tuple[Group, ...]:
    """The operations by tag, in the order in which the schema has them."""
    found: dict[str, list[Operation]] = {}
    for path, calls in schema["paths"].items():
        for method in METHODS:
            if method in calls:
                found.setdefault(calls[method]["tags"][0], []).append(_operation(schema, path, method, calls[method]))
    return tuple(Group(name, tuple(operations)) for name, operations in found.items())


def _operation(schema: Schema, path: str, method: str, call: Schema) -> Operation:
    good = next(answer for status, answer in call["responses"].items() if status.startswith("2"))
    return Operation(
        method=method.upper(),
        path=path,
        text=call.get("description", call["summary"]),
        parameters=tuple(_parameters(call)),
        takes=_body(schema, call.get("requestBody")),
        gives=_body(schema, good),
    )


def _parameters(call: Schema) -> Iterator[str]:
    for each in call.get("parameters", ()):
        optional = "" if each.get("required") else ", optional"
        yield f"{each['name']} ({each['in']}{optional})"


def _body(schema: Schema, body: Schema | None) -> str:
    content = (body or {}).get("content", {}).get("application/json", {}).get("schema")
    return json.dumps(_sketch(schema, content, DEEPEST), indent=2, ensure_ascii=False) if content else ""


def _sketch(schema: Schema, part: Schema, depth: int) -> Any:
    """A value of this shape with the names of types in it."""
    if "$ref" in part:
        part = schema["components"]["schemas"][part["$ref"].rsplit("/", 1)[1]]
    if not depth:
        return "…"
    match part:
        case {"anyOf": options}:
            sketches = [_sketch(schema, option, depth - 1) for option in options]
            plain = [each for each in sketches if isinstance(each, str)]
            return " | ".join(plain) if len(plain) == len(sketches) else next(s for s in sketches if s not in plain)
        case {"properties": properties}:
            return {name: _sketch(schema, each, depth - 1) for name, each in properties.items()}
        case {"type": "array", "items": items}:
            return [_sketch(schema, items, depth - 1)]
        case {"enum": values}:
            return " | ".join(map(str, values))
        case {"const": value}:
            return str(value)
        case _:
            return str(part.get("format") or part.get("type", "anything"))

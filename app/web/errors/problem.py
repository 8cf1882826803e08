"""The body of every refusal under /api, as OpenAPI describes it."""

from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel, Field

PROBLEM_JSON = "application/problem+json"
SCHEMAS = "#/components/schemas/"


class FieldProblem(BaseModel):
    """What is wrong with one part of the request."""

    pointer: str = Field(
        description="A JSON Pointer into the body; outside it, /query/name, /path/name or /header/name.",
        examples=["/layers/0/kernel"],
    )
    detail: str = Field(examples=["This must be an integer."])


class Problem(BaseModel):
    """Source: RFC 9457. `errors` is this API's extension."""

    type: str = "about:blank"
    title: str = Field(description="The name of the status.", examples=["Unprocessable Content"])
    status: int = Field(examples=[422])
    detail: str = Field(description="A sentence with the numbers in it.", examples=["A kernel of 7 does not fit in 5."])
    errors: list[FieldProblem] = Field(default=[], description="The places, when they are known.")


PROBLEM_RESPONSES: dict[int | str, dict[str, Any]] = {
    "4XX": {
        "description": "The request was refused; `detail` says why.",
        "content": {PROBLEM_JSON: {"schema": {"$ref": f"{SCHEMAS}{Problem.__name__}"}}},
    }
}
"""For the `responses=` of a router: it also takes the place of FastAPI's own description of 422."""


def describe_problems(app: FastAPI) -> None:
    """Gives the schema its Problem. FastAPI would register it only for the media type of the route's good answer."""
    described = app.openapi

    def openapi() -> dict[str, Any]:
        schema = described()
        schemas = schema.setdefault("components", {}).setdefault("schemas", {})
        own = Problem.model_json_schema(ref_template=SCHEMAS + "{model}")
        schemas |= own.pop("$defs") | {Problem.__name__: own}
        return schema

    app.openapi = openapi

"""How a text is read. Nothing is kept."""

from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import Field

from app.problems.reading import read
from app.web.api.problems import Strict
from app.web.errors import PROBLEM_RESPONSES
from app.web.readings import ShownReading, shown

router = APIRouter(tags=["reading"], responses=PROBLEM_RESPONSES)


class ReadIn(Strict):
    """A text and what it is meant to be."""

    text: Annotated[str, Field(max_length=10_000, examples=["28 × 28"])]
    kind: Literal["integer", "real", "ratio", "shape", "expression"]


@router.post("/read")
async def read_text(body: ReadIn) -> ShownReading:
    """What was understood, in words; or a question back; or a refusal. `value_text` is exact."""
    return shown(read(body.kind, body.text))

"""What went wrong, in HTTP's words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import responses as status_names

from starlette.exceptions import HTTPException

from app.errors import AppError, BadInput, Conflict, FieldComplaint, Gone, Impossible, Missing, Unavailable

RETRY_AFTER_S = 2
SENTENCES = {
    400: "The request was not understood.",
    401: "This needs a token that is valid.",
    403: "This is not allowed.",
    404: "There is nothing at this address.",
    405: "This address does not take that method.",
    500: "Something broke here.",
    503: "The server cannot answer just now.",
}
"""For statuses that the framework raises with no more than their name."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A status with the sentence that explains it, which the client may read as it stands."""

    status: int
    sentence: str
    fields: tuple[FieldComplaint, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


def failure_of(error: AppError) -> Failure | None:
    """The failure an AppError stands for; None when it is the server's own fault."""
    match error:
        case BadInput():
            return Failure(422, error.sentence, error.fields)
        case Impossible():
            return Failure(422, error.sentence)
        case Gone():
            return Failure(410, error.sentence)
        case Missing():
            return Failure(404, error.sentence)
        case Conflict():
            return Failure(409, error.sentence)
        case Unavailable():
            return Failure(503, error.sentence, headers={"Retry-After": str(RETRY_AFTER_S)})
        case _:
            return None


def failure_of_http(error: HTTPException) -> Failure:
    """Keeps the headers (Allow, Retry-After) and the detail, when that is a sentence of ours."""
    status, detail = error.status_code, error.detail
    if detail in {"", status_names.get(status)}:
        detail = SENTENCES.get(status, "The request was refused.")
    return Failure(status, detail, headers=dict(error.headers or {}))

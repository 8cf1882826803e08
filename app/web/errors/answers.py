"""A failure as its reader wants it: problem+json (RFC 9457) for a program, a page for a person."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from http.client import responses as status_names

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import Scope

from app.web.errors.failures import Failure, failure_of_http
from app.web.errors.problem import PROBLEM_JSON, FieldProblem, Problem

logger = structlog.stdlib.get_logger(__name__)

RenderError = Callable[[Request, int, str, str], Response]
"""(request, status, title, sentence) -> page. No learner may be known yet, and no route may have taken the request."""

PHRASES = {
    413: "Content Too Large",
    422: "Unprocessable Content",
}  # RFC 9110's names; Python had older ones before 3.13
TITLES = {
    400: "That was not understood",
    401: "This needs a key",
    403: "That is not allowed",
    404: "There is nothing here",
    405: "That cannot be done here",
    409: "That contradicts what is recorded",
    410: "This is here no longer",
    413: "That is too long",
    414: "That address is too long",
    415: "That was sent in the wrong form",
    422: "That does not fit",
    429: "That was too often",
    500: "Something broke here",
    503: "Too much is waiting",
}


def _incident_number() -> str:
    return secrets.token_hex(4)


@dataclass(frozen=True, slots=True)
class ErrorAnswers:
    """Turns failures into responses; `page` renders those for people."""

    page: RenderError
    new_incident: Callable[[], str] = _incident_number

    def response(self, request: Request, failure: Failure) -> Response:
        """The answer, with the failure's own headers."""
        answer = _problem(failure) if is_api(request.scope) else self._rendered(request, failure)
        answer.headers.update(failure.headers)
        return answer

    def for_http(self, request: Request, error: HTTPException) -> Response:
        """An error that already has a status. Those that have no content, or only point elsewhere, stay as they are."""
        if error.status_code < 400:
            return Response(status_code=error.status_code, headers=error.headers)
        return self.response(request, failure_of_http(error))

    def for_incident(self, request: Request, error: Exception) -> Response:
        """The server's own fault: logged with its traceback under a number that the client is told too."""
        incident = self.new_incident()
        logger.error("incident", incident=incident, path=request.scope["path"], exc_info=error)
        sentence = f"Something broke here, and not by your doing. It is on record as incident {incident}."
        return self.response(request, Failure(500, sentence))

    def _rendered(self, request: Request, failure: Failure) -> Response:
        title = TITLES.get(failure.status, "That did not work")
        try:
            return self.page(request, failure.status, title, failure.sentence)
        except Exception:
            logger.exception("error page did not render", status=failure.status)
            return _bare_page(failure.status, title, failure.sentence)


def route_path(scope: Scope) -> str:
    """The path as routes see it, without the prefix a proxy serves the application under."""
    path, prefix = str(scope["path"]), str(scope.get("root_path", ""))
    return path.removeprefix(prefix) if path.startswith(prefix + "/") else path


def is_api(scope: Scope) -> bool:
    """Whether the client is a program: it gets problem+json and has to send JSON."""
    return f"{route_path(scope)}/".startswith("/api/")


def _problem(failure: Failure) -> Response:
    problem = Problem(
        title=PHRASES.get(failure.status) or status_names.get(failure.status, "Error"),
        status=failure.status,
        detail=failure.sentence,
        errors=[FieldProblem(pointer=field.pointer, detail=field.detail) for field in failure.fields],
    )
    return Response(problem.model_dump_json(), failure.status, media_type=PROBLEM_JSON)


def _bare_page(status: int, title: str, sentence: str) -> Response:
    """For when the templates themselves are what broke."""
    head = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title>'
    return HTMLResponse(f"{head}<h1>{escape(title)}</h1><p>{escape(sentence)}</p></html>", status)

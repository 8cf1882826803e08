"""Where errors are caught: in FastAPI's handlers, and by a middleware for what nobody foresaw."""

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import AppError
from app.web.errors.answers import ErrorAnswers, is_api
from app.web.errors.failures import failure_of
from app.web.errors.methods import methods_taken
from app.web.errors.problem import describe_problems
from app.web.errors.validation import failure_of_validation, is_about_the_path


def install(app: FastAPI, answers: ErrorAnswers) -> None:
    """Replaces FastAPI's handlers, whose 422 repeats the input (and fails with a 500 when that holds NaN)."""

    async def on_app_error(request: Request, error: Any) -> Response:
        failure = failure_of(error)
        return answers.response(request, failure) if failure else answers.for_incident(request, error)

    async def on_http_error(request: Request, error: Any) -> Response:
        response = answers.for_http(request, error)
        taken = methods_taken(request) if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED else ()
        if taken:
            response.headers["Allow"] = ", ".join(taken)
        return response

    async def on_validation_error(request: Request, error: Any) -> Response:
        if not is_api(request.scope) and is_about_the_path(error):
            return answers.for_http(request, HTTPException(HTTPStatus.NOT_FOUND))
        return answers.response(request, failure_of_validation(error))

    app.add_exception_handler(AppError, on_app_error)
    app.add_exception_handler(HTTPException, on_http_error)
    app.add_exception_handler(RequestValidationError, on_validation_error)
    describe_problems(app)


class Unhandled:
    """Answers what nobody foresaw with a 500 and an incident number.

    FastAPI's own handler for `Exception` sits outside every middleware, so its answer would lack the security headers
    and the request log its status; and it raises the error again, which would be logged twice.
    """

    def __init__(self, app: ASGIApp, *, answers: ErrorAnswers) -> None:
        self.app = app
        self.answers = answers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Once an answer has begun it cannot be replaced: the server then logs the error and cuts the connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as error:
            if started:
                raise
            response = self.answers.for_incident(Request(scope), error)
            await response(scope, receive, send)

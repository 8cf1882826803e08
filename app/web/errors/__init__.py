"""
From what went wrong to what the client reads.

    failures     AppError, HTTPException, RequestValidationError -> Failure (status, sentence, fields, headers)
    validation   pydantic's complaints in this project's own sentences; the input is never echoed
    answers      Failure -> problem+json under /api, a page elsewhere
    methods      which methods an address takes, for a 405
    handlers     where FastAPI and the outermost middleware call these
    problem      the same, as OpenAPI describes it
"""

from app.web.errors.answers import ErrorAnswers, RenderError, is_api, route_path
from app.web.errors.failures import Failure
from app.web.errors.handlers import Unhandled, install
from app.web.errors.problem import PROBLEM_RESPONSES, Problem

__all__ = [
    "PROBLEM_RESPONSES",
    "ErrorAnswers",
    "Failure",
    "Problem",
    "RenderError",
    "Unhandled",
    "install",
    "is_api",
    "route_path",
]

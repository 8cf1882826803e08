"""How much a calculation may ask for, as the application was set up."""

from typing import Annotated

from fastapi import Depends, Request

from app.conv.work import STANDARD_LIMITS, WorkLimits


def _work_limits(request: Request) -> WorkLimits:
    found: WorkLimits = getattr(request.app.state, "work_limits", STANDARD_LIMITS)
    return found


WorkLimitsDep = Annotated[WorkLimits, Depends(_work_limits)]

"""Which methods an address takes. Each route names only its own, and an address may have several routes."""

from starlette.requests import Request
from starlette.routing import Match, Mount
from starlette.types import Scope

ANSWERED_WITH = {"GET": "GET", "HEAD": "GET", "POST": "POST", "PUT": "PUT", "DELETE": "DELETE"}
"""Whose route answers each method: routes need not know of HEAD, which is GET without the content."""


def methods_taken(request: Request) -> tuple[str, ...]:
    """All that some route takes at this address; none of what is mounted, which answers for itself.

    Source: RFC 9110, section 15.5.6.
    """
    path, prefix = request.scope["path"], request.scope.get("root_path", "")
    asked: Scope = {"type": "http", "headers": [], "path": path, "root_path": prefix}
    routes = [route for route in request.app.routes if not isinstance(route, Mount)]
    return tuple(
        method
        for method, answered in ANSWERED_WITH.items()
        if any(route.matches({**asked, "method": answered})[0] is Match.FULL for route in routes)
    )

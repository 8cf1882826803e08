"""The page for what did not work."""

from starlette.requests import Request
from starlette.responses import Response

from app.web.errors import RenderError
from app.web.render import Renderer


def error_page(renderer: Renderer) -> RenderError:
    """The renderer of error pages; to htmx only a sentence for the status line, since the page stays as it is."""

    def render(request: Request, status: int, title: str, sentence: str) -> Response:
        if request.headers.get("HX-Request-Type") == "partial":
            return renderer.fragment("fragments/failure.html", {"sentence": sentence}, status=status)
        context = {"title": title, "sentence": sentence, "way_on": "/problems", "way_on_label": "To the problems"}
        return renderer.page(request, "pages/error.html", context, status=status, here="/")

    return render

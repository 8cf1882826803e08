"""Templates to responses: what every page knows, and the two ways of sending HTML, a page and a fragment."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from app.catalog.works import linked
from app.practice.insights import lasting
from app.web.assets import Assets
from app.web.figures import draw
from app.web.preview import Preview

MATHS_FONT = "vendor/noto-sans-math-5.3.0/noto-sans-math-subset.woff2"
NOTE = re.compile(r"(?<![−+·/=≈]) \(")
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


class Theme(StrEnum):
    """What the learner chose to read by; AUTO follows the system."""

    LIGHT = "light"
    DARK = "dark"
    AUTO = "auto"


class Renderer:
    """Renders a page or a fragment. A template names only what it was given: anything else is an error, not a blank.

    A page with formulas asks for their font ahead of its style sheet, since that font is only used if it comes in time.
    """

    def __init__(self, templates: Path, assets: Assets, *, preview: Preview | None = None) -> None:
        """With a `preview`, pages say how the content stands and follow it."""
        self.assets = assets
        self._environment = Environment(
            loader=FileSystemLoader(templates),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        everywhere = cast("dict[str, Any]", self._environment.globals)  # typed by Jinja as holding only its own
        everywhere.update(asset=assets.url, inlined=assets.inlined, draw=draw, themes=tuple(Theme), preview=preview)
        filters = {"short_date": short_date, "lasting": lasting, "trusted": Markup, "cited": cited}
        self._environment.filters.update(filters, value_alone=value_alone, value_in_bold=value_in_bold)
        self._ahead = {"Link": f"<{assets.url(MATHS_FONT)}>; rel=preload; as=font; type=font/woff2; crossorigin"}

    def page(
        self, request: Request, template: str, context: Mapping[str, Any], *, status: int = 200, here: str | None = None
    ) -> HTMLResponse:
        """A whole page. `here` is where changing the theme comes back to; a page that answers a POST must say."""
        blind = request.cookies.get("blind") == "1"
        known = {"theme": theme_of(request), "blind": blind, "here": here or address_of(request)}
        markup = self.html(template, {**known, **context})
        return HTMLResponse(markup, status, self._ahead if "<math" in markup else None)

    def fragment(self, template: str, context: Mapping[str, Any], *, status: int = 200) -> HTMLResponse:
        """A part of a page, for htmx to put in place."""
        return HTMLResponse(self.html(template, context), status)

    def html(self, template: str, context: Mapping[str, Any]) -> str:
        """The text alone."""
        return self._environment.get_template(template).render(context)


def cited(source: str) -> Markup:
    """A source whose arXiv numbers lead to their entries."""
    return Markup(linked(str(escape(source))))  # noqa: S704 - escaped here, and links of ours set in it


def theme_of(request: Request) -> Theme:
    """The theme from its cookie; a cookie that says anything else is as good as none."""
    chosen = request.cookies.get("theme", "")
    return Theme(chosen) if chosen in set(Theme) else Theme.AUTO


def address_of(request: Request) -> str:
    """Path and query of a page that can be asked for again, otherwise the first page."""
    if request.method != "GET":
        return "/"
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def value_alone(echo: str) -> str:
    """`2 × 2` of `2 × 2 (height × width)`; a bracket behind a sign, as in `a − (b + c)`, is part of the value."""
    note = NOTE.search(echo)
    return echo[: note.start()] if note else echo


def value_in_bold(echo: str) -> Markup:
    """`2 × 2 (height × width)`: the value stands out, what is said about it does not."""
    value = value_alone(echo)
    return Markup("<b>{}</b>{}").format(value, echo[len(value) :])


def short_date(day: date) -> str:
    """`9 Dec`, the same under every locale."""
    return f"{day.day} {MONTHS[day.month - 1]}"

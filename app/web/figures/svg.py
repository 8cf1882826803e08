"""Just enough SVG: elements with escaped attributes, and numbers without noise."""

from collections.abc import Iterable
from functools import cache

from markupsafe import Markup, escape


def element(name: str, *children: str | Markup, **attributes: str | float) -> Markup:
    """`element("rect", x=1, class_="kernel")`; everything that is not Markup is escaped."""
    written = "".join(f' {spelled(key)}="{_escaped(at)}"' for key, at in attributes.items())
    if not children:
        return Markup(f"<{name}{written}/>")  # noqa: S704 - escaped above; Markup.format does the same in ten times as long
    within = "".join(map(escape, children))
    return Markup(f"<{name}{written}>{within}</{name}>")  # noqa: S704 - likewise


def _escaped(value: str | float) -> str:
    return escape(value) if isinstance(value, str) else number(value)


@cache
def spelled(key: str) -> str:
    """`class_` -> `class`: a trailing underscore frees Python's keywords; `aria_label` -> `aria-label`."""
    return key.rstrip("_").replace("_", "-")


def number(value: str | float) -> str:
    """At most two decimals, and none where there is nothing to say."""
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")


def path(steps: Iterable[str], class_: str) -> Markup:
    """One path of many strokes: fewer nodes than a line each."""
    return element("path", d="".join(steps), class_=class_)


def segment(x1: float, y1: float, x2: float, y2: float) -> str:
    """A straight stroke of a path."""
    return f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}"


def squares(width: float, height: float, *, step: float, through: tuple[float, float]) -> Markup:
    """The lines of squared paper; two of them cross at `through`."""
    x, y = (start % step for start in through)
    upright = [segment(x + i * step, 0, x + i * step, height) for i in range(int((width - x) / step) + 1)]
    level = [segment(0, y + i * step, width, y + i * step) for i in range(int((height - y) / step) + 1)]
    return path(upright + level, "grid")


def rectangle(x: float, y: float, width: float, height: float, class_: str) -> Markup:
    """A rectangle of a class."""
    return element("rect", x=x, y=y, width=width, height=height, class_=class_)


def text(x: float, y: float, words: str, class_: str) -> Markup:
    """A label; its class says where it is anchored."""
    return element("text", words, x=x, y=y, class_=class_)


def picture(name: str, *, width: float, height: float, title: str, description: str, parts: Iterable[Markup]) -> Markup:
    """The whole image, which says in words what it shows. `name` keeps its ids apart from another figure's."""
    return element(
        "svg",
        element("title", title, id=f"{name}-title"),
        element("desc", description, id=f"{name}-words"),
        *parts,
        class_="drawing",
        viewBox=f"0 0 {number(width)} {number(height)}",
        role="img",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-words",
    )

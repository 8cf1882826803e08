"""A figure as a file of its own: what the stylesheet says of its classes by day, written into it as attributes."""

import re

from markupsafe import Markup

INK, SOFT, SHEET, LINE = "#1a1e26", "#626875", "#ffffff", "#edeae1"
MARKER, MARKER_WASH, WRONG, WRONG_WASH = "#2142c7", "#e6e9f8", "#a8281d", "#fbf0ec"

LOOKS = {
    "grid": {"stroke": LINE, "stroke-width": "1"},
    "fine": {"stroke-width": "0.6"},
    "padding": {"stroke": SOFT, "stroke-width": "1", "stroke-dasharray": "3 3"},
    "paper": {"fill": SHEET, "stroke": "none"},
    "wash": {"fill": MARKER_WASH, "stroke": "none"},
    "leftover": {"fill": WRONG_WASH, "stroke": "none"},
    "other": {"stroke": WRONG, "stroke-width": "1.6"},
    "touched": {"stroke": MARKER, "stroke-width": "1.5"},
    "kernel": {"stroke": MARKER, "stroke-width": "2.4"},
    "taps": {"stroke": MARKER, "stroke-width": "0.8"},
    "ghost": {"stroke": MARKER, "stroke-width": "1.5", "stroke-dasharray": "5 4"},
    "object": {"stroke-width": "1.6", "stroke-dasharray": "1.5 3"},
    "halo": {"stroke": SHEET, "stroke-width": "6"},
    "unit": {"fill": SHEET},
    "pixels": {"image-rendering": "pixelated"},
    "flow": {"stroke": SOFT},
    "arrow": {"stroke": MARKER, "stroke-width": "1.6"},
    "aside": {"stroke-width": "1.6", "stroke-dasharray": "6 4"},
    "point": {"fill": MARKER, "stroke": SHEET, "stroke-width": "1.5"},
    "square": {"fill": INK, "stroke": SHEET, "stroke-width": "1"},
    "layer": {"fill": SHEET},
    "layer-title": {"font-weight": "600"},
    "cells": {"stroke-linecap": "square"},
    "flowhead": {"fill": SOFT, "stroke": "none"},
    "asked": {"fill": SOFT, "font-weight": "600"},
    "is-quiet": {"fill": SHEET, "stroke": SOFT},
    "in-point": {"fill": SOFT, "font-size": "11", "font-weight": "550"},
    "is-chosen": {"fill": SHEET},
    "tick": {"fill": SOFT, "font-size": "13"},
    "params-tick": {},
    "bar-name": {},
    "spare": {},  # left out on a phone only
    "macs-tick": {"fill": MARKER},
    "params-bar": {"fill": SOFT, "stroke": "none"},
    "macs-bar": {"fill": MARKER, "stroke": "none"},
    "dot": {"fill": SOFT, "stroke": "none"},
    "middle": {"text-anchor": "middle"},
    "end": {"text-anchor": "end"},
    "label": {"fill": SOFT},
    "acts": {"fill": MARKER, "font-weight": "550"},
    "size": {"font-weight": "600"},
}
BARE = {"fill": "none", "stroke": INK, "stroke-width": "1.2"}
TAGS = {
    "rect": BARE,
    "path": BARE,
    "circle": {"fill": INK},
    "image": {},
    "text": {"fill": INK, "font-size": "13.5", "font-family": "Inter, system-ui, sans-serif"},
}
SHAPE = re.compile(r'<(rect|path|circle|text|image)\b([^>]*?)(?: class="([^"]*)")?(\s*/?)>')
ROOT = re.compile(r'class="drawing"(?: (?:width|height)="[^"]*")* viewBox="0 0 ([\d.]+) ([\d.]+)"')


def standalone(drawing: Markup) -> str:
    """SVG that needs no stylesheet, on a white ground, as wide as its units."""
    inked = SHAPE.sub(_inked, str(drawing))
    size = r'xmlns="http://www.w3.org/2000/svg" width="\1" height="\2" viewBox="0 0 \1 \2"'
    rooted = ROOT.sub(size, inked, count=1)
    return rooted.replace("</desc>", f'</desc><rect width="100%" height="100%" fill="{SHEET}"/>', 1)


def _inked(found: re.Match[str]) -> str:
    tag, attributes, classes, closing = found.groups()
    looks = dict(TAGS[tag])
    for name in (classes or "").split():
        looks |= LOOKS.get(name, {})
    written = "".join(f' {name}="{value}"' for name, value in looks.items())
    return f"<{tag}{attributes}{written}{closing}>"

"""Formulas in TeX: MathML for a page, with the TeX within it to be copied, and plain characters for a text.

math-core styles the cells of some tables by `style=`, which the content security policy blocks: each of its few
declarations becomes a class, and one that is not known here is an error.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from functools import lru_cache
from html.entities import html5

from math_core import LatexError, LatexToMathML

CONVERTER = LatexToMathML(fancy_error=False, annotation=True)
STYLE = re.compile(r' style="([^"]*)"')
CLASSES: Mapping[str, str] = {
    "text-align: right": "to-right",
    "text-align: left": "to-left",
    "text-align: center": "to-middle",
    "justify-items: end": "",
    "justify-items: start": "",
    "justify-items: center": "",
    "padding-right: 0": "flush-right",
    "padding-left: 0": "flush-left",
    "padding-left:1em": "apart",
}
BETWEEN: Mapping[str, str] = {
    "mfrac": "/",
    "msub": "_",
    "munder": "_",
    "msup": "^",
    "mover": "^",
    "msubsup": "_^",
    "munderover": "_^",
}
LISTS: Mapping[str, str] = {"mtable": "; ", "mtr": ", "}
APART = frozenset("=≤≥<>+→−≈≠")
NAMED = re.compile(r"&(?!(?:lt|gt|amp|quot|apos);)(\w+;)")  # what HTML has a name for and XML has none
INDEXED = re.compile(r"[^\s_+−]+_(?:[^\s_+−()]+|\([^()]*\))")  # one letter with what stands below it
UNSEEN = str.maketrans("", "", "\u2061\u2062\u2063\u2064")  # between a function and its argument, between factors


class Unsettable(ValueError):
    """A formula that cannot be set; says why in one line."""


@lru_cache(maxsize=1024)
def mathml(tex: str, *, block: bool = False) -> str:
    """`<math>…</math>` that holds its TeX as an annotation, without a style attribute. Raises `Unsettable`."""
    try:
        return STYLE.sub(_as_classes, CONVERTER.convert_with_local_state(tex, displaystyle=block))
    except LatexError as error:
        raise Unsettable(str(error).splitlines()[0]) from None


def _as_classes(style: re.Match[str]) -> str:
    declared = [each.strip() for each in style[1].split(";") if each.strip()]
    unknown = [each for each in declared if each not in CLASSES]
    if unknown:
        raise Unsettable(f"There is no class for {unknown[0]}.")
    names = [CLASSES[each] for each in declared]
    return f' class="{" ".join(filter(None, names))}"'


def plain(tex: str) -> str:
    """The formula in one line of characters: `∂x_N/∂x_0 = (I + J_(N−1))`. Raises `Unsettable`."""
    markup = NAMED.sub(lambda entity: html5[entity[1]], mathml(tex)).translate(UNSEEN)
    return " ".join(_spelled(ET.fromstring(markup)).split())  # noqa: S314 - made here, of nothing from outside


def _spelled(node: ET.Element) -> str:
    if node.tag == "annotation":
        return ""
    parts = [_spelled(child) for child in node]
    if node.tag in BETWEEN:
        signs = BETWEEN[node.tag]
        first = parts[0] if signs[0] in "_^" else _grouped(parts[0])
        return first + "".join(sign + _grouped(part) for sign, part in zip(signs, parts[1:], strict=True))
    if node.tag in LISTS:
        return LISTS[node.tag].join(parts)
    if node.tag == "msqrt":
        return f"√{_grouped(''.join(parts))}"
    if node.tag == "mo" and node.text in APART and node.get("lspace") != "0":
        return f" {node.text} "
    return (node.text or "") + "".join(parts)


def _grouped(part: str) -> str:
    return part if len(part) == 1 or part.isalnum() or INDEXED.fullmatch(part) else f"({part})"

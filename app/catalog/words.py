"""Words with numbers in them: `{{ name }}` is filled from the solver's facts, Markdown becomes HTML or plain text.

`$…$` is a formula in TeX, and `$$…$$` one on a line of its own.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

from app.catalog.maths import Unsettable, mathml, plain

_PLACEHOLDER = re.compile(r"\{\{\s*([a-z_]+)\s*\}\}")
_STANDS_FOR_A_NUMBER = "1"
_SIGN_BEHIND_A_FORMULA = re.compile(r"</math></span>([,.;:?!)]+)")  # before which a browser would break the line


def _set(tex: str, how: Mapping[str, Any]) -> str:
    """A formula on a line of its own scrolls within itself where a phone is narrower."""
    if not how["display_mode"]:
        return mathml(tex)
    return f'<div class="formula" tabindex="0" role="group" aria-label="A formula">{mathml(tex, block=True)}</div>'


_MARKDOWN = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")
dollarmath_plugin(_MARKDOWN, allow_labels=False, allow_space=False, allow_digits=False, renderer=_set)


def placeholders(words: str) -> frozenset[str]:
    """The names that have to be filled in."""
    return frozenset(_PLACEHOLDER.findall(words))


def fill(words: str, facts: Mapping[str, str]) -> str:
    """The words with every `{{ name }}` replaced; the catalog has made sure that each name is known."""
    return _PLACEHOLDER.sub(lambda match: facts[match[1]], words)


def to_html(words: str) -> str:
    """Markdown as HTML; raw HTML in it is shown, not obeyed. A sign behind a formula stays on its line."""
    return _SIGN_BEHIND_A_FORMULA.sub(r"</math>\1</span>", _MARKDOWN.render(words))


def to_inline(words: str) -> str:
    """Markdown of one paragraph, without the paragraph."""
    return to_html(words).strip().removeprefix("<p>").removesuffix("</p>")


def to_text(words: str) -> str:
    """Markdown without its marks, a line for each paragraph or list item, formulas in plain characters."""
    lines: list[str] = []
    ordinal = 0
    for token in _MARKDOWN.parse(words):
        if token.type == "list_item_open":
            ordinal = int(token.info or 0)
        elif token.type == "inline":
            text = "".join(_plain(child) for child in token.children or ())
            lines.append(f"{ordinal}. {text}" if ordinal else text)
            ordinal = 0
        elif token.type == "math_block":
            lines.append(plain(token.content))
    return "\n".join(lines)


def _plain(token: Token) -> str:
    if token.type == "softbreak":
        return " "
    return plain(token.content) if token.type == "math_inline" else token.content


def formulas(words: str) -> tuple[str, ...]:
    """The TeX of each formula, as it stands in the content."""
    return tuple(token.content for token in _tokens(words) if token.type in {"math_inline", "math_block"})


def displayed(words: str) -> int:
    """How many formulas stand on a line of their own."""
    return sum(token.type == "math_block" for token in _tokens(words))


def unset(words: str) -> str | None:
    """What keeps a formula among these words from being set; None where all can be."""
    try:
        to_html(_PLACEHOLDER.sub(_STANDS_FOR_A_NUMBER, words))
    except Unsettable as error:
        return f"A formula cannot be set: {error}"
    return None


def _tokens(words: str) -> Iterator[Token]:
    for token in _MARKDOWN.parse(words):
        yield token
        yield from token.children or ()

"""Words with numbers in them: `{{ name }}` is filled from the solver's facts, Markdown becomes HTML or plain text."""

import re
from collections.abc import Mapping

from markdown_it import MarkdownIt

_PLACEHOLDER = re.compile(r"\{\{\s*([a-z_]+)\s*\}\}")
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "typographer": False})


def placeholders(words: str) -> frozenset[str]:
    """The names that have to be filled in."""
    return frozenset(_PLACEHOLDER.findall(words))


def fill(words: str, facts: Mapping[str, str]) -> str:
    """The words with every `{{ name }}` replaced; the catalog has made sure that each name is known."""
    return _PLACEHOLDER.sub(lambda match: facts[match[1]], words)


def to_html(words: str) -> str:
    """Markdown as HTML; raw HTML in it is shown, not obeyed."""
    return _MARKDOWN.render(words)


def to_text(words: str) -> str:
    """Markdown without its marks, a line for each paragraph or list item."""
    lines: list[str] = []
    ordinal = 0
    for token in _MARKDOWN.parse(words):
        if token.type == "list_item_open":
            ordinal = int(token.info or 0)
        elif token.type == "inline":
            plain = "".join(" " if child.type == "softbreak" else child.content for child in token.children or ())
            lines.append(f"{ordinal}. {plain}" if ordinal else plain)
            ordinal = 0
    return "\n".join(lines)

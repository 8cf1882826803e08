"""The first mention of a term in a part leads to what the glossary says of it."""

import re
from collections.abc import Iterator

from app.catalog.glossary import Glossary
from app.problems.skills import Skill

TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-z]+)[^>]*>")
CLOSED_TO_LINKS = frozenset({"a", "button", "span", "math", "code", "th"})
"""Within these no link is set: they lead somewhere themselves, or hold no prose."""


class TermLinks:
    """Links terms in HTML, each once; not those that the part itself teaches, by its skill."""

    def __init__(self, glossary: Glossary, taught: Skill) -> None:
        self._by_form = glossary.by_form
        self._pattern = glossary.pattern
        self._linked = {term.id for term in glossary.terms if term.words.skill is taught}

    def linked(self, html: str) -> str:
        """The HTML with links in its prose."""
        return "".join(self._pattern.sub(self._link, part) if is_prose else part for part, is_prose in _parts(html))

    def _link(self, found: re.Match[str]) -> str:
        term = self._by_form[found[0].lower()]
        if term.id in self._linked:
            return found[0]
        self._linked.add(term.id)
        return f'<a class="term" href="/learn/glossary#{term.id}">{found[0]}</a>'


def _parts(html: str) -> Iterator[tuple[str, bool]]:
    """Tags and the text between them, with whether a link may be set in it."""
    depth, at = 0, 0
    for tag in TAG.finditer(html):
        yield html[at : tag.start()], depth == 0
        yield tag[0], False
        at = tag.end()
        if tag["name"] in CLOSED_TO_LINKS:
            depth += -1 if tag["close"] else 1
    yield html[at:], depth == 0

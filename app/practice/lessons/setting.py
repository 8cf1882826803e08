"""Blocks of the chapter as a page takes them: numbers with their working, formulas set, checks with their sheets."""

import re
from collections.abc import Callable, Iterator, Mapping
from html import escape

from app.catalog.catalog import Catalog
from app.catalog.lessons import (
    Aloud,
    Block,
    Callout,
    CalloutKind,
    Check,
    Picture,
    Predict,
    Prose,
    Section,
    Worked,
)
from app.catalog.lessons.lesson import LAB
from app.catalog.lessons.worked import EXPRESSION
from app.catalog.words import to_html, to_inline
from app.catalog.works import linked
from app.practice.lessons.checks import Asked
from app.practice.lessons.moving import boxes
from app.practice.lessons.terms import TermLinks
from app.practice.lessons.views import Offer, Shown, ShownCallout, ShownCheck, ShownPicture, ShownPrediction, ShownProse
from app.practice.picturing import drawn

MARK = re.compile("\ue000(\\d+)\ue001")
"""Where a number stands while Markdown is set: signs that no text has, so that Markdown leaves them alone."""

BOUND = re.compile("(?<=[\\d\ue001]) (?=[×%])|(?<=×) (?=[\\d\ue000])")
"""Where a line must not break: within `3 × 3`, and before a percent sign."""

SCROLLING = '<div class="scroll" tabindex="0" role="group" aria-label="A table">'
"""Around what may be wider than a phone."""

WORDS_OF: Mapping[CalloutKind, str] = {
    CalloutKind.ANSWER: "60-second answer",
    CalloutKind.VIEW: "Interviewer’s view",
    CalloutKind.TRAP: "Trap",
    CalloutKind.REJECTION: "Instant rejection",
    CalloutKind.COMPANY: "By company",
}


class Setting:
    """Sets the blocks of one lesson; counts its numbers, since each has a name of its own on the page."""

    def __init__(
        self,
        catalog: Catalog,
        numbers: Mapping[str, Worked],
        checks: Iterator[Asked],
        terms: TermLinks | None = None,
    ) -> None:
        """`checks` are those of the lesson in their order; `terms` leads from its paragraphs to the glossary."""
        self._terms = terms
        self._catalog = catalog
        self._numbers = numbers
        self._checks = checks
        self._count = 0
        self._pictures = 0

    def shown(self, block: Block) -> Shown:
        """The block as the page takes it."""
        match block:
            case Section():
                return block
            case Prose(words=words):
                html = self.html(words)
                return ShownProse(self._terms.linked(html) if self._terms else html)
            case Callout(kind, title, words):
                return ShownCallout(kind, WORDS_OF[kind], self.inline(title), self.html(words))
            case Picture():
                return self._picture(block)
            case Predict(question, answer):
                return ShownPrediction(self.inline(question), self.html(answer))
            case Check(words=words):
                asked = next(self._checks)
                lead, minutes = self.inline(words), asked.problem.minutes
                return ShownCheck(asked.place.anchor, lead, minutes, asked.sheet, asked.figure)
            case Aloud(slug, words):
                problem = self._catalog.problem(slug)
                return Offer(problem.title, f"/problems/{slug}/own#aloud", problem.minutes, self.inline(words))

    def html(self, words: str) -> str:
        """Markdown as HTML, each of its numbers with its working."""
        return self._set(words, to_html).replace("<table>", f"{SCROLLING}<table>").replace("</table>", "</table></div>")

    def inline(self, words: str) -> str:
        """The same of one paragraph, without the paragraph."""
        return self._set(words, to_inline)

    def _set(self, words: str, setter: Callable[[str], str]) -> str:
        found: list[Worked] = []

        def mark(match: re.Match[str]) -> str:
            found.append(self._numbers[match["text"]])
            return f"\ue000{len(found) - 1}\ue001"

        marked = _bound(EXPRESSION.sub(mark, words))
        return MARK.sub(lambda match: self._number(found[int(match[1])]), linked(setter(marked)))

    def _picture(self, picture: Picture) -> ShownPicture:
        self._pictures += 1
        address, known = picture.address, self._catalog.architectures
        return ShownPicture(
            self._pictures,
            address,
            self.inline(picture.words),
            drawn(self._catalog, address),
            boxes(picture, f"figure-{self._pictures}", known),
            _onward(address),
        )

    def _number(self, worked: Worked) -> str:
        """A button, since a finger has nothing to hover with; its note is a popover, read out, and closed by Escape."""
        self._count += 1
        name = f"working-{self._count}"
        lines = "".join(f"<span>{escape(step)}</span>" for step in worked.steps)
        return (
            f'<button type="button" class="worked" popovertarget="{name}" aria-describedby="{name}">'
            f"{escape(_bound(worked.shown))}</button>"
            f'<span popover class="note" id="{name}" role="note">{lines}</span>'
        )


def _bound(words: str) -> str:
    return BOUND.sub("\N{NO-BREAK SPACE}", words)


def _onward(address: str) -> str:
    return "Open it in the lab" if address.startswith(LAB) else "Work it out yourself"

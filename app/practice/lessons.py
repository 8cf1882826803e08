"""The chapter as one reads it: blocks with their numbers set, questions with their titles, and what comes next."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TypeAlias

from app.catalog.catalog import Catalog
from app.catalog.lessons import (
    Aloud,
    Block,
    Callout,
    CalloutKind,
    Check,
    Lesson,
    Picture,
    Predict,
    Prose,
    Section,
    Worked,
)
from app.catalog.lessons.lesson import LAB
from app.catalog.lessons.worked import EXPRESSION
from app.catalog.problem import Problem
from app.catalog.words import to_html, to_inline
from app.practice.picturing import Drawing, drawing
from app.practice.visit import Desk, Visit

MARK = re.compile("\ue000(\\d+)\ue001")
"""Where a number stands while Markdown is set: signs that no text has, so that Markdown leaves them alone."""

BOUND = re.compile("(?<=[\\d\ue001]) (?=[×%])|(?<=×) (?=[\\d\ue000])")
"""Where a line must not break: within `3 × 3`, and before a percent sign."""

WORDS_OF: Mapping[CalloutKind, str] = {
    CalloutKind.ANSWER: "60-second answer",
    CalloutKind.VIEW: "Interviewer’s view",
    CalloutKind.TRAP: "Trap",
    CalloutKind.REJECTION: "Instant rejection",
    CalloutKind.COMPANY: "By company",
}


@dataclass(frozen=True, slots=True)
class ShownProse:
    """Paragraphs in HTML."""

    html: str


@dataclass(frozen=True, slots=True)
class ShownCallout:
    """A callout with its word."""

    kind: CalloutKind
    word: str
    title: str
    html: str


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A figure: what to draw, if anything, and the address at which it can be moved, or its question answered."""

    address: str
    caption: str
    drawing: Drawing | None
    onward: str


@dataclass(frozen=True, slots=True)
class ShownPrediction:
    """A question and what is shown later."""

    question: str
    answer_html: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A problem to work on, with its address; `aloud` where it is to be spoken."""

    title: str
    address: str
    minutes: int
    lead: str = ""
    aloud: bool = False


Shown: TypeAlias = Section | ShownProse | ShownCallout | ShownPicture | ShownPrediction | Offer


@dataclass(frozen=True, slots=True)
class LessonPage:
    """A part of the chapter. `practise` are the two problems on its skill that one has least."""

    lesson: Lesson
    sections: tuple[Section, ...]
    blocks: tuple[Shown, ...]
    practise: tuple[Offer, ...]
    next: Lesson | None


def lesson_page(desk: Desk, visit: Visit, slug: str) -> LessonPage:
    """One part. Raises `Missing`."""
    lesson = desk.catalog.lessons.lesson(slug)
    setting = Setting(desk.catalog, lesson.numbers)
    with desk.store.read() as reader:
        answers = reader.latest_first_answers(visit.learner)
    return LessonPage(
        lesson,
        sections=tuple(block for block in lesson.blocks if isinstance(block, Section)),
        blocks=tuple(setting.shown(block) for block in lesson.blocks),
        practise=tuple(map(_offer, weakest(_others(desk, lesson), answers)[:2])),
        next=desk.catalog.lessons.after(lesson),
    )


def weakest(problems: Iterable[Problem], answers: Mapping[str, Sequence[bool]]) -> list[Problem]:
    """The problems from the one that was answered worst: (clean + 1) / (answers + 2) of the last first answers."""

    def standing(problem: Problem) -> tuple[float, int]:
        found = answers.get(problem.slug, ())
        return (sum(found) + 1) / (len(found) + 2), problem.level

    return sorted(problems, key=standing)


def _others(desk: Desk, lesson: Lesson) -> list[Problem]:
    """On the lesson's skill, and not asked in it."""
    return [
        problem
        for problem in desk.catalog.problems.values()
        if problem.skill is lesson.skill and problem.slug not in lesson.checks
    ]


def _offer(problem: Problem) -> Offer:
    return Offer(problem.title, f"/problems/{problem.slug}", problem.minutes)


class Setting:
    """Sets the blocks of one lesson; counts its numbers, since each has a name of its own on the page."""

    def __init__(self, catalog: Catalog, numbers: Mapping[str, Worked]) -> None:
        self._catalog = catalog
        self._numbers = numbers
        self._count = 0

    def shown(self, block: Block) -> Shown:
        """The block as the page takes it."""
        match block:
            case Section():
                return block
            case Prose(words=words):
                return ShownProse(self.html(words))
            case Callout(kind, title, words):
                return ShownCallout(kind, WORDS_OF[kind], self.inline(title), self.html(words))
            case Picture(address, words):
                return ShownPicture(address, self.inline(words), drawing(self._catalog, address), _onward(address))
            case Predict(question, answer):
                return ShownPrediction(self.inline(question), self.html(answer))
            case Check(slug, numbers, words):
                problem = self._catalog.problem(slug)
                return Offer(problem.title, f"/problems/{slug}/{numbers}", problem.minutes, self.inline(words))
            case Aloud(slug, words):
                problem = self._catalog.problem(slug)
                return Offer(problem.title, f"/problems/{slug}/own", problem.minutes, self.inline(words), aloud=True)

    def html(self, words: str) -> str:
        """Markdown as HTML, each of its numbers with its working."""
        return self._set(words, to_html)

    def inline(self, words: str) -> str:
        """The same of one paragraph, without the paragraph."""
        return self._set(words, to_inline)

    def _set(self, words: str, setter: Callable[[str], str]) -> str:
        found: list[Worked] = []

        def mark(match: re.Match[str]) -> str:
            found.append(self._numbers[match["text"]])
            return f"\ue000{len(found) - 1}\ue001"

        marked = _bound(EXPRESSION.sub(mark, words))
        return MARK.sub(lambda match: self._number(found[int(match[1])]), setter(marked))

    def _number(self, worked: Worked) -> str:
        """A button, since a finger has nothing to hover with; its note is a popover, which Escape closes."""
        self._count += 1
        name = f"working-{self._count}"
        lines = "".join(f"<span>{escape(step)}</span>" for step in worked.steps)
        return (
            f'<button type="button" class="worked" popovertarget="{name}">{escape(_bound(worked.shown))}</button>'
            f'<span popover class="note" id="{name}" role="note">{lines}</span>'
        )


def _bound(words: str) -> str:
    return BOUND.sub("\N{NO-BREAK SPACE}", words)


def _onward(address: str) -> str:
    return "Move it in the lab" if address.startswith(LAB) else "Work it out yourself"

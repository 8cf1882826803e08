"""Answers that rules judge: what each rule finds, and one change that would mend what it finds wrong.

There are many good designs and many good plans, so none is held against a model answer. Each rule says what it wants,
what it found and by how much that holds or fails; a change is found by trying single edits of the answer itself.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeAlias

from app.problems.reading import Value

MOST_EDITS = 600  # that are tried for one answer


@dataclass(frozen=True, slots=True)
class Mend:
    """One change ("row 2: stride 2 instead of 1"), and whether every rule holds once it is made."""

    change: str
    mends_all: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a rule finds. `margin` is how far it holds or fails by; `row` is the row it is about, counted from 1.

    A rule that does not bind is advice: it costs nothing. Whoever judges leaves `mend` open; it is searched for later.
    """

    rule: str
    holds: bool
    achieved: str
    wanted: str
    margin: str = ""
    row: int | None = None
    binding: bool = True
    mend: Mend | None = None


Findings: TypeAlias = tuple[Finding, ...]
Inspect: TypeAlias = Callable[[Value], Findings]
Edits: TypeAlias = Iterable[tuple[str, Value]]
"""(the change in words, the answer once it is made), the most natural change first."""


def all_hold(findings: Findings) -> bool:
    """Whether every rule that binds does."""
    return all(finding.holds for finding in findings if finding.binding)


def broken(findings: Findings) -> tuple[str, ...]:
    """The binding rules that do not hold, in their order."""
    return tuple(finding.rule for finding in findings if finding.binding and not finding.holds)


def mended(findings: Findings, inspect: Inspect, edits: Edits) -> Findings:
    """The findings, each broken rule with a change that mends it, if a single one does.

    A change after which every rule holds is the one for all of them, at best one that goes against no advice the answer
    followed; otherwise each rule has the first change that makes it hold and breaks no other.
    """
    wrong = frozenset(broken(findings))
    if not wrong:
        return findings
    followed = _advice_followed(findings)
    whole: Mend | None = None
    partly: dict[str, Mend] = {}
    for change, edited in islice(edits, MOST_EDITS):
        then = inspect(edited)
        left = frozenset(broken(then))
        if not left:
            whole = whole or Mend(change, mends_all=True)
            if followed <= _advice_followed(then):
                return _with_mends(findings, dict.fromkeys(wrong, Mend(change, mends_all=True)))
        for rule in wrong - left if left < wrong else ():
            partly.setdefault(rule, Mend(change, mends_all=False))
    return _with_mends(findings, dict.fromkeys(wrong, whole) if whole else partly)


def _advice_followed(findings: Findings) -> frozenset[str]:
    return frozenset(finding.rule for finding in findings if finding.holds and not finding.binding)


def _with_mends(findings: Findings, mends: Mapping[str, Mend]) -> Findings:
    return tuple(replace(each, mend=None if each.holds else mends.get(each.rule)) for each in findings)

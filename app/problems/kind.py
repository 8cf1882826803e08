"""What every kind of problem offers.

A kind is a family of questions that differ only in their numbers. It is a record of pure functions: how numbers are
drawn, what is asked, the right solver, and the solvers that are wrong on purpose. Diagnosis, distractors, tests and the
seed gate all follow from those.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, ClassVar, Generic, TypeAlias, TypeVar

import numpy as np

from app.problems.figures import Figure
from app.problems.findings import Edits, Findings
from app.problems.forms import AnyForm
from app.problems.reading.outcome import Value
from app.problems.refuting import Refutation
from app.problems.skills import Skill

Dice: TypeAlias = np.random.Generator
Answers: TypeAlias = Mapping[str, Value]
"""Field name -> value. A wrong solver leaves a field out where its mistake cannot be made."""

LEVELS = (1, 2, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """The numbers of one question. Bounds stand on the fields, for whoever checks numbers that come from outside."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = MappingProxyType({"extra": "forbid", "strict": True})


P = TypeVar("P", bound=Params)


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to answer. Its label is content, looked up by `words` and filled with `facts`."""

    name: str
    form: AnyForm
    words: str
    facts: Mapping[str, str] = field(default_factory=dict[str, str])
    unit: str = ""  # printed behind the box: MACs, px, parameters


@dataclass(frozen=True, slots=True)
class Step:
    """One line of working. `key` finds the reason in the content and the line a mistake went wrong on."""

    key: str
    left: str
    right: str = ""
    marked: str = ""  # what to show of it to somebody who went wrong here, when that is less than `left`
    axis: str = ""  # "height" or "width" where the two differ
    about: str = ""  # what the line is about, where that is a name ("conv 64") and not a reason


Solver: TypeAlias = Callable[[P], Answers]
Test: TypeAlias = Callable[[P, str, Value], bool]
"""(numbers, field, value) -> whether that is a right answer, where more than one is."""
Refuter: TypeAlias = Callable[[P, str, tuple[str, ...], Value], Refutation | None]
"""(numbers, field, the mistakes that explain it, what was claimed) -> a run that shows it cannot be."""
Inspector: TypeAlias = Callable[[P, str, Value], Findings]
"""(numbers, field, value) -> what each rule finds in it; nothing for a field that no rule judges."""
Editor: TypeAlias = Callable[[P, str, Value], Edits]
"""(numbers, field, value) -> the single changes one could make to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Generic[P]):
    """A family of questions.

    `conventions` are solvers that are right under another stated convention (bias left out, channels first).
    `together` are pairs of mistakes made at once; they are looked at where no single mistake gives the number.
    `accepts` tells right answers where there is more than one (any stride that reaches a size); `accepts_under` are the
    tests that somebody makes who has a mistake in mind. `solve` and `mistakes` then give one example each.
    `inspect` judges by `rules`, where no list of right answers could be written: an answer is right when every binding
    rule holds. `solve` then gives one such answer, and a mistake that bears the name of a rule one that breaks it;
    `edits` are the single changes among which one that mends a broken rule is looked for.
    `option_keys` are the options of choice fields that need words, `label_keys` the labels of fields that only some
    questions have. `refute` runs a wrong claim until it breaks.
    A kind that spans several skills has none; each of its problems names one.
    `follow` gives the question that is left for somebody who believes the rows they have answered; only kinds whose
    rows build on each other have it. `working` holds every line one can go wrong on, field by field; `brief` is the
    same as it would stand on a whiteboard, where that is shorter.
    """

    id: str
    skill: Skill | None
    params: type[P]
    levels: tuple[int, ...] = LEVELS
    draw: Callable[[Dice, int], P]
    check: Callable[[P], None]
    fields: Callable[[P], tuple[Field, ...]]
    solve: Solver[P]
    mistakes: Mapping[str, Solver[P]]
    conventions: Mapping[str, Solver[P]] = field(default_factory=dict[str, Solver[P]])
    together: Mapping[tuple[str, str], Solver[P]] = field(default_factory=dict[tuple[str, str], Solver[P]])
    follow: Callable[[P, Answers], P] | None = None
    working: Callable[[P], Mapping[str, tuple[Step, ...]]]
    brief: Callable[[P], tuple[Step, ...]] | None = None
    step_keys: frozenset[str]
    accepts: Test[P] | None = None
    accepts_under: Mapping[str, Test[P]] = field(default_factory=dict[str, Test[P]])
    inspect: Inspector[P] | None = None
    edits: Editor[P] | None = None
    rules: frozenset[str] = frozenset()
    option_keys: frozenset[str] = frozenset()
    label_keys: frozenset[str] = frozenset()
    refute: Refuter[P] | None = None
    facts: Callable[[P], Mapping[str, str]]
    figure: Callable[[P], Figure | None]


AnyKind: TypeAlias = Kind[Any]

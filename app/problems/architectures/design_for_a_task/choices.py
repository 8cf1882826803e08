"""What is decided besides the stages: the answers, the normalisation, where the map shrinks, what sets the field."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from app.problems.architectures.design_for_a_task.scenes import SMALL_BATCH, Task
from app.problems.findings import Finding, Findings
from app.problems.forms import Choice, Option
from app.problems.options_said import say

FORMS: Mapping[str, Choice] = {
    "answers": Choice(tuple(map(Option, ("softmax", "sigmoids", "squares"))), as_row=True),
    "normalising": Choice(tuple(map(Option, ("batch-norm", "group-norm", "no-norm"))), as_row=True),
    "shrinking": Choice(tuple(map(Option, ("early", "later", "never", "at-the-head")))),
    "sight": Choice(tuple(map(Option, ("the-thing", "the-input", "the-depth", "the-last-kernel")))),
}


def inspect_choice(task: Task, field: str, chosen: str) -> Findings:
    """What each rule finds in one chosen option."""
    return tuple(rule(task, chosen) for rule in RULES_OF.get(field, ()))


def suits(task: Task, chosen: str) -> Finding:
    """Softmax shares out one probability; where several or none can be true, each class answers for itself."""
    exclusive = task.about.asks == "one"
    return Finding(
        rule="answers",
        holds=chosen == "sigmoids" or (exclusive and chosen == "softmax"),
        achieved=say(chosen),
        wanted="one of the classes" if exclusive else "each class by itself, also none",
    )


def exclusive(task: Task, chosen: str) -> Finding:
    """Sigmoids can learn what softmax knows from the start: that exactly one is true."""
    return Finding(
        rule="exclusive",
        holds=task.about.asks != "one" or chosen != "sigmoids",
        achieved=say(chosen),
        wanted="that exactly one is true" if task.about.asks == "one" else "either",
        binding=False,
    )


def normalised(_: Task, chosen: str) -> Finding:
    """Without it, depth and rate are limited by how the scales drift."""
    return Finding(rule="normalised", holds=chosen != "no-norm", achieved=say(chosen), wanted="a normalisation")


def statistics(task: Task, chosen: str) -> Finding:
    """Mean and variance over few inputs are noise."""
    return Finding(
        rule="statistics",
        holds=chosen != "batch-norm" or task.batch >= SMALL_BATCH,
        achieved=f"{say(chosen)} at a batch of {task.batch}",
        wanted="statistics that do not rest on few inputs",
    )


def shrinks(task: Task, chosen: str) -> Finding:
    """Early where it is large and costs, later where it is small."""
    good = {"early", "later"} - ({"early"} if task.is_small else set()) - ({"later"} if task.is_large else set())
    wanted = "later" if task.is_small else "early" if task.is_large else "step by step"
    return Finding(
        rule="shrinks",
        holds=chosen in good,
        achieved=f"{say(chosen)}, where {task.about.thing} spans {task.object} px",
        wanted=wanted,
    )


def reasoned(_: Task, chosen: str) -> Finding:
    """A field is chosen by what has to be seen."""
    return Finding(
        rule="reasoned",
        holds=chosen in {"the-thing", "the-input"},
        achieved=say(chosen),
        wanted="what has to be seen",
    )


def no_more(task: Task, chosen: str) -> Finding:
    """Where what is looked for is a small part of the input, seeing all of it is depth for nothing."""
    return Finding(
        rule="no-more",
        holds=chosen != "the-input" or task.fills_the_input,
        achieved=say(chosen),
        wanted=f"{task.about.thing}, {task.object} px",
        binding=False,
    )


Rule: TypeAlias = Callable[[Task, str], Finding]
RULES_OF: Mapping[str, tuple[Rule, ...]] = {
    "answers": (suits, exclusive),
    "normalising": (normalised, statistics),
    "shrinking": (shrinks,),
    "sight": (reasoned, no_more),
}
ADVICE = frozenset({"exclusive", "no-more", "context", "depth", "skips", "small-kernels", "pools"})

"""One strong plan, weak ones that break a rule each, and what rules say of any plan."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from app.problems.findings import Findings
from app.problems.kind import Answers, Solver
from app.problems.reading import Record, Records, Value
from app.problems.transfer_learning.transfer_plan import choices, pacing
from app.problems.transfer_learning.transfer_plan.phases import row
from app.problems.transfer_learning.transfer_plan.scenes import Scenario

GENTLY = row("last-stage", 20, "1e-4", "1e-5")


def inspect(scenario: Scenario, field: str, value: Value) -> Findings:
    """What each rule finds in an answer to one field."""
    match value:
        case Records():
            return pacing.inspect_phases(scenario, value)
        case str():
            return choices.inspect_choice(scenario, field, value)
        case frozenset():
            return choices.inspect_choices(scenario, field, value)
        case _:
            return ()


def strong_phases(scenario: Scenario) -> Records:
    """The head alone, then more the more images there are: what `strategy.right` has for so many of this kind."""
    match scenario.extent:
        case "small" if scenario.about.alike:
            return Records((row("head", 30, "1e-3"),))
        case "small":
            return Records((row("head", 10, "1e-3"), GENTLY, row("all", 10, "1e-5", "1e-6")))
        case "middle":
            return Records(
                (row("head", 5, "1e-3"), row("last-two", 10, "3e-4", "3e-5"), row("all", 10, "1e-4", "1e-5"))
            )
        case "large":
            return Records((row("head", 1, "1e-3"), row("all", 20, "1e-3", "1e-4")))


def strong_alterations(scenario: Scenario) -> frozenset[str]:
    """Those nobody would object to."""
    always = frozenset({"crops", "slight-turns", "brightness"})
    return always if scenario.about.upright else always | {"flips", "quarter-turns"}


def solve(scenario: Scenario) -> Answers:
    """One plan of many."""
    plan: Answers = {
        "start": "imagenet",
        "phases": strong_phases(scenario),
        "batch_norm": "frozen-ones-evaluate",
        "preparing": "as-the-weights",
        "channels": "copied",
        "altering": strong_alterations(scenario),
        "split": "folds-by-group" if scenario.extent == "small" else "by-group",
        "outputs": "sigmoids" if scenario.several else "softmax",
        "metrics": frozenset({"auroc", "sensitivity"}),
        "stopping": "early",
    }
    return {name: plan[name] for name in plan if name == "phases" or name in choices.asked(scenario)}


def unfreezing(scenario: Scenario) -> tuple[Record, ...]:
    """Strong phases the last of which moves some of the backbone."""
    rows = strong_phases(scenario).rows
    return rows if rows[-1]["backbone_rate"] is not None else (*rows, GENTLY)


def with_last(change: Callable[[Record], Record]) -> Solver[Scenario]:
    """The solver whose last phase is another."""

    def solver(scenario: Scenario) -> Answers:
        *before, last = unfreezing(scenario)
        return {"phases": Records((*before, change(last)))}

    return solver


def random_head_on_everything(scenario: Scenario) -> Answers:
    """Begins with everything at once, faster than is gentle."""
    return {} if scenario.extent == "large" else {"phases": Records((row("all", 20, "1e-3", "3e-4"),))}


def head_alone(scenario: Scenario) -> Answers:
    """Never unfreezes anything."""
    return {} if scenario.extent == "small" else {"phases": Records((row("head", 20, "1e-3"),))}


def one_epoch(scenario: Scenario) -> Answers:
    """Stops after one."""
    return {} if scenario.extent == "large" else {"phases": Records((row("all", 1, "1e-4", "1e-5"),))}


def _forgets(last: Record) -> Record:
    """Both at 1e−2."""
    return last.changed("head_rate", Fraction("0.01")).changed("backbone_rate", Fraction("0.01"))


def _turned(last: Record) -> Record:
    """The head at 1e−6, which is slower than any backbone here but the slowest, and that one is made faster."""
    return last.changed("head_rate", Fraction("1e-6")).changed("backbone_rate", Fraction("1e-5"))


def _wild(last: Record) -> Record:
    """The head at 0.5 with Adam."""
    return last.changed("head_rate", Fraction("0.5"))


def choosing(field: str, wrong: str, when: Callable[[Scenario], bool] = lambda _: True) -> Solver[Scenario]:
    """The solver that takes this option, where it is offered and wrong."""
    return lambda scenario: {field: wrong} if field in choices.asked(scenario) and when(scenario) else {}


def alters_labels(scenario: Scenario) -> Answers:
    """Adds what changes the class."""
    wrong = choices.breaking(scenario)
    return {"altering": strong_alterations(scenario) | wrong} if wrong else {}


def alters_nothing(scenario: Scenario) -> Answers:
    """Leaves the images as they are."""
    return {} if scenario.extent == "large" else {"altering": frozenset()}


def counts_the_common(scenario: Scenario) -> Answers:
    """Measures what a constant answer does well at, or nothing that was not trained on."""
    return {"metrics": frozenset({"accuracy"} if scenario.is_unequal else {"training-loss"})}


MISTAKES: Mapping[str, Solver[Scenario]] = {
    "starts-pretrained": choosing("start", "scratch", lambda scenario: scenario.extent != "large"),
    "head-settles": random_head_on_everything,
    "backbone-rate": with_last(_forgets),
    "head-rate": with_last(_wild),
    "not-faster": with_last(_turned),
    "adapts-enough": head_alone,
    "epochs-enough": one_epoch,
    "still-statistics": choosing("batch_norm", "all-train", lambda scenario: scenario.extent != "large"),
    "scaled": choosing("preparing", "raw"),
    "stem-not-random": choosing("channels", "new-and-frozen"),
    "keeps-labels": alters_labels,
    "alters-enough": alters_nothing,
    "no-leak": choosing("split", "by-image"),
    "several-at-once": choosing("outputs", "softmax", lambda scenario: scenario.several),
    "sees-rare": counts_the_common,
    "test-apart": choosing("stopping", "best-on-test"),
}
ADVICE = frozenset(pacing.ADVICE) | choices.ADVICE
RULES = frozenset(MISTAKES) | ADVICE

"""What else a plan decides: fields with a few options, and what rules find in them."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from app.problems.findings import Finding, Findings
from app.problems.forms import Choice, Choices, Option
from app.problems.options_said import say, say_all
from app.problems.transfer_learning.transfer_plan.scenes import Scenario

FORMS: Mapping[str, Choice | Choices] = {
    "start": Choice(tuple(map(Option, ("imagenet", "same-kind", "scratch"))), as_row=True),
    "batch_norm": Choice(tuple(map(Option, ("frozen-ones-evaluate", "all-evaluate", "all-train"))), as_row=True),
    "preparing": Choice(tuple(map(Option, ("as-the-weights", "own-statistics", "raw"))), as_row=True),
    "channels": Choice(tuple(map(Option, ("copied", "summed", "new-and-trained", "new-and-frozen"))), as_row=True),
    "altering": Choices(
        tuple(map(Option, ("crops", "slight-turns", "brightness", "flips", "quarter-turns", "hue", "mixup", "cutmix")))
    ),
    "split": Choice(tuple(map(Option, ("by-group", "folds-by-group", "by-image"))), as_row=True),
    "outputs": Choice(tuple(map(Option, ("softmax", "sigmoids"))), as_row=True),
    "metrics": Choices(
        tuple(map(Option, ("accuracy", "balanced-accuracy", "auroc", "sensitivity", "f1", "training-loss")))
    ),
    "stopping": Choice(tuple(map(Option, ("early", "fixed", "best-on-test"))), as_row=True),
}
SEES_RARE = frozenset({"balanced-accuracy", "auroc", "sensitivity", "f1"})


def asked(scenario: Scenario) -> tuple[str, ...]:
    """The fields this scenario needs: channels where the images are grey, outputs where findings may meet."""
    return tuple(
        name
        for name in FORMS
        if (name != "channels" or scenario.about.grey) and (name != "outputs" or scenario.scene == "x-rays")
    )


def words(id_: str) -> str:
    """An option as a sentence of the code can say it: `by group`."""
    return id_.replace("-", " ")


def listed(ids: frozenset[str]) -> str:
    """Several of them; `none` where there are none."""
    return ", ".join(words(each) for each in sorted(ids)) or "none"


def inspect_choice(scenario: Scenario, field: str, chosen: str) -> Findings:
    """What each rule finds in one chosen option."""
    return tuple(rule(scenario, chosen) for rule in RULES_OF.get(field, ()))


def inspect_choices(scenario: Scenario, field: str, chosen: frozenset[str]) -> Findings:
    """What each rule finds in several."""
    if field == "altering":
        return (keeps_labels(scenario, chosen), alters_enough(scenario, chosen), plausible(scenario, chosen))
    return (sees_rare(scenario, chosen),)


def starts_pretrained(scenario: Scenario, chosen: str) -> Finding:
    """Random weights need far more images than a few thousand. Source: arXiv:1811.08883."""
    return Finding(
        rule="starts-pretrained",
        holds=chosen != "scratch",
        achieved=say(chosen),
        wanted="pretrained weights",
        binding=scenario.extent != "large",
    )


def still_statistics(scenario: Scenario, chosen: str) -> Finding:
    """Frozen batch norm keeps its statistics only in evaluation mode; with plenty of images everything trains."""
    return Finding(
        rule="still-statistics",
        holds=chosen != "all-train" or scenario.extent == "large",
        achieved=say(chosen),
        wanted="evaluation mode wherever layers are frozen",
    )


def scaled(_: Scenario, chosen: str) -> Finding:
    """Values from 0 to 255 are far from what the weights were trained on."""
    return Finding(rule="scaled", holds=chosen != "raw", achieved=say(chosen), wanted="scaled and centred")


def as_the_weights(_: Scenario, chosen: str) -> Finding:
    """The weights' own statistics fit best; those of the images do no harm once something adapts."""
    holds = chosen == "as-the-weights"
    return Finding(
        rule="as-the-weights",
        holds=holds,
        achieved=say(chosen),
        wanted="as the weights were trained",
        binding=False,
    )


def stem_not_random(_: Scenario, chosen: str) -> Finding:
    """Random weights that are frozen stay random."""
    return Finding(
        rule="stem-not-random",
        holds=chosen != "new-and-frozen",
        achieved=say(chosen),
        wanted="pretrained, or trained",
    )


def stem_kept(_: Scenario, chosen: str) -> Finding:
    """A first layer that is trained anew gives away the one part that serves every kind of image."""
    holds = chosen in {"copied", "summed"}
    return Finding(rule="stem-kept", holds=holds, achieved=say(chosen), wanted="copied, or summed", binding=False)


def no_leak(scenario: Scenario, chosen: str) -> Finding:
    """Images of one source on both sides tell the network the answer."""
    return Finding(
        rule="no-leak",
        holds=chosen != "by-image",
        achieved=say(chosen),
        wanted=f"no {scenario.about.group} on two sides",
    )


def folds(scenario: Scenario, chosen: str) -> Finding:
    """One small validation set says little."""
    holds = scenario.extent != "small" or chosen == "folds-by-group"
    return Finding(
        rule="folds",
        holds=holds,
        achieved=say(chosen),
        wanted="folds, where images are few",
        binding=False,
    )


def several_at_once(scenario: Scenario, chosen: str) -> Finding:
    """Softmax makes findings exclude each other."""
    return Finding(
        rule="several-at-once",
        holds=not scenario.several or chosen == "sigmoids",
        achieved=say(chosen),
        wanted="room for several findings" if scenario.several else "either",
    )


def apart(_: Scenario, chosen: str) -> Finding:
    """What has been chosen by the test set is no longer measured by it."""
    return Finding(
        rule="test-apart",
        holds=chosen != "best-on-test",
        achieved=say(chosen),
        wanted="nothing chosen by the test set",
    )


def stops_early(scenario: Scenario, chosen: str) -> Finding:
    """Few images are learned by heart soon."""
    holds = scenario.extent == "large" or chosen == "early"
    return Finding(rule="stops-early", holds=holds, achieved=say(chosen), wanted="early, by validation", binding=False)


def breaking(scenario: Scenario) -> frozenset[str]:
    """Changes of an image that change what it shows."""
    by_side = frozenset({"flips", "quarter-turns"}) if scenario.sided else frozenset[str]()
    return by_side | (frozenset({"hue"}) if scenario.about.colour_decides else frozenset[str]())


def implausible(scenario: Scenario) -> frozenset[str]:
    """Changes that keep the label and give images that nobody would take, or that may hide what is looked for."""
    scene = scenario.about
    grey = frozenset({"flips", "quarter-turns", "hue", "cutmix"}) if scene.grey else frozenset[str]()
    return (grey | (frozenset({"quarter-turns"}) if scene.upright else frozenset[str]())) - breaking(scenario)


def keeps_labels(scenario: Scenario, chosen: frozenset[str]) -> Finding:
    """Whether every altered image still shows what its label says."""
    wrong = chosen & breaking(scenario)
    return Finding(
        rule="keeps-labels",
        holds=not wrong,
        achieved=say_all(wrong) if wrong else "labels stay true",
        wanted="nothing that changes the class",
    )


def alters_enough(scenario: Scenario, chosen: frozenset[str]) -> Finding:
    """Whether few images are made more of."""
    useful = chosen - breaking(scenario) - implausible(scenario)
    return Finding(
        rule="alters-enough",
        holds=bool(useful) or scenario.extent == "large",
        achieved=say_all(useful),
        wanted="at least one that suits the images",
    )


def plausible(scenario: Scenario, chosen: frozenset[str]) -> Finding:
    """Whether one could defend each of them."""
    odd = chosen & implausible(scenario)
    return Finding(
        rule="plausible",
        holds=not odd,
        achieved=say_all(odd) if odd else "each suits the images",
        wanted="a reason for each",
        binding=False,
    )


def sees_rare(scenario: Scenario, chosen: frozenset[str]) -> Finding:
    """Whether the measure can fail a network that always names the commonest class."""
    telling = chosen & SEES_RARE if scenario.is_unequal else chosen - {"training-loss"}
    wanted = f"one that sees the rare classes; {scenario.commonest} % are one class" if scenario.is_unequal else "one"
    return Finding(rule="sees-rare", holds=bool(telling), achieved=say_all(telling), wanted=wanted)


Rule: TypeAlias = Callable[[Scenario, str], Finding]
RULES_OF: Mapping[str, tuple[Rule, ...]] = {
    "start": (starts_pretrained,),
    "batch_norm": (still_statistics,),
    "preparing": (scaled, as_the_weights),
    "channels": (stem_not_random, stem_kept),
    "split": (no_leak, folds),
    "outputs": (several_at_once,),
    "stopping": (apart, stops_early),
}
ADVICE = frozenset({"as-the-weights", "stem-kept", "folds", "stops-early", "plausible"})

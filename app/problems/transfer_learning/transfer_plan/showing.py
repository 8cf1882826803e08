"""The plan as it is asked for, and one strong one written out."""

from collections.abc import Mapping
from fractions import Fraction

from app.problems.kind import Field, Step
from app.problems.options_said import say, say_all
from app.problems.reading import Value
from app.problems.transfer_learning.transfer_plan.choices import FORMS, asked, breaking, listed
from app.problems.transfer_learning.transfer_plan.numbers import solve, strong_phases
from app.problems.transfer_learning.transfer_plan.phases import TABLE, phases, written
from app.problems.transfer_learning.transfer_plan.scenes import Scenario

BATCH = 32


def fields(scenario: Scenario) -> tuple[Field, ...]:
    """Where to start, the phases, then what else is decided."""
    start, *others = asked(scenario)
    return (
        Field(start, FORMS[start], start),
        Field("phases", TABLE, "phases"),
        *(Field(name, FORMS[name], name) for name in others),
    )


def steps(scenario: Scenario) -> Mapping[str, tuple[Step, ...]]:
    """One plan: a line for each phase and each decision."""
    return {
        name: _phase_lines(scenario) if name == "phases" else (Step(name, _said(value)),)
        for name, value in solve(scenario).items()
    }


def _phase_lines(scenario: Scenario) -> tuple[Step, ...]:
    return tuple(
        Step(
            "phases",
            f"{phase.row}. {say(phase.trains)}, {phase.epochs} epochs",
            _rates(phase.head, phase.backbone),
        )
        for phase in phases(strong_phases(scenario))
    )


def _rates(head: Fraction, backbone: Fraction | None) -> str:
    return f"head {written(head)}" + (
        f", backbone {written(backbone)}" if backbone is not None else ", backbone frozen"
    )


def _said(value: Value) -> str:
    return say_all(map(str, value)) if isinstance(value, frozenset) else say(str(value))


def facts(scenario: Scenario) -> Mapping[str, str]:
    """What the words may name."""
    scene = scenario.about
    return {
        "images": f"{scenario.images:,}",
        "what": scene.what,
        "classes": str(scenario.classes),
        "kinds": scene.kinds,
        "group": scene.group,
        "commonest": f"{scenario.commonest} %",
        "more": _more(scenario),
        "breaking": listed(breaking(scenario)),
        "updates": f"{max(scenario.images // BATCH, 1):,}",
    }


def _more(scenario: Scenario) -> str:
    """What else has to be known."""
    scene = scenario.about
    told = [f"Several images come from each {scene.group}."]
    if scene.grey:
        told.append("They are grey.")
    if scenario.several:
        told.append("An image may show several of the classes at once.")
    elif scene.grey:
        told.append("Each image shows exactly one of the classes.")
    if scenario.sided:
        told.append("Two of the classes are the same finding on the left and on the right.")
    if scene.colour_decides:
        told.append("The stages differ by colour.")
    return " ".join(told)


def figure(_: Scenario) -> None:
    """None: the plan is the drawing."""

"""The plan as a page shows it. Strategy, phases and rules are those of the problems on transfer learning."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.catalog.architectures import Architecture
from app.catalog.catalog import Catalog
from app.errors import AppError
from app.practice.lab.network.board import size
from app.practice.lab.transfer.memory import Load, load
from app.practice.lab.transfer.state import PlanState, Wanted, scenes, wanted
from app.practice.rulings import rulings
from app.practice.sheet import Ruling
from app.problems.findings import Finding
from app.problems.transfer_learning import strategy
from app.problems.transfer_learning.transfer_plan.choices import words
from app.problems.transfer_learning.transfer_plan.numbers import inspect, solve, strong_phases
from app.problems.transfer_learning.transfer_plan.phases import NAMES, Phase, phases, written
from app.problems.transfer_learning.transfer_plan.scenes import Extent, Scenario, SceneId

GIBIBYTE = 2**30
PLAN = "transfer-plan"
IN_WORDS = {
    "head": "Train a linear head on frozen features.",
    "earlier": "Train a linear head on earlier features.",
    "stages": "Fine-tune the last stages, or all of it at a low rate.",
    "all": "Fine-tune all of it.",
    "compare": "Fine-tune all of it, and compare with a start from scratch.",
}
TYPICAL: Mapping[Extent, int] = {"small": strategy.SMALL[1], "middle": strategy.MIDDLE[1], "large": strategy.LARGE[0]}
"""A number of images of that extent at which the rule of thumb says something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPhase:
    """One phase in words and numbers."""

    trains: str
    frozen: str
    epochs: int
    head_rate: str
    backbone_rate: str
    optimiser: str
    params: int
    weights: str
    gradients: str
    moments: str
    activations: str
    total: str
    verdict: str


@dataclass(frozen=True, slots=True)
class PlanBoard:
    """The page; where `complaint` says something, the rest is empty."""

    state: PlanState
    headline: str
    complaint: str = ""
    sentence: str = ""
    phases: tuple[PlanPhase, ...] = ()
    rules: tuple[Ruling, ...] = ()
    code: str = ""
    lead: str = ""
    numbers: Mapping[str, object] = field(default_factory=dict[str, object])
    scenes: Mapping[SceneId, str] = field(default_factory=scenes)


def plan_board(state: PlanState, catalog: Catalog) -> PlanBoard:
    """What the rules say for these boxes; a box that cannot be read is named, and loses nothing."""
    try:
        asked = wanted(state)
    except AppError as error:
        return PlanBoard(state, "There is no plan for these numbers.", complaint=error.sentence)
    scenario, backbone = asked.scenario, catalog.architectures.architecture(asked.network)
    found = phases(strong_phases(scenario))
    return PlanBoard(
        state=state,
        headline=IN_WORDS[chosen(scenario)],
        sentence=_sentence(scenario),
        phases=tuple(_phase(each, asked, backbone) for each in found),
        rules=rulings(catalog.problem(PLAN), scenario, tuple(_findings(scenario))),
        code=_code(found, asked),
        lead="Twice the images, and of another kind: which phase changes first, and why?",
        numbers={
            "scene": scenario.scene,
            "images": scenario.images,
            "classes": scenario.classes,
            "commonest": scenario.commonest,
        },
    )


def chosen(scenario: Scenario) -> str:
    """The usual strategy by the rule of thumb, for so many images that are alike or of another kind."""
    images = TYPICAL[scenario.extent]
    topic = strategy.ALIKE[0] if scenario.about.alike else strategy.OTHER[0]
    return strategy.right(strategy.Task(topic=topic, images=images), images)[0]


def _sentence(scenario: Scenario) -> str:
    many = {"small": "few", "middle": "neither few nor many", "large": "many"}[scenario.extent]
    kind = "like ImageNet's" if scenario.about.alike else "of another kind than ImageNet's"
    return f"{scenario.images:,} images are {many}, and {scenario.about.what} are {kind}."


def _findings(scenario: Scenario) -> Iterator[Finding]:
    for name, value in solve(scenario).items():
        yield from inspect(scenario, name, value)


def _phase(phase: Phase, asked: Wanted, backbone: Architecture) -> PlanPhase:
    found = load(backbone, classes=asked.scenario.classes, trains=phase.trains, optimiser=phase.optimiser)
    return PlanPhase(
        trains=words(phase.trains),
        frozen=found.frozen,
        epochs=phase.epochs,
        head_rate=written(phase.head),
        backbone_rate="frozen" if phase.backbone is None else written(phase.backbone),
        optimiser=NAMES[phase.optimiser],
        params=found.trains,
        weights=size(found.weights),
        gradients=size(found.gradients),
        moments=size(found.moments),
        activations=size(found.per_image * asked.batch),
        total=size(found.total(asked.batch)),
        verdict=_verdict(found, asked),
    )


def _verdict(found: Load, asked: Wanted) -> str:
    """Whether it fits, and the largest batch that would."""
    granted = int(asked.memory * GIBIBYTE)
    most = (granted - found.fixed) // found.per_image
    if found.total(asked.batch) <= granted:
        return f"fits; up to {most:,} at once"
    return f"does not fit; {most:,} at once would" if most > 0 else "does not fit, whatever the batch"


def _code(found: tuple[Phase, ...], asked: Wanted) -> str:
    """The phases in PyTorch: what asks for gradients, and a rate for each group."""
    name = asked.network.replace("-", "")
    lines = [
        "from torch import nn, optim",
        f"from torchvision.models import {name}",
        "",
        f'model = {name}(weights="DEFAULT")',
        f"model.fc = nn.Linear(model.fc.in_features, {asked.scenario.classes})",
    ]
    for phase in found:
        lines += ["", f"# phase {phase.row}: {words(phase.trains)}, {phase.epochs} epochs", *_phase_code(phase)]
    return "\n".join(lines)


MODULES = {
    "head": (),
    "last-stage": ("model.layer4",),
    "last-two": ("model.layer3", "model.layer4"),
    "all": ("model.conv1", "model.bn1", "model.layer1", "model.layer2", "model.layer3", "model.layer4"),
}


def _phase_code(phase: Phase) -> Iterator[str]:
    modules = MODULES[phase.trains]
    optimiser = "Adam" if phase.optimiser == "adam" else "SGD"
    yield "model.requires_grad_(False).eval()"
    yield f"for part in ({', '.join((*modules, 'model.fc'))},):"
    yield "    part.requires_grad_(True).train()"
    yield f"groups = [{{'params': model.fc.parameters(), 'lr': {float(phase.head):g}}}]"
    for module in modules:
        yield f"groups.append({{'params': {module}.parameters(), 'lr': {float(phase.backbone or 0):g}}})"
    yield f"optimiser = optim.{optimiser}(groups)"

"""Two networks as they are asked and worked."""

from collections.abc import Mapping

from app.problems.architectures.innovations import ORIGINS
from app.problems.architectures.names import PAPERS
from app.problems.architectures.vgg_or_resnet.networks import CLASSES, IDEAS, Facts
from app.problems.architectures.vgg_or_resnet.numbers import SIDES, Measure, Pair, Sized, sized
from app.problems.forms import AnyForm, Choice, Integer, Option, Real
from app.problems.forms.numbers import figured
from app.problems.kind import Field, Step

FORMS: Mapping[Measure, AnyForm] = {
    "layers": Integer(like=(12, 28)),
    "params": Integer(figures=3, like=(11_200_000, 4_300_000)),
    "macs": Integer(figures=3, like=(1_810_000_000, 570_000_000)),
    "share": Real(percent=True),
    "idea": Choice(tuple(Option(idea) for idea in sorted(IDEAS)), as_row=True),
}
UNITS: Mapping[Measure, str] = {"params": "parameters", "macs": "MACs"}


def fields(pair: Pair) -> tuple[Field, ...]:
    """A row for each measure and network."""
    networks = sized(pair)
    return tuple(
        Field(
            f"{measure}_{side}",
            FORMS[measure],
            measure,
            {"network": networks[side].facts.label},
            UNITS.get(measure, ""),
        )
        for measure in pair.measures
        for side in SIDES
    )


def steps(pair: Pair) -> Mapping[str, tuple[Step, ...]]:
    """Every line one can go wrong on."""
    networks = sized(pair)
    return {f"{measure}_{side}": _lines(measure, networks[side]) for measure in pair.measures for side in SIDES}


def _lines(measure: Measure, network: Sized) -> tuple[Step, ...]:
    label = network.facts.label
    match measure:
        case "layers":
            return (_layers(network.facts),)
        case "params":
            return _params(network)
        case "macs":
            left = f"{network.macs() - network.head_macs():,} + {network.head_macs():,}"
            return (Step("work", left, f"{network.macs():,}", marked="before the head + the head", about=label),)
        case "share":
            left = f"{network.head():,} / {network.params():,}"
            return (Step("share", left, f"{figured(network.share())} %", marked="the head / all", about=label),)
        case "idea":
            paper = PAPERS[ORIGINS[network.facts.idea].network]
            return (Step(network.facts.idea, label, paper.written),)


def _layers(facts: Facts) -> Step:
    beside = f" + {facts.beside}" if facts.beside else ""
    left = f"{facts.depth} − {facts.fully_connected}{beside}"
    marked = "the depth − fully connected layers + what stands beside the longest way"
    return Step("layers", left, str(facts.convolutions), marked=marked, about=facts.label)


def _params(network: Sized) -> tuple[Step, ...]:
    label, total = network.facts.label, f"{network.body():,} + {network.head():,}"
    return (
        Step("features", "before the head", f"{network.body():,}", about=label),
        Step("head", "the head", f"{network.head():,}", about=label),
        Step("total", total, f"{network.params():,}", marked="both together", about=label),
    )


def facts(pair: Pair) -> Mapping[str, str]:
    """What the words may name; `published` quotes accuracies, which are ImageNet's."""
    networks = sized(pair)
    first, second = (networks[side].facts for side in SIDES)
    quoted = [
        f"{each.label} {each.top1} % ({each.source})"
        for each in (first, second)
        if each.top1 and pair.classes == CLASSES
    ]
    return {
        "first": first.label,
        "second": second.label,
        "classes": f"{pair.classes:,}" if pair.classes != CLASSES else str(CLASSES),
        "published": f"Published top-1 accuracy on ImageNet: {', '.join(quoted)}." if quoted else "",
    }


def figure(_: Pair) -> None:
    """None: both are to be remembered."""

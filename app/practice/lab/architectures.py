"""The known networks on a time line and in a plane, two or three side by side, and one in blocks."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from app.catalog.architectures import Architecture, Architectures, Published, What
from app.conv.network.depth import depth
from app.conv.network.layers import op_of
from app.conv.network.shape import Shape, shape_text
from app.conv.network.walk import named
from app.errors import BadInput
from app.practice.lab.network.board import axes_text, size
from app.problems.figures import Stack, StackLayer

ADDRESS = "/lab/architectures"
MOST = 3
SILENT = frozenset(
    {"batch_norm", "layer_norm", "relu", "relu6", "gelu", "silu", "sigmoid", "tanh", "dropout", "softmax", "scale"}
)
PRINTED: Mapping[What, str] = {
    "params": "parameters",
    "macs": "MACs",
    "flops": "FLOPs",
    "top1": "top-1",
    "top5": "top-5",
    "top1_error": "top-1 error",
    "top5_error": "top-5 error",
    "receptive_field": "receptive field",
    "layers": "layers",
}
FIRST = ("vgg-16", "resnet-50")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A network as a point: its number is its place in the order of years."""

    number: int
    slug: str
    name: str
    year: int
    innovation: str
    depth: int
    params: int
    macs: int
    field: str
    memory: str
    top1: str
    top1_source: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ArchitecturesBoard:
    """All of them, and those that are compared."""

    headline: str
    known: tuple[Known, ...]
    compared: tuple[Known, ...]
    lead: str
    complaint: str = ""


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """A figure somebody printed, and ours beside it."""

    what: str
    value: str
    computed: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class ArchitectureBoard:
    """One network: its words, what was printed of it, and its stages."""

    of: Known
    title: str
    authors: str
    paper: str
    convention: str
    printed: tuple[PrintedFigure, ...]
    blocks: Stack
    table: str


def architectures_board(known: Architectures, slugs: tuple[str, ...]) -> ArchitecturesBoard:
    """The board with these side by side; more than three, or one that is not known, and none are."""
    every = tuple(_known(each, number, slugs) for number, each in enumerate(known.by_slug.values(), start=1))
    try:
        chosen = _chosen(every, slugs)
    except BadInput as refusal:
        return ArchitecturesBoard("Which networks side by side?", every, (), "", refusal.sentence)
    return ArchitecturesBoard(_headline(chosen), every, chosen, _lead(chosen))


def _chosen(every: tuple[Known, ...], slugs: tuple[str, ...]) -> tuple[Known, ...]:
    by_slug = {each.slug: each for each in every}
    if len(slugs) > MOST:
        raise BadInput(f"{len(slugs)} networks are chosen; {MOST} stand side by side at most.")
    if any(slug not in by_slug for slug in slugs):
        raise BadInput("There is no such network among these.")
    return tuple(by_slug[slug] for slug in dict.fromkeys(slugs))


def _headline(chosen: tuple[Known, ...]) -> str:
    if len(chosen) < 2:
        return "From LeNet to ConvNeXt: choose two or three to compare."
    first, *_, last = sorted(chosen, key=lambda each: (each.year, each.number))
    params, macs = first.params / last.params, first.macs / last.macs
    return f"{last.name} has {_part(params)} the parameters of {first.name} and {_part(macs)} its MACs."


def _part(times: float) -> str:
    """Of a quotient older / newer: `1/5.4`, or `2.3 times`."""
    return f"1/{times:.3g}" if times > 1 else f"{1 / times:.3g} times"


def _lead(chosen: tuple[Known, ...]) -> str:
    if len(chosen) < 2:
        return "Which two of them have nearly the same MACs, and very different numbers of parameters?"
    first, second = chosen[0], chosen[1]
    return f"What does {second.name} do that {first.name} does not, and which of the two numbers does it move?"


def _known(each: Architecture, number: int, slugs: tuple[str, ...]) -> Known:
    totals, (top1, source) = each.table.totals, _top1(each)
    return Known(
        number=number,
        slug=each.slug,
        name=each.words.name,
        year=each.words.year,
        innovation=each.words.innovation,
        depth=depth(each.layers),
        params=totals.params,
        macs=totals.macs,
        field=axes_text(totals.receptive_field),
        memory=size(totals.activation_bytes),
        top1=top1,
        top1_source=source,
        chosen=each.slug in slugs,
    )


def _top1(each: Architecture) -> tuple[str, str]:
    """The first that was published, an error turned round; what the source says of it beside it."""
    for published in each.words.published:
        if published.what in {"top1", "top1_error"}:
            right = published.value if published.what == "top1" else 100 - published.value
            return f"{right:.1f} %", "; ".join(filter(None, (published.source, published.note)))
    return "not published", ""


def architecture_board(known: Architectures, slug: str) -> ArchitectureBoard:
    """One network. Raises `Missing`."""
    found = known.architecture(slug)
    number = list(known.by_slug).index(slug) + 1
    words = found.words
    return ArchitectureBoard(
        of=_known(found, number, ()),
        title=words.paper.title,
        authors=words.paper.authors,
        paper=words.paper.address,
        convention=words.convention,
        printed=tuple(_printed(each, found) for each in words.published),
        blocks=Stack(shape_text(found.input), tuple(_stages(found))),
        table=f"/lab/network?{urlencode({'by': 'known', 'of': slug})}",
    )


def _printed(published: Published, found: Architecture) -> PrintedFigure:
    totals = found.table.totals
    ours = {
        "params": f"{totals.params:,}",
        "macs": f"{totals.macs:,}",
        "flops": f"{totals.flops:,}",
        "receptive_field": axes_text(totals.receptive_field),
        "layers": str(depth(found.layers)),
    }
    is_rate = published.what.startswith("top")
    value = f"{published.value:g} %" if is_rate else f"{published.value:,}"
    return PrintedFigure(PRINTED[published.what], value, ours.get(published.what, ""), published.source, published.note)


def _stages(found: Architecture) -> Iterator[StackLayer]:
    """Layers in a row whose maps are alike, as one block: how many of which kind, and what leaves them."""
    for output, group in groupby(_outputs(found), key=lambda each: each[2]):
        layers = [(name, op) for name, op, _ in group if op not in SILENT]
        if not layers:
            continue
        first, last = layers[0][0], layers[-1][0]
        kinds = ", ".join(f"{many} × {op.replace('_', ' ')}" for op, many in Counter(op for _, op in layers).items())
        yield StackLayer(first if first == last else f"{first} …", kinds, shape_text(output))


def _outputs(found: Architecture) -> Iterator[tuple[str, str, Shape]]:
    """Each layer at the top, what it is, and its output: that of its last row."""
    rows = found.table.rows
    for name, layer in named(found.layers, ""):
        inside = [row for row in rows if row.name == name or row.name.startswith(f"{name}.")]
        yield name, op_of(layer), inside[-1].output_shape

"""The well-known networks: content/architectures/SLUG.yaml, each held against the table that its layers give."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from app.catalog.yaml_file import YamlFile
from app.conv.network.layers import Layers
from app.conv.network.parsing import parse
from app.conv.network.table import NetworkTable, table
from app.errors import AppError, BadInput, Complaint, ContentError, Missing

Words = Annotated[str, Field(min_length=1)]
Size = Annotated[int, Field(ge=1)]
WHOLE_INPUT = "whole input"
What = Literal["params", "macs", "flops", "top1", "top5", "top1_error", "top5_error", "receptive_field", "layers"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Paper(_Strict):
    """Where the network was published: an arXiv number such as 1512.03385, or an address, or both."""

    title: Words
    authors: Words
    arxiv: Annotated[str, Field(pattern=r"^(\d{4}\.\d{4,5}|[a-z-]+/\d{7})$")] | None = None
    url: Annotated[str, Field(pattern=r"^https://")] | None = None

    @property
    def address(self) -> str:
        """Where to read it."""
        return self.url or f"https://arxiv.org/abs/{self.arxiv}"

    @model_validator(mode="after")
    def _can_be_found(self) -> "Paper":
        if self.arxiv is None and self.url is None:
            raise ValueError("A paper needs an arxiv number or a url")
        return self


class Published(_Strict):
    """A figure somebody printed. Rates are in percent; `source` says who, and where in it."""

    what: What
    value: int | float
    source: Words
    note: str = ""


class Expected(_Strict):
    """What the table has to say, to the unit; what is left open is not checked.

    `receptive_field` is that of the last feature map before the head: in pixels, [height, width] where they differ, or
    "whole input" behind squeeze-and-excitation.
    """

    params: Size | None = None
    macs: Size | None = None
    running_statistics: Annotated[int, Field(ge=0)] | None = None
    receptive_field: Size | tuple[Size, Size] | Literal["whole input"] | None = None
    output: Annotated[list[Size], Field(min_length=1, max_length=3)] | None = None


class ArchitectureFile(_Strict):
    """content/architectures/SLUG.yaml. `layers` is read by `app.conv.network.parsing`."""

    name: Words
    year: Annotated[int, Field(ge=1979, le=2100)]
    paper: Paper
    innovation: Words
    convention: Words
    published: Annotated[list[Published], Field(min_length=1)]
    input: Annotated[list[Size], Field(min_length=3, max_length=3)]
    layers: Annotated[list[dict[str, object]], Field(min_length=1)]
    expect: Expected


@dataclass(frozen=True, slots=True, kw_only=True)
class Architecture:
    """A network in words, as layers, and as the table these give."""

    slug: str
    words: ArchitectureFile
    layers: Layers
    table: NetworkTable

    @property
    def input(self) -> tuple[int, ...]:
        """(channels, height, width)."""
        return tuple(self.words.input)


@dataclass(frozen=True, slots=True)
class Architectures:
    """All of them by slug, in the order of year and name."""

    by_slug: Mapping[str, Architecture]

    def architecture(self, slug: str) -> Architecture:
        """The network of that name. Raises `Missing`."""
        if slug not in self.by_slug:
            raise Missing("There is no such architecture.")
        return self.by_slug[slug]


def load_architectures(root: Path) -> Architectures:
    """Read content/architectures/ in `root`. Raises `ContentError` with every complaint, a line each."""
    found: list[Complaint] = []
    read: list[Architecture] = []
    for path in sorted((root / "architectures").glob("*.yaml")):
        try:
            read.append(architecture(path, root))
        except ContentError as error:
            found.extend(error.complaints)
    if found:
        raise ContentError(found)
    ordered = sorted(read, key=lambda each: (each.words.year, each.words.name))
    return Architectures(MappingProxyType({each.slug: each for each in ordered}))


def architecture(path: Path, root: Path) -> Architecture:
    """One network's file. Raises `ContentError` with every complaint about it."""
    file = YamlFile(path, root)
    words = file.parse(ArchitectureFile)
    try:
        layers = parse(words.layers)
        computed = table(layers, tuple(words.input))
    except AppError as error:
        raise ContentError(_misread(file, error)) from None
    found = list(_contradicted(file, words.expect, computed))
    if found:
        raise ContentError(found)
    return Architecture(slug=path.stem, words=words, layers=layers, table=computed)


def _misread(file: YamlFile, error: AppError) -> Iterator[Complaint]:
    """Complaints about the layers, each at its own line where the error says which layer it is about."""
    if not isinstance(error, BadInput) or not error.fields:
        yield file.complaint(("layers",), error.sentence)
        return
    for field in error.fields:
        yield file.complaint(_path(field.pointer), field.detail)


def _path(pointer: str) -> tuple[str | int, ...]:
    """A JSON Pointer as the steps of a path; none of the schema's own names holds a slash or is a number."""
    return tuple(int(step) if step.isdecimal() else step for step in pointer.split("/")[1:])


def _contradicted(file: YamlFile, expect: Expected, computed: NetworkTable) -> Iterator[Complaint]:
    totals = computed.totals
    says = {
        "params": (expect.params, totals.params),
        "macs": (expect.macs, totals.macs),
        "running_statistics": (expect.running_statistics, totals.running_statistics),
        "receptive_field": (expect.receptive_field, totals.receptive_field or WHOLE_INPUT),
        "output": (expect.output and tuple(expect.output), computed.output),
    }
    for name, (expected, got) in says.items():
        if expected is not None and expected != got:
            yield file.complaint(("expect", name), f"It is expected to be {expected}, the table says {got}.")

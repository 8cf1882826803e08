"""A YAML file, read safely, that still knows on which line each of its keys stands."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from app.errors import ContentError

T = TypeVar("T")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Builds plain values only; the one in C, where PyYAML was built with it, is ten times faster."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong in a content file, and where."""

    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.sentence}"


class YamlFile:
    """The text of one file, its values, and the line of each."""

    def __init__(self, path: Path, root: Path, *, part: str | None = None, above: int = 0) -> None:
        """The whole file, or a `part` of it with so many lines `above`."""
        self.name = path.relative_to(root).as_posix()
        self._text = path.read_text(encoding="utf-8") if part is None else part
        self._above = above

    def parse(self, shape: type[T]) -> T:
        """The file's values as `shape`. Raises `ContentError` with every complaint, a line each."""
        try:
            values = yaml.load(self._text, Loader=LOADER)  # noqa: S506 - it is a safe loader
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise ContentError(str(self.complaint_at(line, f"This is not YAML: {error.problem}."))) from None
        try:
            # By way of JSON, since YAML makes dates of dates and false of `no`: what JSON cannot hold is refused.
            return TypeAdapter(shape).validate_json(json.dumps(values), strict=True)
        except TypeError as error:
            raise ContentError(str(self.complaint_at(1, f"A value is not plain data: {error}."))) from None
        except ValidationError as error:
            found = [
                self.complaint(tuple(each["loc"]), f"{each['msg']}.") for each in error.errors(include_input=False)
            ]
            raise ContentError("\n".join(str(each) for each in found)) from None

    def says(self, key: str, value: str) -> bool:
        """Whether a line at the left margin says `key: value`, before anything else of the file is looked at."""
        line = rf"^{re.escape(key)}:[ \t]*{re.escape(value)}[ \t]*$"
        return re.search(line, self._text, re.MULTILINE) is not None

    def complaint(self, path: tuple[str | int, ...], sentence: str) -> Complaint:
        """A complaint about the value at `path`, such as ("hints", 2)."""
        where = ".".join(str(step) for step in path)
        return self.complaint_at(self._line(path), f"{where}: {sentence}" if where else sentence)

    def complaint_at(self, line: int, sentence: str) -> Complaint:
        """A complaint about a line."""
        return Complaint(self.name, self._above + line, sentence)

    def _line(self, path: tuple[str | int, ...]) -> int:
        """The line of the deepest part of `path` that the file has."""
        node = yaml.compose(self._text, Loader=LOADER)
        line = 1
        for step in path:
            match node:
                case yaml.MappingNode():
                    entries = {key.value: (key, value) for key, value in node.value}
                    if step not in entries:
                        return line
                    key, node = entries[step]
                    line = key.start_mark.line + 1
                case yaml.SequenceNode() if isinstance(step, int) and step < len(node.value):
                    node = node.value[step]
                    line = node.start_mark.line + 1
                case _:
                    return line
        return line

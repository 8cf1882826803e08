"""A YAML file, read safely, that still knows on which line each of its keys stands."""

import json
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from app.errors import Complaint, ContentError

T = TypeVar("T")
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Builds plain values only; the one in C, where PyYAML was built with it, is ten times faster."""


def text_of(path: Path, root: Path) -> str:
    """What stands in a file of the content. Raises `ContentError` where there is none, or no text."""
    name = path.relative_to(root).as_posix()
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ContentError([Complaint(name, 1, "There is no such file.")]) from None
    except UnicodeDecodeError as error:
        line = 1 + path.read_bytes()[: error.start].count(b"\n")
        raise ContentError([Complaint(name, line, "This is not text in UTF-8.")]) from None


class YamlFile:
    """The text of one file, its values, and the line of each."""

    def __init__(self, path: Path, root: Path, *, part: str | None = None, above: int = 0) -> None:
        """The whole file, or a `part` of it with so many lines `above`."""
        self.name = path.relative_to(root).as_posix()
        self._path = path
        self._root = root
        self._part = part
        self._above = above

    @cached_property
    def _text(self) -> str:
        return text_of(self._path, self._root) if self._part is None else self._part

    def parse(self, shape: type[T]) -> T:
        """The file's values as `shape`. Raises `ContentError` with every complaint, a line each."""
        values = self._values()
        try:  # By way of JSON, since YAML makes dates of dates and false of `no`: what JSON cannot hold is refused.
            text = json.dumps(values)
        except (TypeError, ValueError) as error:
            raise ContentError([self.complaint_at(1, f"A value is not plain data: {error}.")]) from None
        try:
            return TypeAdapter(shape).validate_json(text, strict=True)
        except ValidationError as error:
            found = [
                self.complaint(tuple(each["loc"]), f"{each['msg']}.") for each in error.errors(include_input=False)
            ]
            raise ContentError(found) from None

    def _values(self) -> object:
        """What the text says. Raises `ContentError` where it is not YAML, or says one thing twice."""
        loader = LOADER(self._text)
        try:
            node = loader.get_single_node()
            repeated = [self.complaint_at(line, f"{key!r} is said twice.") for key, line in _repeated(node)]
            if repeated:
                raise ContentError(repeated)
            return None if node is None else loader.construct_document(node)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise ContentError([self.complaint_at(line, f"This is not YAML: {error.problem}.")]) from None
        except (yaml.YAMLError, ValueError) as error:  # a sign that YAML does not allow, a date that no calendar has
            sentence = f"This is not YAML: {str(error).splitlines()[0]}."
            raise ContentError([self.complaint_at(1, sentence)]) from None

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


def _repeated(root: yaml.Node | None) -> Iterator[tuple[str, int]]:
    """Keys that a mapping has twice, of which YAML would drop the first without a word, and their lines."""
    waiting, seen = [root], set[int]()
    while waiting:
        node = waiting.pop()
        if node is None or id(node) in seen:  # an alias may lead back to where it stands
            continue
        seen.add(id(node))
        match node:
            case yaml.MappingNode():
                keys = [key.value for key, _ in node.value]
                yield from (
                    (str(key.value), key.start_mark.line + 1)
                    for at, (key, _) in enumerate(node.value)
                    if key.value in keys[:at]
                )
                waiting.extend(value for _, value in reversed(node.value))
            case yaml.SequenceNode():
                waiting.extend(reversed(node.value))
            case _:
                pass

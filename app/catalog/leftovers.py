"""Words that are still to be written: what a file that was begun by `receptive content new` says in their place."""

import re
from collections.abc import Iterator
from pathlib import Path

from app.catalog.yaml_file import text_of
from app.errors import Complaint

TO_WRITE = "TODO"
"""Stands in a file that was just begun wherever only its author knows the words."""

LEFT_OVER = re.compile(rf"\b{TO_WRITE}:(?P<what>[^\n\"]*)")


def leftovers(root: Path) -> tuple[Complaint, ...]:
    """Each line under content/ on which words are still to be written. Raises `ContentError` for what is no text."""
    files = sorted(path for suffix in ("yaml", "md") for path in root.rglob(f"*.{suffix}") if path.parent != root)
    beside = sorted(root.glob("*.yaml"))
    return tuple(found for path in (*files, *beside) for found in _in(path, root))


def _in(path: Path, root: Path) -> Iterator[Complaint]:
    name = path.relative_to(root).as_posix()
    for number, line in enumerate(text_of(path, root).split("\n"), start=1):
        if found := LEFT_OVER.search(line):
            yield Complaint(name, number, f"Still to be written: {found['what'].strip() or 'these words'}")

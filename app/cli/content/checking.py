"""What `receptive content check` finds, for eyes or for an editor."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from app.catalog.catalog import Catalog, load
from app.catalog.leftovers import leftovers
from app.errors import Complaint, ContentError


def check(root: Path, *, as_json: bool = False, strict: bool = False) -> None:
    """Hold every file at `root` against the code, and tell what is still to be written.

    Raises `ContentError` with what is wrong, and, if it is `strict`, with what is not written yet.
    """
    catalog, wrong = _held(root)
    unwritten = _unwritten(root)
    if as_json:
        _write(_as_json(root, "error", wrong))
        _write(_as_json(root, "error" if strict else "warning", unwritten))
    elif not strict:
        sys.stderr.writelines(f"{each}\n" for each in unwritten)
    failing = (*wrong, *unwritten) if strict else wrong
    if failing:
        raise ContentError(failing)
    if catalog and not as_json:
        sys.stdout.write(f"{_counted(catalog)}, nothing to complain about.\n")


def _held(root: Path) -> tuple[Catalog | None, tuple[Complaint, ...]]:
    try:
        return load(root), ()
    except ContentError as error:
        return None, error.complaints


def _unwritten(root: Path) -> tuple[Complaint, ...]:
    try:
        return leftovers(root)
    except ContentError:  # a file that is no text is told among what is wrong
        return ()


def _counted(catalog: Catalog) -> str:
    counts = {
        "problems": catalog.problems,
        "architectures": catalog.architectures.by_slug,
        "errata": catalog.errata,
        "tasks": catalog.ladder.tasks,
        "cards": catalog.cards.by_id,
        "lessons": catalog.lessons.by_slug,
        "rows of the cheat sheet": catalog.cheat_sheet.rows,
        "terms": catalog.glossary.terms,
    }
    return ", ".join(f"{len(each)} {name}" for name, each in counts.items())


def _as_json(root: Path, severity: str, found: Iterable[Complaint]) -> list[str]:
    return [
        json.dumps(
            {
                "path": str(root / each.file),
                "line": each.line,
                "severity": severity,
                "sentence": each.sentence,
            },
            ensure_ascii=False,
        )
        for each in found
    ]


def _write(lines: Iterable[str]) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)

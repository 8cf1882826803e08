"""What was found sound stays sound until a file changes, so a server need not hold all words against the code again.

The seal is a digest of every file under content/ and of all code. It lies in a file of its own; whatever else that file
holds, or where it cannot be written, the content is checked as if there were none.
"""

import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from app.catalog.catalog import Catalog, load

CODE = Path(__file__).resolve().parent.parent


def load_sealed(root: Path, seal: Path) -> Catalog:
    """Content at `root`, checked unless `seal` says that it was; then sealed. Raises `ContentError`."""
    found = digest(root)
    if _read(seal) == found:
        return load(root, is_sound=True)
    catalog = load(root)
    _write(seal, found)
    return catalog


def digest(root: Path, code: Path = CODE) -> str:
    """Of the content, of the code and of the interpreter: 64 hexadecimal digits."""
    total = sha256(sys.version.encode())
    for path in _files(root, code):
        name, body = path.as_posix().encode(), path.read_bytes()
        total.update(b"%d %d " % (len(name), len(body)) + name + body)
    return total.hexdigest()


def _files(root: Path, code: Path) -> Iterator[Path]:
    yield from sorted(path for path in root.rglob("*") if path.is_file())
    yield from sorted(code.rglob("*.py"))


def _read(seal: Path) -> str:
    try:
        return seal.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _write(seal: Path, text: str) -> None:
    """Whole or not at all; a folder that cannot be written costs the next start its time and nothing else."""
    part = seal.with_suffix(".part")
    try:
        seal.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, encoding="utf-8")
        part.replace(seal)
    except OSError:
        return

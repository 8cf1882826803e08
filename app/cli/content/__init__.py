"""receptive content check: for whoever writes under content/, without Python."""

import argparse
from pathlib import Path

from app.cli.content.checking import check
from app.settings import Settings

FOLDER = "another folder than the project's content/"


def add_to(parser: argparse.ArgumentParser) -> None:
    """The actions there are."""
    parser.add_argument("--folder", type=Path, help=FOLDER)
    actions = parser.add_subparsers(required=True, metavar="action")
    checking = actions.add_parser("check", help="hold every file against the code")
    checking.add_argument("--json", action="store_true", help="a line of JSON for each complaint, for an editor")
    checking.add_argument("--strict", action="store_true", help="words that are still to be written are wrong as well")
    checking.set_defaults(command=_check)


def _check(settings: Settings, asked: argparse.Namespace) -> None:
    check(_folder(settings, asked), as_json=asked.json, strict=asked.strict)


def _folder(settings: Settings, asked: argparse.Namespace) -> Path:
    folder: Path = asked.folder or settings.root / "content"
    return folder.resolve()

"""receptive content new, check, preview: for whoever writes under content/, without Python."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from app.cli.content.beginning import Begun, new_chapter, new_explanation, new_lesson, new_problem
from app.cli.content.checking import check
from app.cli.content.following import preview
from app.problems.skills import Skill
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
    previewing = actions.add_parser("preview", help="serve it, and read it anew as its files change")
    previewing.add_argument("--port", type=int, help="one more than the server's")
    previewing.set_defaults(command=_preview)
    beginning = actions.add_parser("new", help="begin a file that loads as it stands and says what belongs where")
    _add_sorts_to(beginning)


def _add_sorts_to(beginning: argparse.ArgumentParser) -> None:
    sorts = beginning.add_subparsers(required=True, metavar="what", dest="sort")
    helps = {
        "chapter": "a folder for parts and problems",
        "lesson": "the next part of a chapter",
        "problem": "a problem of a kind that exists",
        "explanation": "a question that is answered in one's own words",
    }
    added = {sort: sorts.add_parser(sort, help=said) for sort, said in helps.items()}
    for sort, parser in added.items():
        parser.add_argument("slug", help="its name, of small letters, digits and hyphens")
        parser.set_defaults(command=_begin)
        if sort != "chapter":
            parser.add_argument("--chapter", help="where there is more than one")
            wanted = sort != "problem"
            parser.add_argument("--skill", type=Skill, choices=list(Skill), required=wanted, help="what it trains")
    added["problem"].add_argument("--kind", help="the family of its questions; without it, all are named")


def _check(settings: Settings, asked: argparse.Namespace) -> None:
    check(_folder(settings, asked), as_json=asked.json, strict=asked.strict)


def _preview(settings: Settings, asked: argparse.Namespace) -> None:
    port = settings.port + 1 if asked.port is None else asked.port
    preview(replace(settings, port=port), _folder(settings, asked))


def _begin(settings: Settings, asked: argparse.Namespace) -> None:
    begun = _begun(_folder(settings, asked), asked)
    begun.write()
    sys.stdout.write("\n".join([f"Begun: {begun.path}", *begun.onward]) + "\n")


def _begun(root: Path, asked: argparse.Namespace) -> Begun:
    match asked.sort:
        case "chapter":
            return new_chapter(root, asked.slug)
        case "lesson":
            return new_lesson(root, asked.slug, chapter=asked.chapter, skill=asked.skill)
        case "problem":
            return new_problem(root, asked.slug, chapter=asked.chapter, kind=asked.kind, skill=asked.skill)
        case _:
            return new_explanation(root, asked.slug, chapter=asked.chapter, skill=asked.skill)


def _folder(settings: Settings, asked: argparse.Namespace) -> Path:
    folder: Path = asked.folder or settings.root / "content"
    return folder.resolve()

"""The command line: receptive serve, content check, migrate."""

import argparse
import os
import socket
import sys
from collections.abc import Callable, Sequence
from contextlib import closing

import uvicorn
from fastapi import FastAPI

from app.catalog.catalog import load
from app.errors import AppError, BadInput
from app.main import create_app
from app.settings import Settings, settings_from
from app.store import Store, migrate
from app.web.logging import configure_logging

Command = Callable[[Settings], None]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command. What goes wrong on purpose is one sentence on standard error and exit 1."""
    command = _parser().parse_args(arguments).command
    try:
        command(settings_from(os.environ))
    except AppError as error:
        sys.stderr.write(f"{error.sentence}\n")
        return 1
    return 0


def serve(settings: Settings) -> None:
    """Serve until told to stop. Port and database are taken first, so that what is wrong with them is one sentence."""
    configure_logging()
    listening = _listening(settings)
    with closing(listening), closing(Store.open(settings.database_url)) as store:
        _serve_on(listening, create_app(settings, store=store), settings)


def _serve_on(listening: socket.socket, app: FastAPI, settings: Settings) -> None:
    port = listening.getsockname()[1]
    sys.stdout.write(f"Receptive is at http://{settings.host}:{port}\n")
    sys.stdout.flush()
    config = uvicorn.Config(app, log_config=None, access_log=False, server_header=False, ws="none")
    uvicorn.Server(config).run(sockets=[listening])


def check_content(settings: Settings) -> None:
    """Hold every file under content/ against the code."""
    catalog = load(settings.root / "content")
    counted = f"{len(catalog.problems)} problems, {len(catalog.architectures.by_slug)} architectures"
    sys.stdout.write(f"{counted}, nothing to complain about.\n")


def migrate_database(settings: Settings) -> None:
    """Bring the database's tables up to date."""
    migrate(settings.database_url)
    sys.stdout.write("The database is up to date.\n")


def _listening(settings: Settings) -> socket.socket:
    listening = socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
    except OSError as error:
        listening.close()
        raise BadInput(
            f"Port {settings.port} on {settings.host} cannot be used ({error.strerror}); "
            f"choose another one with `make run PORT={settings.port + 1}` or RECEPTIVE_PORT."
        ) from None
    return listening


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="receptive", description="Practice for the CNN part of an ML interview.")
    commands = parser.add_subparsers(required=True, metavar="command")
    commands.add_parser("serve", help="serve the pages and the API").set_defaults(command=serve)
    content = commands.add_parser("content", help="work on content/").add_subparsers(required=True, metavar="action")
    content.add_parser("check", help="hold every file against the code").set_defaults(command=check_content)
    commands.add_parser("migrate", help="bring the database up to date").set_defaults(command=migrate_database)
    return parser

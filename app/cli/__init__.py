"""The command line: receptive serve, content, migrate, disputes, insights, simulate, tune."""

import argparse
import os
import socket
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from time import thread_time

import numpy as np
import uvicorn
from fastapi import FastAPI
from threadpoolctl import ThreadpoolController

from app.catalog.sealing import load_sealed
from app.cli import content, reports, tuning
from app.cli.listening import listening_at
from app.errors import AppError, BadInput
from app.learning import simulation
from app.main import create_app
from app.practice.insights import insights
from app.settings import Settings, settings_from
from app.store import Store, migrate, overview_of
from app.store.engine_costs import known_costs
from app.web.logging import configure_logging

EXPORT = (
    "print each disputed field as a line of tests/cases/answers.jsonl, with what was read as `expect` and the comment "
    "as `note`; to make it a case, put into `expect` what ought to be read (null: nothing) and into `note` why, and "
    "drop the rest"
)
BLAS = ThreadpoolController()  # on one thread: a product whose threads wait for a busy core takes many times as long
MOST_LEARNERS = 20_000  # whose luck takes half a gigabyte
Command = Callable[[Settings, argparse.Namespace], None]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command. What goes wrong on purpose is one sentence on standard error and exit 1."""
    asked = _parser().parse_args(arguments)
    try:
        asked.command(settings_from(os.environ), asked)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read along, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except AppError as error:
        sys.stderr.write(f"{error.sentence}\n")
        return 1
    return 0


def serve(settings: Settings, _asked: argparse.Namespace) -> None:
    """Serve until told to stop. Port and database are taken first, so that what is wrong with them is one sentence."""
    configure_logging()
    listening = listening_at(settings)
    known = known_costs(settings.costs_file)
    if known.is_complaint:
        sys.stderr.write(f"{known.origin}\n")
    with closing(listening), closing(Store.open(settings.database_url)) as store:
        app = create_app(settings, store=store)
        app.state.engine_costs = known.costs
        _serve_on(listening, app, settings)


def _serve_on(listening: socket.socket, app: FastAPI, settings: Settings) -> None:
    port = listening.getsockname()[1]
    sys.stdout.write(f"Receptive is at http://{settings.host}:{port}\n")
    sys.stdout.flush()
    config = uvicorn.Config(app, log_config=None, access_log=False, server_header=False, ws="none")
    with BLAS.limit(limits=1, user_api="blas"):
        uvicorn.Server(config).run(sockets=[listening])


def migrate_database(settings: Settings, _asked: argparse.Namespace) -> None:
    """Bring the database's tables up to date."""
    migrate(settings.database_url)
    sys.stdout.write("The database is up to date.\n")


def list_disputes(settings: Settings, asked: argparse.Namespace) -> None:
    """What learners say was misjudged, the newest last; a server may be running on the database meanwhile."""
    said = reports.disputes_to_export if asked.export else reports.disputes_to_read
    with overview_of(settings.database_url) as overview:
        reports.write(said(overview.disputes()))


def show_insights(settings: Settings, asked: argparse.Namespace) -> None:
    """What the answers say about one problem, or a line about each."""
    with overview_of(settings.database_url) as overview:
        catalog = load_sealed(settings.root / "content", settings.seal)
        problems = [catalog.problem(asked.slug)] if asked.slug else list(catalog.problems.values())
        found = [insights(overview, problem) for problem in problems]
    if asked.json:
        reports.write(reports.insights_to_export(found))
    else:
        reports.write(reports.insights_to_read(found[0]) if asked.slug else reports.overview_to_read(found))


def simulate(_settings: Settings, asked: argparse.Namespace) -> None:
    """Hold the session's choice against others, on simulated learners; each line as soon as it is known."""
    if not 1 <= asked.learners <= MOST_LEARNERS:
        raise BadInput(f"The number of learners must be from 1 to {MOST_LEARNERS:,}, not {asked.learners:,}.")
    if asked.seed < 0:
        raise BadInput(f"A seed is a whole number from 0 on, not {asked.seed}.")
    luck = simulation.drawn(np.random.default_rng(asked.seed), learners=asked.learners)
    _write_as_they_come(simulation.report(luck))


def tune(settings: Settings, asked: argparse.Namespace) -> None:
    """Measure what the engine's steps cost here, by which compiled networks choose their algorithms."""
    path = settings.costs_file  # by the processor's time, which a busy machine changes less than the clock on the wall
    with BLAS.limit(limits=1, user_api="blas"):
        _write_as_they_come(tuning.show(path) if asked.show else tuning.measure(path, thread_time))


def _write_as_they_come(lines: Iterable[str]) -> None:
    for line in lines:
        reports.write([line])
        sys.stdout.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="receptive", description="Practice for the CNN part of an ML interview.")
    commands = parser.add_subparsers(required=True, metavar="command")
    commands.add_parser("serve", help="serve the pages and the API").set_defaults(command=serve)
    content.add_to(commands.add_parser("content", help="work on content/"))
    commands.add_parser("migrate", help="bring the database up to date").set_defaults(command=migrate_database)
    disputes = commands.add_parser("disputes", help="list the verdicts that learners dispute, the newest last")
    disputes.add_argument("--export", action="store_true", help=EXPORT)
    disputes.set_defaults(command=list_disputes)
    counts = commands.add_parser(
        "insights", help="count mistakes, unexplained values, hints and times over all learners"
    )
    counts.add_argument("slug", nargs="?", help="one problem; without it, a line about each")
    counts.add_argument("--json", action="store_true", help="a line of JSON for each problem")
    counts.set_defaults(command=show_insights)
    simulated = commands.add_parser("simulate", help="compare ways of choosing what to repeat, on simulated learners")
    simulated.add_argument("--learners", type=int, default=200, help="how many (200, which take some ten seconds)")
    simulated.add_argument("--seed", type=int, default=1, help="of everything that is chance (1)")
    simulated.set_defaults(command=simulate)
    tuned = commands.add_parser("tune", help="measure on this machine by what the engine chooses its algorithms")
    tuned.add_argument("--show", action="store_true", help="measure nothing, and print what is in use")
    tuned.set_defaults(command=tune)
    return parser

"""Times the progress page: `python -m tests.bench.progress [--attempts N] [--others N] [--rounds N] [--folder PATH]`.

One learner with so many attempts asks for it, in a database in which others have so many (`full`); beside them learners
in databases of their own: one who has answered every problem once (`once`), and one who has answered none, in a
database that holds nothing at all (`empty`). All of it is one process, in turns, so that a busy machine slows all of
them, and processor time says what it did not slow. Times are of whole requests, middleware and rendering included. The
95th percentile has to stay under 150 ms, and within 1.3 of what it is in the empty database.

A page is kept until its learner answers. So an answer is timed last, which is slower the more is kept up with it, and
with it the first look after it, when everything on the page is worked out.
"""

import asyncio
from argparse import ArgumentParser, Namespace
from collections.abc import AsyncGenerator, Awaitable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from uuid import UUID
from zoneinfo import ZoneInfo

from httpx2 import ASGITransport, AsyncClient, Response

from app.catalog.catalog import Catalog, load
from app.main import create_app
from app.settings import Settings
from app.web.session import PLAIN_NAME, Signatures
from tests.bench.crowd import fill
from tests.conftest import ROOT

SECRET = b"a secret for benchmarks, 32 bytes"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
FULL, ONCE, EMPTY = "full", "once", "empty"
ASKING, NEWCOMER, NOBODY = (UUID(int=number << 64) for number in (1, 2, 3))
ADDRESSES = (
    "/progress",
    "/progress?from=2026-02-01&to=2026-03-01",
    "/progress?skill=pooling",
    "/progress?chapter=convolutional-networks",
    "/api/v1/progress",
)
WARMING = 5  # requests that fill caches and are not counted


def main() -> None:
    """Fill, ask, print."""
    parser = ArgumentParser(description="Times the progress page in a full database and in empty ones.")
    parser.add_argument("--attempts", type=int, default=10_000, help="of the learner who asks (10,000)")
    parser.add_argument("--others", type=int, default=100_000, help="of all others (100,000)")
    parser.add_argument("--rounds", type=int, default=200, help="requests of each (200)")
    parser.add_argument("--folder", type=Path, help="where the databases lie; one that is there is used again")
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        asyncio.run(compare(asked, asked.folder or Path(folder)))


async def compare(asked: Namespace, folder: Path) -> None:
    """Each address again and again, then answers."""
    catalog = load(ROOT / "content")
    full, once = folder / f"full-{asked.attempts}-{asked.others}.db", folder / "once.db"
    _fill(full, catalog, ASKING, attempts=asked.attempts, others=asked.others)
    _fill(once, catalog, NEWCOMER, attempts=len(catalog.problems), others=0)
    async with AsyncExitStack() as open_:
        clients = {
            FULL: await open_.enter_async_context(_browser(full, catalog, ASKING)),
            ONCE: await open_.enter_async_context(_browser(once, catalog, NEWCOMER)),
            EMPTY: await open_.enter_async_context(_browser(folder / "empty.db", catalog, NOBODY)),
        }
        for address in ADDRESSES:
            _tell(address, await _looks(address, clients, asked.rounds))
        for name, taken in (await _answers(clients, asked.rounds)).items():
            _tell(name, taken)


def _fill(file: Path, catalog: Catalog, learner: UUID, *, attempts: int, others: int) -> None:
    if file.exists():
        return
    begin = perf_counter()
    fill(file, catalog, learner, NOON.date(), attempts=attempts, others=others)
    _say(f"{file.name}: {file.stat().st_size / 2**20:,.0f} MiB in {perf_counter() - begin:.0f} s")


@asynccontextmanager
async def _browser(file: Path, catalog: Catalog, learner: UUID) -> AsyncGenerator[AsyncClient]:
    """One who has a plan with a date three weeks ahead."""
    settings = Settings(
        database_url=f"sqlite:///{file}", secrets=(SECRET,), data_dir=file.parent, zone=ZoneInfo("UTC"), root=ROOT
    )
    app = create_app(settings, catalog=catalog, clock=lambda: NOON)
    cookies = {PLAIN_NAME: Signatures((SECRET,)).sign(learner)}
    asking = AsyncClient(transport=ASGITransport(app), base_url="http://localhost", cookies=cookies)
    async with app.router.lifespan_context(app), asking as client:
        await client.put("/api/v1/plan", json=_plan(NOON.date()))
        yield client


def _plan(today: date) -> dict[str, str]:
    return {
        "start_day": today.isoformat(),
        "interview_day": (today + timedelta(weeks=3)).isoformat(),
        "timezone": "UTC",
    }


@dataclass(frozen=True, slots=True)
class Taken:
    """What one request took, in milliseconds: by the clock on the wall, and of the processor."""

    waited: float
    worked: float


Times = dict[str, list[Taken]]


async def _looks(address: str, clients: dict[str, AsyncClient], rounds: int) -> Times:
    """The same page again and again."""
    taken: Times = {name: [] for name in clients}
    for turn in range(WARMING + rounds):
        for name, client in clients.items():
            one = await _timed(client.get(address))
            if turn >= WARMING:
                taken[name].append(one)
    return taken


async def _answers(clients: dict[str, AsyncClient], rounds: int) -> dict[str, Times]:
    """Answers to one new question after another, each with a look at the page. The empty database is so no longer."""
    answers: Times = {name: [] for name in clients}
    looks: Times = {name: [] for name in clients}
    for turn in range(WARMING + rounds):
        for name, client in clients.items():
            question = (await client.post("/api/v1/questions", json={"slug": "output-size", "seed": turn})).json()["id"]
            sent = client.post(f"/api/v1/questions/{question}/answer", json={"answer": {"size": "1"}})
            answered, looked = await _timed(sent), await _timed(client.get(ADDRESSES[0]))
            if turn >= WARMING:
                answers[name].append(answered)
                looks[name].append(looked)
    return {"an answer": answers, "the first look after it": looks}


async def _timed(asking: Awaitable[Response]) -> Taken:
    waiting, working = perf_counter(), process_time()
    (await asking).raise_for_status()
    return Taken(1000 * (perf_counter() - waiting), 1000 * (process_time() - working))


def _tell(what: str, taken: Times) -> None:
    """For each who asks median and 95th percentile, by both clocks, and the ratios of the latter to either empty."""
    _say(what)
    for measure in ("waited", "worked"):
        found = {name: [getattr(each, measure) for each in of] for name, of in taken.items()}
        last = {name: quantiles(each, n=20)[-1] for name, each in found.items()}
        said = "  ".join(f"{name} {median(each):6.1f} {last[name]:6.1f}" for name, each in found.items())
        ratios = "  ".join(f"{last[FULL] / last[name]:.2f} of {name}" for name in (ONCE, EMPTY))
        _say(f"  {measure}  {said}  full is {ratios}")


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - a benchmark is there to be read


if __name__ == "__main__":
    main()

"""The whole application over a real file database, with a clock and dice of the tests' own."""

import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.catalog.catalog import Catalog
from app.main import create_app
from app.settings import Settings
from app.web.assets import Assets
from app.web.render import Renderer
from tests.conftest import ROOT

START = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
Opening = Callable[[], AbstractContextManager[TestClient]]


@dataclass(slots=True)
class Clock:
    """A clock that a test can move."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def pass_days(self, days: int) -> None:
        self.now += timedelta(days=days)


@dataclass(slots=True)
class Dice:
    """Dice that count: no number comes twice."""

    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def __call__(self, bits: int) -> int:
        return next(self.numbers) % (1 << bits)

    def again(self) -> None:
        """From one on, as dice of another test."""
        self.numbers = count(1)


@dataclass(frozen=True, slots=True)
class Lent:
    """What the one application of all tests was made with. Each test that is lent it finds it as new."""

    settings: Settings
    clock: Clock = field(default_factory=Clock)
    dice: Dice = field(default_factory=Dice)


@pytest.fixture(scope="session")
def renderer() -> Renderer:
    """Each template is read and compiled once for all tests."""
    return Renderer(ROOT / "templates", Assets(ROOT / "static"))


@pytest.fixture(scope="session")
def lent(tmp_path_factory: pytest.TempPathFactory) -> Lent:
    folder = tmp_path_factory.mktemp("lent")
    return Lent(
        Settings(
            database_url=f"sqlite:///{folder / 'receptive.db'}",
            secrets=(b"a secret for tests, 32 bytes long",),
            data_dir=folder,
            zone=ZoneInfo("Europe/Berlin"),
            root=ROOT,
        )
    )


@pytest.fixture
def clock(lent: Lent) -> Clock:
    lent.clock.now = START
    return lent.clock


@pytest.fixture
def settings(lent: Lent, empty_database: Path) -> Settings:
    """With an empty database, and nothing else, in the folder."""
    shutil.rmtree(lent.settings.data_dir)
    lent.settings.data_dir.mkdir()
    shutil.copy(empty_database, lent.settings.data_dir / "receptive.db")
    return lent.settings


@pytest.fixture(scope="session")
def application(lent: Lent, catalog: Catalog, renderer: Renderer) -> FastAPI:
    """One for all tests: a new one reads the signatures of all its handlers again, which takes longer than most tests.

    What is kept between requests is in the database or made by the start of the server, so a test that starts it finds
    nothing of another's.
    """
    return create_app(lent.settings, catalog=catalog, renderer=renderer, clock=lent.clock, random_bits=lent.dice)


@pytest.fixture
def opened(settings: Settings, catalog: Catalog, renderer: Renderer, clock: Clock) -> Opening:
    """Starts a server of its own; each time with the same database, as after a restart."""

    @contextmanager
    def start() -> Generator[TestClient]:
        app = create_app(settings, catalog=catalog, renderer=renderer, clock=clock, random_bits=Dice())
        with TestClient(app, base_url="http://localhost", follow_redirects=False) as client:
            yield client

    return start


@pytest.fixture(scope="module")
def stateless(tmp_path_factory: pytest.TempPathFactory, catalog: Catalog, renderer: Renderer) -> Iterator[TestClient]:
    """One server for all tests of a module that asks only for what keeps nothing."""
    folder = tmp_path_factory.mktemp("stateless")
    url, secret = f"sqlite:///{folder / 'receptive.db'}", b"a secret for tests, 32 bytes long"
    settings = Settings(database_url=url, secrets=(secret,), data_dir=folder, zone=ZoneInfo("UTC"), root=ROOT)
    with TestClient(create_app(settings, catalog=catalog, renderer=renderer), base_url="http://localhost") as one:
        yield one


@pytest.fixture
def client(application: FastAPI, settings: Settings, clock: Clock, lent: Lent) -> Iterator[TestClient]:
    """One browser at a server that was just started."""
    lent.dice.again()
    with TestClient(application, base_url="http://localhost", follow_redirects=False) as one:
        yield one

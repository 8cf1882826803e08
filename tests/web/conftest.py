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
from starlette.testclient import TestClient

from app.catalog.catalog import Catalog
from app.main import create_app
from app.settings import Settings
from app.store import Store
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


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With all tables and no rows, to be copied: making the tables takes longer than most tests."""
    path = tmp_path_factory.mktemp("empty") / "receptive.db"
    Store.open(f"sqlite:///{path}").close()
    return path


@pytest.fixture(scope="session")
def renderer() -> Renderer:
    """Each template is read and compiled once for all tests."""
    return Renderer(ROOT / "templates", Assets(ROOT / "static"))


@pytest.fixture
def settings(tmp_path: Path, empty_database: Path) -> Settings:
    shutil.copy(empty_database, tmp_path / "receptive.db")
    return Settings(
        database_url=f"sqlite:///{tmp_path / 'receptive.db'}",
        secrets=(b"a secret for tests, 32 bytes long",),
        data_dir=tmp_path,
        zone=ZoneInfo("Europe/Berlin"),
        root=ROOT,
    )


@pytest.fixture
def opened(settings: Settings, catalog: Catalog, renderer: Renderer, clock: Clock) -> Opening:
    """Starts the server; each time with the same database, as after a restart."""

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
def client(opened: Opening) -> Iterator[TestClient]:
    """One browser at a server that was just started."""
    with opened() as one:
        yield one

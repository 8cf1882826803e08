"""What every test is run with."""

from pathlib import Path

import pytest
import structlog
from hypothesis import HealthCheck, settings

from app.catalog.catalog import Catalog, load
from app.store import migrate

ROOT = Path(__file__).resolve().parent.parent
PROBLEM_FILES = sorted((ROOT / "content" / "chapters").glob("*/problems/*.yaml"))
LESSON_FILES = sorted((ROOT / "content" / "chapters").glob("*/lessons/*.md"))

# Random examples are not timed: a busy machine is no reason for a test to fail.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

# Tests that look at the log capture it; nothing is printed, least of all the locals of every frame.
structlog.configure(processors=[structlog.processors.JSONRenderer()], logger_factory=structlog.ReturnLoggerFactory())


def pytest_addoption(parser: pytest.Parser) -> None:
    """How far a sweep over drawn questions goes: as a rule a thousand a kind, over its three levels."""
    parser.addoption("--seeds", type=int, default=334, help="questions a level that sweeps draw (334)")


@pytest.fixture(scope="session")
def seeds(request: pytest.FixtureRequest) -> int:
    """So many questions a level."""
    return request.config.option.seeds


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The real words, read once; a test of the command line holds them against the code."""
    return load(ROOT / "content", is_sound=True)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With all tables and no rows, to be copied: making the tables takes longer than most tests."""
    path = tmp_path_factory.mktemp("empty") / "receptive.db"
    migrate(f"sqlite:///{path}")
    return path

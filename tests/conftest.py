"""What every test is run with."""

import logging
from pathlib import Path

import pytest
import structlog
from hypothesis import HealthCheck, settings

from app.catalog.catalog import Catalog, load

ROOT = Path(__file__).resolve().parent.parent

# Random examples are not timed: a busy machine is no reason for a test to fail.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

# Only what went wrong, and without the locals of every frame.
structlog.configure(
    processors=[structlog.processors.JSONRenderer()],
    wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL),
)


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The real words, read once."""
    return load(ROOT / "content")

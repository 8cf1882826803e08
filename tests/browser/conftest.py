"""A real server and a real browser. Every console message and every page error fails the test."""

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from app.settings import Settings
from tests.browser.chromium import found
from tests.conftest import ROOT
from tests.web.serving import served

FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update"]
EXPECTED = ("a status of 422", "a status of 503")  # the browser reports an answer that asks again, and one that failed
RERUNS = 1  # a browser loses a key now and then on a machine that is busy; what fails twice has failed
Opened = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.flaky(reruns=RERUNS))


@pytest.fixture(scope="package")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("served")
    settings = Settings(
        database_url=f"sqlite:///{folder / 'receptive.db'}", data_dir=folder, zone=ZoneInfo("UTC"), root=ROOT
    )
    with served(settings) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="package")  # Playwright keeps a loop running, which other tests must not find
def browser() -> Iterator[Browser]:
    chromium = found()
    assert chromium is not None, "There is no Chromium: python -m tests.browser.chromium installs one."
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=chromium, args=FLAGS) as one:
        yield one


@contextmanager
def watched(browser: Browser, address: str, **options: Any) -> Generator[BrowserContext]:
    """A browser of its own learner; what the console says in it must be nothing."""
    said: list[str] = []
    context = browser.new_context(base_url=address, **options)
    context.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    context.on("weberror", lambda error: said.append(str(error.error)))
    yield context
    context.close()
    assert [text for text in said if not any(status in text for status in EXPECTED)] == []


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page at 1280 × 860."""
    with watched(browser, address, viewport={"width": 1280, "height": 860}) as context:
        yield context.new_page()


@pytest.fixture
def plain_page(browser: Browser, address: str) -> Iterator[Page]:
    """The same without JavaScript."""
    with watched(browser, address, java_script_enabled=False) as context:
        yield context.new_page()

"""An author's preview: a real server over files that change, and a page that is open meanwhile."""

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, expect

from app.cli.content.following import preview
from app.settings import Settings
from tests.browser.conftest import watched
from tests.browser.test_floors import violations
from tests.conftest import ROOT
from tests.web.serving import PROCESSES, wait_for

LESSON = "chapters/convolutional-networks/lessons/02-sizes.md"
READ_AGAIN_MS = 60_000  # all content is read and checked, on a machine that has other tests to run


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "content", tmp_path / "content"))


@pytest.fixture
def previewed(content: Path, tmp_path: Path) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    database = f"sqlite:///{tmp_path / 'receptive.db'}"
    settings = Settings(database_url=database, data_dir=tmp_path, zone=ZoneInfo("UTC"), root=ROOT, port=port)
    process = PROCESSES.Process(target=preview, args=(settings, content))
    process.start()
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.join()


def edited(path: Path, old: str, new: str) -> int:
    """The line that was changed."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return 1 + text[: text.index(old)].count("\n")


def test_an_open_page_follows_its_file_says_what_is_wrong_with_it_and_comes_back(
    browser: Browser, previewed: str, content: Path, tmp_path: Path
) -> None:
    lesson = content / LESSON
    with watched(browser, previewed, bypass_csp=True) as context:
        page, other = context.new_page(), context.new_page()
        page.goto("/learn/sizes")
        heading = page.locator("h1")
        edited(lesson, "title: How large is what comes out?", "title: How wide is it?")
        expect(heading).to_have_text("How wide is it?", timeout=READ_AGAIN_MS)
        line = edited(lesson, "{{ size(32, 4, padding=2) }}", "{{ size(32) }}")
        expect(heading).to_have_text("This page cannot be shown before it is mended.", timeout=READ_AGAIN_MS)
        complaint = page.locator(".complaint")
        expect(complaint.locator(".place")).to_have_text(f"{LESSON}, line {line}")
        expect(complaint.locator("code")).to_contain_text("makes 32 cells into {{ size(32) }}")
        expect(complaint).to_contain_text("“size(32)”: missing 1 required positional argument: 'kernel'.")
        assert violations(page) == []
        other.goto("/learn/pooling")
        expect(other.locator(".preview-notice")).to_have_text("This is the content as it last was sound: 1 to mend.")
        expect(other.locator("h1")).to_have_text("How does a map become smaller?")
        edited(lesson, "{{ size(32) }}", "{{ size(32, 4, padding=2) }}")
        expect(heading).to_have_text("How wide is it?", timeout=READ_AGAIN_MS)
        expect(other.locator(".preview-notice")).to_have_count(0)
    assert not (tmp_path / "receptive.db").exists()

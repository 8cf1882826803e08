"""Finds a Chromium, or installs one and says so: `python -m tests.browser.chromium`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def found() -> Path | None:
    """The system's Chromium, else Playwright's own."""
    for name in NAMES:
        if path := shutil.which(name):
            return Path(path)
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    return own if own.exists() else None


def install() -> None:
    """From Debian's packages as root on Debian, else from Playwright. What fails is shown as it is."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        say("No Chromium here: installing Debian's.")
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
            check=True,
            env=quiet,
            stdout=subprocess.DEVNULL,
        )
    else:
        say("No Chromium here: installing Playwright's.")
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


def say(sentence: str) -> None:
    """To whoever watches the tests."""
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def main() -> None:
    """Make sure there is one."""
    if found() is None:
        install()
    chromium = found()
    if chromium is None:
        sys.exit("The browser tests need a Chromium, and none could be installed.")
    say(f"Browser tests use {chromium}.")


if __name__ == "__main__":
    main()

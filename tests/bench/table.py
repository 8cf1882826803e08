"""The engine's whole table: `python -m tests.bench.table [--rounds N]`.

Each benchmark runs as a process of its own, since BLAS reads the number of its threads once. What they print goes by,
cold compile times and memory peaks with it; the table of ratios beside their aims comes last.
"""

import os
import subprocess
import sys
from argparse import ArgumentParser
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.aims import beside_aims, kept

ROUNDS = {"networks": 9, "plans": 15, "engine": 30}
RUNS = (
    ("networks",),
    ("networks", "--threads", "2", "resnet-50"),
    ("plans",),
    ("engine",),
)


def main() -> None:
    """Run them one after another, then print the table."""
    parser = ArgumentParser(description="Times the engine beside torch, and prints each ratio beside its aim.")
    parser.add_argument("--rounds", type=int, default=0, help="measurements of each (each benchmark's own)")
    rounds: int = parser.parse_args().rounds
    if find_spec("torch") is None:
        _say("Torch is not installed: only the engine's own times, or those beside scipy.")
        _run(("engine",), rounds, None)
        return
    with TemporaryDirectory() as folder:
        found = Path(folder) / "found.jsonl"
        for run in RUNS:
            _run(run, rounds, found)
        _say(f"\n{os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f}; one thread but where two are named")
        for line in beside_aims(kept(found)):
            _say(line)


def _run(run: tuple[str, ...], rounds: int, found: Path | None) -> None:
    name, *more = run
    asked = ["--rounds", str(rounds or ROUNDS[name]), *(["--keep", str(found)] if found else []), *more]
    subprocess.run([sys.executable, "-m", f"tests.bench.{name}", *asked], check=True)
    _say("")


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - a benchmark is there to be read


if __name__ == "__main__":
    main()

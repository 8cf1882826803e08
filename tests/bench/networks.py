"""Times whole compiled networks against torch's: `python -m tests.bench.networks [--rounds N] [--threads N] [NAME …]`.

One process, in turns: a plan, eager torch, torch with channels last, and torch.jit's optimize_for_inference, all on
batch normalisation that is folded into the convolutions before the clock starts. The clock is the processor's on one
thread and the wall's on more. For each, the median and the range of milliseconds, and the median and the range of the
ratios of a round, above 1 where the plan is faster. The peak is that of a second forward pass, by tracemalloc, which
NumPy tells of its arrays: the first draws the weights of what is left to `ops`.
"""

# ruff: noqa: E402 - BLAS reads the number of its threads when NumPy is imported, so it is set before that

import os
from argparse import ArgumentParser

PARSER = ArgumentParser(description="Times compiled networks against torch's.")
PARSER.add_argument("--rounds", type=int, default=9, help="measurements of each (9)")
PARSER.add_argument("--threads", type=int, default=1, help="of both libraries (1)")
PARSER.add_argument("--keep", help="a file to add the ratios to")
NAMES = {
    "resnet-50": "ResNet-50",
    "vgg-16": "VGG-16",
    "mobilenet-v1": "MobileNet V1",
    "mobilenet-v2": "MobileNet V2",
}
PARSER.add_argument("names", nargs="*", default=[*NAMES], help="architectures under content/ (the four of the table)")
ASKED = PARSER.parse_args() if __name__ == "__main__" else PARSER.parse_args([])
for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = str(ASKED.threads)

import tracemalloc
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np

from app.catalog.catalog import load
from app.conv.network.running.weights import Weights
from app.conv.ops import Array
from app.conv.plan import ERROR_BOUND, compile_network
from tests.bench.aims import EAGER, LAST, OPTIMISED, keep, of_rounds
from tests.bench.clocks import Run, clock_for, in_turns
from tests.conftest import ROOT


def main() -> None:
    """Print a block for each network."""
    if find_spec("torch") is None:
        raise SystemExit("Whole networks are timed against torch, which is not installed.")
    torch: Any = import_module("torch")
    modules: Any = import_module("tests.bench.modules")
    torch.set_num_threads(ASKED.threads)
    load_average = os.getloadavg()[0]
    _say(f"NumPy {np.__version__}, torch {torch.__version__}, {ASKED.threads} thread(s) of {os.cpu_count()} cores,")
    _say(f"float32, batch 1, {ASKED.rounds} rounds in turns, load average {load_average:.1f}; milliseconds")
    networks = load(ROOT / "content").architectures
    for name in ASKED.names:
        network = networks.architecture(name)
        begin = perf_counter()
        plan = compile_network(network.layers, network.input, Weights(0))
        compiled = perf_counter() - begin
        image = np.random.default_rng(0).standard_normal((1, *network.input), np.float32)
        plan.forward(image)
        peak = _peak(partial(plan.forward, image))
        with torch.inference_mode():
            runs = _rivals(torch, modules.module_of(network.layers, network.input, Weights(0)), image)
            _agree(plan.forward(image), runs[EAGER]().numpy())
            times = in_turns({"plan": partial(plan.forward, image), **runs}, ASKED.rounds, clock_for(ASKED.threads))
        kept = plan.workspace.bytes
        _say(f"\n{name}: compiled in {compiled:.2f} s; {_mb(kept)} are kept, a forward adds {_mb(peak)} at most")
        found = [of_rounds(_work(name), title, times["plan"], taken) for title, taken in times.items()]
        for each, taken in zip(found, times.values(), strict=True):
            spread = f"{median(taken):8.1f} {min(taken):8.1f}-{max(taken):<8.1f}"
            _say(f"{each.against:<34} {spread} {each.middle:6.2f} {each.low:6.2f}-{each.high:.2f}")
        keep(Path(ASKED.keep) if ASKED.keep else None, found[1:])


def _work(name: str) -> str:
    """As the table of aims has it."""
    threads = f", {ASKED.threads} threads" if ASKED.threads > 1 else ""
    return f"{NAMES.get(name, name)} forward{threads}"


def _peak(run: Run) -> int:
    """The most bytes that Python and NumPy held at once during a run, beyond what they held before it."""
    tracemalloc.start()
    run()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def _rivals(torch: Any, module: Any, image: Array) -> dict[str, Run]:
    plain = torch.from_numpy(image)
    last = plain.to(memory_format=torch.channels_last)
    traced = torch.jit.trace(module, plain)
    optimised = torch.jit.optimize_for_inference(torch.jit.freeze(traced))
    for _ in range(3):
        optimised(plain)
    turned = _copied(module).to(memory_format=torch.channels_last)
    return {
        EAGER: lambda: module(plain),
        LAST: lambda: turned(last),
        OPTIMISED: lambda: optimised(plain),
    }


def _mb(count: int) -> str:
    return f"{count / 2**20:.1f} MB"


def _copied(module: Any) -> Any:
    return import_module("copy").deepcopy(module)


def _agree(ours: Array, theirs: Array) -> None:
    apart = np.abs(ours - theirs).max() / np.abs(theirs).max()
    if apart > ERROR_BOUND:
        raise SystemExit(f"The plan and torch differ by {apart:.1e} of the largest output: the times mean nothing.")


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - a benchmark is there to be read


if __name__ == "__main__":
    main()

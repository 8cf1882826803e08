"""Times single layers of a plan beside torch's two layouts: `python -m tests.bench.plans [--rounds N] [--threads N]`.

Each library has its arrays as it holds them: a plan channels last, with zeros around what a depthwise layer takes, as
the layer before leaves them there; torch channels first, as eager torch does, and channels last. For each layer the
medians, in turns in one process, and the ratio to each layout, above 1 where the plan is faster; for each set the
geometric means, against the faster layout of each layer too; and how fast the plan multiplies and moves what it cannot
avoid.
"""

# ruff: noqa: E402 - BLAS reads the number of its threads when NumPy is imported, so it is set before that

import os
from argparse import ArgumentParser

PARSER = ArgumentParser(description="Times layers of compiled networks against torch's.")
PARSER.add_argument("--rounds", type=int, default=15, help="measurements of each (15)")
PARSER.add_argument("--threads", type=int, default=1, help="of both libraries (1)")
PARSER.add_argument("--keep", help="a file to add the ratios to")
ASKED = PARSER.parse_args() if __name__ == "__main__" else PARSER.parse_args([])
for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = str(ASKED.threads)

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from app.conv.network.layers import Conv
from app.conv.network.running.weights import Weights
from app.conv.ops import Array
from app.conv.plan import compile_network
from app.conv.plan.convolution import Ending
from app.conv.plan.steps import Convolved, channels_last
from tests.bench.aims import EAGER, FASTER, LAST, Found, keep, mean_of, of_rounds
from tests.bench.clocks import Run, clock_for, in_turns
from tests.bench.layers import SETS, Case

BOUND = 1e-4  # of the largest output, where two libraries are said to agree
DENSE = (  # what ResNet-50 repeats: each stage's 3×3, expanding and, but for the last stage, reducing 1×1
    Case(64, 64, 3, 56),
    Case(64, 256, 1, 56),
    Case(256, 64, 1, 56),
    Case(128, 128, 3, 28),
    Case(128, 512, 1, 28),
    Case(512, 128, 1, 28),
    Case(256, 256, 3, 14),
    Case(256, 1024, 1, 14),
    Case(1024, 256, 1, 14),
    Case(512, 512, 3, 7),
    Case(512, 2048, 1, 7),
)
BACKWARD = tuple(case for case in DENSE if case.kernel == 3)
Layouts = tuple[Found, Found]  # eager torch's and channels last
Prepared = Callable[[Any, Case], dict[str, Run]]


def main() -> None:
    """Print the table."""
    if find_spec("torch") is None:
        raise SystemExit("Layers of plans are timed against torch, which is not installed.")
    torch: Any = import_module("torch")
    torch.set_num_threads(ASKED.threads)
    _say(f"NumPy {np.__version__}, torch {torch.__version__}, {ASKED.threads} thread(s) of {os.cpu_count()} cores,")
    _say(f"float32, {ASKED.rounds} rounds in turns, load average {os.getloadavg()[0]:.1f}; milliseconds")
    titles = f"{'plan':>7} {'eager':>7} {'last':>7} {'eager':>6} {'range':>10} {'last':>6} {'GMAC/s':>7} {'GB/s':>6}"
    _say(f"\n{'':<31} {titles}")
    with torch.inference_mode():
        dense = _set("eleven dense shapes", DENSE, torch, _forwards)
        depthwise = _set("three depthwise shapes", SETS["depthwise"], torch, _forwards)
        _means("all fourteen shapes", dense + depthwise)
        _set("input gradient of four 3x3 shapes", BACKWARD, torch, _to_input)
        _set("backward of four 3x3 shapes", BACKWARD, torch, _to_both)


def _set(title: str, cases: tuple[Case, ...], torch: Any, prepared: Prepared) -> list[Layouts]:
    ratios: list[Layouts] = []
    for case in cases:
        taken = in_turns(prepared(torch, case), ASKED.rounds, clock_for(ASKED.threads))
        plan, first, last = taken.values()
        eager, turned = of_rounds(case.label, EAGER, plan, first), of_rounds(case.label, LAST, plan, last)
        ratios.append((eager, turned))
        medians = " ".join(f"{median(each):7.3f}" for each in taken.values())
        rates = f"{_macs(case) / median(plan) / 1e6:7.1f} {_bytes(case) / median(plan) / 1e6:6.1f}"
        spread = f"{eager.middle:6.2f} {eager.low:5.2f}-{eager.high:<4.2f} {turned.middle:6.2f}"
        _say(f"{case.label:<31} {medians} {spread} {rates}")
    _means(title, ratios)
    return ratios


def _means(title: str, ratios: list[Layouts]) -> None:
    faster = [min(layouts, key=lambda found: found.middle) for layouts in ratios]
    parts = zip(((EAGER, LAST, FASTER)), (*zip(*ratios, strict=True), faster), strict=True)
    means = [mean_of(title, against, each) for against, each in parts]
    _say(f"{title}, geometric mean: {', '.join(f'{each.middle:.2f} {each.against}' for each in means)}\n")
    keep(Path(ASKED.keep) if ASKED.keep else None, means)


def _forwards(torch: Any, case: Case) -> dict[str, Run]:
    step, image, weight = _step(case)
    conv2d, plain = torch.nn.functional.conv2d, torch.from_numpy(image)
    held, kernels = _held(step, image), torch.from_numpy(weight)
    last = torch.channels_last
    turned, turned_kernels = plain.to(memory_format=last), kernels.to(memory_format=last)

    def ours() -> Array:
        out = step.forward(held)
        step.workspace.take_back(out)
        return out

    _agree(ours().transpose(0, 3, 1, 2), conv2d(plain, kernels, None, case.stride, case.padding, 1, case.groups))
    return {
        "plan": ours,
        "first": lambda: conv2d(plain, kernels, None, case.stride, case.padding, 1, case.groups),
        "last": lambda: conv2d(turned, turned_kernels, None, case.stride, case.padding, 1, case.groups),
    }


def _to_input(torch: Any, case: Case) -> dict[str, Run]:
    return _backwards(torch, case, weights=False)


def _to_both(torch: Any, case: Case) -> dict[str, Run]:
    return _backwards(torch, case, weights=True)


def _backwards(torch: Any, case: Case, *, weights: bool) -> dict[str, Run]:
    """To the input, and to the weight; the gradient has the output's shape, which is the input's in these layers."""
    step, image, weight = _step(case)
    gradient = np.random.default_rng(1).standard_normal((1, case.outputs, case.size, case.size), np.float32)
    seen, held = channels_last(image)[0], channels_last(gradient)[0]
    out, algorithm, by_weight = np.empty_like(seen), step.backwards(), step.learned.algorithm()

    def ours() -> Array:
        algorithm.run(held, out, Ending())
        return by_weight.run(seen, held) if weights else out

    tensors = [torch.from_numpy(each) for each in (gradient, image, weight)]
    turned = [each.to(memory_format=torch.channels_last) for each in tensors]
    back = torch.ops.aten.convolution_backward
    ends = ([0], [1, 1], [case.padding] * 2, [1, 1], False, [0, 0], 1, [True, weights, False])
    to_input, to_weight, _ = back(*tensors, *ends)
    found = ours()
    _agree(out.transpose(2, 0, 1)[None], to_input)
    if weights:
        _agree(found, to_weight)
    return {"plan": ours, "eager": lambda: back(*tensors, *ends), "last": lambda: back(*turned, *ends)}


def _step(case: Case) -> tuple[Convolved, Array, Array]:
    """The layer's step in a plan, its input and its weight, channels first."""
    ends = (case.padding, case.padding)
    size, stride = (case.kernel, case.kernel), (case.stride, case.stride)
    layer = Conv(
        out_channels=case.outputs, groups=case.groups, kernel=size, stride=stride, padding=(ends, ends), bias=False
    )
    plan = compile_network((layer,), (case.channels, case.size, case.size), Weights(0))
    (step,) = plan.steps
    if not isinstance(step, Convolved):
        raise SystemExit(f"{case.label} is no step of its own.")
    image, drawn = case.arrays()
    return step, image, Weights(0).draw(step.name, drawn.shape, np.float32)


def _held(step: Convolved, image: Array) -> Array:
    """As the layer before hands it on: a depthwise layer's input has its zeros around it."""
    last = channels_last(image)
    if not step.layer.is_depthwise:
        return last
    held = step.workspace.lend(last.shape, step.layer.where.padding)
    held[...] = last
    return held


def _agree(ours: Array, theirs: Any) -> None:
    wanted = theirs.numpy()
    if np.abs(ours - wanted).max() > BOUND * np.abs(wanted).max():
        raise SystemExit("The plan and torch differ: the times mean nothing.")


def _macs(case: Case) -> int:
    return case.channels // case.groups * case.outputs * case.kernel**2 * _there(case) ** 2


def _bytes(case: Case) -> int:
    """Input, output and weight, each once, in float32."""
    weight = case.channels // case.groups * case.outputs * case.kernel**2
    return 4 * (case.channels * case.size**2 + case.outputs * _there(case) ** 2 + weight)


def _there(case: Case) -> int:
    return (case.size + 2 * case.padding - case.kernel) // case.stride + 1


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - a benchmark is there to be read


if __name__ == "__main__":
    main()

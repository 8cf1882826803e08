"""Print what differs."""

import sys
from argparse import ArgumentParser
from collections import Counter

import numpy as np

from tests.bench.against_torch.cases import Case, drawn
from tests.bench.against_torch.comparing import differences
from tests.bench.against_torch.stacks import Stack, drawn_stack, stack_differences


def main() -> int:
    """Run them; 1 if anything differs."""
    parser = ArgumentParser(description="Compares drawn layers and stacks of layers with PyTorch's.")
    parser.add_argument("--cases", type=int, default=6000, help="drawn layers (6000), and a quarter as many stacks")
    parser.add_argument("--seed", type=int, default=0, help="of the dice (0)")
    arguments = parser.parse_args()
    dice = np.random.default_rng(arguments.seed)
    found, counted = 0, Counter[str]()
    for _ in range(arguments.cases):
        case = drawn(dice)
        counted[case.op] += 1
        found += _told(case, differences(case, dice))
    for _ in range(arguments.cases // 4):
        stack = drawn_stack(dice)
        counted["stacks"] += 1
        found += _told(stack, stack_differences(stack))
    _say(", ".join(f"{op} {count}" for op, count in sorted(counted.items())))
    _say(f"{found} of {counted.total()} differ")
    return 1 if found else 0


def _told(drawn_case: Case | Stack, difference: str | None) -> bool:
    if difference is None:
        return False
    match drawn_case:
        case Case(op, arrays, arguments):
            shapes = {name: array.shape for name, array in arrays.items() if array is not None}
            _say(f"{op} on {shapes} with {arguments}: {difference}")
        case Stack(shape, layers):
            _say(f"{layers} on {shape}: {difference}")
    return True


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - it is there to be read


if __name__ == "__main__":
    sys.exit(main())

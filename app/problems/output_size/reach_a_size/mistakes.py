"""What somebody takes the size of a layer to be who looks for one by a wrong rule."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import TypeAlias

from app.conv.inverses import Window
from app.problems.kind import Answers, Solver, Test
from app.problems.output_size.reach_a_size.numbers import (
    Reaching,
    as_usual,
    example,
    is_allowed,
    value_of,
    window_of,
)
from app.problems.reading import Value

Rule: TypeAlias = Callable[[Reaching, Window], bool]
"""Whether somebody who has this wrong takes the layer for one that does it."""
MOST_USUAL = tuple(
    sorted(
        (Window(kernel, stride, padding) for kernel in range(1, 10) for stride in range(1, 5) for padding in range(4)),
        key=as_usual,
    )
)


def room(asked: Reaching, window: Window) -> int:
    """How far the kernel can move; negative where it does not fit."""
    return asked.input - asked.dilation * (window.kernel - 1) - 1 + 2 * window.padding


def moves(asked: Reaching, room: int, stride: int, *, plus: int = 1) -> bool:
    """Whether so much room is held to give the target."""
    return room >= 0 and room // stride + plus == asked.target


def no_plus_one(asked: Reaching, window: Window) -> bool:
    """Counts the steps, not the positions."""
    return moves(asked, room(asked, window), window.stride, plus=0)


def one_sided_padding(asked: Reaching, window: Window) -> bool:
    """Counts the padding once."""
    return window.padding > 0 and moves(asked, room(asked, window) - window.padding, window.stride)


def ignores_padding(asked: Reaching, window: Window) -> bool:
    """Leaves the padding out."""
    return window.padding > 0 and moves(asked, room(asked, window) - 2 * window.padding, window.stride)


def rounds_up(asked: Reaching, window: Window) -> bool:
    """Lets the last window hang over the border."""
    over = room(asked, window)
    return over % window.stride > 0 and moves(asked, over + window.stride - 1, window.stride)


def only_divides(asked: Reaching, window: Window) -> bool:
    """Looks at the stride alone."""
    return window.stride > 1 and asked.input // window.stride == asked.target


def ignores_dilation(asked: Reaching, window: Window) -> bool:
    """Uses K where K_eff belongs."""
    return asked.dilation > 1 and moves(asked, asked.input - window.kernel + 2 * window.padding, window.stride)


def dilation_times_kernel(asked: Reaching, window: Window) -> bool:
    """Takes K_eff = D·K."""
    covered = asked.dilation * window.kernel
    return asked.dilation > 1 and moves(asked, asked.input - covered + 2 * window.padding, window.stride)


SLIPS: Mapping[str, Rule] = {
    "no-plus-one": no_plus_one,
    "one-sided-padding": one_sided_padding,
    "ignores-padding": ignores_padding,
    "rounds-up": rounds_up,
    "only-divides": only_divides,
    "ignores-dilation": ignores_dilation,
    "dilation-times-kernel": dilation_times_kernel,
}


def another_kernel(asked: Reaching, window: Window) -> bool:
    """Gets there with a kernel that the question does not grant."""
    return not is_allowed(asked, window.kernel) and moves(asked, room(asked, window), window.stride)


def stride_first(asked: Reaching, window: Window) -> bool:
    """Writes the stride before the kernel."""
    kernel, stride = window.stride, window.kernel
    return is_allowed(asked, kernel) and moves(asked, room(asked, Window(kernel, stride, window.padding)), stride)


BESIDE: Mapping[str, Rule] = {"another-kernel": another_kernel}
ORDER: Mapping[str, Rule] = {"stride-first": stride_first}
RULES: Mapping[str, Rule] = {
    **{
        name: lambda asked, window, rule=rule: is_allowed(asked, window.kernel) and rule(asked, window)
        for name, rule in SLIPS.items()
    },
    **BESIDE,
    **ORDER,
}


@lru_cache(maxsize=256)  # every wrong solver looks here
def examples(asked: Reaching) -> Mapping[str, Window]:
    """For each wrong rule the most usual layer that it alone takes for right."""
    found: dict[str, Window] = {}
    for window in _candidates(asked):
        is_granted = is_allowed(asked, window.kernel)
        if is_granted and moves(asked, room(asked, window), window.stride):
            continue  # it is right
        rules = SLIPS if is_granted else BESIDE
        taken = [name for name, rule in (*rules.items(), *ORDER.items()) if rule(asked, window)]
        if len(taken) == 1 and taken[0] not in found:
            found[taken[0]] = window
            if len(found) == len(RULES):
                break
    return found


def _candidates(asked: Reaching) -> Iterator[Window]:
    right = example(asked)
    yield Window(right.stride, right.kernel, right.padding)
    yield from MOST_USUAL


def solver(name: str) -> Solver[Reaching]:
    """The layer that somebody finds by this rule."""

    def solve(asked: Reaching) -> Answers:
        window = examples(asked).get(name)
        return {"layer": value_of(window)} if window else {}

    return solve


def test(rule: Rule) -> Test[Reaching]:
    """Whether a layer is right by this rule."""

    def takes(asked: Reaching, _: str, value: Value) -> bool:
        window = window_of(value)
        return window is not None and rule(asked, window)

    return takes


MISTAKES: Mapping[str, Solver[Reaching]] = {name: solver(name) for name in RULES}
ACCEPTS_UNDER: Mapping[str, Test[Reaching]] = {name: test(rule) for name, rule in RULES.items()}

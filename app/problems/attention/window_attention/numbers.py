"""A map of tokens in windows: its numbers, what they come to, and what people make of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, TypeAlias

from annotated_types import Interval

from app.conv.counts import flops
from app.errors import Impossible
from app.problems.attention.believing import NOTHING, taking
from app.problems.attention.counting import pairs
from app.problems.forms import Integer, Ratio
from app.problems.kind import Answers, Field, Params, Solver

Side: TypeAlias = Annotated[int, Interval(ge=2, le=10_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows(Params):
    """A map of tokens, cut into windows; with `compared`, held against attention over all of the map."""

    high: Side
    wide: Side
    window: Annotated[int, Interval(ge=2, le=64)]
    width: Annotated[int, Interval(ge=1, le=100_000)]
    compared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Believed(Windows):
    """The same map, of which somebody has answered something: those numbers are taken as given."""

    known: Mapping[str, int]


def check(asked: Windows) -> None:
    """Raises `Impossible` where one window is all of the map."""
    if asked.window >= min(asked.high, asked.wide):
        raise Impossible(
            f"A window of {asked.window} × {asked.window} reaches over a map of {asked.high} × {asked.wide} already."
        )


def grid(asked: Windows) -> tuple[int, int]:
    """Windows down and across; what is left over has one too."""
    return -(-asked.high // asked.window), -(-asked.wide // asked.window)


def count(asked: Windows) -> int:
    """Of windows, or as many as are believed."""
    high, wide = grid(asked)
    return known(asked).get("windows", high * wide)


def known(asked: Windows) -> Mapping[str, int]:
    """What is believed."""
    return asked.known if isinstance(asked, Believed) else NOTHING


def in_one(asked: Windows) -> int:
    """The two products of one window."""
    return pairs(asked.window**2, asked.width)


def over_all(asked: Windows) -> int:
    """The two products of the whole map."""
    return pairs(asked.high * asked.wide, asked.width)


def fits(asked: Windows) -> bool:
    """Whether windows leave nothing over."""
    return asked.high % asked.window == asked.wide % asked.window == 0


WINDOWS = Field("windows", Integer(like=(36, 48)), "windows")
PAIRS = Field("pairs", Integer(figures=3, like=(28_901_376, 77_070_336)), "pairs", unit="MACs")


def fields(asked: Windows) -> tuple[Field, ...]:
    """How many windows, what they cost, and how many times more all of it would."""
    return (WINDOWS, PAIRS, *((Field("times", Ratio(), "times"),) if asked.compared else ()))


def solve(asked: Windows) -> Answers:
    """Window by window."""
    cost = known(asked).get("pairs", count(asked) * in_one(asked))
    return answered(asked, windows=count(asked), cost=cost)


def answered(asked: Windows, *, cost: int, windows: int | None = None) -> Answers:
    """A cost, and what follows from it."""
    own = {} if windows is None else {"windows": windows}
    return {**own, "pairs": cost, **({"times": Fraction(over_all(asked), cost)} if asked.compared else {})}


def of_windows(counted: Callable[[Windows], int]) -> Solver[Windows]:
    """The solver that counts so many windows."""

    def solver(asked: Windows) -> Answers:
        found = counted(asked)
        return answered(asked, windows=found, cost=found * in_one(asked)) if found else {}

    return solver


def rounds_down(asked: Windows) -> Answers:
    """Leaves out what does not fill a window."""
    found = (asked.high // asked.window) * (asked.wide // asked.window)
    return {} if fits(asked) else answered(asked, windows=found, cost=found * in_one(asked))


def padding_forgotten(asked: Windows) -> Answers:
    """The tokens there are, as if those that fill the last windows cost nothing."""
    cost = 2 * asked.window**2 * asked.high * asked.wide * asked.width
    return {} if fits(asked) else answered(asked, cost=cost)


def one_window(asked: Windows) -> Answers:
    """A single window's cost."""
    return {"pairs": in_one(asked)}


def over_the_map(asked: Windows) -> Answers:
    """Attention over all of it."""
    return {"pairs": over_all(asked)}


def scores_only(asked: Windows) -> Answers:
    """One of the two products."""
    return {"pairs": count(asked) * in_one(asked) // 2}


def window_not_squared(asked: Windows) -> Answers:
    """Takes a window to hold M tokens."""
    return answered(asked, cost=count(asked) * pairs(asked.window, asked.width))


def between_windows(asked: Windows) -> Answers:
    """Lets every window look at all windows."""
    return {"pairs": pairs(count(asked), asked.width)}


def upside_down(asked: Windows) -> Answers:
    """The windows over the whole."""
    cost = known(asked).get("pairs", count(asked) * in_one(asked))
    return {"times": Fraction(cost, over_all(asked))} if asked.compared else {}


def side_by_window(asked: Windows) -> Answers:
    """One side of the map over one side of a window."""
    return {"times": Fraction(asked.high, asked.window)} if asked.compared else {}


def windows_squared(asked: Windows) -> Answers:
    """The square of the number of windows."""
    return {"times": count(asked) ** 2} if asked.compared else {}


def as_flops(asked: Windows) -> Answers:
    """Right for whoever counts multiplications and additions apart."""
    return {"pairs": flops(count(asked) * in_one(asked))}


MISTAKES: Mapping[str, Solver[Windows]] = {
    "windows-along-a-side": of_windows(lambda asked: grid(asked)[0]),
    "window-not-squared-in-count": of_windows(lambda asked: asked.high * asked.wide // asked.window),
    "rounds-down": rounds_down,
    "padding-forgotten": padding_forgotten,
    "one-window": one_window,
    "over-the-map": over_the_map,
    "scores-only": scores_only,
    "window-not-squared": window_not_squared,
    "between-windows": between_windows,
    "upside-down": upside_down,
    "side-by-window": side_by_window,
    "windows-squared": windows_squared,
}
CONVENTIONS: Mapping[str, Solver[Windows]] = {"flops": as_flops}


def follow(asked: Windows, answers: Answers) -> Windows:
    """The same windows with the believed numbers taken as given."""
    return taking(Believed, asked, answers, ("windows", "pairs"), (solve, *MISTAKES.values()))

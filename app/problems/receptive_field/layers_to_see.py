"""Kind `layers-to-see`: how many layers it takes until one unit sees an object whole.

    plain     1 + (K - 1) L >= n
    strided   K + S (K - 1)(L - 1) >= n, the first layer at stride S
    dilated   1 + (K - 1)(2^L - 1) >= n, the rates 1, 2, 4, ...

Source: Araujo, Norris and Sim, Distill 2019; doubling rates, Yu and Koltun, arXiv:1511.07122.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import Annotated

from annotated_types import Interval

from app.conv.fields import FieldLayer, layers_to_see
from app.errors import Impossible
from app.problems.figures import FieldAxis
from app.problems.forms import Integer
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver, Step
from app.problems.receptive_field.seeing import sight
from app.problems.skills import Skill


@dataclass(frozen=True, slots=True, kw_only=True)
class Object(Params):
    """An object of so many pixels and a kernel; `stride` of the first layer, where that is asked too."""

    pixels: Annotated[int, Interval(ge=2, le=100_000)]
    kernel: Annotated[int, Interval(ge=2, le=99)]
    stride: Annotated[int, Interval(ge=2, le=8)] | None = None
    doubling: bool = False


def plain(asked: Object) -> int:
    """Layers at stride 1."""
    return layers_to_see(asked.pixels, asked.kernel)


def strided(asked: Object) -> int:
    """Layers in all, the first at a stride: those behind it step as a kernel dilated by that stride would."""
    return 1 + layers_to_see(asked.pixels - (asked.kernel - 1), asked.kernel, dilation=asked.stride or 1)


@lru_cache(maxsize=512)
def dilated(pixels: int, kernel: int) -> int:
    """Layers whose rates double from 1 on."""
    layers: tuple[FieldLayer, ...] = ()
    while sight(layers)[-1].receptive_field < pixels:
        layers += (FieldLayer(kernel, dilation=2 ** len(layers)),)
    return len(layers)


def check(asked: Object) -> None:
    """Raises `Impossible` where one layer sees all of it."""
    if asked.pixels <= asked.kernel:
        raise Impossible(f"One layer sees the object already: {asked.pixels} ≤ {asked.kernel}.")


def fields(asked: Object) -> tuple[Field, ...]:
    """At stride 1, then with a first stride, then with rates that double."""
    names = ["plain", *(["strided"] if asked.stride else []), *(["dilated"] if asked.doubling else [])]
    return tuple(Field(name, Integer(like=(23, 46)), name) for name in names)


def solve(asked: Object) -> Answers:
    """Counts of layers."""
    first = {"strided": strided(asked)} if asked.stride else {}
    rates = {"dilated": dilated(asked.pixels, asked.kernel)} if asked.doubling else {}
    return {"plain": plain(asked), **first, **rates}


def divides_by_kernel(asked: Object) -> Answers:
    """Adds a whole kernel a layer."""
    return {"plain": -(-asked.pixels // asked.kernel)}


def forgets_the_first_pixel(asked: Object) -> Answers:
    """Starts from nothing where one pixel is seen without any layer."""
    return {"plain": -(-asked.pixels // (asked.kernel - 1))}


def one_side_only(asked: Object) -> Answers:
    """Takes a layer to widen the field by half the kernel in all."""
    side = (asked.kernel - 1) // 2
    return {"plain": -(-(asked.pixels - 1) // side)} if side else {}


def kernels_multiplied(asked: Object) -> Answers:
    """Takes the field to be K to the power of the layers."""
    return {"plain": _least(lambda layers: asked.kernel**layers >= asked.pixels)}


def rounds_down(asked: Object) -> Answers:
    """Stops at the last layer that does not see all of it."""
    layers = dilated(asked.pixels, asked.kernel)
    rounded = (asked.pixels - 1) % (asked.kernel - 1) > 0
    doubled = asked.doubling and _doubled(asked, layers) > asked.pixels
    return {**({"plain": plain(asked) - 1} if rounded else {}), **({"dilated": layers - 1} if doubled else {})}


def ignores_stride(asked: Object) -> Answers:
    """Needs as many layers as without the stride."""
    return {"strided": plain(asked)} if asked.stride else {}


def counts_own_stride(asked: Object) -> Answers:
    """Lets the first layer, too, widen the field by its stride times K - 1."""
    return {"strided": -(-(asked.pixels - 1) // ((asked.kernel - 1) * asked.stride))} if asked.stride else {}


def stride_in_every_layer(asked: Object) -> Answers:
    """Lets every layer have that stride."""
    stride, steps = asked.stride, asked.kernel - 1
    if not stride:
        return {}
    return {"strided": _least(lambda layers: 1 + steps * (stride**layers - 1) // (stride - 1) >= asked.pixels)}


def ignores_dilation(asked: Object) -> Answers:
    """Needs as many layers as undilated."""
    return {"dilated": plain(asked)} if asked.doubling else {}


def kernel_forgotten(asked: Object) -> Answers:
    """Takes the field to be 2 to the power of the layers, whatever the kernel."""
    return {"dilated": _least(lambda layers: 2**layers >= asked.pixels)} if asked.doubling else {}


def rate_for_layers(asked: Object) -> Answers:
    """Gives the last rate."""
    return {"dilated": 2 ** (dilated(asked.pixels, asked.kernel) - 1)} if asked.doubling else {}


def _least(suffices: Callable[[int], bool]) -> int:
    return next(layers for layers in count(1) if suffices(layers))


def _doubled(asked: Object, layers: int) -> int:
    return 1 + (asked.kernel - 1) * (2**layers - 1)


MISTAKES: Mapping[str, Solver[Object]] = {
    "divides-by-kernel": divides_by_kernel,
    "forgets-the-first-pixel": forgets_the_first_pixel,
    "one-side-only": one_side_only,
    "kernels-multiplied": kernels_multiplied,
    "rounds-down": rounds_down,
    "ignores-stride": ignores_stride,
    "counts-own-stride": counts_own_stride,
    "stride-in-every-layer": stride_in_every_layer,
    "ignores-dilation": ignores_dilation,
    "kernel-forgotten": kernel_forgotten,
    "rate-for-layers": rate_for_layers,
}


def draw(dice: Dice, level: int) -> Object:
    """Level 1: stride 1. Level 2: a first stride too. Level 3: rates that double as well.

    The object is one pixel more than a multiple of K - 1, where forgetting that pixel costs a layer.
    """
    kernel = (3, 5, 7)[int(dice.integers(3))]
    stride = None if level == 1 else (2, 2, 3, 4)[int(dice.integers(4))]
    layers = int(dice.integers(8, 80)) * (stride or 1)
    return Object(pixels=1 + (kernel - 1) * layers, kernel=kernel, stride=stride, doubling=level == 3)


def steps(asked: Object) -> Mapping[str, tuple[Step, ...]]:
    """The condition, then the fewest layers that meet it."""
    n, k, s = asked.pixels, asked.kernel, asked.stride
    answers = solve(asked)
    lines = {
        "plain": (
            Step("field", f"1 + {k - 1}·L ≥ {n}"),
            Step("fewest", f"⌈({n} − 1) / {k - 1}⌉", str(answers["plain"]), marked="the fewest layers that reach it"),
        )
    }
    if s:
        lines["strided"] = (
            Step("strided", f"{k} + {s}·{k - 1}·(L − 1) ≥ {n}"),
            Step("fewest", f"1 + ⌈({n} − {k}) / {s * (k - 1)}⌉", str(answers["strided"])),
        )
    if asked.doubling:
        found = dilated(n, k)
        lines["dilated"] = (
            Step("doubling", f"1 + {k - 1}·(2^L − 1) ≥ {n}"),
            Step("fewest", _tried(asked, found), str(found), marked="double until it is enough"),
        )
    return lines


def _tried(asked: Object, layers: int) -> str:
    """`6 layers see 127, 7 see 255`."""
    return f"{layers - 1} layers see {_doubled(asked, layers - 1)}, {layers} see {_doubled(asked, layers)}"


def facts(asked: Object) -> Mapping[str, str]:
    """What the words may name."""
    stride = asked.stride or 2
    return {
        "pixels": str(asked.pixels),
        "kernel": f"{asked.kernel} × {asked.kernel}",
        "side": str(asked.kernel),
        "steps": str(asked.kernel - 1),
        "stride": str(stride),
        "behind": str(stride * (asked.kernel - 1)),
        "after_two": str(1 + 2 * (asked.kernel - 1)),
    }


def figure(asked: Object) -> FieldAxis:
    """What one unit of the first layer sees of the object, and its neighbour at stride 1."""
    below = f"{asked.pixels} pixels of the object, kernel {asked.kernel}"
    return FieldAxis(size=asked.pixels, start=0, extent=asked.kernel, jump=1, below=below)


KIND = Kind(
    id="layers-to-see",
    skill=Skill.RECEPTIVE_FIELD,
    params=Object,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    working=steps,
    step_keys=frozenset({"field", "fewest", "strided", "doubling"}),
    facts=facts,
    figure=figure,
)

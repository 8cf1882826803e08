"""Kind `three-against-one`: a stack of small kernels, and the one large kernel that sees as much.

    side of the one = 1 + N (K - 1);   weights N K² C² against (1 + N (K - 1))² C²

Source: Simonyan and Zisserman, arXiv:1409.1556, section 2.3.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, TypeAlias

from annotated_types import Interval

from app.conv.counts import conv_params
from app.conv.fields import FieldLayer
from app.errors import Impossible
from app.problems.figures import Stack, StackLayer
from app.problems.forms import Integer, Real
from app.problems.forms.numbers import figured
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver, Step
from app.problems.receptive_field.seeing import sight
from app.problems.skills import Skill

Channels: TypeAlias = Annotated[int, Interval(ge=1, le=10_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rivals(Params):
    """`layers` convolutions of a small kernel; the first takes `in_channels`, each of them gives `out_channels`."""

    kernel: Annotated[int, Interval(ge=2, le=15)]
    layers: Annotated[int, Interval(ge=2, le=8)]
    in_channels: Channels
    out_channels: Channels


@dataclass(frozen=True, slots=True, kw_only=True)
class Believed(Rivals):
    """Rivals of which somebody has answered something: those numbers are taken as given."""

    known: Mapping[str, int]


def given(asked: Rivals, name: str, right: int) -> int:
    """What somebody believes, or else what is right."""
    return asked.known.get(name, right) if isinstance(asked, Believed) else right


def side(asked: Rivals) -> int:
    """Of the one kernel that sees what the stack sees."""
    seen = sight((FieldLayer(asked.kernel),) * asked.layers)[-1].receptive_field
    return given(asked, "side", seen)


Counting: TypeAlias = Callable[[int, int, int], int]
"""(channels in, channels out, kernel) -> what a layer is held to have to learn."""


def weights(before: int, after: int, kernel: int) -> int:
    """Without bias."""
    return conv_params(before, after, (kernel, kernel), bias=False)


def one(asked: Rivals, counting: Counting = weights) -> int:
    """What the large kernel has to learn."""
    return counting(asked.in_channels, asked.out_channels, side(asked))


def stack(asked: Rivals, counting: Counting = weights) -> int:
    """What the small ones have to learn together."""
    first = counting(asked.in_channels, asked.out_channels, asked.kernel)
    return first + (asked.layers - 1) * counting(asked.out_channels, asked.out_channels, asked.kernel)


def saved(asked: Rivals) -> Fraction:
    """Percent of the large kernel's weights."""
    large, small = given(asked, "one", one(asked)), given(asked, "stack", stack(asked))
    return 100 * (1 - Fraction(small, large or 1))


def check(asked: Rivals) -> None:
    """Raises `Impossible` where the stack has as many weights as the one kernel, or more."""
    if stack(asked) >= one(asked):
        equation = f"{stack(asked):,} ≥ {one(asked):,}"
        raise Impossible(f"The stack saves nothing with these channels: {equation}.")


def fields(_: Rivals) -> tuple[Field, ...]:
    """The side of the one kernel, both counts, the nonlinearities, what is saved."""
    return (
        Field("side", Integer(like=(6, 10)), "side"),
        Field("one", Integer(figures=3, like=(73_856, 295_168)), "one", unit="weights"),
        Field("stack", Integer(figures=3, like=(73_856, 295_168)), "stack", unit="weights"),
        Field("nonlinearities", Integer(like=(6, 8)), "nonlinearities"),
        Field("saved", Real(percent=True), "saved"),
    )


def solve(asked: Rivals) -> Answers:
    """All five."""
    return {
        "side": side(asked),
        "one": one(asked),
        "stack": stack(asked),
        "nonlinearities": asked.layers,
        "saved": saved(asked),
    }


def kernels_added_up(asked: Rivals) -> Answers:
    """Forgets that neighbouring windows overlap."""
    return {"side": asked.kernel * asked.layers}


def kernels_multiplied(asked: Rivals) -> Answers:
    """Takes the field to be K to the power of the layers."""
    return {"side": asked.kernel**asked.layers}


def field_stays(asked: Rivals) -> Answers:
    """Thinks depth alone does not widen the field."""
    return {"side": asked.kernel}


def counting(rule: Counting) -> Solver[Rivals]:
    """The solver that counts both sides by another rule; what follows for the saving is not wrong again."""
    return lambda asked: {"one": one(asked, rule), "stack": stack(asked, rule)}


def kernel_not_squared(asked: Rivals) -> Answers:
    """Counts one side of a kernel. On K layers of K × K that is what counting a single one gives."""
    wrong = counting(lambda before, after, kernel: conv_params(before, after, (kernel, 1), bias=False))(asked)
    return {name: value for name, value in wrong.items() if name == "one" or asked.layers != asked.kernel}


def one_layer_counted(asked: Rivals) -> Answers:
    """Counts a single layer of the stack."""
    return {"stack": weights(asked.in_channels, asked.out_channels, asked.kernel)}


def image_channels_throughout(asked: Rivals) -> Answers:
    """Gives the later layers the channels that only the first is given."""
    if asked.in_channels == asked.out_channels:
        return {}
    return {"stack": asked.layers * weights(asked.in_channels, asked.out_channels, asked.kernel)}


def between_layers_only(asked: Rivals) -> Answers:
    """Puts a nonlinearity between two layers and none behind the last."""
    return {"nonlinearities": asked.layers - 1}


def one_for_the_stack(asked: Rivals) -> Answers:
    """Takes the stack for one layer."""
    return {"nonlinearities": 1} if asked.layers > 2 else {}


def what_is_left(asked: Rivals) -> Answers:
    """Gives the share that remains."""
    return {"saved": 100 - saved(asked)}


def measured_on_the_stack(asked: Rivals) -> Answers:
    """Says how many more the large kernel has, in percent of the small ones."""
    return {"saved": 100 * (Fraction(one(asked), stack(asked)) - 1)}


MISTAKES: Mapping[str, Solver[Rivals]] = {
    "kernels-added-up": kernels_added_up,
    "kernels-multiplied": kernels_multiplied,
    "field-stays": field_stays,
    "kernel-not-squared": kernel_not_squared,
    "forgets-input-channels": counting(lambda _, after, kernel: weights(1, after, kernel)),
    "forgets-channels": counting(lambda _, __, kernel: weights(1, 1, kernel)),
    "one-layer-counted": one_layer_counted,
    "image-channels-throughout": image_channels_throughout,
    "between-layers-only": between_layers_only,
    "one-for-the-stack": one_for_the_stack,
    "what-is-left": what_is_left,
    "measured-on-the-stack": measured_on_the_stack,
}
WITH_BIAS = counting(lambda before, after, kernel: conv_params(before, after, (kernel, kernel)))


def follow(asked: Rivals, believed: Answers) -> Rivals:
    """The same rivals with the believed numbers taken as given."""
    known = {name: value for name in ("side", "one", "stack") if isinstance(value := believed.get(name), int)}
    return Believed(
        kernel=asked.kernel,
        layers=asked.layers,
        in_channels=asked.in_channels,
        out_channels=asked.out_channels,
        known=known,
    )


STACKS = {
    1: ((3, 2), (3, 3)),
    2: ((3, 2), (3, 3), (3, 4), (5, 3), (7, 2)),
    3: ((3, 2), (3, 3), (3, 4), (3, 5), (5, 3), (7, 2)),
}
"""Kernel and number of layers, by level. Not two 5 × 5: 50/81 is so close to the
golden ratio that what is left and what is saved in terms of the stack are one number."""


def draw(dice: Dice, level: int) -> Rivals:
    """Level 1: two or three 3 × 3. Level 2: other kernels. Level 3: the first layer takes fewer channels."""
    kernel, layers = STACKS[level][int(dice.integers(len(STACKS[level])))]
    after = int(dice.integers(4, 65))
    before = int(dice.integers(5 * after // 8, after)) if level == 3 else after
    return Rivals(kernel=kernel, layers=layers, in_channels=8 * before, out_channels=8 * after)


def steps(asked: Rivals) -> Mapping[str, tuple[Step, ...]]:
    """Every line one can go wrong on."""
    k, n, big = asked.kernel, asked.layers, side(asked)
    before, after = asked.in_channels, asked.out_channels
    large, small = given(asked, "one", one(asked)), given(asked, "stack", stack(asked))
    ratio = Fraction(small, large or 1)
    same = before == after
    added = f"{n}·{after}·{after}·{k}²" if same else f"{after}·{before}·{k}² + {n - 1}·{after}·{after}·{k}²"
    return {
        "side": (Step("side", f"1 + {n}·({k} − 1)", str(big)),),
        "one": (Step("one", f"{after}·{before}·{big}²", f"{one(asked):,}"),),
        "stack": (Step("stack", added, f"{stack(asked):,}"),),
        "nonlinearities": (Step("each", f"{n} convolutions", str(n), marked="one for each"),),
        "saved": (
            Step("share", f"{small:,} / {large:,}", figured(ratio) if ratio else "0", marked="the stack / the one"),
            Step("rest", "100 % − that share", f"{figured(saved(asked)) if saved(asked) else 0} %"),
        ),
    }


def facts(asked: Rivals) -> Mapping[str, str]:
    """What the words may name."""
    before, after = asked.in_channels, asked.out_channels
    return {
        "count": str(asked.layers),
        "kernel": f"{asked.kernel} × {asked.kernel}",
        "side": str(asked.kernel),
        "steps": str(asked.kernel - 1),
        "before": str(before),
        "after": str(after),
        "after_two": str(2 * asked.kernel - 1),
    }


def figure(asked: Rivals) -> Stack:
    """The small kernels on top of each other."""
    first = f"{asked.in_channels} → {asked.out_channels} channels"
    later = f"{asked.out_channels} → {asked.out_channels} channels"
    title = f"conv {asked.kernel} × {asked.kernel}"
    layers = (StackLayer(title, first), *(StackLayer(title, later),) * (asked.layers - 1))
    return Stack(input="sees 1 px", layers=layers, asked="receptive field")


KIND = Kind(
    id="three-against-one",
    skill=Skill.RECEPTIVE_FIELD,
    params=Rivals,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    conventions={"with-bias": WITH_BIAS},
    follow=follow,
    working=steps,
    step_keys=frozenset({"side", "one", "stack", "each", "share", "rest"}),
    facts=facts,
    figure=figure,
)

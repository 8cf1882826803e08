"""A field stack as it is drawn by lot, asked, worked and put on paper."""

from collections.abc import Mapping

from app.problems.figures import Stack, StackLayer
from app.problems.forms import Integer
from app.problems.kind import Dice, Field, Step
from app.problems.receptive_field.field_stack.numbers import FieldStack, Layer, growing, jump, plain, rows
from app.problems.receptive_field.seeing import grown, sight

FIRST = tuple(Layer(kernel=kernel, stride=stride) for kernel in (3, 5, 7, 9, 11) for stride in (1, 2, 3, 4))
PLAIN = tuple(Layer(kernel=kernel, stride=stride) for kernel in (3, 5, 7) for stride in (1, 2, 3))
POOLS = (
    Layer(op="max_pool", kernel=2, stride=2),
    Layer(op="max_pool", kernel=3, stride=2),
    Layer(op="max_pool", kernel=3, stride=3),
)
DEEP = (*PLAIN, Layer(kernel=1), Layer(kernel=1, stride=2), Layer(kernel=2, stride=2), Layer(kernel=4, stride=2))


def draw(dice: Dice, level: int) -> FieldStack:
    """Level 1: three convolutions. Level 2: four layers with a pool. Level 3: five or six, 1 × 1 and even ones too."""
    for _ in range(TRIES - 1):
        layers = _drawn(dice, level)
        if _may_part(layers):
            return FieldStack(layers=layers)
    return FieldStack(layers=_drawn(dice, level))


TRIES = 20


def _drawn(dice: Dice, level: int) -> tuple[Layer, ...]:
    if level == 1:
        return (_one(dice, FIRST), _one(dice, PLAIN), _one(dice, PLAIN))
    deeper = (2, 2) if level == 2 else (3, 4)
    layers = [_one(dice, FIRST)]
    layers += [_one(dice, PLAIN if level == 2 else DEEP) for _ in range(int(dice.integers(*deeper, endpoint=True)))]
    layers.insert(int(dice.integers(1, len(layers))), _one(dice, POOLS))
    return tuple(layers)


def _may_part(layers: tuple[Layer, ...]) -> bool:
    """Whether no two slips meet that can be told to from the strides alone; the gate sees to the rest."""
    strides = [layer.stride for layer in layers]
    pools = [layer.stride for layer in layers if layer.op == "max_pool"]
    spacing, previous = 1, 1
    for layer in layers:
        if layer.kernel == 2 and 2 in {spacing, previous}:
            return False
        spacing, previous = spacing * layer.stride, layer.stride
    claimed = [spacing, sum(strides), *(spacing // pool for pool in pools)]
    return len({*claimed, strides[-1]}) > len(claimed) and strides[-1] not in {*pools, spacing // strides[-1]}


def _one(dice: Dice, choices: tuple[Layer, ...]) -> Layer:
    return choices[int(dice.integers(len(choices)))]


def fields(stack: FieldStack) -> tuple[Field, ...]:
    """A row for each layer, then the jump."""
    asked = [
        Field(
            name,
            Integer(like=(27, 58)),
            "layer",
            facts={"number": name.removeprefix("layer"), "layer": described(layer)},
            unit="px",
        )
        for name, layer in zip(rows(stack), stack.layers, strict=True)
    ]
    return (*asked, Field("jump", Integer(like=(5, 10)), "jump", unit="px"))


def title(layer: Layer) -> str:
    """`conv` or `max pool`."""
    return "conv" if layer.op == "conv" else "max pool"


def setting(layer: Layer) -> str:
    """`7 × 7, stride 2`."""
    return f"{layer.kernel} × {layer.kernel}, stride {layer.stride}"


def described(layer: Layer) -> str:
    """`conv 7 × 7, stride 2`."""
    return f"{title(layer)} {setting(layer)}"


def steps(stack: FieldStack) -> Mapping[str, tuple[Step, ...]]:
    """The jump of what comes in, then what the layer adds; at the end the product of all strides."""
    lines: dict[str, tuple[Step, ...]] = {}
    for number, (name, on) in enumerate(growing(stack)):
        earlier = _product(stack.layers[:number])
        spacing = (Step("spacing", earlier, str(on.jump)),) if number else ()
        lines[name] = (*spacing, Step("grow", _formula(on.field, on.layer.kernel, on.jump), str(grown(on))))
    return lines | {"jump": (Step("product", _product(stack.layers), str(jump(stack))),)}


def _product(layers: tuple[Layer, ...]) -> str:
    return "·".join(str(layer.stride) for layer in layers)


def _formula(field: int, kernel: int, spacing: int) -> str:
    return f"{field} + ({kernel} − 1)·{spacing}"


def brief(stack: FieldStack) -> tuple[Step, ...]:
    """One line a layer, then the jump."""
    detailed = steps(stack)
    lines = [
        Step("grow", detailed[name][-1].left, detailed[name][-1].right, about=described(layer))
        for name, layer in zip(rows(stack), stack.layers, strict=True)
    ]
    return (*lines, *detailed["jump"])


def facts(stack: FieldStack) -> Mapping[str, str]:
    """What the words may name; `layers` is a numbered list in Markdown."""
    seen = sight(plain(stack))
    return {
        "layers": "\n".join(f"{number}. {described(layer)}" for number, layer in enumerate(stack.layers, start=1)),
        "count": str(len(stack.layers)),
        "first_kernel": str(stack.layers[0].kernel),
        "first_stride": str(stack.layers[0].stride),
        "second_formula": _formula(seen[1].receptive_field, stack.layers[1].kernel, seen[1].jump),
        "second_field": str(seen[2].receptive_field),
        "strides": _product(stack.layers),
    }


def figure(stack: FieldStack) -> Stack:
    """The layers from the image to the last, the fields left open."""
    drawn = tuple(StackLayer(title(layer), setting(layer)) for layer in stack.layers)
    return Stack(input="sees 1 px", layers=drawn, asked="receptive field")

"""What people get wrong about a block, each as an edit of its recipe, and what is right under another convention."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeAlias

from app.conv.counts import batch_norm_params
from app.problems.architectures.block_params.numbers import (
    Asked,
    Basic,
    Bottleneck,
    ConvNeXt,
    Design,
    Inception,
    MBConv,
    Part,
    Recipe,
    convnext,
    count,
    mbconv,
    recipe,
    squeezed,
)
from app.problems.kind import Answers, Solver
from app.problems.pointwise.counting import Layer, one_input_channel, side_for_area

Edit: TypeAlias = Callable[[Design], Recipe]


def editing(edit: Edit) -> Solver[Asked]:
    """The solver that counts another recipe; it says nothing of a block in which the edit finds nothing to change."""

    def solver(asked: Asked) -> Answers:
        parts = edit(asked.block)
        return {"params": count(parts)} if parts != recipe(asked.block) else {}

    return solver


def without(*names: str) -> Edit:
    """Leaves these layers out."""
    return lambda block: tuple(part for part in recipe(block) if part.name not in names)


def with_layers(parts: Recipe, layers: Mapping[str, Layer]) -> Recipe:
    """The same parts, some of them with other layers."""
    return tuple(replace(part, layer=layers.get(part.name, part.layer)) for part in parts)


def needless_projection(block: Design) -> Recipe:
    """Puts a 1×1 on a shortcut that is the identity."""
    parts = recipe(block)
    if not isinstance(block, Basic | Bottleneck) or block.channels != block.out_channels:
        return parts
    return (*parts, Part("shortcut", "shortcut", Layer(block.channels, block.out_channels, 1)))


def projection_with_kernel(block: Design) -> Recipe:
    """Gives the shortcut the kernel of the body."""
    parts = recipe(block)
    if not isinstance(block, Basic | Bottleneck):
        return parts
    return with_layers(parts, {"shortcut": Layer(block.channels, block.out_channels, block.kernel)})


def widens_late(block: Design) -> Recipe:
    """Lets the second kernel change the channels."""
    if not isinstance(block, Basic):
        return recipe(block)
    into, out, kernel = block.channels, block.out_channels, block.kernel
    return with_layers(recipe(block), {"first": Layer(into, into, kernel), "second": Layer(into, out, kernel)})


def restores_in_the_kernel(block: Design) -> Recipe:
    """Goes back up in the kernel of the middle, so that nothing is left to do for the last layer."""
    if not isinstance(block, Bottleneck):
        return recipe(block)
    up = Layer(block.width, block.out_channels, block.kernel)
    return with_layers(without("up")(block), {"middle": up})


def reads_everything(block: Design) -> dict[str, Layer]:
    """Inception's kernels as they would be without reductions."""
    if not isinstance(block, Inception):
        return {}
    return {"3×3": Layer(block.channels, block.three, 3), "5×5": Layer(block.channels, block.five, 5)}


def kernels_read_all(block: Design) -> Recipe:
    """Counts the reductions and lets the kernels read all channels still."""
    return with_layers(recipe(block), reads_everything(block))


def naive_module(block: Design) -> Recipe:
    """The module without any reduction, as figure 2a of the paper draws it, but with the layer behind the pool."""
    return with_layers(without("before 3×3", "before 5×5")(block), reads_everything(block))


def pointwise_with_kernel(block: Design) -> Recipe:
    """Gives the 1×1 layers around a kernel the size of that kernel."""
    kernel = 1 if isinstance(block, Inception) else block.kernel
    layers = {each.name: replace(each.layer, kernel=kernel) for each in recipe(block) if each.nature == "pointwise"}
    return with_layers(recipe(block), layers)


def depthwise_mixes(block: Design) -> Recipe:
    """Lets every filter of the depthwise layer read all channels."""
    layers = {
        each.name: replace(each.layer, before=each.layer.after) for each in recipe(block) if each.nature == "depthwise"
    }
    return with_layers(recipe(block), layers)


def no_expansion(block: Design) -> Recipe:
    """Stays at the channels that come in."""
    match block:
        case MBConv():
            return mbconv(block, wide=block.channels, squeezed=squeezed(block.channels))
        case ConvNeXt():
            return convnext(block, wide=block.channels)
        case _:
            return recipe(block)


def other_way(block: Design) -> Recipe:
    """Makes the middle narrow where it is wide."""
    if not isinstance(block, ConvNeXt):
        return recipe(block)
    return convnext(block, wide=max(1, block.channels // block.expand))


def squeezes_the_wide(block: Design) -> Recipe:
    """Takes a quarter of the channels inside for the gate."""
    if not isinstance(block, MBConv):
        return recipe(block)
    wide = block.expand * block.channels
    return mbconv(block, wide=wide, squeezed=squeezed(wide))


def by_side(*natures: str) -> Solver[Asked]:
    """The solver that counts K where K² belongs, in layers of that nature."""

    def solver(asked: Asked) -> Answers:
        parts = recipe(asked.block)
        slipped = tuple(part for part in parts if part.nature in natures)
        kept = tuple(part for part in parts if part.nature not in natures)
        return {"params": count(slipped, side_for_area) + count(kept)} if slipped else {}

    return solver


def forgets_input_channels(asked: Asked) -> Answers:
    """Gives every filter one channel, where the block has no depthwise layer of which that is true."""
    if isinstance(asked.block, MBConv | ConvNeXt):
        return {}
    return {"params": count(recipe(asked.block), one_input_channel)}


MISTAKES: Mapping[str, Solver[Asked]] = {
    "forgets-projection": editing(without("shortcut")),
    "needless-projection": editing(needless_projection),
    "projection-with-kernel": editing(projection_with_kernel),
    "one-kernel": editing(without("second")),
    "widens-late": editing(widens_late),
    "forgets-restore": editing(without("up")),
    "restores-in-the-kernel": editing(restores_in_the_kernel),
    "forgets-reductions": editing(without("before 3×3", "before 5×5")),
    "kernels-read-all": editing(kernels_read_all),
    "naive-module": editing(naive_module),
    "forgets-behind-the-pool": editing(without("behind the pool")),
    "pointwise-with-kernel": editing(pointwise_with_kernel),
    "depthwise-mixes": editing(depthwise_mixes),
    "depthwise-left-out": editing(without("depthwise")),
    "no-expansion": editing(no_expansion),
    "other-way": editing(other_way),
    "gate-left-out": editing(without("squeeze", "excite")),
    "half-a-gate": editing(without("excite")),
    "squeezes-the-wide": editing(squeezes_the_wide),
    "kernel-not-squared": by_side("kernel"),
    "depthwise-not-squared": by_side("depthwise"),
    "forgets-input-channels": forgets_input_channels,
}


def with_bias(asked: Asked) -> Answers:
    """Right for whoever gives every convolution a bias."""
    parts = recipe(asked.block)
    biased = tuple(replace(part, bias=True) for part in parts)
    return {"params": count(biased)} if biased != parts else {}


def without_bias(asked: Asked) -> Answers:
    """Right for whoever counts weights alone."""
    parts = recipe(asked.block)
    bare = tuple(replace(part, bias=False) for part in parts)
    return {"params": count(bare)} if bare != parts else {}


def with_norm(asked: Asked) -> Answers:
    """Right for whoever counts the norms: a batch norm behind each convolution but a gate's, ConvNeXt's one LayerNorm.

    GoogLeNet had none; in implementations that have them, they take the place of the biases.
    """
    parts = recipe(asked.block)
    if isinstance(asked.block, ConvNeXt):
        return {"params": count(parts) + batch_norm_params(asked.block.channels)}
    normed = [part for part in parts if part.nature != "gate"]
    bare = tuple(replace(part, bias=part.bias and part.nature == "gate") for part in parts)
    return {"params": count(bare) + sum(batch_norm_params(part.layer.after) for part in normed)}


def with_norm_and_scale(asked: Asked) -> Answers:
    """Right for whoever counts ConvNeXt's LayerNorm and its layer scale, one factor for each channel."""
    if not isinstance(asked.block, ConvNeXt):
        return {}
    channels = asked.block.channels
    return {"params": count(recipe(asked.block)) + batch_norm_params(channels) + channels}


CONVENTIONS: Mapping[str, Solver[Asked]] = {
    "with-bias": with_bias,
    "without-bias": without_bias,
    "with-norm": with_norm,
    "with-norm-and-scale": with_norm_and_scale,
}

"""Every kind there is, by id. A new kind takes its place here on purpose."""

from collections.abc import Mapping
from types import MappingProxyType

from app.problems.architectures import (
    block_params,
    compound_scaling,
    design_for_a_task,
    in_order,
    innovations,
    name_it,
    vgg_or_resnet,
)
from app.problems.depthwise_separable import (
    design_under_constraints,
    grouped,
    mbconv_cost,
    ratio,
    separable_cost,
    separable_params,
)
from app.problems.kind import AnyKind
from app.problems.output_size import (
    causal_size,
    dilated_size,
    formula,
    layer,
    layer_stack,
    pool_ceil,
    reach_a_size,
    same_padding,
    same_two_frameworks,
    three_layers,
    transposed_size,
)
from app.problems.pointwise import bottleneck, jobs, reduction
from app.problems.pointwise import by_hand as pointwise_by_hand
from app.problems.pooling import by_hand, global_pool, gradient, pool_or_stride
from app.problems.receptive_field import (
    alternating,
    dilated,
    field_centre,
    field_stack,
    layers_to_see,
    missed_objects,
    three_against_one,
    whiteboard,
)
from app.problems.skip_gradient import (
    after_blocks,
    block_gradient,
    block_order,
    derivatives,
    jacobians,
    no_guarantee,
    proof,
    wrong_line,
)
from app.problems.sliding_dot_product import (
    conv_against_dense,
    convolve_by_hand,
    layer_params,
    multi_channel_by_hand,
    shift_the_input,
    which_kernel,
)
from app.problems.transfer_learning import (
    grey_into_stem,
    normalise_a_pixel,
    recipe_mistakes,
    strategy,
    trainable_params,
    transfer_plan,
)

EVERY_KIND: tuple[AnyKind, ...] = (
    layer.KIND,
    formula.KIND,
    layer_stack.KIND,
    dilated_size.KIND,
    pool_ceil.KIND,
    transposed_size.KIND,
    causal_size.KIND,
    same_padding.KIND,
    reach_a_size.KIND,
    same_two_frameworks.KIND,
    three_layers.KIND,
    convolve_by_hand.KIND,
    multi_channel_by_hand.KIND,
    which_kernel.KIND,
    layer_params.KIND,
    conv_against_dense.KIND,
    shift_the_input.KIND,
    whiteboard.KIND,
    field_stack.KIND,
    alternating.KIND,
    dilated.KIND,
    layers_to_see.KIND,
    three_against_one.KIND,
    missed_objects.KIND,
    field_centre.KIND,
    by_hand.KIND,
    global_pool.KIND,
    pool_or_stride.KIND,
    gradient.KIND,
    in_order.KIND,
    innovations.KIND,
    name_it.KIND,
    vgg_or_resnet.KIND,
    block_params.KIND,
    compound_scaling.KIND,
    design_for_a_task.KIND,
    proof.KIND,
    wrong_line.KIND,
    block_order.KIND,
    block_gradient.KIND,
    derivatives.KIND,
    jacobians.KIND,
    after_blocks.KIND,
    no_guarantee.KIND,
    bottleneck.KIND,
    reduction.KIND,
    pointwise_by_hand.KIND,
    jobs.KIND,
    separable_cost.KIND,
    separable_params.KIND,
    mbconv_cost.KIND,
    grouped.KIND,
    design_under_constraints.KIND,
    ratio.KIND,
    normalise_a_pixel.KIND,
    strategy.KIND,
    recipe_mistakes.KIND,
    grey_into_stem.KIND,
    trainable_params.KIND,
    transfer_plan.KIND,
)
KINDS: Mapping[str, AnyKind] = MappingProxyType({each.id: each for each in EVERY_KIND})

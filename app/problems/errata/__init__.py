"""Sentences that are often printed and not true, each with what the engine says to it. Their words are content.

operation   the convolution itself      pooling   pools and what is left behind them
sizes       output sizes                blocks    bottlenecks, 1 × 1 layers
fields      receptive fields            costs     MACs, FLOPs, separable layers
shortcuts   residual blocks             credited   what networks and weights are credited with
"""

from collections.abc import Mapping
from types import MappingProxyType

from app.problems.errata import blocks, costs, credited, fields, operation, pooling, shortcuts, sizes
from app.problems.errata.finding import Refuter

REFUTATIONS: Mapping[str, Refuter] = MappingProxyType(
    {
        "window-is-the-field": operation.window_is_the_field,
        "nine-weights": operation.nine_weights,
        "shift-in-shift-out": operation.shift_in_shift_out,
        "flip-never-matters": operation.flip_never_matters,
        "one-halves-exactly": sizes.one_halves_exactly,
        "one-by-one-for-a-pool": sizes.one_by_one_for_a_pool,
        "floor-at-seven": sizes.floor_at_seven,
        "half-the-kernel-is-same": sizes.half_the_kernel_is_same,
        "ceil-mode-rounds-up": sizes.ceil_mode_rounds_up,
        "vgg-is-three-by-three": fields.vgg_is_three_by_three,
        "a-large-field-is-enough": fields.a_large_field_is_enough,
        "resnet-sees-483": fields.resnet_sees_483,
        "average-keeps-place": pooling.average_keeps_place,
        "global-mean-ignores-place": pooling.global_mean_ignores_place,
        "global-pooling-has-no-classifier": pooling.global_pooling_has_no_classifier,
        "resnet-d-strides-for-pools": pooling.resnet_d_strides_for_pools,
        "bottleneck-sees-as-much": blocks.bottleneck_sees_as_much,
        "bottleneck-saves-seventeen": blocks.bottleneck_saves_seventeen,
        "network-in-network-is-a-layer": blocks.network_in_network_is_a_layer,
        "googlenet-reduces-to-a-quarter": blocks.googlenet_reduces_to_a_quarter,
        "one-by-one-is-what-mixes": blocks.one_by_one_is_what_mixes,
        "flops-that-are-macs": costs.flops_that_are_macs,
        "gflops-that-are-gmacs": costs.gflops_that_are_gmacs,
        "eight-to-nine-times": costs.eight_to_nine_times,
        "every-layer-of-mobilenet": costs.every_layer_of_mobilenet,
        "convnext-is-not-separable": costs.convnext_is_not_separable,
        "the-printed-count": costs.the_printed_count,
        "twelve-times-fewer": credited.twelve_times_fewer,
        "bottlenecks-made-it-small": credited.bottlenecks_made_it_small,
        "gradient-cannot-vanish": shortcuts.gradient_cannot_vanish,
        "identity-is-untouched": shortcuts.identity_is_untouched,
        "order-of-the-product": shortcuts.order_of_the_product,
        "always-these-statistics": credited.always_these_statistics,
    }
)

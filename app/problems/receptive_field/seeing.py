"""What one layer adds to what units see, and the ways people get it wrong.

    right = r + (K_eff - 1) j,   j the product of the strides of the layers before

Source: Araujo, Norris and Sim, "Computing Receptive Fields of Convolutional Neural Networks", Distill 2019.

A slip takes the layer and what lies below it, so that it can be made on a field somebody believes in, too.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TypeAlias

from app.conv.fields import PIXEL, FieldLayer, FieldRow, receptive_field
from app.conv.shapes import effective_kernel


@dataclass(frozen=True, slots=True)
class Growth:
    """A layer put on units that see `field` pixels and lie `jump` apart; `previous` is the stride just below."""

    layer: FieldLayer
    field: int
    jump: int
    previous: int = 1
    is_pool: bool = False

    @property
    def steps(self) -> int:
        """The steps from the first tap of the kernel to its last: K_eff - 1."""
        return effective_kernel(self.layer.kernel, dilation=self.layer.dilation) - 1


Slip: TypeAlias = Callable[[Growth], int | None]
"""The field that this slip gives, or None where it cannot be made."""


@lru_cache(maxsize=512)  # every solver begins with it
def sight(layers: tuple[FieldLayer, ...]) -> tuple[FieldRow, ...]:
    """What the image's own units see, then a row for each layer."""
    return (PIXEL, *receptive_field(layers))


def growths(layers: Sequence[FieldLayer]) -> Iterator[Growth]:
    """Each layer on what is truly below it."""
    previous = 1
    for layer, below in zip(layers, sight(tuple(layers)), strict=False):
        yield Growth(layer, below.receptive_field, below.jump, previous)
        previous = layer.stride


def grown(on: Growth) -> int:
    """The field above."""
    return on.field + on.steps * on.jump


def consistently(slip: Slip, layers: Sequence[FieldLayer]) -> int:
    """The field of the whole stack for somebody who makes this slip on every layer where it can be made."""
    field = PIXEL.receptive_field
    for on in growths(layers):
        here = Growth(on.layer, field, on.jump, on.previous)
        wrong = slip(here)
        field = grown(here) if wrong is None else wrong
    return field


def ignores_earlier_strides(on: Growth) -> int | None:
    """Adds K - 1 whatever lies below."""
    return on.field + on.steps if on.jump > 1 and on.steps else None


def only_previous_stride(on: Growth) -> int | None:
    """Multiplies by the stride just below and forgets those further down."""
    return on.field + on.steps * on.previous if 1 < on.previous < on.jump and on.steps else None


def counts_own_stride(on: Growth) -> int | None:
    """Multiplies by the layer's own stride as well; on a pool of 2 at stride 2 that is what `whole_kernel` gives."""
    kernel, stride = on.layer.kernel, on.layer.stride
    return on.field + on.steps * on.jump * stride if on.steps and stride > 1 and (kernel, stride) != (2, 2) else None


def whole_kernel(on: Growth) -> int:
    """Adds K where K - 1 belongs."""
    return on.field + (on.steps + 1) * on.jump


def kernels_added_up(on: Growth) -> int | None:
    """Adds the kernel as it stands, neither less one nor times anything."""
    return on.field + on.layer.kernel if on.jump > 1 else None


def window_for_field(on: Growth) -> int | None:
    """Gives the kernel: what the unit sees of the map below, not of the image."""
    return on.layer.kernel if on.field > 1 else None


def skips_pool(on: Growth) -> int | None:
    """Lets a pool add nothing."""
    return on.field if on.is_pool else None


def pool_multiplies(on: Growth) -> int | None:
    """Takes a pool to multiply the field, as it divides the map."""
    return on.field * on.layer.stride if on.is_pool and on.layer.stride > 1 else None


SLIPS: Mapping[str, Slip] = MappingProxyType(
    {
        "ignores-earlier-strides": ignores_earlier_strides,
        "only-previous-stride": only_previous_stride,
        "counts-own-stride": counts_own_stride,
        "whole-kernel": whole_kernel,
        "kernels-added-up": kernels_added_up,
        "window-for-field": window_for_field,
        "skips-pool": skips_pool,
        "pool-multiplies": pool_multiplies,
    }
)

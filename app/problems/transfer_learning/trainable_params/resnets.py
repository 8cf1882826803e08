"""Four ResNets without their heads, convolution by convolution, in torchvision's form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal, TypeAlias

Network: TypeAlias = Literal["resnet-18", "resnet-34", "resnet-50", "resnet-101"]
WIDTHS = (64, 128, 256, 512)
BLOCKS: Mapping[Network, tuple[int, int, int, int]] = {
    "resnet-18": (2, 2, 2, 2),
    "resnet-34": (3, 4, 6, 3),
    "resnet-50": (3, 4, 6, 3),
    "resnet-101": (3, 4, 23, 3),
}
DEEP = ("resnet-50", "resnet-101")
"""Those whose blocks are bottlenecks, four times as wide outside as inside."""


@dataclass(frozen=True, slots=True)
class Conv:
    """A convolution without bias and the batch norm behind it; `projects` says that it stands on a shortcut."""

    channels: int
    filters: int
    kernel: int
    projects: bool = False


Count: TypeAlias = Callable[[Conv], int]
"""What somebody counts for a convolution and its batch norm."""


def weights(conv: Conv) -> int:
    """C_out·C_in·K²."""
    return conv.filters * conv.channels * conv.kernel**2


def with_batch_norm(conv: Conv) -> int:
    """The weights, and two parameters for each channel of the batch norm."""
    return weights(conv) + 2 * conv.filters


def features(network: Network) -> int:
    """What the global pool hands to the head."""
    return WIDTHS[-1] * (4 if network in DEEP else 1)


@cache
def stages(network: Network) -> tuple[tuple[Conv, ...], ...]:
    """The stem, then conv2_x to conv5_x."""
    outside = (64, *(width * features(network) // WIDTHS[-1] for width in WIDTHS))
    built: list[tuple[Conv, ...]] = [(Conv(3, 64, 7),)]
    for (before, after), width, blocks in zip(pairwise(outside), WIDTHS, BLOCKS[network], strict=True):
        shortcut = (Conv(before, after, 1, projects=True),) if before != after else ()
        built.append((*_block(before, width, after), *shortcut, *_block(after, width, after) * (blocks - 1)))
    return tuple(built)


def _block(before: int, width: int, after: int) -> tuple[Conv, ...]:
    if width == after:
        return (Conv(before, width, 3), Conv(width, width, 3))
    return (Conv(before, width, 1), Conv(width, width, 3), Conv(width, after, 1))


def counted(convs: tuple[Conv, ...], count: Count = with_batch_norm) -> int:
    """The sum."""
    return sum(count(conv) for conv in convs)


def backbone(network: Network) -> tuple[Conv, ...]:
    """All that is pretrained."""
    return tuple(conv for stage in stages(network) for conv in stage)

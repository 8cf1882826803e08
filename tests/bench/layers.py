"""What is timed: the distinct convolutions of ResNet-50 (torchvision's, v1.5), depthwise layers, a whiteboard."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Case:
    """One square layer on one image, padded by half its kernel unless `padded` is False."""

    channels: int
    outputs: int
    kernel: int
    size: int
    stride: int = 1
    groups: int = 1
    padded: bool = True

    @property
    def padding(self) -> int:
        """Half the kernel, rounded down, or none."""
        return self.kernel // 2 if self.padded else 0

    @property
    def label(self) -> str:
        """For example "64 -> 256, 1x1 on 56x56, stride 2"."""
        stride = f", stride {self.stride}" if self.stride > 1 else ""
        across = f"{self.kernel}x{self.kernel} on {self.size}x{self.size}"
        return f"{self.channels} -> {self.outputs}, {across}{stride}"

    def arrays(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """An image and a weight: the same numbers on every run."""
        dice = np.random.default_rng(0)
        image = dice.standard_normal((1, self.channels, self.size, self.size), np.float32)
        shape = self.outputs, self.channels // self.groups, self.kernel, self.kernel
        return image, dice.standard_normal(shape, np.float32)


def resnet50() -> tuple[Case, ...]:
    """The stem, and what differs within each stage: reduce, 3×3, expand, the strided ones and the projection."""
    cases = [
        Case(3, 64, 7, 224, 2),
        Case(64, 64, 1, 56),
        Case(64, 64, 3, 56),
        Case(64, 256, 1, 56),
        Case(256, 64, 1, 56),
    ]
    for width, size in ((128, 56), (256, 28), (512, 14)):
        cases += [
            Case(2 * width, width, 1, size),
            Case(width, width, 3, size, 2),
            Case(2 * width, 4 * width, 1, size, 2),
            Case(width, 4 * width, 1, size // 2),
            Case(4 * width, width, 1, size // 2),
            Case(width, width, 3, size // 2),
        ]
    return tuple(cases)


SETS: dict[str, tuple[Case, ...]] = {
    "dense": resnet50(),
    "depthwise": (  # of MobileNet V1: an early one, one that strides, the one it repeats most
        Case(128, 128, 3, 56, groups=128),
        Case(64, 64, 3, 112, 2, groups=64),
        Case(512, 512, 3, 14, groups=512),
    ),
    "whiteboard": (Case(1, 1, 3, 6, padded=False),),
}

FLOORS = {"dense": 0.9, "depthwise": 0.5, "whiteboard": 1.0}  # of the other's time over ours, geometric means

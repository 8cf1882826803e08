"""What is to be known of each network with a head for 1000 classes. The catalog's computed tables hold the same.

`depth` counts the layers with weights on the longest way through, as the names of the networks do; `every_layer` all
convolutions and fully connected layers there are; `pools` those on that way. Accuracies are what somebody published.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from app.problems.architectures.innovations import Idea

Version: TypeAlias = Literal[
    "alexnet",
    "vgg-16",
    "vgg-19",
    "googlenet",
    "resnet-18",
    "resnet-34",
    "resnet-50",
    "resnet-101",
    "resnet-152",
    "mobilenet-v1",
]
CLASSES = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One network. `head` are the parameters of its fully connected layers, `features` what enters the last of them.

    `running` are the statistics that batch norms keep and do not learn; `macs_v1` the work with the stride where the
    paper has it, if that differs; `top1` a percentage, with its source.
    """

    label: str
    idea: Idea
    depth: int
    fully_connected: int
    every_layer: int
    pools: int
    params: int
    head: int
    features: int
    macs: int
    head_macs: int
    running: int = 0
    macs_v1: int = 0
    top1: str = ""
    source: str = ""

    @property
    def convolutions(self) -> int:
        """All of them, also on shortcuts and in parallel branches."""
        return self.every_layer - self.fully_connected

    @property
    def beside(self) -> int:
        """Those that are not on the longest way through, which the depth leaves out."""
        return self.every_layer - self.depth


TORCHVISION = "torchvision"
VGG_HEAD = {"head": 123_642_856, "features": 4096, "head_macs": 123_633_664}
NETWORKS: Mapping[Version, Facts] = {
    "alexnet": Facts(
        label="AlexNet",
        idea="relu-dropout",
        depth=8,
        fully_connected=3,
        every_layer=8,
        pools=3,
        params=60_965_224,
        head=58_631_144,
        features=4096,
        macs=724_406_816,
        head_macs=58_621_952,
    ),
    "vgg-16": Facts(
        label="VGG-16",
        idea="small-kernels",
        depth=16,
        fully_connected=3,
        every_layer=16,
        pools=5,
        params=138_357_544,
        macs=15_470_264_320,
        top1="71.6",
        source=TORCHVISION,
        **VGG_HEAD,
    ),
    "vgg-19": Facts(
        label="VGG-19",
        idea="small-kernels",
        depth=19,
        fully_connected=3,
        every_layer=19,
        pools=5,
        params=143_667_240,
        macs=19_632_062_464,
        top1="72.4",
        source=TORCHVISION,
        **VGG_HEAD,
    ),
    "googlenet": Facts(
        label="GoogLeNet",
        idea="parallel-scales",
        depth=22,
        fully_connected=1,
        every_layer=58,
        pools=5,
        params=6_998_552,
        head=1_025_000,
        features=1024,
        macs=1_582_671_872,
        head_macs=1_024_000,
    ),
    "resnet-18": Facts(
        label="ResNet-18",
        idea="residual",
        depth=18,
        fully_connected=1,
        every_layer=21,
        pools=2,
        params=11_689_512,
        head=513_000,
        features=512,
        macs=1_814_073_344,
        head_macs=512_000,
        running=9_600,
        top1="69.8",
        source=TORCHVISION,
    ),
    "resnet-34": Facts(
        label="ResNet-34",
        idea="residual",
        depth=34,
        fully_connected=1,
        every_layer=37,
        pools=2,
        params=21_797_672,
        head=513_000,
        features=512,
        macs=3_663_761_408,
        head_macs=512_000,
        running=17_024,
        top1="73.3",
        source=TORCHVISION,
    ),
    "resnet-50": Facts(
        label="ResNet-50",
        idea="deep-bottleneck",
        depth=50,
        fully_connected=1,
        every_layer=54,
        pools=2,
        params=25_557_032,
        head=2_049_000,
        features=2048,
        macs=4_089_184_256,
        head_macs=2_048_000,
        running=53_120,
        macs_v1=3_857_973_248,
        top1="76.1",
        source=TORCHVISION,
    ),
    "resnet-101": Facts(
        label="ResNet-101",
        idea="deep-bottleneck",
        depth=101,
        fully_connected=1,
        every_layer=105,
        pools=2,
        params=44_549_160,
        head=2_049_000,
        features=2048,
        macs=7_801_405_440,
        head_macs=2_048_000,
        running=105_344,
        top1="77.4",
        source=TORCHVISION,
    ),
    "resnet-152": Facts(
        label="ResNet-152",
        idea="deep-bottleneck",
        depth=152,
        fully_connected=1,
        every_layer=156,
        pools=2,
        params=60_192_808,
        head=2_049_000,
        features=2048,
        macs=11_513_626_624,
        head_macs=2_048_000,
        running=151_424,
        top1="78.3",
        source=TORCHVISION,
    ),
    "mobilenet-v1": Facts(
        label="MobileNet",
        idea="separable-throughout",
        depth=28,
        fully_connected=1,
        every_layer=28,
        pools=1,
        params=4_231_976,
        head=1_025_000,
        features=1024,
        macs=568_740_352,
        head_macs=1_024_000,
        running=21_888,
        top1="70.6",
        source="arXiv:1704.04861, table 4",
    ),
}
IDEAS: tuple[Idea, ...] = tuple(dict.fromkeys(network.idea for network in NETWORKS.values()))

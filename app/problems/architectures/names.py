"""The networks one is asked about: their names, their papers, and the years of these.

The year is that of the first public version. Sources: doi:10.1109/5.726791, doi:10.1145/3065386, and for the others
the arXiv numbers below, whose first four digits are year and month.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

Name: TypeAlias = Literal[
    "lenet-5",
    "alexnet",
    "vgg",
    "googlenet",
    "resnet",
    "mobilenet",
    "efficientnet",
    "convnext",
    "xception",
    "mobilenet-v2",
    "vit",
]


@dataclass(frozen=True, slots=True)
class Paper:
    """Where a network was published: what it is called, the year, and where to find the paper."""

    network: str
    year: int
    source: str

    @property
    def written(self) -> str:
        """`2015, arXiv:1512.03385`."""
        return f"{self.year}, {self.source}"


PAPERS: Mapping[Name, Paper] = {
    "lenet-5": Paper("LeNet-5", 1998, "doi:10.1109/5.726791"),
    "alexnet": Paper("AlexNet", 2012, "doi:10.1145/3065386"),
    "vgg": Paper("VGG", 2014, "arXiv:1409.1556"),
    "googlenet": Paper("GoogLeNet", 2014, "arXiv:1409.4842"),
    "resnet": Paper("ResNet", 2015, "arXiv:1512.03385"),
    "mobilenet": Paper("MobileNet", 2017, "arXiv:1704.04861"),
    "efficientnet": Paper("EfficientNet", 2019, "arXiv:1905.11946"),
    "convnext": Paper("ConvNeXt", 2022, "arXiv:2201.03545"),
    "xception": Paper("Xception", 2016, "arXiv:1610.02357"),
    "mobilenet-v2": Paper("MobileNet V2", 2018, "arXiv:1801.04381"),
    "vit": Paper("ViT", 2020, "arXiv:2010.11929"),
}
EIGHT: tuple[Name, ...] = tuple(PAPERS)[:8]
OTHERS: tuple[Name, ...] = tuple(PAPERS)[8:]
